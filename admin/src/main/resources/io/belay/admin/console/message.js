// One message: a glance at it, and all of it.

import { facts, h, name, printable, whole } from './dom.js';
import { bytes, count, lower, time } from './words.js';

/** The beginning of what is in it, on one line. */
export function preview(message) {
  const text = message.body?.text;
  if (text !== undefined) return name(text, 60);
  return h('span', { class: 'none' }, message.body?.base64 ? 'not text' : 'none');
}

/** A window with all that is known of it. */
export function show(message, title = 'Message ' + message.id) {
  const properties = Object.entries(message.properties ?? {});
  const headers = Object.entries(message.headers ?? {}).filter(([key]) => key !== 'contentType');
  const close = h('button', { type: 'button', onclick: () => dialog.close() }, 'Close');
  const dialog = h('dialog', { class: 'message', 'aria-labelledby': 'message-title', onclose: () => dialog.remove() },
    h('h2', { id: 'message-title' }, title),
    facts([
      ['State', message.state && lower(message.state)],
      ['Sent to', message.to ? whole(message.to) : undefined],
      ['Tried', message.deliveryCount === undefined ? undefined : count(message.deliveryCount)],
      ['Priority', message.priority === undefined ? undefined : count(message.priority)],
      ['Durable', message.durable === undefined ? undefined : message.durable ? 'yes' : 'no'],
      ['Not before', message.deliverAtMs ? time(message.deliverAtMs) : undefined],
      ['Expires', message.expiresAtMs ? time(message.expiresAtMs) : undefined],
      ['Content type', message.contentType ? whole(message.contentType) : undefined],
      ['Length', bytes(message.length)],
      ...headers.map(([key, value]) => [words(key), whole(shown(value))]),
    ]),
    dead(message.deadLetter),
    properties.length === 0 ? null : [h('h3', null, 'Properties'), facts(properties.map(([key, value]) => [name(key), whole(shown(value))]))],
    h('h3', null, message.body?.base64 ? 'Content, not text: in Base64' : 'Content'),
    h('pre', { tabindex: '0' }, lines(message.body?.text ?? message.body?.base64 ?? '')),
    message.isCut ? h('p', { class: 'state' }, 'This is only its beginning.') : null,
    h('div', { class: 'buttons' }, close));
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}

function dead(letter) {
  if (!letter) return null;
  return [
    h('h3', null, 'Why it is dead'),
    facts([
      ['Reason', whole(letter.reason ?? '')],
      ['It was in', whole(letter.origin ?? '')],
      ['Since', letter.atMs ? time(letter.atMs) : undefined],
    ]),
  ];
}

function shown(value) {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `correlationId` as words. */
function words(key) {
  const parts = key.replace(/[A-Z]/g, (each) => ' ' + each.toLowerCase());
  return parts.charAt(0).toUpperCase() + parts.slice(1);
}

/** As {@link printable}, but lines stay lines. */
function lines(text) {
  return text === '' ? 'nothing' : text.split(/\r?\n/).map(printable).join('\n');
}
