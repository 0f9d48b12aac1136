// Topics that somebody subscribes to, and what is retained.

import { remove } from './api.js';
import { ask } from './dialog.js';
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
      { title: 'Topic', cell: (each) => name(each.filter ?? each.name) },
      { title: 'Subscriptions', cell: (each) => count(each.subscriptions), isNumber: true },
      { title: 'Shared', cell: (each) => (each.shared === undefined || each.shared === false ? '–' : each.shared === true ? 'yes' : Array.isArray(each.shared) ? name(each.shared.join(', ')) : String(each.shared)) },
    ],
  });
  const retained = list({
    path: '/api/retained',
    what: 'Retained messages',
    empty: 'Nothing is retained.',
    filterLabel: 'Topic begins with',
    signal,
    columns: [
      { title: 'Topic', cell: (each) => name(topicOf(each)) },
      { title: 'Bytes', cell: (each) => bytes(each.length ?? each.bytes), isNumber: true },
      { title: 'Since', cell: (each) => time(each.atMs ?? each.at) },
      { title: 'Expires', cell: (each) => time(each.expiresAtMs) },
      { title: '', cell: (each) => h('button', { type: 'button', class: 'danger', 'data-key': 'forget-' + topicOf(each), onclick: () => forget(topicOf(each)) }, 'Delete') },
    ],
  });
  return [head('Topics'), filters.element, h('h2', null, 'Retained messages'), retained.element];

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
  return retained.topic ?? retained.name ?? '';
}
