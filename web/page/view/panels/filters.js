// The weights of a layer, a tile for each unit.

import { loss } from '../../../kit/format.js';
import { drawPicture, LINE, pen } from '../ink.js';
import { say } from '../../../kit/words.js';

export const has = ({ filters }) => !!filters;

// Of each tile only how far its weights go: the largest ones first, since a unit without any looks for nothing.
export function text({ filters: f }) {
  if (!f) return '';
  const size = f.h * f.w * f.c;
  const reach = Array.from({ length: f.n }, (_, i) => [i, f.pixels.subarray(i * size, (i + 1) * size).reduce((most, b) => Math.max(most, Math.abs(b - 128)), 0)]);
  const flat = reach.filter(([, most]) => most < 13).map(([i]) => i);
  const values = { layer: f.layer, shown: f.n, all: f.total, h: f.h, w: f.w, scale: loss(f.scale) };
  const all = f.c === 3 ? say('said_filters_color', values) : say('said_filters', values);
  if (!flat.length) return all;
  const list = flat.join(', ');
  const small = flat.length > 20 ? say('said_flat_many', { count: flat.length }) : flat.length > 1 ? say('said_flat_units', { list }) : say('said_flat_unit', { list });
  return `${all} ${small}`;
}

export const table = () => null;

/** Gray is zero, white the largest, black the least: of each channel, where the weights are of red, green and blue. */
export function draw(ink, { filters: m }, area) {
  const room = area.h - LINE - 4;
  let cols = 1;
  while (Math.ceil(m.n / cols) * (area.w / cols) * (m.h / m.w) > room && cols < m.n) cols++;
  const step = area.w / cols;
  for (let i = 0; i < m.n; i++) {
    drawPicture(ink, m, m.pixels, i, area.x + (i % cols) * step, area.y + LINE + 4 + Math.floor(i / cols) * step * (m.h / m.w), step - 2, (step - 2) * (m.h / m.w));
  }
  pen(ink).fillText(say('plain_filters', { layer: m.layer, scale: m.scale.toPrecision(3) }), area.x, area.y + LINE / 2, area.w);
}
