// The loss so far.

import { count, loss } from '../../../kit/format.js';
import { extent, pen } from '../ink.js';
import { DASHES } from '../../runs/looks.js';
import { say } from '../../../kit/words.js';

export const has = ({ curve }) => !!curve;

export function text({ curve, earlier }) {
  if (!curve) return '';
  const { baseline, baselineText, phases } = curve;
  const parts = [];
  if (baseline) parts.push(say('said_baseline', { name: baselineText, loss: loss(baseline) }));
  if (phases.length) parts.push(say('said_phases', { list: phases.map(({ name, step }) => say('said_phase', { phase: name, step })).join(', ') }));
  if (earlier?.list.length) {
    const list = earlier.list.map((run) => say('said_earlier_run', { name: run.name, loss: loss(run.loss.at(-1)) }));
    parts.push(say('said_earlier', { by: earlier.by, list: list.join(', ') }));
  }
  if (earlier?.left) parts.push(say('said_left_out', { runs: earlier.left }));
  return parts.join(' ');
}

export function table({ curve }) {
  if (!curve.test.length) return null;
  const points = curve.test.slice(-12);
  return { caption: say('table_curve', { unit: curve.unit }), head: [say('table_step'), say('test_loss')], rows: points.map((p) => [count(p.step), loss(p.loss)]) };
}

export function draw(ink, { curve, earlier }, area, view) {
  const ctx = pen(ink);
  const scale = view?.log ? (v) => Math.log10(Math.max(v, 1e-12)) : (v) => v;
  const { per = 1, list = [] } = earlier ?? {};
  const behind = list.map(({ x, loss: y }) => x.map((at, i) => ({ step: at / per, loss: y[i] })));
  const all = [...curve.train, ...curve.test, ...behind.flat()].filter((p) => Number.isFinite(p.loss));
  if (curve.baseline) all.push({ step: all[0]?.step || 0, loss: curve.baseline });
  ctx.strokeStyle = ink.line;
  ctx.strokeRect(area.x + 0.5, area.y + 0.5, area.w - 1, area.h - 1);
  if (all.length < 2) return;
  const [, last] = extent(all.map((p) => p.step));
  let [low, high] = extent(all.map((p) => scale(p.loss)));
  if (!view?.log) low = 0;
  const at = (p) => [area.x + (p.step / last) * area.w, area.y + area.h - ((scale(p.loss) - low) / (high - low || 1)) * area.h];
  behind.forEach((points, i) => {
    ctx.beginPath();
    ctx.strokeStyle = ink.line;
    ctx.setLineDash(DASHES[list[i].dash]);
    for (const p of points) ctx.lineTo(...at(p));
    ctx.stroke();
    if (!points.length) return;
    const [x, y] = at(points.at(-1));
    ctx.textAlign = 'right';
    ctx.fillText(list[i].name, x - 4, y - 8);
    ctx.textAlign = 'left';
  });
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
