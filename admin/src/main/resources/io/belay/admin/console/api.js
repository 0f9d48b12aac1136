// Asks the broker.

let changeToken = '';

/** What this login says to change something. */
export function changesWith(token) {
  changeToken = token;
}

/** What the broker refused, in its words. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function get(path, signal) {
  return ask('GET', path, undefined, signal);
}

export function post(path, body = {}) {
  return ask('POST', path, body);
}

export function remove(path, body = {}) {
  return ask('DELETE', path, body);
}

async function ask(method, path, body, signal) {
  const headers = { 'X-Belay-Token': changeToken };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(path, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Refusal(0, 'The broker does not answer. It may have stopped, or the way to it is down.');
  }
  const said = await response.text();
  if (response.ok) return JSON.parse(said);
  if (response.status === 401 && path !== '/api/login') window.dispatchEvent(new Event('belay-login'));
  throw new Refusal(response.status, words(said, response));
}

function words(said, response) {
  try {
    const error = JSON.parse(said).error;
    if (typeof error === 'string') return error;
  } catch {
    // Not JSON: as it was said.
  }
  return said.trim().slice(0, 500) || 'the broker answers with ' + response.status;
}
