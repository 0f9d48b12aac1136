// Asks who is there.

import { post } from './api.js';
import { h, printable } from './dom.js';

/** @param enter hears who it is */
export function login(enter, why) {
  document.title = 'Log in – Belay';
  const user = h('input', { id: 'login-user', name: 'username', autocomplete: 'username', required: true, maxlength: 256, autocapitalize: 'none', spellcheck: 'false' });
  const password = h('input', { id: 'login-password', name: 'password', type: 'password', autocomplete: 'current-password', required: true });
  const said = h('p', { class: why ? 'problem' : '', role: 'alert' }, why);
  const button = h('button', { type: 'submit', class: 'main' }, 'Log in');
  return h(
    'form',
    { class: 'login card', onsubmit: submit },
    h('h1', null, 'Log in'),
    h('label', { for: 'login-user' }, 'User'),
    user,
    h('label', { for: 'login-password' }, 'Password'),
    password,
    said,
    button,
  );

  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    said.className = '';
    said.textContent = 'Asking …';
    try {
      enter(await post('/api/login', { user: user.value, password: password.value }));
    } catch (failure) {
      said.className = 'problem';
      said.textContent = printable(failure.message);
      button.disabled = false;
      password.value = '';
      password.focus();
    }
  }
}
