// The weights of a layer, a tile for each unit.

import { count, loss } from '../../../kit/format.js';
import { drawPicture, LINE, pen } from '../ink.js';

export const has = ({ filters }) => !!filters;

// Of each tile only how far its weights go: the largest ones first, since a unit without any looks for nothing.
export function text({ filters: f }) {
  if (!f) return '';
  const size = f.h * f.w * f.c;
  const reach = Array.from({ length: f.n }, (_, i) => [i, f.pixels.subarray(i * size, (i + 1) * size).reduce((most, b) => Math.max(most, Math.abs(b - 128)), 0)]);
  const flat = reach.filter(([, most]) => most < 13).map(([i]) => i);
  const all = `Filters, ${f.layer}: ${f.n} of ${count(f.total)} shown, ${f.h} by ${f.w} weights each, colors from \u2212${loss(f.scale)} to ${loss(f.scale)}.`;
  if (!flat.length) return all;
  return `${all} Within a tenth of that: ${flat.length > 20 ? `${flat.length} of them` : `unit${flat.length > 1 ? 's' : ''} ${flat.join(', ')}`}.`;
}

export const table = () => null;

/** Gray is zero, white the largest, black the least. */
export function draw(ink, { filters: m }, area) {
  const room = area.h - LINE - 4;
  let cols = 1;
  while (Math.ceil(m.n / cols) * (area.w / cols) * (m.h / m.w) > room && cols < m.n) cols++;
  const step = area.w / cols;
  for (let i = 0; i < m.n; i++) {
    drawPicture(ink, m, m.pixels, i, area.x + (i % cols) * step, area.y + LINE + 4 + Math.floor(i / cols) * step * (m.h / m.w), step - 2, (step - 2) * (m.h / m.w));
  }
  pen(ink).fillText(`${m.layer}: white ${m.scale.toPrecision(3)}, black \u2212${m.scale.toPrecision(3)}`, area.x, area.y + LINE / 2, area.w);
}
