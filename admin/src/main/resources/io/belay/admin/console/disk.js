// The log, and the disk on which it lies.

import { get } from './api.js';
import { chart } from './chart.js';
import { facts, h, head, name, printable, problem, refill } from './dom.js';
import { onPulse, samples, SPAN_MS } from './pulse.js';
import { bytes, count, lower } from './words.js';

const REFRESH_MS = 5000;

export function disk(signal) {
  const about = h('div', null, h('p', { class: 'state' }, 'Asking …'));
  const log = h('div');
  const used = chart('Bytes on disk', [{ label: 'used', value: (each) => each.overview.disk?.usedBytes, words: bytes }], SPAN_MS);
  used.figure.hidden = true;
  onPulse((now, failure) => {
    if (failure !== undefined) return refill(about, problem(failure));
    const known = now.overview.disk;
    if (known === undefined) used.figure.hidden = true;
    else used.draw(samples, now.atMs);
    refill(about, known === undefined ? h('p', { class: 'state' }, 'The broker does not say how full its disk is.') : aboutOf(known));
  }, signal);
  look();
  return [head('Log and disk'), about, h('div', { class: 'charts' }, used.figure), h('h2', null, 'Log'), log];

  async function look() {
    try {
      if (!document.hidden) refill(log, logOf(await get('/api/log', signal)));
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      refill(log, h('p', { class: 'state' }, printable(failure.message)));
      if (failure.status === 404 || failure.status === 403) return;
    }
    setTimeout(() => signal.aborted || look(), REFRESH_MS);
  }
}

function aboutOf(known) {
  return facts([
    ['Used', bytes(known.usedBytes)],
    ['Free', bytes(known.freeBytes)],
    ['Segments', known.segments === undefined ? undefined : count(known.segments)],
    ['State', known.state === undefined ? undefined : printable(known.state)],
  ]);
}

/** Whatever the broker tells of its log: numbers and words as facts, the segments as a table. */
function logOf(told) {
  const { segments, ...rest } = told;
  const plain = Object.entries(rest).filter(([, value]) => value !== null && typeof value !== 'object');
  const parts = [facts(plain.map(([key, value]) => [words(key), shown(key, value)]))];
  if (!Array.isArray(segments) || segments.length === 0) return parts;
  const keys = Object.keys(segments[0]);
  return [
    ...parts,
    h('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': 'Segments' }, h('table', null,
      h('thead', null, h('tr', null, keys.map((key) => h('th', { scope: 'col', class: isNumber(segments[0][key]) ? 'number' : null }, words(key))))),
      h('tbody', null, segments.map((each) => h('tr', null, keys.map((key) => h('td', { class: isNumber(each[key]) ? 'number' : null }, shown(key, each[key])))))))),
  ];
}

function isNumber(value) {
  return typeof value === 'number';
}

function shown(key, value) {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (!isNumber(value)) return name(String(value), 80);
  return /bytes|length/i.test(key) ? bytes(value) : count(value);
}

/** `checkpointAt` as words. */
function words(key) {
  const parts = lower(key.replace(/Ms$|Bytes$/, '').replace(/[A-Z]/g, (each) => ' ' + each));
  return parts.charAt(0).toUpperCase() + parts.slice(1);
}
