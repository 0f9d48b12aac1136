// Windows that ask before something is done.

import { h, printable } from './dom.js';

let drawn = 0;

/**
 * Asks for some fields, and does what was asked for when they are there.
 *
 * @param title as a question or an order
 * @param fields made by `field`; none to ask for a plain yes
 * @param verb on the button
 * @param act does it with the values by name; what it throws is shown, and the window stays. Long work says how far it is to
 *     its second argument, which answers whether anybody still waits
 * @param words what it means
 */
export function ask({ title, words, fields = [], verb, act, isDangerous = false }) {
  const said = h('p', { class: 'problem', role: 'alert', hidden: true });
  const how = h('p', { class: 'state', role: 'status' });
  const yes = h('button', { type: 'submit', class: isDangerous ? 'danger' : 'main' }, verb);
  const no = h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel');
  const heading = h('h2', { id: 'dialog-' + ++drawn }, title);
  const form = h('form', { method: 'dialog', onsubmit: submit }, heading, words && h('p', null, words),
    fields.map((each) => each.row), said, how, h('div', { class: 'buttons' }, no, yes));
  const dialog = h('dialog', { 'aria-labelledby': heading.id, onclose: () => dialog.remove() }, form);
  document.body.append(dialog);
  dialog.showModal();
  (fields[0]?.input ?? (isDangerous ? no : yes)).focus();

  async function submit(event) {
    event.preventDefault();
    yes.disabled = true;
    said.hidden = true;
    try {
      await act(Object.fromEntries(fields.map((each) => [each.name, each.value()])), tell);
      dialog.close();
    } catch (failure) {
      said.textContent = printable(failure.message);
      said.hidden = false;
      yes.disabled = false;
      how.textContent = '';
    }
  }

  function tell(words) {
    how.textContent = words;
    return dialog.open;
  }
}

/** A field of one line; `type` as HTML has it, and `area` for many lines, `choice` for one of `options`. */
export function field(name, label, { type = 'text', value = '', options = [], ...more } = {}) {
  const id = 'field-' + ++drawn;
  const rest = { id, name, ...more };
  const input =
    type === 'area'
      ? h('textarea', { rows: 6, ...rest })
      : type === 'choice'
        ? h('select', rest, options.map((each) => h('option', { value: each }, each)))
        : h('input', { type, autocomplete: 'off', ...rest });
  if (type === 'checkbox') input.checked = value === true;
  else if (type !== 'choice' || value !== '') input.value = value;
  const title = h('label', { for: id }, label);
  const row = type === 'checkbox' ? h('div', { class: 'field check' }, input, title) : h('div', { class: 'field' }, title, input);
  const read = () => (type === 'checkbox' ? input.checked : type === 'number' ? (input.value === '' ? undefined : Number(input.value)) : input.value);
  return { name, row, input, value: read };
}
