// What points of a grid over the latent plane decode to.

import { coordinate } from '../../../kit/format.js';
import { drawPicture } from '../ink.js';
import { say } from '../../../kit/words.js';

export const has = ({ grid }) => !!grid;

export function text({ grid: g }) {
  if (!g) return '';
  const range = (low, high) => say('said_range', { low: coordinate(low).trim(), high: coordinate(high).trim() });
  return say('said_grid', { side: g.n, x_range: range(g.x0, g.x1), y_range: range(g.y0, g.y1) });
}

export const table = () => null;

export function draw(ink, { grid: g }, area) {
  const tile = Math.min(area.w, area.h) / g.n;
  for (let i = 0; i < g.n * g.n; i++) drawPicture(ink, g, g.pixels, i, area.x + (i % g.n) * tile, area.y + Math.floor(i / g.n) * tile, tile, tile);
}
