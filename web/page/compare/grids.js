// The latent grids of two runs side by side, with one pointer: what lies at the same place of both planes is shown large.

import { h, setText } from '../../kit/dom.js';
import { point } from '../../kit/format.js';
import { say } from '../../kit/words.js';
import { drawPicture } from '../view/ink.js';

export class Grids {
  #runs = [];
  #at = null; // {row, column} that is pointed at

  constructor() {
    this.sides = [0, 1].map((k) => {
      const [grid, mark] = [h('canvas', { class: 'compare-grid', role: 'img' }), h('span', { class: 'compare-tile-mark', hidden: true })];
      const [large, name, at] = [h('canvas', { class: 'compare-large', 'aria-hidden': 'true' }), h('span', {}), h('span', { class: 'compare-where' })];
      const box = h('div', { class: 'compare-grid-box' }, grid, mark);
      const pointed = (event) => this.#pointed(k, event);
      box.addEventListener('pointermove', pointed);
      box.addEventListener('pointerdown', pointed);
      return { grid, mark, large, name, at, figure: h('figure', { class: 'compare-grid-figure' }, box, h('figcaption', {}, large, name, at)) };
    });
    this.said = h('p', { class: 'unseen', 'aria-live': 'polite' });
    this.keys = h('div', { class: 'compare-pair', tabindex: '0', role: 'application', 'aria-label': say('compare_grid_keys'), onkeydown: (event) => this.#key(event) },
      ...this.sides.map(({ figure }) => figure));
    this.element = h('section', { class: 'compare-grids', 'aria-label': say('compare_grids') }, h('h4', {}, say('compare_grids')), this.keys, this.said);
  }

  /** Shows the grids of two runs, if both have one. */
  show(runs) {
    this.#runs = runs;
    const both = runs.every(({ frame }) => frame.grid);
    this.element.hidden = !both;
    if (!both) return;
    runs.forEach(({ name, frame: { grid: g } }, k) => {
      const { grid } = this.sides[k];
      Object.assign(grid, { width: g.n * g.w, height: g.n * g.h });
      const ink = { ctx: grid.getContext('2d') };
      for (let i = 0; i < g.n * g.n; i++) drawPicture(ink, g, g.pixels, i, (i % g.n) * g.w, Math.floor(i / g.n) * g.h, g.w, g.h);
      setText(this.sides[k].name, say('compare_side', { side: 'AB'[k], name }));
      grid.setAttribute('aria-label', say('compare_grid_of', { name, n: g.n, low: point([g.x0, g.y0]), high: point([g.x1, g.y1]) }));
    });
    const middle = Math.floor(runs[0].frame.grid.n / 2);
    this.#mark(this.#at ?? { row: middle, column: middle });
  }

  /** Points at a place of the plane of run k. */
  point(k, x, y) {
    const g = this.#runs[k]?.frame.grid;
    if (!g || this.element.hidden) return;
    const place = (v, from, to) => Math.min(g.n - 1, Math.max(0, Math.round(((v - from) / (to - from)) * (g.n - 1))));
    this.#mark({ row: place(y, g.y1, g.y0), column: place(x, g.x0, g.x1) });
  }

  #pointed(k, { clientX, clientY }) {
    const { n } = this.#runs[k].frame.grid;
    const { left, top, width, height } = this.sides[k].grid.getBoundingClientRect();
    const place = (v, all) => Math.min(n - 1, Math.max(0, Math.floor((v / all) * n)));
    this.#mark({ row: place(clientY - top, height), column: place(clientX - left, width) });
  }

  #key(event) {
    const by = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const last = this.#runs[0].frame.grid.n - 1;
    const within = (v) => Math.min(last, Math.max(0, v));
    this.#mark({ row: within(this.#at.row + by[0]), column: within(this.#at.column + by[1]) });
    setText(this.said, this.sides.map(({ at }, k) => say('compare_side', { side: 'AB'[k], name: at.textContent })).join(', '));
  }

  #mark({ row, column }) {
    this.#at = { row, column };
    this.#runs.forEach(({ frame: { grid: g } }, k) => {
      const { mark, large, at } = this.sides[k];
      mark.hidden = false;
      mark.style.setProperty('--row', String(row / g.n));
      mark.style.setProperty('--column', String(column / g.n));
      mark.style.setProperty('--side', String(1 / g.n));
      Object.assign(large, { width: g.w, height: g.h });
      drawPicture({ ctx: large.getContext('2d') }, g, g.pixels, row * g.n + column, 0, 0, g.w, g.h);
      large.dataset.tile = String(row * g.n + column);
      const share = (i) => (g.n > 1 ? i / (g.n - 1) : 0.5);
      setText(at, point([g.x0 + share(column) * (g.x1 - g.x0), g.y1 + share(row) * (g.y0 - g.y1)]));
    });
  }
}
