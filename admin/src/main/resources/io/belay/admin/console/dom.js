// Makes elements. What comes from elsewhere goes in as text, and nowhere as HTML.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes (`onclick` and the like are listeners; false and null are left out) and children. */
export function h(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for a part of a drawing. */
export function s(tag, attributes, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(Infinity).filter((each) => each !== null && each !== undefined && each !== false));
  return element;
}

// What would not be seen, or would move what stands beside it: controls, formats, separators, surrogates alone.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Foreign text with what cannot be seen written out. */
export function printable(text) {
  return String(text).replace(UNSEEN, (each) => '\\u' + each.codePointAt(0).toString(16).toUpperCase().padStart(4, '0'));
}

/** Foreign text that may be long, on one line: cut, with the rest told. */
export function name(text, lengthMax = 60) {
  const shown = printable(text);
  if (shown === '') return h('span', { class: 'none' }, '(empty)');
  if (shown.length <= lengthMax) return h('bdi', { class: 'name' }, shown);
  const title = shown.length > 600 ? shown.slice(0, 600) + '…' : shown;
  return h('bdi', { class: 'name', title }, shown.slice(0, lengthMax), '… (' + shown.length.toLocaleString('en') + ' characters)');
}

/** Foreign text in full, broken anywhere. */
export function whole(text) {
  return h('bdi', { class: 'name whole' }, printable(text));
}

/** Part of an address. */
export function part(text) {
  const fit = String(text);
  return encodeURIComponent(fit.toWellFormed ? fit.toWellFormed() : fit);
}

/** A link to a page of the console. */
export function link(to, ...children) {
  return h('a', { href: '#/' + to, 'data-key': to }, ...children);
}

/** Puts children in the place of those that were there; whatever had the focus has it again, if it is still there. */
export function refill(element, ...children) {
  const focused = document.activeElement;
  const key = element.contains(focused) ? focused.getAttribute('data-key') : null;
  element.replaceChildren(...children.flat(Infinity).filter((each) => each !== null && each !== undefined && each !== false));
  if (key === null) return;
  element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

/** A heading, and what stands beside it. */
export function head(title, ...beside) {
  document.title = (typeof title === 'string' ? title : title.textContent).slice(0, 60) + ' – Belay';
  return h('div', { class: 'head' }, h('h1', null, title), h('div', { class: 'beside' }, ...beside));
}

/** Facts with their names; pairs without a value are left out. */
export function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null);
  return h('dl', { class: 'facts' }, known.map(([what, value]) => h('div', null, h('dt', null, what), h('dd', null, value))));
}

/** A table that is wide enough to be moved; a title that begins with `#` is of numbers. */
export function table(titles, rows, label = null) {
  const isNumber = titles.map((each) => each.startsWith('#'));
  const shown = titles.map((each) => each.replace(/^#/, ''));
  const cell = (content, index) =>
    h(index === 0 ? 'th' : 'td', { scope: index === 0 ? 'row' : null, class: isNumber[index] ? 'number' : null, 'data-title': shown[index] }, content);
  return h('div', label === null ? { class: 'wide' } : { class: 'wide', tabindex: '0', role: 'region', 'aria-label': label }, h('table', null,
    h('thead', null, h('tr', null, shown.map((each, index) => h('th', { scope: 'col', class: isNumber[index] ? 'number' : null }, each)))),
    h('tbody', null, rows.map((each) => h('tr', null, each.map(cell))))));
}

/** How much of all something is. */
export function meter(part, all) {
  return h('meter', { min: 0, max: Math.max(1, all), value: part }, all > 0 ? Math.round((100 * part) / all) + ' %' : '');
}

/** Says something to whoever sits there, for a while. */
export function notice(text, isProblem = false) {
  const line = h('p', { class: isProblem ? 'notice problem' : 'notice' }, printable(text));
  const close = h('button', { type: 'button', class: 'plain', onclick: () => line.remove() }, 'Close');
  line.append(' ', close);
  document.getElementById('notices').append(line);
  if (!isProblem) setTimeout(() => line.remove(), 8000);
}

/** What is wrong, where the page would stand. */
export function problem(failure) {
  return h('p', { class: 'problem', role: 'alert' }, printable(failure.message ?? failure));
}
