// What the plain drawings of panels have in common. An ink is {ctx, text, line, accent}: where to draw, and three colors.

import { grayImage } from '../pixels.js';

export const LINE = 14; // of text

const small = document.createElement('canvas');

/** Writes from here on stand in the middle of their line. */
export function pen({ ctx, text }) {
  ctx.font = '12px sans-serif';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = text;
  return ctx;
}

/** Says what an area shows, in its upper corner at the left or the right, where nothing is drawn behind the words. */
export function caption(ctx, text, { x, y, w }, right = false) {
  const lines = broken(ctx, text, w - 16).map((line, i) => {
    const wide = Math.min(ctx.measureText(line).width, w - 16);
    return { line, wide, at: right ? x + w - 8 - wide : x + 8, middle: y + 12 + i * LINE };
  });
  for (const { wide, at, middle } of lines) ctx.clearRect(at - 4, middle - 9, wide + 8, 18);
  for (const { line, at, middle } of lines) ctx.fillText(line, at, middle, w - 16);
}

// A text in lines of that width: letters that are pressed together cannot be read.
function broken(ctx, text, width) {
  const lines = [];
  for (const word of text.split(' ')) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && ctx.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Draws picture i of pictures of that size, (n, h, w, c), into an area. */
export function drawPicture({ ctx }, { w, h, c }, pixels, i, x, y, width, height) {
  const size = w * h * c;
  small.width = w;
  small.height = h;
  small.getContext('2d').putImageData(grayImage(pixels.subarray(i * size, (i + 1) * size), w, h, c), 0, 0);
  ctx.drawImage(small, x, y, width, height);
}

/** The least and the largest of the values, never the same. */
export function extent(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return low < high ? [low, high] : [low - 1, high + 1];
}

/** Where point i of the codes lies in an area: at(i) is [x, y]. */
export function placeOf(codes, area) {
  const [x0, x1] = extent(codes.x);
  const [y0, y1] = extent(codes.y);
  return (i) => [
    area.x + 6 + ((codes.x[i] - x0) / (x1 - x0)) * (area.w - 12),
    area.y + area.h - 6 - ((codes.y[i] - y0) / (y1 - y0)) * (area.h - 12),
  ];
}

/** The point of the codes' plane that is shown at a place of the area: at(px, py) is [x, y]. */
export function pointOf(codes, area) {
  const [x0, x1] = extent(codes.x);
  const [y0, y1] = extent(codes.y);
  return (px, py) => [
    x0 + ((px - area.x - 6) / (area.w - 12)) * (x1 - x0),
    y0 + ((area.y + area.h - 6 - py) / (area.h - 12)) * (y1 - y0),
  ];
}
