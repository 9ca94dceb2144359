// Inputs that nobody gave: codes drawn from the standard normal distribution, as a variational code is trained to be, and
// what the decoder makes of them now. The same draw is shown while the network learns, until another is asked for.

import { h, icon, setText } from '../../kit/dom.js';
import { drawGray, rowBytes, shapeOf, toBytes } from '../pixels.js';
import { say } from '../../kit/words.js';

const N = 10;
const REFRESH_MS = 300;

export class Draws {
  #seed = 1;
  #again = false;
  #busy = false;
  #drawn = 0;

  /** report(text) says an error; later(show) shows what nobody asked for. */
  constructor(container, store, engine, { report, later }) {
    Object.assign(this, { container, store, engine, report, later });
    this.tiles = Array.from({ length: N }, () => h('canvas', { class: 'tile empty', 'aria-hidden': 'true' }));
    this.title = h('h3', { id: 'draws-title' });
    this.which = h('span', { class: 'hint', role: 'status' });
    container.replaceChildren(
      h('div', { class: 'draws-head' }, this.title, this.which,
        h('button', { type: 'button', class: 'quiet small', onclick: () => this.#next(1) }, icon('dice'), say('draws_again')),
        h('button', { type: 'button', class: 'icon-button', 'aria-label': say('draws_before'), title: say('draws_before'), onclick: () => this.#next(-1) }, icon('undo'))),
      h('div', { class: 'draws-tiles', role: 'img', 'aria-labelledby': 'draws-title' }, ...this.tiles));
    store.on('recipe', () => this.#recipe());
    store.on('metrics', () => { if (!document.hidden && performance.now() - this.#drawn > REFRESH_MS) this.draw(true); });
    store.on('moment', () => { if (!store.seeking && store.moment?.exact !== false) this.draw(true); }); // a picture has no network
    store.on('state', ({ state }) => { if (state === 'ready' || state === 'paused' || state === 'done') this.draw(true); });
  }

  #recipe() {
    const { values, plan } = this.store.running;
    this.container.hidden = values.latent !== 'variational';
    this.shape = shapeOf(plan);
    const variance = values.latent_dim === '1' ? '1' : 'I';
    setText(this.title, this.shape.row ? say('draws_rows', { variance }) : say('draws_images', { variance }));
    this.container.classList.toggle('rows', this.shape.row);
    this.draw(true);
  }

  #next(by) {
    this.#seed = Math.max(1, this.#seed + by);
    this.draw();
  }

  /** Shows the draw as the network paints it now. Calls that come meanwhile count as one. quiet: nobody asked. */
  async draw(quiet) {
    setText(this.which, say('draws_which', { draw: this.#seed }));
    this.#again = true;
    if (this.#busy || this.container.hidden) return;
    this.#busy = true;
    while (this.#again && !this.container.hidden) {
      this.#again = false;
      this.#drawn = performance.now();
      const seed = this.#seed;
      try {
        const { buffers, dim } = await this.engine.request('sample', { n: N, seed });
        const show = () => {
          if (seed !== this.#seed || dim !== this.shape.size) return; // another draw or recipe came meanwhile
          this.#show(new Float32Array(buffers[0]), dim);
        };
        if (quiet) this.later(show);
        else show();
      } catch (error) {
        if (!quiet) this.report(error.message);
      }
    }
    this.#busy = false;
  }

  #show(x, dim) {
    this.tiles.forEach((tile, i) => {
      const values = x.subarray(i * dim, (i + 1) * dim);
      drawGray(tile, this.shape.row ? rowBytes(values, [x]) : toBytes(values), this.shape.w, this.shape.h);
      tile.classList.remove('empty');
    });
  }
}
