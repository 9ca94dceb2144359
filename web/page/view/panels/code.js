// The code of each image or row that is shown.

import { loss } from '../../../kit/format.js';
import { deadUnits } from '../health.js';
import { pen } from '../ink.js';
import { say } from '../../../kit/words.js';

const MOST_NUMBERS = 32; // of a code in the table

export const has = ({ bars }) => !!bars;

export function text({ units }, rows) {
  if (!units) return '';
  const n = units.mean.length;
  const dead = deadUnits(units);
  const list = [...units.dead.keys()].filter((i) => units.dead[i]).map((i) => `z[${i}]`);
  const those = { dead, units: n, rows, list: list.slice(0, 40).join(', ') };
  const used = !dead ? say('said_alive', { units: n }) : list.length > 40 ? say('said_dead_more', those) : say('said_dead', those);
  const divergence = units.kl.length > 0 && say('said_divergence', { list: each(units.kl) });
  const variance = units.variance.length > 0 && say('said_variance', { list: each(units.variance) });
  return [used, divergence, variance].filter(Boolean).join(' ');
}

function each(values) {
  const list = Array.from(values.slice(0, 16), (v, i) => `z[${i}] ${loss(v)}`).join(', ');
  return values.length > 16 ? say('said_more_units', { list, more: values.length - 16, low: loss(Math.min(...values)), high: loss(Math.max(...values)) }) : list;
}

export function table({ bars: m, images, table: rowsOf }) {
  const of = images || rowsOf;
  const shown = Math.min(m.dim, MOST_NUMBERS);
  const rows = !!of?.columns;
  const lines = Array.from({ length: m.n }, (_, i) => {
    const z = (v, k) => v[i * m.dim + k].toFixed(2);
    return [of?.index.length ? of.index[i] : i, ...Array.from({ length: shown }, (__, k) => (m.deviation.length ? `${z(m.z, k)} \u00b1 ${z(m.deviation, k)}` : z(m.z, k)))];
  });
  const caption = m.deviation.length ? say('table_codes_spread', { rows }) : say('table_codes', { rows });
  return {
    caption: m.total > shown ? say('table_first_numbers', { caption, shown, all: m.total }) : caption,
    head: [rows ? say('table_row') : say('table_image'), ...Array.from({ length: shown }, (_, k) => `z[${k}]`)],
    rows: lines,
  };
}

/** Bars, one code below the other; of distributions, deviations as lines. */
export function draw(ink, { bars: m }, area) {
  const most = m.z.reduce((a, v) => Math.max(a, Math.abs(v)), 1e-9);
  const n = Math.max(1, Math.min(m.n, Math.floor(area.h / 18)));
  const high = area.h / n;
  const ctx = pen(ink);
  for (let i = 0; i < n; i++) {
    const zero = area.y + (i + 0.5) * high;
    ctx.fillStyle = ink.text;
    ctx.fillText(say('plain_code', { row: i + 1 }), area.x, zero);
    ctx.fillStyle = ink.line;
    ctx.fillRect(area.x + 64, zero, area.w - 64, 1);
    const step = Math.min(28, (area.w - 64) / m.dim);
    const scale = (0.45 * high) / most;
    for (let k = 0; k < m.dim; k++) {
      const v = m.z[i * m.dim + k] * scale;
      const x = area.x + 64 + k * step;
      ctx.fillStyle = ink.accent;
      ctx.fillRect(x, Math.min(zero, zero - v), Math.max(1, 0.8 * step), Math.abs(v));
      if (!m.deviation.length) continue;
      const d = m.deviation[i * m.dim + k] * scale;
      ctx.fillStyle = ink.text;
      ctx.fillRect(x + 0.4 * step, zero - v - d, 1, 2 * d);
    }
  }
}
