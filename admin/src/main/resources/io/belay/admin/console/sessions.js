// Sessions, and the story of one.

import { get, post, remove } from './api.js';
import { ask } from './dialog.js';
import { facts, h, head, link, name, notice, part, printable, problem, refill, whole } from './dom.js';
import { list } from './table.js';
import { bytes, count, lower, many, span, time } from './words.js';

const REFRESH_MS = 3000;

export function sessions(signal) {
  const all = list({
    path: '/api/sessions',
    what: 'Sessions',
    empty: 'There are no sessions. One begins when a client connects.',
    filterLabel: 'Client contains',
    filterBy: 'contains',
    signal,
    columns: [
      { title: 'Client', cell: (each) => link('sessions/' + part(each.clientId), name(each.clientId)) },
      { title: 'User', cell: (each) => name(each.owner ?? '', 30) },
      { title: 'State', cell: state },
      { title: 'Waiting', cell: (each) => count(each.queued), isNumber: true },
      { title: 'Not settled', cell: (each) => count(each.unsettled), isNumber: true },
      { title: 'Bytes', cell: (each) => bytes(each.queuedBytes), isNumber: true },
      { title: 'Expires', cell: expiry },
    ],
  });
  return [head('Sessions'), all.element];
}

function state(session) {
  return session.attached ? h('span', { class: 'tag good' }, 'attached') : h('span', { class: 'tag warn' }, 'away');
}

function expiry(session) {
  if (session.expiryS === -1) return 'never';
  if (session.expiresAtMs !== undefined && session.expiresAtMs !== null && session.expiresAtMs > 0) return 'in ' + span(session.expiresAtMs - Date.now());
  return session.expiryS === 0 ? 'with its line' : span(session.expiryS * 1000) + ' after its line';
}

export function session(clientId, signal) {
  const path = '/api/sessions/' + part(clientId);
  const said = h('div');
  const about = h('div');
  const story = h('div', null, h('p', { class: 'state' }, 'Asking …'));
  const leave = h('button', { type: 'button', onclick: disconnect }, 'Disconnect');
  const end = h('button', { type: 'button', class: 'danger', onclick: finish }, 'End');
  look();
  return [
    h('p', { class: 'back' }, link('sessions', 'All sessions')),
    head(h('span', null, 'Session ', name(clientId, 80)), leave, end),
    said,
    about,
    h('h2', null, 'What happened'),
    story,
  ];

  async function look() {
    try {
      if (!document.hidden) {
        const told = await get(path, signal);
        refill(said);
        refill(about, told.session ? aboutOf(clientId, told.session) : h('p', { class: 'state' }, 'It has no session now.'));
        refill(story, timeline(told.timeline ?? []), refused(told.refused ?? []));
        leave.disabled = !told.session?.attached;
        end.disabled = !told.session;
      }
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      refill(said, problem(failure));
      if (failure.status === 404) return refill(story);
    }
    setTimeout(() => signal.aborted || look(), REFRESH_MS);
  }

  function disconnect() {
    ask({
      title: 'Disconnect this client?',
      words: 'Its line ends; its session stays, and it may come back at once.',
      verb: 'Disconnect',
      act: async () => {
        await post(path + '/disconnect');
        notice('Disconnected.');
      },
    });
  }

  function finish() {
    ask({
      title: 'End this session?',
      words: ['All that waits for ', name(clientId), ' is dropped, with its subscriptions. It cannot be got back.'],
      verb: 'End',
      isDangerous: true,
      act: async () => {
        await remove(path);
        notice('Ended.');
        location.hash = '#/sessions';
      },
    });
  }
}

function aboutOf(clientId, session) {
  const subscriptions = session.subscriptions ?? [];
  return facts([
    ['Client', printable(clientId).length > 80 ? whole(clientId) : undefined],
    ['State', state(session)],
    ['User', name(session.owner ?? '')],
    ['Line', count(session.epoch)],
    ['Waiting', many(session.queued, 'message') + ', ' + bytes(session.queuedBytes)],
    ['Not settled', count(session.unsettled)],
    ['Expires', expiry(session)],
    ['Subscribes to', subscriptions.length === 0 ? 'nothing' : h('ul', { class: 'plain' }, subscriptions.slice(0, 50).map((each) => h('li', null, name(each, 100))), subscriptions.length > 50 ? h('li', null, 'and ' + count(subscriptions.length - 50) + ' more') : null)],
  ]);
}

/** The newest first: that is what somebody comes for. */
function timeline(entries) {
  if (entries.length === 0) return h('p', { class: 'state' }, 'Nothing is remembered.');
  const newest = [...entries].reverse();
  return h('ol', { class: 'timeline', reversed: true }, newest.map((each) => h('li', { class: 'what-' + lower(each.what).replaceAll(' ', '-') },
    h('time', null, time(each.atMs ?? each.at)),
    h('span', { class: 'line' }, 'line ' + each.epoch),
    h('b', null, lower(each.what)),
    h('span', { class: 'detail' }, each.detail ? whole(each.detail) : null, more(each)))));
}

/** By whom, how long it was away, and what was on its way or came back, as far as it is known. */
function more(entry) {
  const said = [
    entry.cause && [name(entry.cause, 60), entry.by ? ', by ' + printable(entry.by).replaceAll('-', ' ') : ''],
    entry.awayMs >= 0 && 'away for ' + span(entry.awayMs),
    entry.inFlight && held(entry.inFlightAtMost ? 'on its way at most' : 'on its way', entry.inFlight),
    entry.restored && held('restored', entry.restored),
  ].filter((each) => each);
  return said.map((each) => h('div', { class: 'more' }, each));
}

function held(title, holdings) {
  const parts = Object.entries(holdings).filter(([, value]) => value > 0).map(([key, value]) => /s$/.test(key) ? many(value, key.slice(0, -1)) : count(value) + ' ' + lower(key));
  return parts.length === 0 ? null : title + ': ' + parts.join(', ');
}

/** Lines of this client that were not let in. */
function refused(lines) {
  if (lines.length === 0) return null;
  return [
    h('h2', null, 'Lines that were turned away'),
    h('ol', { class: 'timeline' }, [...lines].reverse().map((each) => h('li', { class: 'what-lost' },
      h('time', null, time(each.atMs)),
      h('span', { class: 'line' }, name(each.from ?? '', 50)),
      h('span', { class: 'detail' }, whole(each.detail ?? ''), more(each))))),
  ];
}
