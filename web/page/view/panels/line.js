// The way of the chosen input through the network.

import { loss } from '../../../kit/format.js';
import { drawPicture, LINE, pen } from '../ink.js';
import { say } from '../../../kit/words.js';

const LEFT = 108; // for names, in the plain drawing

export const has = ({ line }) => !!line;

const NAMES = { clean: say('plain_clean'), input: say('way_input'), mean: say('way_mean'), deviation: say('way_deviation'), code: say('way_code'), output: say('plain_output') };

function nameOf({ part, layer }) {
  return NAMES[part] && layer ? say('way_layer', { name: NAMES[part], layer }) : NAMES[part] || layer;
}

const shapeOf = ({ h, w, c }) => (h * w === 1 ? String(c) : [h, w, ...(c > 1 ? [c] : [])].join('\u00d7'));

function whose({ kind, image, label }, rows) {
  if (kind === 'own') return say('way_of_own');
  if (kind === 'code') return say('way_of_code');
  return label >= 0 ? say('way_of_labelled', { image, label }) : say('way_of_image', { image, rows });
}

export function text({ line: l, node: n }, rows) {
  if (!l) return '';
  const way = l.parts.map((p) => say('way_part', { name: nameOf(p), shape: shapeOf(p), least: loss(p.least), most: loss(p.most) })).join('; ');
  const said = [say('said_line', { whose: whose(l, rows), way })];
  if (l.draw) said.push(say('said_line_draw', { draw: l.draw }));
  if (l.kind !== 'code') said.push(say('said_line_error', { mse: loss(l.mse) }));
  if (n) said.push(nodeText(l, n));
  return said.join(' ');
}

function numberOf(l, part, level, at) {
  const p = l.parts.find((q) => q.part === part && q.level === level);
  if (!p) return '';
  if (p.h * p.w === 1) return say('way_unit', { name: nameOf(p), unit: at });
  return say('way_pixel', { name: nameOf(p), map: at % p.c, row: Math.floor(at / p.c / p.w), column: Math.floor(at / p.c) % p.w });
}

/** What is known of the number that is pointed at. */
function nodeText(l, n) {
  const list = (links, carried) => links.slice(0, 4).map((k) => say('way_link', { name: numberOf(l, k.part, k.level, k.at), carried: loss(carried(k)) })).join(', ');
  const said = [say('said_node', { name: numberOf(l, n.part, n.level, n.at), value: loss(n.value) })];
  if (n.from.length) said.push(say('said_node_from', { list: list(n.from, (k) => k.value * k.weight) }));
  if (n.to.length) said.push(say('said_node_to', { list: list(n.to, (k) => n.value * k.weight) }));
  return said.join(' ');
}

export function table({ line: l }) {
  const rows = l.parts.map((p) => [nameOf(p), shapeOf(p), loss(p.least), loss(p.most)]);
  return { caption: say('table_line'), head: [say('table_line_part'), say('table_line_shape'), say('table_line_least'), say('table_line_most')], rows };
}

/** The channels of a picture together: (h, w, c) of (c, h, w). */
function together({ w, h, c, pixels }) {
  return pixels.map((_, i) => pixels[(i % c) * w * h + Math.floor(i / c)]);
}

/** Each part in a row: pictures and the first maps in gray, numbers as bars from a line at 0. */
export function draw(ink, { line: l }, area) {
  const high = Math.max(14, Math.min(64, area.h / l.parts.length));
  const ctx = pen(ink);
  l.parts.slice(0, Math.max(1, Math.floor(area.h / high))).forEach((p, i) => {
    const y = area.y + i * high;
    ctx.fillStyle = ink.text;
    ctx.fillText(`${nameOf(p)} ${shapeOf(p)}`, area.x, y + Math.min(high, LINE) / 2, LEFT - 6);
    const room = area.w - LEFT;
    if (p.pixels.length) {
      const side = high - 3;
      const wide = (side * p.w) / p.h;
      if (p.c === 3 && (p.level === 0 || p.part === 'output')) {
        drawPicture(ink, p, together(p), 0, area.x + LEFT, y, wide, side);
        return;
      }
      const n = Math.max(1, Math.min(p.n, Math.floor(room / (wide + 2))));
      for (let k = 0; k < n; k++) drawPicture(ink, { w: p.w, h: p.h, c: 1 }, p.pixels, k, area.x + LEFT + k * (wide + 2), y, wide, side);
      return;
    }
    const most = Math.max(-p.least, p.most, 1e-9);
    const step = Math.min(12, room / p.n);
    const zero = y + high / 2;
    ctx.fillStyle = ink.line;
    ctx.fillRect(area.x + LEFT, zero, step * p.n, 1);
    ctx.fillStyle = ink.accent;
    p.values.forEach((v, k) => {
      const size = (v / most) * (high / 2 - 2);
      ctx.fillRect(area.x + LEFT + k * step, Math.min(zero, zero - size), Math.max(1, 0.85 * step), Math.abs(size));
    });
  });
}
