// The pictures taken so far, before and after, to choose among.

import { h } from '../../kit/dom.js';
import { drawGray, toBytes } from '../pixels.js';
import { say } from '../../kit/words.js';

const KEPT = 24;

export class Strip {
  #buttons = new Map();

  constructor(choose) {
    this.choose = choose;
    this.element = h('div', { class: 'strip', role: 'group', 'aria-label': say('pictures_so_far'), hidden: true });
  }

  add(item) {
    const canvas = h('canvas', { width: 2 * item.shape.w, height: item.shape.h });
    const button = h('button', { type: 'button', class: 'strip-item', title: item.name, 'aria-label': item.name, onclick: () => this.choose(item) }, canvas);
    this.#buttons.set(item, { button, canvas });
    this.element.append(button);
    while (this.#buttons.size > KEPT) {
      const [oldest, { button: b }] = this.#buttons.entries().next().value;
      b.remove();
      this.#buttons.delete(oldest);
    }
    this.element.hidden = this.#buttons.size < 2;
  }

  /** Forgets all: the network takes pictures of another size now. */
  clear() {
    this.#buttons.clear();
    this.element.replaceChildren();
    this.element.hidden = true;
  }

  /** The pictures, the oldest first. */
  get items() { return [...this.#buttons.keys()]; }

  has(item) { return this.#buttons.has(item); }

  mark(item) {
    for (const [i, { button }] of this.#buttons) button.setAttribute('aria-pressed', String(i === item));
  }

  show(item) {
    const entry = this.#buttons.get(item);
    if (!entry || !item.output) return;
    const ctx = entry.canvas.getContext('2d');
    const half = document.createElement('canvas');
    const { w, h: high } = item.shape;
    [item.corrupted || item.input, item.output].forEach((values, i) => {
      drawGray(half, toBytes(values), w, high);
      ctx.drawImage(half, i * w, 0);
    });
  }
}
