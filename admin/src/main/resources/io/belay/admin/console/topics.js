// Topics that somebody subscribes to, and what is retained.

import { get, remove } from './api.js';
import { ask } from './dialog.js';
import { show } from './message.js';
import { h, head, name, notice, part } from './dom.js';
import { list } from './table.js';
import { bytes, count, time } from './words.js';

export function topics(signal) {
  const filters = list({
    path: '/api/topics',
    what: 'Topics with subscriptions',
    empty: 'Nobody subscribes to anything.',
    filterLabel: 'Begins with',
    signal,
    columns: [
      { title: 'Topic', cell: (each) => name(each.filter) },
      { title: 'Subscriptions', cell: (each) => count(each.subscriptions), isNumber: true },
      { title: 'Shared by', cell: (each) => count(each.shared), isNumber: true },
      { title: 'Queues', cell: (each) => count(each.queues), isNumber: true },
    ],
  });
  const retained = list({
    path: '/api/retained',
    what: 'Retained messages',
    empty: 'Nothing is retained.',
    filterLabel: 'Topic begins with',
    signal,
    columns: [
      { title: 'Topic', cell: (each) => h('button', { type: 'button', class: 'plain', 'data-key': 'show-' + topicOf(each), onclick: () => look(topicOf(each)) }, name(topicOf(each))) },
      { title: 'Bytes', cell: (each) => bytes(each.length), isNumber: true },
      { title: 'QoS', cell: (each) => count(each.qos), isNumber: true },
      { title: 'Expires', cell: (each) => time(each.expiresAtMs) },
      { title: '', cell: (each) => h('button', { type: 'button', class: 'danger', 'data-key': 'forget-' + topicOf(each), onclick: () => forget(topicOf(each)) }, 'Delete') },
    ],
  });
  return [head('Topics'), filters.element, h('h2', null, 'Retained messages'), retained.element];

  async function look(topic) {
    try {
      show(await get('/api/retained/' + part(topic)), 'Retained message');
    } catch (failure) {
      notice(failure.message, true);
    }
  }

  function forget(topic) {
    ask({
      title: 'Delete the retained message?',
      words: ['Whoever subscribes to ', name(topic), ' from now on gets none.'],
      verb: 'Delete',
      isDangerous: true,
      act: async () => {
        await remove('/api/retained/' + part(topic));
        notice('Deleted.');
        retained.load();
      },
    });
  }
}

function topicOf(retained) {
  return retained.name;
}
