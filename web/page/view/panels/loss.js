// The loss so far.

import { count, loss } from '../../../kit/format.js';
import { extent, pen } from '../ink.js';
import { say } from '../../../kit/words.js';

export const has = ({ curve }) => !!curve;

export function text({ curve }) {
  if (!curve) return '';
  const { baseline, baselineText, phases } = curve;
  const parts = [];
  if (baseline) parts.push(say('said_baseline', { name: baselineText, loss: loss(baseline) }));
  if (phases.length) parts.push(say('said_phases', { list: phases.map(({ name, step }) => say('said_phase', { phase: name, step })).join(', ') }));
  return parts.join(' ');
}

export function table({ curve }) {
  if (!curve.test.length) return null;
  const points = curve.test.slice(-12);
  return { caption: say('table_curve', { unit: curve.unit }), head: [say('table_step'), say('test_loss')], rows: points.map((p) => [count(p.step), loss(p.loss)]) };
}

export function draw(ink, { curve }, area, view) {
  const ctx = pen(ink);
  const scale = view?.log ? (v) => Math.log10(Math.max(v, 1e-12)) : (v) => v;
  const all = [...curve.train, ...curve.test].filter((p) => Number.isFinite(p.loss));
  if (curve.baseline) all.push({ step: all[0]?.step || 0, loss: curve.baseline });
  ctx.strokeStyle = ink.line;
  ctx.strokeRect(area.x + 0.5, area.y + 0.5, area.w - 1, area.h - 1);
  if (all.length < 2) return;
  const [, last] = extent(all.map((p) => p.step));
  let [low, high] = extent(all.map((p) => scale(p.loss)));
  if (!view?.log) low = 0;
  const at = (p) => [area.x + (p.step / last) * area.w, area.y + area.h - ((scale(p.loss) - low) / (high - low || 1)) * area.h];
  for (const [points, color, dash] of [[curve.train, ink.text, []], [curve.test, ink.accent, [6, 3]]]) {
    ctx.beginPath();
    ctx.strokeStyle = color;
    ctx.setLineDash(dash);
    for (const p of points) ctx.lineTo(...at(p));
    ctx.stroke();
  }
  ctx.strokeStyle = ink.line;
  for (const { step, name } of curve.phases) {
    const x = area.x + (step / last) * area.w;
    ctx.setLineDash([]);
    ctx.strokeRect(x, area.y, 0, area.h);
    ctx.fillStyle = ink.text;
    ctx.fillText(name, x + 4, area.y + area.h - 8);
  }
  if (curve.baseline) {
    const [, y] = at({ step: 0, loss: curve.baseline });
    ctx.strokeStyle = ink.accent;
    ctx.setLineDash([2, 4]);
    ctx.strokeRect(area.x, y, area.w, 0);
    ctx.fillText(curve.baselineText, area.x + 8, y > area.y + 30 ? y - 8 : y + 10);
  }
  ctx.setLineDash([]);
  ctx.fillStyle = ink.text;
  ctx.fillText(say('plain_curve', { unit: curve.unit }), area.x + 8, area.y + 12, area.w - 16);
}
