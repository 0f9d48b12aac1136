// Which page is shown, to whom, and in which colours.

import { changesWith, get, post } from './api.js';
import { h, link, notice, printable, problem } from './dom.js';
import { connections } from './connections.js';
import { disk } from './disk.js';
import { login } from './login.js';
import { overview } from './overview.js';
import { queue } from './queue.js';
import { queues } from './queues.js';
import { session, sessions } from './sessions.js';
import { topics } from './topics.js';
import * as pulse from './pulse.js';

const PAGES = [
  ['', 'Overview', overview],
  ['queues', 'Queues', queues, queue],
  ['topics', 'Topics', topics],
  ['sessions', 'Sessions', sessions, session],
  ['connections', 'Connections', connections],
  ['disk', 'Log and disk', disk],
];

const main = document.getElementById('main');
const nav = document.getElementById('pages');
const logout = document.getElementById('logout');
let shown = new AbortController(); // of the page that stands
let isIn = false;

colours();
window.addEventListener('hashchange', () => isIn && show(true));
window.addEventListener('belay-login', () => isIn && out('The login is over. Log in again.'));
logout.addEventListener('click', async () => {
  await post('/api/logout').catch(() => undefined);
  out('');
});
begin();

async function begin() {
  try {
    enter(await get('/api/login'));
  } catch (failure) {
    if (failure.status === 401) out('');
    else main.replaceChildren(problem(failure), h('button', { type: 'button', onclick: begin }, 'Try again'));
  }
}

/** Somebody is logged in, or nobody has to be. */
function enter(who) {
  changesWith(who.changeToken);
  isIn = true;
  document.getElementById('broker').textContent = who.version;
  document.getElementById('user').textContent = who.isOpen ? 'no users yet' : printable(who.user);
  logout.hidden = who.isOpen;
  nav.hidden = false;
  pulse.start();
  show(false);
}

function out(why) {
  isIn = false;
  pulse.stop();
  shown.abort();
  changesWith('');
  nav.hidden = true;
  logout.hidden = true;
  document.getElementById('user').textContent = '';
  main.replaceChildren(login(enter, why));
  main.querySelector('input').focus();
}

/** @param isMove whether somebody went from one page to another, so that the focus goes along */
function show(isMove) {
  shown.abort();
  shown = new AbortController();
  const [first, ...rest] = location.hash.replace(/^#\//, '').split('/');
  const page = PAGES.find(([path]) => path === first) ?? PAGES[0];
  nav.replaceChildren(h('ul', null, PAGES.map(([path, title]) => h('li', null, tab(path, title, page[0])))));
  const inner = rest.length > 0 && page[3] !== undefined ? decoded(rest.join('/')) : null;
  try {
    main.replaceChildren(...[inner === null ? page[2](shown.signal) : page[3](inner, shown.signal)].flat());
  } catch (failure) {
    main.replaceChildren(problem(failure));
  }
  if (isMove) {
    main.focus();
    window.scrollTo(0, 0);
  }
}

function tab(path, title, current) {
  const tab = link(path, title);
  if (path === current) tab.setAttribute('aria-current', 'page');
  return tab;
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    notice('This address is damaged.', true);
    return null;
  }
}

function colours() {
  const choice = document.getElementById('theme');
  const stored = localStorage.getItem('belay-theme') ?? '';
  choice.value = stored;
  document.documentElement.dataset.theme = stored;
  choice.addEventListener('change', () => {
    localStorage.setItem('belay-theme', choice.value);
    document.documentElement.dataset.theme = choice.value;
  });
}
