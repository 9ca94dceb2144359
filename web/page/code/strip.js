// A strip of outputs: what the decoder makes of a unit or a direction from -3 to 3 deviations. A tile that is pressed moves the code there.

import { h, setText } from '../../kit/dom.js';
import { say } from '../../kit/words.js';
import { drawInput } from '../slow/pictures.js';

export const AMOUNTS = [-3, -2, -1, 0, 1, 2, 3];

export class Strip {
  constructor() {
    this.title = h('h4', { class: 'code-strip-title', id: 'code-strip-title' });
    this.tiles = AMOUNTS.map((t) => {
      const canvas = h('canvas', { class: 'tile', 'aria-hidden': 'true' });
      const button = h('button', { type: 'button', class: 'code-tile', onclick: () => this.pick(t) }, canvas, h('span', {}, t < 0 ? `\u2212${-t}` : String(t)));
      return { canvas, button };
    });
    this.element = h('div', { class: 'code-strip', role: 'group', 'aria-labelledby': 'code-strip-title', hidden: true }, this.title,
      h('div', { class: 'code-tiles' }, ...this.tiles.map(({ button }) => button)));
    this.pick = () => {};
  }

  /** name: of what is swept; title: over the strip; outputs (AMOUNTS, dim) of a shape {h, w, c}; pick(t) is told which tile was pressed. */
  show({ name, title, outputs, shape, pick }) {
    this.pick = pick;
    this.element.hidden = false;
    setText(this.title, title);
    const dim = outputs.length / AMOUNTS.length;
    this.element.classList.toggle('rows', shape.h * shape.w === 1);
    this.tiles.forEach(({ canvas, button }, i) => {
      drawInput(canvas, { ...shape, values: outputs.subarray(i * dim, (i + 1) * dim) });
      button.setAttribute('aria-label', say('code_sweep_at', { name, amount: AMOUNTS[i] }));
    });
  }

  clear() {
    this.element.hidden = true;
  }
}
