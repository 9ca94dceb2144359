// The loss curves of two runs: in one chart where their losses can be compared by number, else in one each.

import { h, svg } from '../../kit/dom.js';
import { count, loss } from '../../kit/format.js';
import { say } from '../../kit/words.js';
import { DASHES, lookOf } from '../runs/looks.js';
import { curveOf, tested } from './comparison.js';

const W = 400;
const H = 150;

/** Charts of two runs by what the axis counts, as elements. at: the moment at which they are seen, null: each has its own. */
export function chartsOf(a, b, by, at) {
  const both = tested(a, b);
  const runs = [a, b].map((run) => ({ ...run, points: curveOf(run, by, both) }));
  const together = a.axis === b.axis;
  const name = both ? say('compare_test_losses') : say('compare_train_losses');
  return h('section', { class: 'compare-curves', 'aria-label': name },
    h('h4', {}, name),
    !together && h('p', { class: 'hint' }, say('compare_other_loss')),
    h('div', { class: together ? '' : 'compare-pair' }, ...(together ? [chart(runs, by, at)] : runs.map((run) => chart([run], by, at)))));
}

function chart(runs, by, at) {
  const all = runs.flatMap(({ points }) => points).filter((p) => Number.isFinite(p.loss));
  const last = Math.max(1e-9, at ?? 0, ...all.map((p) => p.x));
  const positive = all.every((p) => p.loss > 0);
  const scale = positive ? Math.log : (v) => v;
  const losses = all.map((p) => p.loss);
  const [low, high] = losses.length ? [Math.min(...losses), Math.max(...losses)] : [0, 1];
  const y = (v) => H - 4 - ((H - 8) * (scale(v) - scale(low))) / (scale(high) - scale(low) || 1);
  const lines = runs.map(({ index, points }) => {
    const { color, dash } = lookOf(index);
    return svg('polyline', {
      class: `color-${color}`, 'vector-effect': 'non-scaling-stroke', 'stroke-dasharray': DASHES[dash].join(' '),
      points: points.filter((p) => Number.isFinite(p.loss)).map((p) => `${((W * p.x) / last).toFixed(1)},${y(p.loss).toFixed(1)}`).join(' '),
    });
  });
  const x = at === null ? 0 : ((W * at) / last).toFixed(1);
  const moment = at !== null && svg('line', { class: 'compare-moment', 'vector-effect': 'non-scaling-stroke', x1: x, x2: x, y1: 0, y2: H });
  const said = runs.map(({ name, points }) => say('compare_curve_of', { name, from: loss(points[0]?.loss), to: loss(points.at(-1)?.loss) })).join('; ');
  return h('figure', { class: 'compare-chart' },
    h('div', { class: 'compare-axis' }, h('span', {}, loss(high)), h('span', {}, loss(low))),
    svg('svg', { viewBox: `0 0 ${W} ${H}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': said }, moment, ...lines),
    h('div', { class: 'compare-under' }, h('span', {}, positive ? say('compare_log') : ''), h('span', {}, say('compare_axis', { by, at: amount(last) }))),
    h('figcaption', {}, ...runs.map((run) => markOf(run))));
}

/** What an axis counts: whole numbers, and shares of an epoch. */
export function amount(x) {
  const near = Math.round(x * 100) / 100;
  return Number.isInteger(near) ? count(near) : near.toFixed(2);
}

/** The name of a run with the color and the dashes of its curve. */
export function markOf({ index, name }) {
  const { color, dash } = lookOf(index);
  return h('span', { class: `compare-mark color-${color}` },
    svg('svg', { viewBox: '0 0 34 4', 'aria-hidden': 'true' }, svg('polyline', { points: '0,2 34,2', 'stroke-dasharray': DASHES[dash].join(' ') })), name);
}
