// The point of the latent plane under the pointer, or the pinned one: where it is, and the picture it decodes to.

import { h, icon, setText } from '../../kit/dom.js';
import { coordinate, point } from '../../kit/format.js';
import { drawGray } from '../pixels.js';
import { say } from '../../kit/words.js';

const PLANES = new Set(['latent', 'grid']); // panels that show the plane

export class Readout {
  #pinned = false;
  #waiting = null;
  #busy = false;
  #latest = null; // decoded point

  /** onRelease() is told when the pin is taken away here, onCode(z) the code that was chosen by a pin; report(text) says an error. */
  constructor(container, store, engine, { onRelease, onCode, report }) {
    Object.assign(this, { engine, onRelease, onCode, report });
    this.picture = h('canvas', { class: 'tile empty', role: 'img', 'aria-label': say('point_picture') });
    this.text = h('span', { class: 'readout-text' });
    this.x = this.#number('x');
    this.y = this.#number('y');
    this.unpin = h('button', { type: 'button', class: 'text-button', hidden: true, onclick: () => this.release() }, icon('close'), say('point_unpin'));
    this.form = h('form', { class: 'go-to', onsubmit: (event) => this.#goTo(event) },
      h('span', {}, say('point_decode')), this.x, this.y, h('button', { type: 'submit', class: 'quiet small' }, say('point_show')));
    container.replaceChildren(this.picture, this.text, this.unpin, this.form);
    this.container = container;
    store.on('run', () => this.#clear());
    this.#clear();
  }

  /** The panels that are shown are these: without the plane there is nothing to point at, and beside others no room to type. */
  shows(panels) {
    this.container.hidden = !panels.some((name) => PLANES.has(name));
    this.form.hidden = panels.length > 1;
  }

  #number(axis) {
    return h('input', { type: 'text', inputmode: 'decimal', 'aria-label': say('point_axis', { axis }), placeholder: axis, autocomplete: 'off' });
  }

  #goTo(event) {
    event.preventDefault();
    const [x, y] = [Number(this.x.value.replace('\u2212', '-')), Number(this.y.value.replace('\u2212', '-'))];
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      this.report(say('point_not_numbers'));
      return;
    }
    this.probe(x, y, true, true);
  }

  /** Asks for the picture at a point; while one is being made only the newest wish waits. */
  async probe(x, y, pin, choose) {
    if (this.#pinned && !pin) return;
    this.#pinned = pin;
    this.#waiting = { wish: { x, y, pin }, choose };
    if (this.#busy) return;
    this.#busy = true;
    while (this.#waiting) {
      const { wish, choose: chooses } = this.#waiting;
      this.#waiting = null;
      try {
        const { buffers } = await this.engine.request('probe', wish);
        if (chooses && buffers[0]) this.onCode(Array.from(new Float32Array(buffers[0])));
      } catch (error) {
        if (wish.pin) this.report(error.message); // a pointer passing by has asked for nothing
      }
    }
    this.#busy = false;
  }

  /** The pointer left: a point that is not pinned is forgotten. */
  leave() {
    this.#waiting = null;
    if (!this.#pinned) this.#clear();
  }

  /** Takes the pin away, here and everywhere. */
  release() {
    if (!this.#pinned) return;
    this.#clear();
    this.onRelease();
    this.engine.request('probe', { name: 'unpin' }).catch((error) => this.report(error.message));
  }

  snapshot({ probe, codes }) {
    if (codes) Object.assign(this, { axes: [codes.axisX, codes.axisY], dim: codes.dim });
    if (!probe || probe === this.#latest) return;
    this.#latest = probe;
    this.#pinned = probe.pinned;
    this.unpin.hidden = !probe.pinned;
    this.picture.classList.remove('empty');
    drawGray(this.picture, probe.pixels, probe.w, probe.h, probe.c);
    const [ax, ay] = this.axes || ['x', 'y'];
    const plane = `${ax} ${coordinate(probe.x).trim()}, ${ay} ${coordinate(probe.y).trim()}`;
    const row = probe.values.length ? ` \u2192 ${point(probe.values)}` : '';
    const place = probe.z.length !== this.dim; // a point of the pixels' plane has no code
    const at = `${place ? plane : `${probe.z.length > 2 ? `${plane}; ` : ''}z = ${point(probe.z)}`}${row}`;
    setText(this.text, probe.pinned ? say('point_pinned', { at }) : at);
  }

  #clear() {
    this.#pinned = false;
    this.unpin.hidden = true;
    this.picture.classList.add('empty');
    this.picture.getContext('2d').clearRect(0, 0, this.picture.width, this.picture.height);
    setText(this.text, say('point_hint'));
  }
}
