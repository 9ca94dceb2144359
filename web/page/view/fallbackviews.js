// The plain drawing's parts that only some recipes have. Each takes the drawing's inks and an area.

import { grayImage } from '../pixels.js';

const LINE = 14;

/** Bars of the code of each image or row, one below the other; of distributions, deviations as lines. */
export function drawBars({ ctx, text, line, accent }, m, area) {
  const most = m.z.reduce((a, v) => Math.max(a, Math.abs(v)), 1e-9);
  const n = Math.max(1, Math.min(m.n, Math.floor(area.h / 18)));
  const high = area.h / n;
  ctx.font = '12px sans-serif';
  ctx.textBaseline = 'middle';
  for (let i = 0; i < n; i++) {
    const zero = area.y + (i + 0.5) * high;
    ctx.fillStyle = text;
    ctx.fillText(`code ${i + 1}`, area.x, zero);
    ctx.fillStyle = line;
    ctx.fillRect(area.x + 64, zero, area.w - 64, 1);
    const step = Math.min(28, (area.w - 64) / m.dim);
    const scale = (0.45 * high) / most;
    for (let k = 0; k < m.dim; k++) {
      const v = m.z[i * m.dim + k] * scale;
      const x = area.x + 64 + k * step;
      ctx.fillStyle = accent;
      ctx.fillRect(x, Math.min(zero, zero - v), Math.max(1, 0.8 * step), Math.abs(v));
      if (!m.deviation.length) continue;
      const d = m.deviation[i * m.dim + k] * scale;
      ctx.fillStyle = text;
      ctx.fillRect(x + 0.4 * step, zero - v - d, 1, 2 * d);
    }
  }
}

/** Tiles of weights: gray is zero, white the largest, black the least. */
export function drawFilters({ ctx, text }, m, area) {
  const small = document.createElement('canvas');
  small.width = m.w;
  small.height = m.h;
  const size = m.h * m.w * m.c;
  const room = area.h - LINE - 4;
  let cols = 1;
  while (Math.ceil(m.n / cols) * (area.w / cols) * (m.h / m.w) > room && cols < m.n) cols++;
  const step = area.w / cols;
  for (let i = 0; i < m.n; i++) {
    small.getContext('2d').putImageData(grayImage(m.pixels.subarray(i * size, (i + 1) * size), m.w, m.h, m.c), 0, 0);
    ctx.drawImage(small, area.x + (i % cols) * step, area.y + LINE + 4 + Math.floor(i / cols) * step * (m.h / m.w), step - 2, (step - 2) * (m.h / m.w));
  }
  ctx.font = '12px sans-serif';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = text;
  ctx.fillText(`${m.layer}: white ${m.scale.toPrecision(3)}, black \u2212${m.scale.toPrecision(3)}`, area.x, area.y + LINE / 2);
}

/** Rows of a table, clean over output, as many columns as fit. */
export function drawTable({ ctx, text, accent }, m, area) {
  const d = m.columns.length;
  const cols = Math.max(1, Math.min(d, Math.floor(area.w / 44)));
  const step = area.w / cols;
  ctx.font = '12px sans-serif';
  ctx.textBaseline = 'middle';
  const cell = (value, col, y) => ctx.fillText(value, area.x + col * step, y, step - 4);
  ctx.fillStyle = text;
  for (let col = 0; col < cols; col++) cell(m.columns[col], col, area.y + LINE / 2);
  const rows = Math.min(m.n, Math.floor((area.h - LINE) / (2 * LINE + 4)));
  for (let i = 0; i < rows; i++) {
    const y = area.y + 1.5 * LINE + i * (2 * LINE + 4);
    for (let col = 0; col < cols; col++) {
      ctx.fillStyle = text;
      cell(m.clean[i * d + col].toFixed(2), col, y);
      ctx.fillStyle = accent;
      cell(m.output[i * d + col].toFixed(2), col, y + LINE);
    }
  }
}
