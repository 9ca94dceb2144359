// Test images and what became of them.

import { loss } from '../../../kit/format.js';
import { drawPicture, pen } from '../ink.js';
import { say } from '../../../kit/words.js';

export const has = ({ images }) => !!images;

export const text = () => '';

export function table({ images: m }) {
  const rows = Array.from({ length: m.n }, (_, i) => [
    m.index.length ? m.index[i] : i,
    m.labels.length ? m.labels[i] : '',
    loss(m.errors[i]),
  ]);
  return { caption: say('table_errors'), head: [say('table_image'), say('table_label'), say('table_mse')], rows };
}

export function draw(ink, { images: m }, area) {
  const rows = [[say('plain_clean'), m.clean], [say('plain_corrupted'), m.corrupted], [say('plain_output'), m.output]].filter(([, p]) => p.length);
  const left = 64;
  const n = Math.max(1, Math.min(m.n, Math.floor((area.w - left) / 32)));
  const tile = Math.floor(Math.min((area.w - left) / n, area.h / rows.length));
  const ctx = pen(ink);
  rows.forEach(([name, pixels], row) => {
    ctx.fillText(name, area.x, area.y + (row + 0.5) * tile);
    for (let i = 0; i < n; i++) drawPicture(ink, m, pixels, i, area.x + left + i * tile, area.y + row * tile, tile - 2, tile - 2);
  });
}
