// What a part of a phase looks like: pictures in gray, outputs of dense layers as blocks of colored cells, those of convolutions as maps,
// codes as bars. Each function fills a canvas.

import { drawGray, rowBytes, toBytes } from '../pixels.js';
import { aroundGray, colorOf } from './ink.js';
import { mostOf } from './step.js';

const MOST_MAPS = 16;
const MOST_BARS = 96;
const BAR_HIGH = 112; // CSS pixels

/** Whether numbers of that shape are an image, and not a vector. */
export function isImage({ h, w }) {
  return h * w > 1;
}

/** Numbers in [0,1] as a gray picture, a table's row as a strip of cells. */
export function drawInput(canvas, { h, w, c, values }) {
  if (isImage({ h, w })) drawGray(canvas, toBytes(values), w, h, c);
  else drawGray(canvas, rowBytes(values, [values]), c, 1);
}

/** Signed numbers as a picture; most is the strongest color. Three channels are red, green and blue themselves, so that gray is 0. */
export function drawSigned(canvas, { h, w, c, values }, most = mostOf(values)) {
  if (!isImage({ h, w })) {
    drawCells(canvas, values, most);
    return;
  }
  paint(canvas, w, h, (x, y) => {
    const at = (y * w + x) * c;
    return c === 3 ? aroundGray(values.subarray(at, at + 3), most) : colorOf(values[at], most);
  });
}

/** Numbers as cells, row by row, as many rows as fit a tile. */
export function drawCells(canvas, values, most = mostOf(values)) {
  const n = values.length;
  const size = n <= 48 ? 14 : n <= 140 ? 9 : n <= 600 ? 6 : n <= 1500 ? 4 : 2;
  const rows = Math.min(n, Math.floor(BAR_HIGH / size));
  const columns = Math.ceil(n / rows);
  paint(canvas, columns, Math.ceil(n / columns), (x, y) => {
    const i = y * columns + x;
    return i < n ? colorOf(values[i], most) : null;
  });
  canvas.style.width = `${columns * size}px`;
  canvas.style.height = `${Math.ceil(n / columns) * size}px`;
}

/** How many of c maps are shown. */
export function mapsShown(c) {
  return Math.min(c, MOST_MAPS);
}

/** Channels of an image side by side, at most 16, in two rows where there are many. */
export function drawMaps(canvas, { h, w, c, values }) {
  const n = mapsShown(c);
  const columns = n > 4 ? Math.ceil(n / 2) : n;
  const rows = Math.ceil(n / columns);
  const gap = Math.max(1, Math.round(w / 14));
  const most = mostOf(values);
  paint(canvas, columns * (w + gap) - gap, rows * (h + gap) - gap, (x, y) => {
    const [column, row] = [Math.floor(x / (w + gap)), Math.floor(y / (h + gap))];
    const [inX, inY, map] = [x % (w + gap), y % (h + gap), row * columns + column];
    return inX < w && inY < h && map < n ? colorOf(values[(inY * w + inX) * c + map], most) : null;
  });
}

export function barsFit(n) {
  return n <= MOST_BARS;
}

/** A code as bars from a line at 0; of a distribution its deviation as a line around each, and the draw as a dot. */
export function drawBars(canvas, ink, z, { mean = null, deviation = null } = {}) {
  const n = z.length;
  const step = Math.max(3, Math.min(26, Math.floor(320 / n)));
  const [wide, high] = [Math.max(60, n * step + 8), BAR_HIGH];
  const ratio = Math.min(3, devicePixelRatio || 1);
  canvas.width = wide * ratio;
  canvas.height = high * ratio;
  canvas.style.width = `${wide}px`;
  canvas.style.height = `${high}px`;
  const ctx = canvas.getContext('2d');
  ctx.scale(ratio, ratio);
  const bars = mean ?? z;
  let [low, top] = [0, 0];
  for (let i = 0; i < n; i++) {
    const spread = deviation ? deviation[i] : 0;
    low = Math.min(low, bars[i] - spread, z[i]);
    top = Math.max(top, bars[i] + spread, z[i]);
  }
  const scale = (high - 10) / (top - low || 1);
  const y = (v) => 5 + (top - v) * scale;
  const left = (wide - n * step) / 2;
  for (let i = 0; i < n; i++) {
    const x = left + i * step;
    const w = Math.max(2, step - 2);
    ctx.fillStyle = ink.accent;
    ctx.globalAlpha = deviation ? 0.45 : 1;
    ctx.fillRect(x, Math.min(y(0), y(bars[i])), w, Math.max(1, Math.abs(bars[i]) * scale));
    ctx.globalAlpha = 1;
    if (!deviation) continue;
    const mid = x + w / 2;
    ctx.fillStyle = ink.text;
    ctx.fillRect(mid - 0.75, y(bars[i] + deviation[i]), 1.5, Math.max(1, 2 * deviation[i] * scale));
    ctx.beginPath();
    ctx.arc(mid, y(z[i]), Math.min(3.5, step / 2), 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.fillStyle = ink.line;
  ctx.fillRect(0, y(0) - 0.5, wide, 1);
}

// Colors each pixel; null stays clear.
function paint(canvas, w, h, color) {
  canvas.width = w;
  canvas.height = h;
  const image = new ImageData(w, h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const rgb = color(x, y);
      if (rgb) image.data.set([...rgb, 255], 4 * (y * w + x));
    }
  }
  canvas.getContext('2d').putImageData(image, 0, 0);
}
