// How the broker is.

import { get } from './api.js';
import { chart } from './chart.js';
import { h, head, link, meter, name, part, printable, problem, refill, table } from './dom.js';
import { onPulse, samples, SPAN_MS } from './pulse.js';
import { bytes, count, lower, rate, span, time } from './words.js';

const AWAY_SHOWN = 8;
const AWAY_EVERY_MS = 5000;

export function overview(signal) {
  const said = h('div');
  const tiles = h('div', { class: 'tiles' });
  const charts = [
    chart('Messages', [
      { label: 'in', value: (each) => each.messagesIn, words: rate },
      { label: 'out', value: (each) => each.messagesOut, words: rate },
    ], SPAN_MS),
    chart('Waiting', [
      { label: 'messages', value: (each) => each.overview.backlog, words: count },
      { label: 'not settled', value: (each) => each.overview.unsettled, words: count },
    ], SPAN_MS),
    chart('Connections and sessions away', [
      { label: 'connections', value: (each) => each.overview.connections, words: count },
      { label: 'away', value: (each) => each.overview.sessions?.away, words: count },
    ], SPAN_MS),
    chart('Bytes', [
      { label: 'in', value: (each) => each.bytesIn, words: (value) => bytes(value) + '/s' },
      { label: 'out', value: (each) => each.bytesOut, words: (value) => bytes(value) + '/s' },
    ], SPAN_MS),
    chart('Age of the oldest message that waits', [{ label: 'age', value: (each) => each.overview.oldestMs, words: span }], SPAN_MS),
    chart('Memory', [
      { label: 'of the budget', value: (each) => each.overview.memory.usedBytes, words: bytes },
      { label: 'heap', value: (each) => each.overview.memory.heapUsedBytes, words: bytes },
    ], SPAN_MS),
  ];
  const away = h('div', null, h('p', { class: 'state' }, 'Asking …'));
  const limits = h('div');
  const protocols = h('div');
  const memory = h('div');
  onPulse((now, failure) => {
    if (failure !== undefined) return refill(said, problem(failure));
    refill(said, now.overview.draining && h('p', { class: 'problem' }, 'The broker drains: it takes no more connections, and asks clients to leave.'));
    refill(tiles, tilesOf(now));
    refill(limits, limitsOf(now.overview));
    refill(protocols, protocolsOf(now));
    refill(memory, memoryOf(now.overview.memory));
    for (const each of charts) each.draw(samples, now.atMs);
  }, signal);
  lookAway(away, signal);
  return [
    head('Overview'),
    said,
    tiles,
    h('div', { class: 'charts' }, charts.map((each) => each.figure)),
    h('h2', null, 'Sessions away, and why'),
    away,
    limits,
    h('h2', null, 'By protocol'),
    protocols,
    h('h2', null, 'Memory that grows with the load'),
    memory,
  ];
}

function tilesOf(now) {
  const all = now.overview;
  return [
    tile('Messages in', rate(now.messagesIn), count(all.messagesIn) + ' in all'),
    tile('Messages out', rate(now.messagesOut), count(all.messagesOut) + ' in all'),
    tile('Waiting', count(all.backlog), all.oldestMs > 0 ? 'the oldest for ' + span(all.oldestMs) : count(all.unsettled) + ' not settled', 'queues'),
    tile('Queues', count(all.queues), count(all.retained) + ' retained', 'queues'),
    tile('Connections', count(all.connections), 'runs for ' + span(all.nowMs - all.sinceMs), 'connections'),
    tile('Sessions', count(all.sessions.attached), count(all.sessions.away) + ' away', 'sessions'),
    tile('Disk', bytes(all.disk.usedBytes), bytes(all.disk.freeBytes) + ' free' + stateOf(all.disk), 'disk'),
    tile('Memory', bytes(all.memory.usedBytes), 'of ' + bytes(all.memory.budgetBytes)),
  ];
}

function stateOf(disk) {
  return disk.state === 'ok' ? '' : ', ' + lower(disk.state).replace('-', ' ');
}

function tile(title, value, more, to) {
  const heading = to === undefined ? h('span', null, title) : link(to, title);
  heading.setAttribute('data-key', 'tile-' + title);
  return h('div', { class: 'tile card' }, h('div', { class: 'what' }, heading), h('div', { class: 'value' }, value), h('div', { class: 'more' }, more || '\u00a0'));
}

function limitsOf(all) {
  if (all.limits.length === 0) return [];
  const isTold = all.limits.some((each) => each.who !== undefined); // to operators
  return [
    h('h2', null, 'Limits that were reached'),
    table(['Limit', '#Times', 'Last', isTold && 'By'].filter((each) => each), all.limits.map((each) => [
      name(each.name), count(each.hits), time(each.lastMs), ...(isTold ? [name(each.who ?? '', 60)] : []),
    ])),
  ];
}

function protocolsOf(now) {
  return table(['Protocol', '#In', '#Out', '#Refused', '#In, in all', '#Out, in all'], Object.entries(now.overview.protocols).map(([protocol, totals]) => {
    const rates = now.protocols?.[protocol] ?? {};
    return [protocol.toUpperCase(), rate(rates.messagesIn), rate(rates.messagesOut), count(totals.refused), count(totals.messagesIn), count(totals.messagesOut)];
  }));
}

function memoryOf(memory) {
  return table(['Share', '#Used', '#At most', 'Full'], memory.shares.map((each) => [
    lower(each.name), bytes(each.usedBytes), bytes(each.maxBytes), meter(each.usedBytes, each.maxBytes),
  ]));
}

/** Who is away now, with the last that is known of each. */
async function lookAway(place, signal) {
  try {
    if (!document.hidden) refill(place, await awayTable(signal));
  } catch (failure) {
    if (failure.name === 'AbortError') return;
    refill(place, h('p', { class: 'state' }, printable(failure.message)));
    if (failure.status === 403) return;
  }
  if (!signal.aborted) setTimeout(() => signal.aborted || lookAway(place, signal), AWAY_EVERY_MS);
}

async function awayTable(signal) {
  const found = await get('/api/sessions?state=away&limit=' + AWAY_SHOWN, signal);
  if (found.items.length === 0) return h('p', { class: 'state' }, 'None. Every session has its line.');
  const stories = await Promise.all(found.items.map((each) => story(each, signal)));
  const more = found.fitting - stories.length;
  return [
    h('div', { class: 'wide' }, h('table', null,
      h('thead', null, h('tr', null, ['Session', 'Since', 'Why', 'Waiting'].map((each) => h('th', { scope: 'col', class: each === 'Waiting' ? 'number' : null }, each)))),
      h('tbody', null, stories))),
    more > 0 ? h('p', { class: 'state' }, count(more) + (more === 1 ? ' more is' : ' more are') + ' away: ', link('sessions', 'all sessions')) : null,
  ];
}

async function story(session, signal) {
  const told = await get('/api/sessions/' + part(session.clientId), signal).catch(() => ({ timeline: [] }));
  const last = told.timeline?.[told.timeline.length - 1];
  const to = link('sessions/' + part(session.clientId), name(session.clientId));
  return h('tr', null,
    h('th', { scope: 'row' }, to),
    h('td', { 'data-title': 'Since' }, last ? time(last.atMs ?? last.at) : '–'),
    h('td', { 'data-title': 'Why' }, last ? [lower(last.what), last.detail ? [': ', name(last.detail, 100)] : ''] : '–'),
    h('td', { class: 'number', 'data-title': 'Waiting' }, count(session.queued)));
}
