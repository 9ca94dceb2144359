// How the code's units behave on the test images: a bar for each, and the figures of the whole code beside them.
// A unit that says the same of every image is dead, and carries nothing.

import { h, setText, svg } from '../../kit/dom.js';
import { deadUnits, healthOf } from './health.js';
import { say } from '../../kit/words.js';

const MOST = 128; // bars; more would be thinner than a pixel
const WIDTH = 128; // at most, so that the figures have room beside the bars
const H = 20;

// What the bars are of: what a drawn code tells, else the shares where they differ, else how much the units vary.
const KINDS = {
  kl: (rows) => say('units_kl', { rows }),
  active: (rows) => say('units_active', { rows }),
  variance: (rows) => say('units_variance', { rows }),
};

export class UnitStrip {
  #units = null; // that are shown

  constructor(container, store) {
    this.store = store;
    this.text = h('span', { class: 'unit-text' });
    this.title = svg('title', {});
    this.alive = svg('path', { class: 'alive' }); // all bars at once: with an element for each, five attributes of each would change
    this.dead = svg('path', { class: 'dead' });
    this.bars = svg('svg', { class: 'unit-bars', role: 'img' }, this.title, this.alive, this.dead);
    this.figures = h('span', { class: 'unit-figures' });
    this.container = container;
    container.replaceChildren(this.text, this.bars, this.figures);
    for (const event of ['metrics', 'moment']) store.on(event, () => this.#figures(store.figures));
  }

  get #rows() {
    return !!this.store.running?.showing?.rows;
  }

  #figures(m) {
    const dim = this.store.running?.cost?.code_size;
    this.figures.replaceChildren(...healthOf(m, dim, this.#rows).map(({ short, value, says }) => h('span', { title: says }, `${short} `, h('b', {}, value))));
  }

  snapshot({ units }) {
    if (units === this.#units) return;
    this.#units = units;
    this.container.hidden = !units;
    if (!units) return;
    const n = units.mean.length;
    const dead = deadUnits(units);
    setText(this.text, dead ? say('units_some_dead', { units: n, dead }) : say('units', { units: n }));
    this.container.classList.toggle('some-dead', dead > 0);
    const kind = units.kl.length ? 'kl' : units.active.some((a) => a < 1) ? 'active' : 'variance';
    this.text.title = dead ? say('units_dead_title', { rows: this.#rows }) : '';
    const what = KINDS[kind](this.#rows);
    this.bars.setAttribute('aria-label', what);
    setText(this.title, what);
    const values = units[kind].subarray(0, MOST);
    const top = kind === 'active' ? 1 : Math.max(...values) || 1;
    this.#draw(values, top, units.dead);
  }

  #draw(values, top, dead) {
    const step = Math.min(6, WIDTH / values.length);
    this.bars.setAttribute('width', step * values.length);
    this.bars.setAttribute('height', H);
    const paths = { alive: '', dead: '' };
    const width = step > 2 ? step - 1.5 : step;
    values.forEach((value, i) => {
      const share = value / top; // not a number where a run diverged
      const height = dead[i] ? H : share > 0 ? Math.max(2, H * share) : 2;
      paths[dead[i] ? 'dead' : 'alive'] += `M${step * i} ${H}v${-height.toFixed(2)}h${width}V${H}z`;
    });
    this.alive.setAttribute('d', paths.alive);
    this.dead.setAttribute('d', paths.dead);
  }
}
