// The sliders: a row for each unit of the code, the strongest first, and one for each direction.

import { h, icon, setText } from '../../kit/dom.js';
import { loss } from '../../kit/format.js';
import { say } from '../../kit/words.js';
import { drawSigned } from '../slow/pictures.js';

const FEW = 16; // units that are shown at first
const FAR = 4; // deviations that a slider reaches to each side
const PLACES = 200; // of a slider

export class Units {
  #rows = new Map(); // unit: {el, input, value, bar}
  #shown = FEW;
  #effects = null; // {effect, deviation, mean}

  /** move(unit, value) is told what a hand does, sweep(unit) that it asked for a strip. */
  constructor({ move, sweep }) {
    Object.assign(this, { move, sweep });
    this.list = h('ol', { class: 'code-rows', 'aria-label': say('code_units') });
    this.count = h('span', { class: 'hint' });
    this.more = h('button', { type: 'button', class: 'text-button', hidden: true, onclick: () => this.#showMore() });
    this.element = h('div', {}, this.list, h('div', { class: 'code-more' }, this.more, this.count));
  }

  /** Deviation and mean of a unit over the held-out images. */
  spread(unit) {
    const { deviation, mean } = this.#effects ?? {};
    return { deviation: deviation?.[unit] || 1, mean: mean?.[unit] ?? 0 };
  }

  /** Takes what was measured. The rows stay where they are under a hand. */
  measured(effects) {
    this.#effects = effects;
    if (!this.list.matches(':hover, :focus-within')) this.#order();
    const most = Math.max(...effects.effect, 1e-9);
    for (const [unit, row] of this.#rows) row.bar.style.setProperty('--share', effects.effect[unit] / most);
  }

  /** Another code, of so many units. */
  clear(units) {
    this.units = units;
    this.#effects = null;
    this.#shown = FEW;
    this.#rows.clear();
    this.#order();
  }

  /** Shows a code, and the one that was encoded. */
  show(z, base) {
    for (const [unit, row] of this.#rows) {
      const { mean, deviation } = this.spread(unit);
      const low = Math.min(mean - FAR * deviation, z[unit], base[unit]);
      const high = Math.max(mean + FAR * deviation, z[unit], base[unit]);
      const { input } = row;
      if (!input.matches(':active')) Object.assign(input, { min: low, max: high, step: (high - low) / PLACES });
      if (Number(input.value) !== z[unit]) input.value = z[unit];
      input.parentElement.style.setProperty('--encoded', (base[unit] - low) / (high - low));
      setText(row.value, number(z[unit]));
      const effect = loss(this.#effects?.effect[unit]);
      input.setAttribute('aria-valuetext', say('code_unit_says', { value: number(z[unit]), encoded: number(base[unit]), effect }));
    }
  }

  #showMore() {
    this.#shown *= 2;
    const before = new Set(this.#rows.keys());
    this.#order();
    for (const [unit, row] of this.#rows) {
      if (before.has(unit)) continue;
      row.input.focus(); // the first of those that came
      break;
    }
    if (this.#effects) this.measured(this.#effects);
    this.moreShown();
  }

  moreShown() {}

  #order() {
    const { effect } = this.#effects ?? {};
    const order = Array.from({ length: this.units }, (_, unit) => unit);
    if (effect) order.sort((a, b) => effect[b] - effect[a] || a - b);
    const shown = order.slice(0, this.#shown);
    for (const unit of [...this.#rows.keys()]) if (!shown.includes(unit)) this.#rows.delete(unit);
    const rows = new Map(shown.map((unit) => [unit, this.#rows.get(unit) ?? this.#row(unit)]));
    this.#rows = rows;
    const els = [...rows.values()].map(({ el }) => el);
    if (els.length !== this.list.children.length || els.some((el, i) => this.list.children[i] !== el)) this.list.replaceChildren(...els);
    const left = this.units - shown.length;
    this.more.hidden = left <= 0;
    setText(this.more, say('code_more', { more: Math.min(left, shown.length) }));
    setText(this.count, left > 0 ? say('code_all', { shown: shown.length, units: this.units }) : '');
  }

  #row(unit) {
    const name = say('code_unit', { unit });
    const input = h('input', { type: 'range', 'aria-label': name, min: -FAR, max: FAR, step: 'any', oninput: () => this.move(unit, Number(input.value)) });
    const value = h('output', { class: 'code-value' });
    const bar = h('span', { class: 'code-effect', 'aria-hidden': 'true' });
    const el = h('li', { class: 'code-row' }, h('span', { class: 'code-name' }, name, bar), h('span', { class: 'code-slide' }, input), value, sweepKey(name, () => this.sweep(unit)));
    return { el, input, value, bar };
  }
}

export class Directions {
  #rows = [];

  constructor({ move, sweep }) {
    Object.assign(this, { move, sweep });
    this.none = h('p', { class: 'hint', hidden: true }, say('code_nothing'));
    this.list = h('ol', { class: 'code-rows directions', 'aria-label': say('code_directions') });
    this.element = h('div', {}, this.list, this.none);
  }

  /** Shows what was found: {values, pictures}, and what an input looks like, {h, w, c}. */
  found({ values, pictures }, shape) {
    const strong = Array.from(values).filter((v) => v > 0).length;
    while (this.#rows.length > strong) this.#rows.pop();
    while (this.#rows.length < strong) this.#rows.push(this.#row(this.#rows.length));
    if (this.list.children.length !== strong) this.list.replaceChildren(...this.#rows.map(({ el }) => el));
    this.none.hidden = strong > 0;
    this.#rows.forEach((row, i) => {
      drawSigned(row.picture, { ...shape, values: pictures[i] });
      row.picture.removeAttribute('style');
      setText(row.sigma, say('code_direction_value', { value: number(values[i]) }));
      row.says = number(values[i]);
    });
  }

  clear() {
    this.#rows = [];
    this.list.replaceChildren();
    this.none.hidden = true;
  }

  /** amount(i) is how far the code went along direction i. */
  show(amount) {
    this.#rows.forEach((row, i) => {
      const t = amount(i);
      if (Number(row.input.value) !== t) row.input.value = t;
      setText(row.value, number(t));
      row.input.setAttribute('aria-valuetext', say('code_direction_says', { amount: number(t), value: row.says ?? '' }));
    });
  }

  #row(i) {
    const name = say('code_direction', { direction: i + 1 });
    const input = h('input', { type: 'range', 'aria-label': name, min: -3, max: 3, step: 0.05, value: 0, oninput: () => this.move(i, Number(input.value)) });
    const picture = h('canvas', { class: 'code-direction', role: 'img', 'aria-label': say('code_direction_picture', { direction: i + 1 }) });
    const sigma = h('span', { class: 'code-sigma' });
    const value = h('output', { class: 'code-value' });
    const el = h('li', { class: 'code-row' }, h('span', { class: 'code-name' }, picture, sigma), h('span', { class: 'code-slide' }, input), value, sweepKey(name, () => this.sweep(i)));
    return { el, input, picture, sigma, value };
  }
}

function sweepKey(name, onclick) {
  const label = say('code_sweep', { name });
  return h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick }, icon('film'));
}

/** A number of a code, with a real minus sign. */
function number(v) {
  const text = Math.abs(v) < 100 ? Math.abs(v).toFixed(2) : Math.abs(v).toPrecision(3);
  return (v < 0 && Number(text) !== 0 ? '\u2212' : '') + text;
}
