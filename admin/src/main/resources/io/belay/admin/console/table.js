// Lists that the broker gives page by page.

import { get } from './api.js';
import { h, problem, refill } from './dom.js';
import { count } from './words.js';

const REFRESH_MS = 3000;
const LIMIT = 50;

/**
 * A list with a filter, pages, and a look every few seconds whether it has changed.
 *
 * @param options `path` under /api, `columns` (each `title`, `cell(item)`, `isNumber`), `what` it lists, `empty` words,
 *     `filterLabel` or none, `filterBy` the name of its parameter, `signal` that ends it
 */
export function list(options) {
  const { path, columns, what, empty, filterLabel, filterBy = 'prefix', signal } = options;
  const starts = ['']; // of the pages up to this one
  let wanted = ''; // in the names
  let next = null;
  let timer;
  let asked = 0;

  const body = h('tbody');
  const state = h('p', { class: 'state' }, 'Asking …');
  const back = h('button', { type: 'button', disabled: true, onclick: () => turn(-1) }, 'Previous');
  const forth = h('button', { type: 'button', disabled: true, onclick: () => turn(1) }, 'Next');
  const place = h('span', { class: 'place' });
  const filter = filterLabel && h('input', { type: 'search', name: 'wanted', autocomplete: 'off', spellcheck: 'false' });
  filter?.addEventListener('input', () => {
    wanted = filter.value;
    starts.length = 1;
    load();
  });
  const titles = columns.map((each) => h('th', { scope: 'col', class: each.isNumber ? 'number' : null }, each.title));
  const table = h('table', null, h('thead', null, h('tr', null, titles)), body);
  const pages = h('div', { class: 'turn', hidden: true }, back, place, forth);
  const element = h(
    'section',
    { class: 'list', 'aria-label': what },
    filter && h('form', { class: 'filter', role: 'search', onsubmit: (event) => event.preventDefault() },
      h('label', null, filterLabel, ' ', filter)),
    h('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': what }, table),
    state,
    pages,
  );
  signal.addEventListener('abort', () => clearTimeout(timer));
  load();
  return { element, load };

  function turn(by) {
    if (by > 0 && next !== null) starts.push(String(next));
    if (by < 0 && starts.length > 1) starts.pop();
    load();
  }

  async function load() {
    clearTimeout(timer);
    const mine = ++asked;
    const query = new URLSearchParams({ limit: LIMIT, [filterBy]: wanted, after: starts[starts.length - 1] });
    try {
      if (!document.hidden) {
        const found = await get(path + '?' + query, signal);
        if (mine === asked) show(found);
      }
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      if (mine === asked) refill(state, problem(failure));
    }
    if (mine === asked && !signal.aborted) timer = setTimeout(load, REFRESH_MS);
  }

  function show(found) {
    next = found.next ?? null;
    refill(body, found.items.map(row));
    refill(state, found.items.length === 0 ? (wanted === '' ? empty : 'None is called like that.') : '');
    table.hidden = found.items.length === 0;
    back.disabled = starts.length === 1;
    forth.disabled = next === null;
    pages.hidden = back.disabled && forth.disabled;
    place.textContent = 'page ' + starts.length + (found.fitting === undefined ? '' : ' of ' + count(Math.ceil(found.fitting / LIMIT)) + ', ' + count(found.fitting) + ' in all');
  }

  function row(item) {
    const cells = columns.map((each, index) => {
      const content = [each.cell(item)];
      const attributes = { class: each.isNumber ? 'number' : null, 'data-title': each.title };
      return index === 0 ? h('th', { scope: 'row', ...attributes }, content) : h('td', attributes, content);
    });
    return h('tr', null, cells);
  }
}
