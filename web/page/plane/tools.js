// The buttons of the latent plane. Each does what a gesture or a key on the canvas does.

import { h, icon } from '../../kit/dom.js';
import { say } from '../../kit/words.js';

const STEP = 1.5; // as of the keys

export class Tools {
  #tool = '';

  /** canvas: the canvas's side of the plane; ends(which): A or B is to be what is chosen. */
  constructor(canvas, { ends, clear }) {
    this.canvas = canvas;
    const button = (name, label, onclick) => h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick }, icon(name));
    const tool = (name, label) => h('button', { type: 'button', class: 'icon-button', 'data-tool': name, 'aria-pressed': 'false', 'aria-label': label, title: label, onclick: () => this.#choose(name) }, icon(name));
    const end = (which, label) => h('button', { type: 'button', class: 'quiet small plane-end', title: label, 'aria-label': label, onclick: () => ends(which) }, which.toUpperCase());
    this.whole = button('whole', say('plane_whole'), () => canvas.fly());
    this.tools = [tool('box', say('plane_box')), tool('lasso', say('plane_lasso'))];
    this.clear = button('close', say('plane_clear'), clear);
    this.element = h('div', { class: 'plane-tools', role: 'toolbar', 'aria-label': say('plane_tools') },
      h('div', { class: 'plane-row' },
        button('minus', say('plane_out'), () => canvas.zoom(1 / STEP)), button('plus', say('plane_in'), () => canvas.zoom(STEP)), this.whole,
        h('span', { class: 'plane-gap' }), ...this.tools, this.clear,
        h('span', { class: 'plane-gap' }), end('a', say('plane_from')), end('b', say('plane_to'))));
    this.window({ whole: true });
    this.selected(false);
  }

  #choose(name) {
    this.#tool = this.#tool === name ? '' : name;
    for (const tool of this.tools) tool.setAttribute('aria-pressed', String(tool.dataset.tool === this.#tool));
    this.canvas.tool(this.#tool);
  }

  /** Shows them where the plane is seen alone; beside other panels it has its gestures and keys. */
  show(alone) {
    this.element.hidden = !alone;
  }

  window({ whole }) {
    this.whole.disabled = whole;
  }

  selected(any) {
    this.clear.disabled = !any;
  }
}
