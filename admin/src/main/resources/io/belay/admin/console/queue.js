// One queue: what it is, what waits in it, and what can be done with that.

import { get, post, remove } from './api.js';
import { ask, field } from './dialog.js';
import { preview, show } from './message.js';
import { facts, h, head, link, name, notice, part, printable, problem, refill, whole } from './dom.js';
import { kind } from './queues.js';
import { bytes, count, lower, many } from './words.js';

const LIMIT = 25;
const REFRESH_MS = 3000;
const AT_A_TIME = 10000; // messages that one request drops, or moves

export function queue(queueName, signal) {
  const path = '/api/queues/' + part(queueName);
  const said = h('div');
  const about = h('div');
  const messages = h('div', { class: 'messages' });
  const starts = ['']; // of the pages up to this one
  const chosen = new Set();
  let known = {};
  let next = null;

  const act = (label, does, more = {}) => h('button', { type: 'button', onclick: does, ...more }, label);
  const pause = act('Pause', () => order(known.paused ? 'resume' : 'pause', known.paused ? 'It runs again.' : 'It is paused.'));
  const beside = [
    act('Send', send, { class: 'main' }),
    act('Move', move),
    act('Retry', retry),
    pause,
    act('Purge', purge, { class: 'danger' }),
    act('Delete', drop, { class: 'danger' }),
  ];
  const heading = h('span', null, 'Queue ', name(queueName, 80));
  look();
  browse();
  return [
    h('p', { class: 'back' }, link('queues', 'All queues')),
    head(heading, ...beside),
    said,
    about,
    h('h2', null, 'Messages'),
    messages,
  ];

  async function look() {
    try {
      if (!document.hidden) {
        known = await get(path, signal);
        refill(about, aboutOf(queueName, known));
        pause.textContent = known.paused ? 'Resume' : 'Pause';
        refill(said);
      }
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      refill(said, problem(failure));
      if (failure.status === 404) return refill(about);
    }
    setTimeout(() => signal.aborted || look(), REFRESH_MS);
  }

  async function browse() {
    try {
      const query = new URLSearchParams({ limit: LIMIT });
      if (starts[starts.length - 1] !== '') query.set('from', starts[starts.length - 1]);
      const found = await get(path + '/messages?' + query, signal);
      next = found.next ?? null;
      chosen.clear();
      refill(messages, page(found.items));
    } catch (failure) {
      if (failure.name !== 'AbortError') refill(messages, problem(failure));
    }
  }

  function page(items) {
    const again = h('button', { type: 'button', 'data-key': 'again', onclick: browse }, 'Look again');
    if (items.length === 0) return [h('p', { class: 'state' }, 'Nothing waits here.'), again];
    const areDead = items.some((each) => each.deadLetter);
    const head = ['', 'Message', 'State', areDead && 'Dead because', 'Tried', 'Bytes', 'Content'].map(title);
    const back = h('button', { type: 'button', 'data-key': 'back', disabled: starts.length === 1, onclick: () => turn(-1) }, 'Previous');
    const forth = h('button', { type: 'button', 'data-key': 'forth', disabled: next === null, onclick: () => turn(1) }, 'Next');
    return [
      h('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': 'Messages' }, h('table', null, h('thead', null, h('tr', null, head)), h('tbody', null, items.map((each) => row(each, areDead))))),
      h('div', { class: 'turn' }, back, h('span', { class: 'place' }, 'page ' + starts.length), forth, again),
    ];
  }

  function turn(by) {
    if (by > 0 && next !== null) starts.push(String(next));
    if (by < 0 && starts.length > 1) starts.pop();
    browse();
  }

  function title(each) {
    if (each === false) return null;
    const isNumber = each === 'Tried' || each === 'Bytes';
    return h('th', { scope: 'col', class: isNumber ? 'number' : null }, each || h('span', { class: 'unseen' }, 'Choose'));
  }

  function row(message, areDead) {
    const box = h('input', { type: 'checkbox', 'aria-label': 'Choose message ' + message.id, 'data-key': 'box-' + message.id });
    box.addEventListener('change', () => (box.checked ? chosen.add(message.id) : chosen.delete(message.id)));
    return h('tr', null,
      h('td', null, box),
      h('th', { scope: 'row' }, h('button', { type: 'button', class: 'plain', 'data-key': 'show-' + message.id, onclick: () => show(message) }, String(message.id))),
      h('td', { 'data-title': 'State' }, lower(message.state)),
      areDead && h('td', { 'data-title': 'Dead because' }, message.deadLetter ? [name(message.deadLetter.reason ?? '', 40), ' in ', name(message.deadLetter.origin ?? '', 40)] : '–'),
      h('td', { class: 'number', 'data-title': 'Tried' }, count(message.deliveryCount)),
      h('td', { class: 'number', 'data-title': 'Bytes' }, bytes(message.length)),
      h('td', { 'data-title': 'Content' }, preview(message)));
  }

  function whichInWords() {
    return chosen.size > 0 ? many(chosen.size, 'message') : 'all messages';
  }

  async function done(words) {
    notice(words);
    starts.length = 1;
    await browse();
  }

  async function order(verb, words) {
    try {
      await post(path + '/' + verb);
      known.paused = verb === 'pause';
      pause.textContent = known.paused ? 'Resume' : 'Pause';
      notice(words);
    } catch (failure) {
      notice(failure.message, true);
    }
  }

  function send() {
    const fields = [
      field('text', 'Text', { type: 'area' }),
      field('contentType', 'Content type', { value: 'text/plain' }),
      field('durable', 'Survives a restart', { type: 'checkbox', value: true }),
    ];
    ask({
      title: 'Send a message',
      fields,
      verb: 'Send',
      act: async ({ text, contentType, durable }) => {
        await post(path + '/messages', { body: { text }, ...(contentType === '' ? {} : { contentType }), durable });
        await done('Sent.');
      },
    });
  }

  function move() {
    ask({
      title: 'Move ' + whichInWords(),
      words: 'They go to the end of another queue, in their order, each once. Tick some to move those alone.',
      fields: [field('to', 'To the queue', { required: true })],
      verb: 'Move',
      act: async ({ to }, tell) => {
        const did = await carried('move', { to }, 'moved', tell);
        await done(many(did.moved, 'message') + ' moved to ' + to + stayed(did) + '.');
      },
    });
  }

  function retry() {
    ask({
      title: 'Retry ' + whichInWords(),
      words: 'Dead letters go back to the queues that they came from. Those that came from nowhere stay.',
      verb: 'Retry',
      act: async (values, tell) => {
        const did = await carried('retry', {}, 'retried', tell);
        await done(many(did.retried, 'message') + ' went back' + stayed(did) + '.');
      },
    });
  }

  function stayed({ left, why, isStopped }) {
    const words = left === 0 ? '' : '; ' + many(left, 'message') + ' stayed: ' + why;
    return isStopped ? words + '; stopped' : words;
  }

  /**
   * Those that are ticked at once; all that are there now in several goes, until nothing of them is left or nobody waits any
   * more. `how` is the field of the answer that counts them.
   */
  async function carried(verb, wish, how, tell) {
    if (chosen.size > 0) {
      const did = await post(path + '/' + verb, { ...wish, ids: [...chosen] });
      return { [how]: did[how], left: did.leftCount, why: did.left[0]?.why };
    }
    const { messages: there, lastId: upTo } = await get(path);
    const all = { [how]: 0, left: 0, why: undefined, isStopped: false };
    let after = 0;
    let full; // queues that were, in a go before
    while (after !== null) {
      all.isStopped = !tell(count(all[how]) + ' of ' + many(there, 'message') + ' ' + how + ' …');
      if (all.isStopped) break;
      const did = await post(path + '/' + verb, { ...wish, all: true, after, full, upTo, max: AT_A_TIME });
      all[how] += did[how];
      all.left += did.leftCount;
      all.why ??= did.left[0]?.why;
      after = did.next;
      full = did.full;
    }
    return all;
  }

  function purge() {
    ask({
      title: 'Purge the queue?',
      words: ['All that waits in ', name(queueName), ' is dropped (', many(known.messages, 'message'), '). It cannot be got back.'],
      verb: 'Purge',
      isDangerous: true,
      act: async (values, tell) => {
        const gone = await emptied(tell);
        await done('Purged of ' + many(gone, 'message') + '.');
      },
    });
  }

  /** In several goes of what is there now, until nothing of it is left or nobody waits any more. */
  async function emptied(tell) {
    const { messages: there, lastId: upTo } = await get(path);
    let gone = 0;
    while (tell(count(gone) + ' of ' + many(there, 'message') + ' dropped …')) {
      const did = await post(path + '/purge', { upTo, max: AT_A_TIME });
      gone += did.messages;
      if (did.messages < AT_A_TIME) break;
    }
    return gone;
  }

  function drop() {
    ask({
      title: 'Delete the queue?',
      words: [name(queueName), ' ends, with all that waits in it (', many(known.messages, 'message'), '), and its consumers are sent away.'],
      verb: 'Delete',
      isDangerous: true,
      act: async () => {
        await remove(path);
        notice('Deleted.');
        location.hash = '#/queues';
      },
    });
  }
}

function aboutOf(queueName, known) {
  return facts([
    ['Name', printable(queueName).length > 80 ? whole(queueName) : undefined],
    ['Kind', kind(known)],
    ['Messages', count(known.messages) + (known.messagesMax ? ' of at most ' + count(known.messagesMax) : '')],
    ['Bytes', bytes(known.bytes) + (known.bytesMax ? ' of at most ' + bytes(known.bytesMax) : '')],
    ['When full', known.whenFull && lower(known.whenFull).replace('-', ' ')],
    ['Consumers', count(known.consumers)],
    ['Senders', count(known.senders)],
    ['Dead letters', known.deadLetter ? ['go to ', link('queues/' + part(known.deadLetter), name(known.deadLetter))] : 'are dropped'],
    ['Dead after', known.deliveriesMax ? many(known.deliveriesMax, 'failed delivery') : undefined],
    ['Selector', known.selector ? whole(known.selector) : undefined],
    ['State', known.paused ? h('span', { class: 'tag warn' }, 'paused') : 'runs'],
  ]);
}
