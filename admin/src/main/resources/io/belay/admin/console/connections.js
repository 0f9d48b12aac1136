// Lines that stand.

import { remove } from './api.js';
import { ask, field } from './dialog.js';
import { h, head, link, name, notice, part } from './dom.js';
import { list } from './table.js';
import { bytes, count, span } from './words.js';

export function connections(signal) {
  const all = list({
    path: '/api/connections',
    what: 'Connections',
    empty: 'Nobody is connected.',
    filterLabel: 'Client contains',
    filterBy: 'contains',
    signal,
    columns: [
      { title: 'Client', cell: (each) => (each.clientId ? link('sessions/' + part(each.clientId), name(each.clientId, 40)) : h('span', { class: 'none' }, 'line ' + each.line)) },
      { title: 'From', cell: (each) => h('span', { class: 'together' }, name(each.remote ?? '', 50)) },
      { title: 'User', cell: (each) => name(each.user ?? '', 30) },
      { title: 'Protocol', cell: (each) => [name(each.protocol ?? '', 20), each.tls ? ' over TLS' : ''] },
      { title: 'For', cell: (each) => (each.sinceMs === undefined ? '–' : span(Date.now() - each.sinceMs)), isNumber: true },
      { title: 'In', cell: (each) => bytes(each.bytesIn), isNumber: true },
      { title: 'Out', cell: (each) => bytes(each.bytesOut), isNumber: true },
      { title: 'Not settled', cell: (each) => count(each.unsettled), isNumber: true },
      { title: 'Unread', cell: (each) => bytes(each.waitingBytes), isNumber: true },
      { title: '', cell: (each) => h('button', { type: 'button', class: 'danger', 'data-key': 'end-' + each.line, onclick: () => end(each) }, 'End') },
    ],
  });
  return [head('Connections'), all.element];

  function end(line) {
    ask({
      title: 'End this connection?',
      words: ['The line of ', name(line.clientId ?? ''), ' from ', name(line.remote ?? ''), ' ends. A session that outlives its line stays.'],
      fields: [field('why', 'Why, as the client and its story will hear it', { value: 'ended by an operator', maxlength: 200 })],
      verb: 'End',
      isDangerous: true,
      act: async ({ why }) => {
        await remove('/api/connections/' + part(line.line), why === '' ? {} : { why });
        notice('Ended.');
        all.load();
      },
    });
  }
}
