// The network as a drawing, an hourglass as wide as its layers, and its figures before anything has run.

import { h, setText, svg } from '../../kit/dom.js';
import { about, big, bytes, count } from '../../kit/format.js';
import { shapeText } from './layers.js';
import { say } from '../../kit/words.js';

const W = 300;
const H = 104;
const SPEED_KEY = 'bottleneck.flops';

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

/** Draws the network of a plan into a figure. */
export function drawHourglass(figure, plan) {
  if (!plan) return;
  const { levels, code } = levelsOf(plan);
  const widths = levels.map((l) => l.width);
  const top = Math.max(...widths);
  const bar = widths.length > 9 ? 4 : 7;
  const x = (i) => 14 + (i * (W - 28 - bar)) / (widths.length - 1);
  const tall = (w) => Math.max(3, (H - 22) * Math.sqrt(w / top));
  const mid = (H - 18) / 2;
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
    role: 'img',
    'aria-label': say('network', { shapes: levels.map((l) => shapeText(l.shape)).join(', '), numbers: widths[code] }),
  }, ...shapes));
}

/** The card of figures. Its time rests on the speed that this device has shown. */
export class ModelCard {
  #cells = {};
  #speed = read();

  constructor(list, store) {
    this.store = store;
    const rows = [
      ['parameters', say('figure_parameters'), say('figure_parameters_title')],
      ['code', say('figure_code'), say('figure_code_title')],
      ['ratio', say('figure_ratio'), say('figure_ratio_title')],
      ['work', say('figure_work'), say('figure_work_title')],
      ['memory', say('figure_memory'), say('figure_memory_title')],
      ['time', say('figure_time'), say('figure_time_title')],
    ];
    list.replaceChildren(...rows.map(([key, label, title]) => {
      this.#cells[key] = h('dd', {}, '\u2013');
      return h('div', { title }, h('dt', {}, label), this.#cells[key]);
    }));
    store.on('draft', () => this.#show());
    store.on('metrics', () => store.pace === 0 && store.times.elapsed > 0.4 && this.#measure(store.metrics)); // at full speed
  }

  #show() {
    const { cost } = this.store.draft;
    if (!cost) return;
    const nearly = cost.approximate ? '\u2248\u2009' : '';
    setText(this.#cells.parameters, count(cost.parameters));
    setText(this.#cells.code, count(cost.code_size));
    setText(this.#cells.ratio, `${cost.compression_ratio >= 100 ? Math.round(cost.compression_ratio) : cost.compression_ratio.toFixed(1)}\u00d7`);
    setText(this.#cells.work, big(cost.flops_per_step, 'FLOP'));
    setText(this.#cells.memory, bytes(cost.bytes));
    setText(this.#cells.time, this.#speed ? nearly + about((cost.flops_per_step * cost.total_steps) / this.#speed) : say('figure_time_later'));
  }

  #measure(metrics) {
    const { running } = this.store;
    const batch = Number(running?.values.batch_size);
    if (!(metrics.images_per_second > 0) || !running?.cost || !batch) return;
    const speed = (metrics.images_per_second / batch) * running.cost.flops_per_step;
    this.#speed = this.#speed ? 0.8 * this.#speed + 0.2 * speed : speed;
    this.#show();
    write(this.#speed);
  }
}

let writtenAt = 0;

function write(speed) {
  if (Date.now() - writtenAt < 5000) return;
  writtenAt = Date.now();
  try {
    localStorage.setItem(SPEED_KEY, speed.toPrecision(3));
  } catch {
    // Without storage the estimate starts anew with each visit.
  }
}

function read() {
  try {
    return Number(localStorage.getItem(SPEED_KEY)) || 0;
  } catch {
    return 0;
  }
}
