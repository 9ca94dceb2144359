// The codes of test images as points of a plane.

import { count, point } from '../../../kit/format.js';
import { extent, pen } from '../ink.js';

export const has = ({ codes }) => !!codes;

export function text({ codes }) {
  if (!codes) return '';
  const range = (a) => {
    let low = Infinity;
    let high = -Infinity;
    for (const v of a) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    return `${low.toFixed(2)} to ${high.toFixed(2)}`;
  };
  const all = `Latent plane, ${count(codes.x.length)} test images: ${codes.axisX} from ${range(codes.x)}, ${codes.axisY} from ${range(codes.y)}.`;
  if (!codes.labels.length) return all;
  const sums = new Map();
  for (let i = 0; i < codes.x.length; i++) {
    const s = sums.get(codes.labels[i]) || [0, 0, 0];
    sums.set(codes.labels[i], [s[0] + codes.x[i], s[1] + codes.y[i], s[2] + 1]);
  }
  const centres = [...sums].sort((a, b) => a[0] - b[0]).map(([label, [x, y, n]]) => `${label} at ${point([x / n, y / n])}`);
  return `${all} Centres by label: ${centres.join('; ')}.`;
}

export const table = () => null;

export function draw(ink, { codes }, area) {
  const ctx = pen(ink);
  const [x0, x1] = extent(codes.x);
  const [y0, y1] = extent(codes.y);
  ctx.strokeStyle = ink.line;
  ctx.strokeRect(area.x + 0.5, area.y + 0.5, area.w - 1, area.h - 1);
  for (let i = 0; i < codes.x.length; i++) {
    ctx.fillStyle = codes.labels.length ? `hsl(${codes.labels[i] * 36} 65% 50%)` : ink.text;
    ctx.fillRect(area.x + 6 + ((codes.x[i] - x0) / (x1 - x0)) * (area.w - 12) - 1.5,
      area.y + area.h - 6 - ((codes.y[i] - y0) / (y1 - y0)) * (area.h - 12) - 1.5, 3, 3);
  }
  ctx.fillStyle = ink.text;
  ctx.fillText(`${codes.axisX} to the right, ${codes.axisY} upwards`, area.x + 8, area.y + 12, area.w - 16);
}
