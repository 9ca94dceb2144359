// The loss so far.

import { count, loss } from '../../../kit/format.js';
import { caption, extent, pen } from '../ink.js';
import { smooth } from '../smooth.js';
import { DASHES } from '../../runs/looks.js';
import { say } from '../../../kit/words.js';

export const has = ({ curve }) => !!curve;

export function text({ curve, terms, earlier }) {
  if (!curve) return '';
  const { baseline, baselineText, phases } = curve;
  const parts = [];
  const latest = curve.train.length - 1;
  const known = (terms?.list ?? []).filter((term) => Number.isFinite(term.loss[latest]));
  if (known.length) parts.push(say('said_terms', { list: known.map((term) => say('said_term', { term: say('plain_term', { term: term.kind }), loss: loss(term.loss[latest]) })).join(', ') }));
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

export function draw(ink, { curve, terms, earlier }, area, view) {
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
  const share = view?.smooth ?? 0;
  const soft = (values) => (share > 0 ? smooth(values, share) : values);
  if (view?.terms && !view.log) drawTerms(ctx, ink, curve, terms, soft, at);
  const means = soft(curve.train.map((p) => p.loss));
  const train = share > 0 ? curve.train.map(({ step }, i) => ({ step, loss: means[i] })) : curve.train;
  for (const [points, color, dash, shade] of [[share > 0 ? curve.train : [], ink.text, [], 0.35], [train, ink.text, [], 1], [curve.test, ink.accent, [6, 3], 1]]) {
    ctx.beginPath();
    ctx.globalAlpha = shade;
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
  const { unit } = curve;
  caption(ctx, share > 0 ? say('plain_smooth', { unit }) : say('plain_curve', { unit }), area, true); // curves fall
}

// The terms of the training loss, one on the other, each with its name where it ends.
function drawTerms(ctx, ink, { train }, terms, soft, at) {
  let below = train.map(() => 0);
  for (const [i, { kind, loss: values }] of (terms?.list ?? []).entries()) {
    const own = soft(values);
    const above = below.map((v, k) => v + own[k]);
    const known = train.map(({ step }, k) => ({ step, low: below[k], high: above[k] })).filter(({ high }) => Number.isFinite(high));
    below = above;
    if (!known.length) continue;
    ctx.beginPath();
    ctx.globalAlpha = 0.12 + 0.16 * i;
    ctx.fillStyle = ink.accent;
    for (const { step, high } of known) ctx.lineTo(...at({ step, loss: high }));
    for (const { step, low } of known.toReversed()) ctx.lineTo(...at({ step, loss: low }));
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.fillStyle = ink.text;
    const { step, low, high } = known.at(-1);
    const [x, y] = at({ step, loss: (low + high) / 2 });
    ctx.textAlign = 'right';
    ctx.fillText(say('plain_term', { term: kind }), x - 4, y);
    ctx.textAlign = 'left';
  }
}
