// How the broker is.

import { get } from './api.js';
import { chart } from './chart.js';
import { h, head, link, name, part, printable, problem, refill } from './dom.js';
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
  ];
  const away = h('div', null, h('p', { class: 'state' }, 'Asking …'));
  const limits = h('div');
  onPulse((now, failure) => {
    if (failure !== undefined) return refill(said, problem(failure));
    refill(said, now.overview.draining && h('p', { class: 'problem' }, 'The broker drains: it takes no more connections, and asks clients to leave.'));
    refill(tiles, tilesOf(now));
    refill(limits, limitsOf(now.overview));
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
  ];
}

function tilesOf(now) {
  const all = now.overview;
  const runs = all.sinceMs === undefined ? undefined : span((all.nowMs ?? Date.now()) - all.sinceMs);
  return [
    all.messagesIn !== undefined && tile('Messages in', rate(now.messagesIn), count(all.messagesIn) + ' in all'),
    all.messagesOut !== undefined && tile('Messages out', rate(now.messagesOut), count(all.messagesOut) + ' in all'),
    tile('Waiting', count(all.backlog), count(all.unsettled) + ' not settled', 'queues'),
    tile('Queues', count(all.queues), all.retained === undefined ? '' : count(all.retained) + ' retained', 'queues'),
    tile('Connections', count(all.connections), runs && 'runs for ' + runs, 'connections'),
    tile('Sessions', count(all.sessions?.attached), count(all.sessions?.away) + ' away', 'sessions'),
    all.disk && tile('Disk', bytes(all.disk.usedBytes), bytes(all.disk.freeBytes) + ' free' + stateOf(all.disk), 'disk'),
    all.memory && tile('Memory', bytes(all.memory.usedBytes), 'of ' + bytes(all.memory.budgetBytes)),
  ];
}

function stateOf(disk) {
  return disk.state === undefined || disk.state === 'ok' ? '' : ', ' + printable(disk.state);
}

function tile(title, value, more, to) {
  const heading = to === undefined ? h('span', null, title) : link(to, title);
  heading.setAttribute('data-key', 'tile-' + title);
  return h('div', { class: 'tile card' }, h('div', { class: 'what' }, heading), h('div', { class: 'value' }, value), h('div', { class: 'more' }, more || '\u00a0'));
}

function limitsOf(all) {
  const hit = (all.limits ?? []).filter((each) => each.hits > 0);
  if (hit.length === 0) return [];
  return [
    h('h2', null, 'Limits that were reached'),
    h('div', { class: 'wide' }, h('table', null,
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Limit'), h('th', { scope: 'col', class: 'number' }, 'Times'), h('th', { scope: 'col' }, 'Last'))),
      h('tbody', null, hit.map((each) => h('tr', null, h('th', { scope: 'row' }, name(each.name)), h('td', { class: 'number' }, count(each.hits)), h('td', null, time(each.lastMs))))))),
  ];
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
  const found = await get('/api/sessions?limit=1000', signal);
  const away = found.items.filter((each) => !each.attached);
  if (away.length === 0) return h('p', { class: 'state' }, 'None. Every session has its line.');
  const stories = await Promise.all(away.slice(0, AWAY_SHOWN).map((each) => story(each, signal)));
  const more = away.length - stories.length;
  return [
    h('div', { class: 'wide' }, h('table', null,
      h('thead', null, h('tr', null, ['Session', 'Since', 'Why', 'Waiting'].map((each) => h('th', { scope: 'col', class: each === 'Waiting' ? 'number' : null }, each)))),
      h('tbody', null, stories))),
    more > 0 || found.next ? h('p', { class: 'state' }, (found.next ? 'At least ' : '') + count(more) + ' more are away: ', link('sessions', 'all sessions')) : null,
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
