// The points of the plane that somebody selected: how many of which class, their mean, the worst, and the images.

import { count, loss } from '../../kit/format.js';
import { h, icon, setText } from '../../kit/dom.js';
import { classColor } from '../../kit/classes.js';
import { onTheme } from '../../kit/theme.js';
import { drawGray, rowBytes, shapeOf, toBytes } from '../pixels.js';
import { gathered, heldOut } from './heldout.js';
import { say } from '../../kit/words.js';

const SHOWN = 48; // images of a large selection; the rest is counted

export class Selection {
  #turn = 0;
  #places = [];

  /** act: {choose(image), clear(), without(labels), fail(text)} */
  constructor(store, engine, act) {
    Object.assign(this, { store, engine, act });
    this.title = h('h3', { class: 'plane-title' });
    this.classes = h('ul', { class: 'plane-classes', 'aria-label': say('selection_classes') });
    this.mean = h('canvas', { class: 'tile', role: 'img', 'aria-label': say('selection_mean') });
    this.worst = h('button', { type: 'button', class: 'plane-worst' });
    this.images = h('div', { class: 'plane-images', role: 'group', 'aria-label': say('selection_images') });
    this.without = h('button', { type: 'button', class: 'quiet small', hidden: true, onclick: () => act.without(this.#labels) });
    this.why = h('p', { class: 'hint', hidden: true }, say('selection_why'));
    this.element = h('section', { class: 'plane-selection', hidden: true, 'aria-label': say('selection') },
      h('div', { class: 'plane-head' }, this.title, this.without,
        h('button', { type: 'button', class: 'icon-button', 'aria-label': say('plane_clear'), title: say('plane_clear'), onclick: () => act.clear() }, icon('close'))),
      this.classes,
      h('div', { class: 'plane-figures' },
        h('figure', {}, this.mean, h('figcaption', {}, say('selection_mean'))),
        h('figure', {}, this.worst, this.worstText = h('figcaption')),
        this.images),
      this.why);
    onTheme(() => this.#colors());
  }

  get places() {
    return [...this.#places];
  }

  /** Shows what is selected now; resolves to what they have in common, or to null where another selection came meanwhile. */
  async show(places) {
    const turn = ++this.#turn;
    this.#places = [...places];
    this.element.hidden = places.length === 0;
    if (!places.length) return null;
    setText(this.title, say('selection_of', { images: places.length, rows: !!this.store.running?.showing?.rows }));
    const request = (...args) => this.engine.request(...args);
    const here = () => turn === this.#turn;
    const shown = await heldOut(request, places.slice(0, SHOWN));
    if (!here()) return null;
    this.#fill(shown, places);
    const all = await gathered(request, places, here);
    if (all) this.#tell(all);
    return all;
  }

  /** Looks again: the network is another. */
  async again() {
    if (this.#places.length) await this.show(this.#places);
  }

  #picture(canvas, x, beside = [x]) {
    const shape = shapeOf(this.store.running?.plan);
    drawGray(canvas, shape.row ? rowBytes(x, beside) : toBytes(x), shape.w, shape.h);
  }

  #fill({ n, dim, x, labels }, places) {
    const focused = this.images.contains(document.activeElement);
    this.images.replaceChildren(...Array.from({ length: n }, (_, i) => {
      const canvas = h('canvas', { class: 'tile' });
      this.#picture(canvas, x.subarray(i * dim, (i + 1) * dim));
      const name = labels.length ? say('selection_labelled', { image: places[i], label: labels[i] }) : say('selection_image', { image: places[i] });
      return h('button', { type: 'button', class: 'plane-image', title: name, 'aria-label': name, onclick: () => this.act.choose(places[i]) }, canvas);
    }));
    if (focused) this.images.firstChild?.focus();
    if (places.length > n) this.images.append(h('span', { class: 'hint' }, say('selection_more', { more: places.length - n })));
  }

  #tell({ counts, mean, worst }) {
    this.classes.hidden = counts.size === 0;
    this.classes.replaceChildren(...[...counts].map(([label, n]) => h('li', { 'data-label': label }, h('span', { class: 'plane-swatch' }), h('b', {}, String(label)), ` ${count(n)}`)));
    this.#colors();
    this.#picture(this.mean, mean);
    const before = h('canvas', { class: 'tile' });
    const after = h('canvas', { class: 'tile' });
    this.#picture(before, worst.x, [worst.x, worst.y]);
    this.#picture(after, worst.y, [worst.x, worst.y]);
    this.worst.replaceChildren(before, after);
    this.worst.onclick = () => this.act.choose(worst.image);
    const said = say('selection_worst', { image: worst.image, error: loss(worst.error) });
    this.worst.setAttribute('aria-label', said);
    setText(this.worstText, say('selection_worst_error', { error: loss(worst.error) }));
    // Most of the selection: classes that make up a tenth of it or more.
    const size = this.#places.length;
    this.#labels = [...counts].filter(([, n]) => n >= size / 10).map(([label]) => label);
    const digits = !!this.store.running?.showing?.digits;
    this.without.hidden = this.why.hidden = !digits || this.#labels.length === 0 || this.#labels.length > 5;
    setText(this.without, say('selection_without', { classes: [...this.#labels].sort((a, b) => a - b).join(', ') }));
  }

  #labels = [];

  #colors() {
    for (const item of this.classes.children) item.firstChild.style.background = classColor(Number(item.dataset.label)) ?? '';
  }
}
