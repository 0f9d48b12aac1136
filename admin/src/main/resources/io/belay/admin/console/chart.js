// Lines over the last minutes, ten at most.

import { h, s } from './dom.js';
import { span } from './words.js';

const WIDTH = 600;
const HEIGHT = 140;
const SHORTEST_MS = 60 * 1000; // so that the first seconds do not fill the page

/**
 * A chart that draws itself anew with `draw(samples)`.
 *
 * @param title what it shows
 * @param series each with `label`, `value(sample)` (undefined where it is not known) and `words(value)`
 * @param spanMs how far back it goes
 */
export function chart(title, series, spanMs) {
  const drawing = s('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img' });
  const top = h('span', { class: 'top' });
  const middle = h('span', { class: 'middle' });
  const legend = h('ul', { class: 'legend' });
  const began = h('span');
  const figure = h(
    'figure',
    { class: 'chart' },
    h('figcaption', null, title),
    legend,
    h('div', { class: 'plot' }, drawing, top, middle),
    h('div', { class: 'times' }, began, h('span', null, 'now')),
  );
  return { figure, draw: (samples, nowMs) => draw(samples, nowMs) };

  function draw(samples, nowMs) {
    const isKnown = samples.some((each) => series.some((one) => one.value(each) !== undefined));
    figure.hidden = samples.length > 2 && !isKnown;
    const shownMs = Math.min(spanMs, Math.max(SHORTEST_MS, nowMs - samples[0].atMs));
    began.textContent = span(shownMs) + ' ago';
    const largest = Math.max(0, ...samples.flatMap((each) => series.map((one) => one.value(each) ?? 0)));
    const most = round(largest);
    const x = (sample) => WIDTH * (1 - (nowMs - sample.atMs) / shownMs);
    const y = (value) => HEIGHT - 2 - (value / most) * (HEIGHT - 4);
    drawing.replaceChildren(
      s('path', { class: 'grid', d: `M0 2H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}M0 ${HEIGHT - 2}H${WIDTH}` }),
      ...series.map((one, index) => s('path', { class: 'series series-' + index, d: line(samples, one, x, y) })),
    );
    top.textContent = series[0].words(most);
    middle.textContent = series[0].words(most / 2);
    const last = samples[samples.length - 1];
    legend.replaceChildren(...series.map((one, index) => entry(one, index, last)));
    drawing.setAttribute('aria-label', title + ': ' + series.map((one) => one.label + ' ' + now(one, last)).join(', '));
  }
}

function entry(one, index, last) {
  return h('li', null, h('span', { class: 'key series-' + index }), one.label + ' ', h('b', null, now(one, last)));
}

function now(one, last) {
  const value = last && one.value(last);
  return value === undefined ? '–' : one.words(value);
}

function line(samples, one, x, y) {
  let path = '';
  let isBroken = true;
  for (const each of samples) {
    const value = one.value(each);
    if (value === undefined || each.isGap) isBroken = true;
    if (value === undefined) continue;
    path += (isBroken ? 'M' : 'L') + x(each).toFixed(1) + ' ' + y(value).toFixed(1);
    isBroken = false;
  }
  return path;
}

/** The next of 1, 2, 5, 10, 20, … */
function round(value) {
  let step = 1;
  while (step < value) step *= String(step).startsWith('2') ? 2.5 : 2;
  return Math.max(step, 2);
}
