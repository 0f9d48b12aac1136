// All queues.

import { post } from './api.js';
import { ask, field } from './dialog.js';
import { h, head, link, name, notice, part } from './dom.js';
import { list } from './table.js';
import { bytes, count, lower } from './words.js';

export function queues(signal) {
  const all = list({
    path: '/api/queues',
    what: 'Queues',
    empty: 'There are no queues yet. One is made here, by `./belay queue create`, or by a client that names it.',
    filterLabel: 'Contains',
    filterBy: 'contains',
    signal,
    columns: [
      { title: 'Queue', cell: (each) => link('queues/' + part(each.name), name(each.name)) },
      { title: 'Kind', cell: kind },
      { title: 'Messages', cell: (each) => count(each.messages), isNumber: true },
      { title: 'Bytes', cell: (each) => bytes(each.bytes), isNumber: true },
      { title: 'Consumers', cell: (each) => count(each.consumers), isNumber: true },
      { title: 'State', cell: (each) => (each.paused ? h('span', { class: 'tag warn' }, 'paused') : 'runs') },
    ],
  });
  const make = h('button', { type: 'button', class: 'main', onclick: () => create(all.load) }, 'Create a queue');
  return [head('Queues', make), all.element];
}

/** What a queue is, in words. */
export function kind(queue) {
  if (queue.topic) return ['subscription of ', name(queue.topic, 40)];
  if (queue.lifetime === 'for-ever') return 'queue';
  return queue.lifetime === 'auto' ? 'made itself' : lower(queue.lifetime);
}

function create(then) {
  const fields = [
    field('name', 'Name', { required: true }),
    field('messagesMax', 'Messages at most (empty: as usual)', { type: 'number', min: 1 }),
    field('bytesMax', 'Bytes at most (empty: as usual)', { type: 'number', min: 1 }),
    field('whenFull', 'When it is full', { type: 'choice', options: ['refuse', 'drop-oldest', 'block'] }),
    field('deliveriesMax', 'Failed deliveries until a message is dead (empty: as usual)', { type: 'number', min: 0 }),
    field('deadLetter', 'Queue for dead letters (empty: as usual)', {}),
    field('exclusive', 'One consumer gets all', { type: 'checkbox' }),
  ];
  ask({
    title: 'Create a queue',
    fields,
    verb: 'Create',
    act: async (values) => {
      const wish = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined));
      await post('/api/queues', wish);
      notice('Queue ' + values.name + ' stands.');
      then();
    },
  });
}
