// Asks how the broker is every two seconds while somebody looks, and remembers ten minutes of it.

import { get } from './api.js';

const EVERY_MS = 2000;

/** How far back it remembers, milliseconds. */
export const SPAN_MS = 10 * 60 * 1000;

/** Samples with `atMs`, `overview`, and rates since the one before, in all and by protocol. */
export const samples = [];

const listeners = new Set();
let timer;

/** Hears of each sample, or failure, until the signal says otherwise; the last one at once. */
export function onPulse(listener, signal) {
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener));
  if (samples.length > 0) listener(samples[samples.length - 1]);
}

export function start() {
  stop();
  beat();
}

export function stop() {
  clearTimeout(timer);
  timer = undefined;
}

document.addEventListener('visibilitychange', () => {
  if (timer !== undefined && !document.hidden) start();
});

async function beat() {
  const mine = {};
  timer = mine;
  if (!document.hidden) await take();
  if (timer === mine) timer = setTimeout(beat, EVERY_MS);
}

async function take() {
  try {
    const overview = await get('/api/overview');
    samples.push(sample(overview));
    while (samples[0].atMs < Date.now() - SPAN_MS) samples.shift();
    tell(samples[samples.length - 1]);
  } catch (failure) {
    tell(undefined, failure);
  }
}

function sample(overview) {
  const before = samples[samples.length - 1];
  const now = { atMs: Date.now(), overview, isGap: false };
  if (before === undefined) return now;
  const isSameRun = before.overview.sinceMs === overview.sinceMs;
  const seconds = ((overview.nowMs ?? now.atMs) - (before.overview.nowMs ?? before.atMs)) / 1000;
  now.isGap = !isSameRun || now.atMs - before.atMs > 5 * EVERY_MS;
  if (!isSameRun || seconds <= 0) return now;
  for (const total of ['messagesIn', 'messagesOut', 'bytesIn', 'bytesOut']) now[total] = perSecond(overview[total], before.overview[total], seconds);
  now.protocols = {};
  for (const [name, totals] of Object.entries(overview.protocols)) {
    now.protocols[name] = {};
    for (const [total, count] of Object.entries(totals)) now.protocols[name][total] = perSecond(count, before.overview.protocols[name]?.[total], seconds);
  }
  return now;
}

function perSecond(count, before, seconds) {
  return before === undefined ? undefined : Math.max(0, count - before) / seconds;
}

function tell(now, failure) {
  for (const each of [...listeners]) each(now, failure);
}
