// How the code's units behave on the test images: a bar for each, and the figures of the whole code beside them.
// A unit that says the same of every image is dead, and carries nothing.

import { h, setText, svg } from '../../kit/dom.js';
import { count, inWords } from '../../kit/format.js';
import { deadUnits, healthOf } from './health.js';

const MOST = 128; // bars; more would be thinner than a pixel
const WIDTH = 128; // at most, so that the figures have room beside the bars
const H = 20;

// What the bars are of: what a drawn code tells, else the shares where they differ, else how much the units vary.
const KINDS = {
  kl: 'Divergence of each number of the code from the standard normal distribution, on average over test images',
  active: 'Share of test images on which each code unit is active',
  variance: 'Variance of each number of the code over the test images',
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
    store.on('metrics', () => this.#figures(store.metrics));
  }

  #say(text) {
    return inWords(text, this.store.running?.showing?.rows);
  }

  #figures(m) {
    const dim = this.store.running?.cost?.code_size;
    this.figures.replaceChildren(...healthOf(m, dim).map(({ short, value, say }) => h('span', { title: this.#say(say) }, `${short} `, h('b', {}, value))));
  }

  snapshot({ units }) {
    if (units === this.#units) return;
    this.#units = units;
    this.container.hidden = !units;
    if (!units) return;
    const n = units.mean.length;
    const dead = deadUnits(units);
    setText(this.text, `${count(n)} code ${n === 1 ? 'unit' : 'units'}, ${dead ? `${count(dead)} dead` : 'none dead'}`);
    this.container.classList.toggle('some-dead', dead > 0);
    const kind = units.kl.length ? 'kl' : units.active.some((a) => a < 1) ? 'active' : 'variance';
    this.text.title = dead ? this.#say('A dead unit says the same of every test image and carries nothing. Another seed or other first weights may keep it alive.') : '';
    this.bars.setAttribute('aria-label', this.#say(KINDS[kind]));
    setText(this.title, this.#say(KINDS[kind]));
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
