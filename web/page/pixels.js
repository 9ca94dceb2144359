// Small images, gray or in color, on 2-D canvases, enlarged to whole pixels by CSS (image-rendering: pixelated).

import { fault } from '../kit/words.js';

/** Draws bytes (h*w*c) into a canvas of the image's own size: in gray, or of three channels in color. */
export function drawGray(canvas, bytes, w, h, c = bytes.length / (w * h)) {
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  canvas.getContext('2d').putImageData(grayImage(bytes, w, h, c), 0, 0);
}

export function grayImage(bytes, w, h, c) {
  const image = new ImageData(w, h);
  const out = new Uint32Array(image.data.buffer);
  for (let i = 0; i < w * h; i++) {
    const r = bytes[i * c];
    const g = c < 3 ? r : bytes[i * c + 1];
    const b = c < 3 ? r : bytes[i * c + 2];
    out[i] = 0xff000000 | (b << 16) | (g << 8) | r;
  }
  return image;
}

/** The shape of an input by the plan of a network: pictures {w, h, c}, or a table's row as a strip; size numbers in all. */
export function shapeOf(plan) {
  const { h, w, c } = plan?.input || { h: 28, w: 28, c: 1 };
  return h === 1 && w === 1 ? { w: c, h: 1, c: 1, size: c, row: true } : { w, h, c, size: w * h * c, row: false };
}

/** Values of a row as bytes, from the least to the largest of all that stand beside it. */
export function rowBytes(x, beside) {
  let low = Infinity;
  let high = -Infinity;
  for (const values of beside) {
    for (const v of values) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
  }
  return toBytes(Float32Array.from(x, (v) => (v - low) / (high - low || 1)));
}

/** Floats in [0,1] as bytes, like the trainer's own rounding. */
export function toBytes(x) {
  const out = new Uint8ClampedArray(x.length);
  for (let i = 0; i < x.length; i++) out[i] = Math.floor(Math.min(1, Math.max(0, x[i])) * 255 + 0.5);
  return out;
}

export function meanSquaredError(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum / a.length;
}

/** A PNG of the images side by side, each pixel as a square of `scale`. */
export function sheet(images, w, h, scale, gap = 2) {
  const canvas = document.createElement('canvas');
  canvas.width = (images.length * (w + gap) - gap) * scale;
  canvas.height = h * scale;
  const ctx = canvas.getContext('2d');
  const small = document.createElement('canvas');
  ctx.imageSmoothingEnabled = false;
  images.forEach((bytes, i) => {
    drawGray(small, bytes, w, h);
    ctx.drawImage(small, i * (w + gap) * scale, 0, w * scale, h * scale);
  });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(fault('picture_not_written'))), 'image/png');
  });
}

/** Hands a blob to the person as a file. */
export function download(blob, name) {
  const url = URL.createObjectURL(blob);
  const a = document.createElement('a');
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
