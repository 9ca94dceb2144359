// The figures of slow motion: a picture of each part of a phase, with its name and its range, and words for those who cannot see it.

import { h } from '../../kit/dom.js';
import { say } from '../../kit/words.js';
import { barsFit, drawBars, drawCells, drawInput, drawMaps, drawSigned, isImage, mapsShown } from './pictures.js';
import { extentOf, short } from './step.js';

/** name: what stands below the picture; note: what is to be said of it. paint(canvas) fills it. */
export function figure(name, note, paint, { wide = false } = {}) {
  const canvas = h('canvas', { class: wide ? 'slow-picture wide' : 'slow-picture', role: 'img', 'aria-label': note ? `${name}: ${note}` : name });
  paint(canvas);
  return h('figure', { class: 'slow-figure' }, canvas, h('figcaption', {}, h('span', { class: 'slow-name' }, name), h('span', {}, note)));
}

/** [low, high] of values as words. */
export function range(values) {
  const [low, high] = extentOf(values);
  return { low: short(low), high: short(high) };
}

function rangeOf(values) {
  const { low, high } = range(values);
  return say('slow_range', { low, high });
}

function numbersOf(values) {
  const { low, high } = range(values);
  return say('slow_numbers', { n: values.length, low, high });
}

/** An input, or what is to be one. */
export function inputFigure(name, part, note = rangeOf(part.values)) {
  return figure(name, note, (canvas) => drawInput(canvas, part), { wide: !isImage(part) });
}

/** Signed numbers as large as an input; most is the strongest color. */
export function signedFigure(name, part, most) {
  return figure(name, rangeOf(part.values), (canvas) => drawSigned(canvas, part, most), { wide: !isImage(part) });
}

/** The outputs of a layer: maps, or cells. */
export function layerFigure(name, part) {
  if (!isImage(part)) return figure(name, numbersOf(part.values), (canvas) => drawCells(canvas, part.values));
  const { low, high } = range(part.values);
  const shown = mapsShown(part.c);
  const note = shown < part.c ? say('slow_maps_some', { shown, n: part.c, low, high }) : say('slow_maps', { n: part.c, low, high });
  return figure(name, note, (canvas) => drawMaps(canvas, part));
}

/** A code as bars where there is room for them. */
export function codeFigure(name, ink, part) {
  const { values: z } = part;
  if (isImage(part) || !barsFit(z.length)) return layerFigure(name, part);
  return figure(name, numbersOf(z), (canvas) => drawBars(canvas, ink, z));
}

const MOST_LISTED = 3;

/** A code that is drawn: means, deviations, and the draw. */
export function drawnFigure(name, ink, mean, deviation, { values: z }) {
  if (!barsFit(z.length)) return null;
  const each = (i) => say('slow_draw_of_one', { mean: short(mean.values[i]), deviation: short(deviation.values[i]), z: short(z[i]) });
  const note = z.length <= MOST_LISTED ? [...z.keys()].map(each).join('; ') : numbersOf(z);
  return figure(name, note, (canvas) => drawBars(canvas, ink, z, { mean: mean.values, deviation: deviation.values }));
}

/** The batch as buttons, one an image: choose(place) is called for the one that is to be followed. */
export function batchFigure(name, batch, followed, rows, choose) {
  const size = batch.h * batch.w * batch.c;
  const buttons = Array.from({ length: batch.n }, (_, i) => {
    const place = (batch.first ?? 0) + i;
    const canvas = h('canvas', { 'aria-hidden': 'true' });
    drawInput(canvas, { ...batch, values: batch.values.subarray(i * size, (i + 1) * size) });
    const label = say('slow_follow', { rows, n: place + 1 });
    return h('button', { type: 'button', class: 'slow-follow', title: label, 'aria-label': label, 'aria-pressed': String(place === followed), onclick: ({ currentTarget }) => {
      for (const b of buttons) b.setAttribute('aria-pressed', String(b === currentTarget));
      choose(place);
    } }, canvas);
  });
  return h('div', { class: isImage(batch) ? 'slow-batch' : 'slow-batch rows', role: 'group', 'aria-label': name }, ...buttons);
}
