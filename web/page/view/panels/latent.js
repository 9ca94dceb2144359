// The codes of test images as points of a plane.

import { point } from '../../../kit/format.js';
import { classColor } from '../../../kit/classes.js';
import { caption, pen, placeOf } from '../ink.js';
import { say } from '../../../kit/words.js';

const FEW = 200; // points that are drawn large

export const has = ({ codes }) => !!codes;

export function text({ codes }, rows) {
  if (!codes) return '';
  const range = (a) => {
    let low = Infinity;
    let high = -Infinity;
    for (const v of a) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    return say('said_range', { low: low.toFixed(2), high: high.toFixed(2) });
  };
  const all = say('said_plane', { points: codes.x.length, rows, x: codes.axisX, x_range: range(codes.x), y: codes.axisY, y_range: range(codes.y) });
  if (!codes.labels.length) return all;
  const sums = new Map();
  for (let i = 0; i < codes.x.length; i++) {
    const s = sums.get(codes.labels[i]) || [0, 0, 0];
    sums.set(codes.labels[i], [s[0] + codes.x[i], s[1] + codes.y[i], s[2] + 1]);
  }
  const centres = [...sums].sort((a, b) => a[0] - b[0]).map(([label, [x, y, n]]) => say('said_centre', { label, point: point([x / n, y / n]) }));
  return `${all} ${say('said_centres', { list: centres.join('; ') })}`;
}

export const table = () => null;

export function draw(ink, { codes }, area) {
  const ctx = pen(ink);
  const at = placeOf(codes, area);
  const radius = codes.x.length > FEW ? 2 : 4;
  ctx.strokeStyle = ink.line;
  ctx.strokeRect(area.x + 0.5, area.y + 0.5, area.w - 1, area.h - 1);
  for (let i = 0; i < codes.x.length; i++) {
    ctx.fillStyle = classColor(codes.labels[i]) ?? ink.text;
    const [x, y] = at(i);
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.fillStyle = ink.text;
  caption(ctx, say('plain_axes', { x: codes.axisX, y: codes.axisY }), area);
}
