// Numbers and times in words.

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export function count(number) {
  return number === undefined || number === null ? '–' : Math.round(number).toLocaleString('en');
}

/** One thing or many: `1 message`, `2 deliveries`. */
export function many(number, one) {
  const several = /[^aeiou]y$/.test(one) ? one.slice(0, -1) + 'ies' : one + 's';
  return count(number) + ' ' + (number === 1 ? one : several);
}

export function bytes(number) {
  if (number === undefined || number === null) return '–';
  let size = number;
  let unit = 0;
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit++;
  }
  return (unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)) + ' ' + UNITS[unit];
}

/** So many in a second. */
export function rate(number) {
  if (number === undefined || number === null) return '–';
  return (number >= 100 || number === 0 ? Math.round(number).toLocaleString('en') : number.toFixed(1)) + '/s';
}

export function span(ms) {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 120) return s + ' s';
  if (s < 120 * 60) return Math.round(s / 60) + ' min';
  if (s < 48 * 3600) return Math.round(s / 3600) + ' h';
  return Math.round(s / 86400) + ' d';
}

/** A time, milliseconds since 1970 or as the broker writes it: in this place's own time, seconds told. */
export function time(at) {
  if (at === undefined || at === null || at === '') return '–';
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return String(at);
  const two = (number) => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `BEGAN` or `TAKEN_OVER` as words. */
export function lower(constant) {
  return String(constant).toLowerCase().replaceAll('_', ' ');
}
