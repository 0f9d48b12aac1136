// The log, the disk on which it lies, and what the broker says.

import { get } from './api.js';
import { chart } from './chart.js';
import { facts, h, head, meter, name, printable, problem, refill, table, whole } from './dom.js';
import { onPulse, samples, SPAN_MS } from './pulse.js';
import { bytes, count, lower, span, time } from './words.js';

const REFRESH_MS = 5000;
const SEGMENTS_SHOWN = 50;
const LINES_SHOWN = 200;

export function disk(signal) {
  const said = h('div');
  const log = h('div', null, h('p', { class: 'state' }, 'Asking …'));
  const lines = h('div');
  const used = chart('Bytes on disk', [{ label: 'used', value: (each) => each.overview.disk.usedBytes, words: bytes }], SPAN_MS);
  const level = h('select', { name: 'level', onchange: listen },
    ['debug', 'info', 'warn', 'error'].map((each) => h('option', { value: each, selected: each === 'info' }, each)));
  onPulse((now, failure) => {
    refill(said, failure === undefined ? null : problem(failure));
    if (failure === undefined) used.draw(samples, now.atMs);
  }, signal);
  again(log, async () => logOf(await get('/api/log', signal)));
  again(lines, heard);
  return [
    head('Log and disk'),
    said,
    log,
    h('div', { class: 'charts' }, used.figure),
    h('h2', null, 'What the broker says'),
    h('form', { class: 'filter', onsubmit: (event) => event.preventDefault() }, h('label', null, 'From level ', level)),
    lines,
  ];

  /** Looks every few seconds, for those who may. */
  async function again(place, look) {
    try {
      if (!document.hidden) refill(place, await look());
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      refill(place, h('p', { class: 'state' }, printable(failure.message)));
      if (failure.status === 403) return;
    }
    setTimeout(() => signal.aborted || again(place, look), REFRESH_MS);
  }

  async function heard() {
    return linesOf((await get('/api/log/lines?limit=' + LINES_SHOWN + '&level=' + level.value, signal)).items);
  }

  function listen() {
    heard().then((shown) => refill(lines, shown), () => undefined); // The next look says what is wrong.
  }
}

function logOf(told) {
  const { disk: place, syncMs, batchBytes, checkpoint, cleaning, oldest } = told;
  const state = h('span', { class: place.state === 'ok' ? 'tag good' : 'tag warn' }, printable(place.state).replace('-', ' '));
  return [
    facts([
      ['State', state],
      ['Used', bytes(place.usedBytes)],
      ['Free', bytes(place.freeBytes)],
      ['Publishing stops below', bytes(place.reserveBytes) + ' free'],
      ['and goes on from', bytes(place.resumeBytes) + ' free'],
      ['Segments', count(told.segmentCount)],
      ['Batches on disk', count(told.batches)],
      ['A batch is written in', ms(syncMs.mean) + ', lately at most ' + ms(syncMs.most)],
      ['A batch has', bytes(batchBytes.mean) + ', lately at most ' + bytes(batchBytes.most)],
      ['Oldest message that is needed', oldest ? 'in segment ' + count(oldest.number) + ', written last ' + time(oldest.writtenMs) : 'none is'],
      ['Checkpoint', checkpoint ? time(checkpoint.writtenMs) + ', ' + bytes(checkpoint.bytes) : 'none yet'],
      ['A start reads from', checkpoint ? 'segment ' + count(checkpoint.segment) : 'the beginning'],
      ['Segments let go', count(cleaning.freed) + (cleaning.lastFreed ? ', the last ' + time(cleaning.lastFreedAtMs) : '')],
      ['Messages moved to let them go', count(cleaning.moved) + (cleaning.moving ? ', now from segment ' + count(cleaning.moving) : '')],
    ]),
    h('h2', null, 'How long batches took'),
    stepsOf(syncMs),
    h('h2', null, 'Segments'),
    segmentsOf(told),
  ];
}

function ms(value) {
  return (value >= 10 ? Math.round(value).toLocaleString('en') : value.toFixed(1)) + ' ms';
}

function stepsOf(spread) {
  const inSteps = spread.steps.reduce((sum, each) => sum + each.count, 0);
  const rows = spread.steps.map((each) => ['up to ' + (each.upTo < 1000 ? each.upTo + ' ms' : span(each.upTo)), each.count]);
  if (spread.count > inSteps) rows.push(['longer', spread.count - inSteps]);
  return table(['Time', '#Batches', 'Of all'], rows.map(([title, each]) => [title, count(each), meter(each, spread.count)]));
}

function segmentsOf(told) {
  const shown = told.segments.slice(0, SEGMENTS_SHOWN);
  const rows = shown.map((each) => [
    String(each.number), bytes(each.usedBytes), count(each.records), bytes(each.liveBytes), meter(each.liveBytes, each.usedBytes), time(each.writtenMs),
  ]);
  const more = told.segmentCount - shown.length;
  return [
    table(['Segment', '#Used', '#Messages needed', '#Bytes of these', 'Share', 'Written last'], rows, 'Segments'),
    more > 0 ? h('p', { class: 'state' }, 'Not shown: ' + count(more) + ' newer.') : null,
  ];
}

/** Newest first. */
function linesOf(items) {
  if (items.length === 0) return h('p', { class: 'state' }, 'Nothing was said at this level.');
  return h('ol', { class: 'words' }, [...items].reverse().map((each) => h('li', { class: 'level-' + lower(each.level) },
    h('time', null, time(each.atMs)),
    h('span', { class: 'level' }, printable(each.level)),
    h('span', { class: 'source' }, name(each.source, 40)),
    whole(each.words))));
}
