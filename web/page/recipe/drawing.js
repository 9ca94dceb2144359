// The network as a drawing, an hourglass as wide as its layers.

import { svg } from '../../kit/dom.js';
import { shapeText } from './layers.js';
import { say } from '../../kit/words.js';

const W = 300;
export const H = 104;
export const MIDDLE = (H - 18) / 2;

/**
 * The levels of a network that make other values, {shape, width, layer, at}, from input to output, and which one is the code. at: 0 the
 * input, i layer i of the plan.
 */
export function levelsOf(plan) {
  const level = ({ shape, layer }, at) => ({ shape, layer, width: shape.h * shape.w * shape.c, at });
  const made = (list, before) => list.map((l, i) => level(l, before + i + 1)).filter((_, i) => i === list.length - 1 || !list[i].silent);
  const encoder = made(plan.encoder, 0);
  const input = level({ shape: plan.input, layer: say('network_input') }, 0);
  return { levels: [input, ...encoder, ...made(plan.decoder, plan.encoder.length)], code: encoder.length };
}

/**
 * Draws the network of a plan into a figure. top: the width that is as high as the figure, if not that of the widest level. Gives where each level
 * stands, {level, x, wide, tall}, in units of the drawing, whose middle is MIDDLE.
 */
export function drawHourglass(figure, plan, top = 0) {
  if (!plan) return [];
  const { levels, code } = levelsOf(plan);
  const widths = levels.map((l) => l.width);
  top ||= Math.max(...widths);
  const bar = widths.length > 9 ? 4 : 7;
  const x = (i) => 14 + (i * (W - 28 - bar)) / (widths.length - 1);
  const tall = (w) => tallOf(w, top);
  const mid = MIDDLE;
  const shapes = [];
  for (let i = 1; i < widths.length; i++) {
    const [a, b] = [tall(widths[i - 1]) / 2, tall(widths[i]) / 2];
    const [left, right] = [x(i - 1) + bar, x(i)];
    shapes.push(svg('path', {
      class: i <= code ? 'flow encode' : 'flow decode',
      'data-level': levels[i].at,
      d: `M${left} ${mid - a}L${right} ${mid - b}V${mid + b}L${left} ${mid + a}Z`,
    }));
  }
  const spacing = (W - 28) / (widths.length - 1);
  const label = (i) => {
    const text = shapeText(levels[i].shape);
    const room = 3.7 * text.length; // half its width
    return { text, room, at: Math.min(W - room, Math.max(room, x(i) + bar / 2)) };
  };
  let free = -Infinity; // right end of the label before
  widths.forEach((w, i) => {
    const half = tall(w) / 2;
    const own = i === code ? ' code' : '';
    shapes.push(svg('rect', { class: `level${own}`, 'data-level': levels[i].at, x: x(i), y: mid - half, width: bar, height: 2 * half, rx: 1.5 }));
    const { text, room, at } = label(i);
    shapes.at(-1).append(svg('title', {}, `${levels[i].layer}: ${text}`));
    const must = i === 0 || i === code || i === widths.length - 1;
    const near = [code, widths.length - 1].some((k) => k > i && label(k).at - label(k).room < at + room + 2);
    if (i === code || i === widths.length - 1 || (at - room > free && !near)) {
      if (must || spacing > 20) {
        shapes.push(svg('text', { class: `width${own}`, x: at, y: H - 3, 'text-anchor': 'middle' }, text));
        free = at + room + 2;
      }
    }
  });
  figure.replaceChildren(svg('svg', {
    viewBox: `0 0 ${W} ${H}`,
    role: 'group',
    'aria-label': say('network', { shapes: levels.map((l) => shapeText(l.shape)).join(', '), numbers: widths[code] }),
  }, ...shapes));
  const wide = Math.min(32, spacing);
  return levels.map((level, i) => ({ level, x: x(i) + bar / 2 - wide / 2, wide, tall: tall(level.width) }));
}

/** How tall a level of a width is drawn, and how wide one is that is so tall. */
export const tallOf = (width, top) => Math.max(3, Math.min(H - 18, (H - 22) * Math.sqrt(width / top)));
export const widthOf = (tall, top) => top * (tall / (H - 22)) ** 2;
