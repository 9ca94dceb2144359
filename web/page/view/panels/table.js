// Rows of data without pixels, and what became of them.

import { LINE, pen } from '../ink.js';
import { say } from '../../../kit/words.js';

export const has = ({ table: m }) => !!m;

export const text = () => '';

export function table({ table: m }) {
  const d = m.columns.length;
  const rows = [];
  for (let i = 0; i < m.n; i++) {
    const put = (kind, values) => rows.push([m.index.length ? m.index[i] : i, kind, ...Array.from(values.subarray(i * d, (i + 1) * d), (v) => v.toFixed(3))]);
    put(say('plain_clean'), m.clean);
    if (m.corrupted.length) put(say('plain_corrupted'), m.corrupted);
    put(say('plain_output'), m.output);
  }
  return { caption: say('table_rows'), head: [say('table_row'), '', ...m.columns], rows };
}

/** Clean over output, as many columns as fit. */
export function draw(ink, { table: m }, area) {
  const d = m.columns.length;
  const cols = Math.max(1, Math.min(d, Math.floor(area.w / 44)));
  const step = area.w / cols;
  const ctx = pen(ink);
  const cell = (value, col, y) => ctx.fillText(value, area.x + col * step, y, step - 4);
  for (let col = 0; col < cols; col++) cell(m.columns[col], col, area.y + LINE / 2);
  const rows = Math.min(m.n, Math.floor((area.h - LINE) / (2 * LINE + 4)));
  for (let i = 0; i < rows; i++) {
    const y = area.y + 1.5 * LINE + i * (2 * LINE + 4);
    for (let col = 0; col < cols; col++) {
      ctx.fillStyle = ink.text;
      cell(m.clean[i * d + col].toFixed(2), col, y);
      ctx.fillStyle = ink.accent;
      cell(m.output[i * d + col].toFixed(2), col, y + LINE);
    }
  }
}
