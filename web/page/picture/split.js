// Before and after in one frame, with a slider between: the picture as the network sees it on the left, what it made of it on the
// right. With a brush in hand the frame is painted on instead.

import { h, setText } from '../../kit/dom.js';
import { drawGray, rowBytes, toBytes } from '../pixels.js';
import { say } from '../../kit/words.js';

// How the frame is shown, in the order of the keys 1, 2, 3 and 4, and what lies in it.
const NAMES = { before: say('split_mode_before'), split: say('split_mode_split'), after: say('split_mode_after'), clean: say('split_mode_clean') };
const LAYERS = { before: say('split_before'), after: say('split_after'), clean: say('split_clean') };
export const MODES = Object.keys(NAMES);

export class Split {
  #mode = 'split';
  #shape = { w: 28, h: 28, c: 1, row: false };
  #held = -1; // the pointer that drags or paints
  #brush = null; // {radius} in pixels of the input, or none
  #at = [14, 14]; // of the brush that keys move

  /** onPaint(x, y, first) is told where a brush goes, in pixels of the input; onLift() that a stroke is over. */
  constructor({ onPaint, onLift }) {
    Object.assign(this, { onPaint, onLift });
    const canvas = (name) => h('canvas', { class: `tile split-${name}`, role: 'img', 'aria-label': LAYERS[name] });
    this.canvases = { after: canvas('after'), before: canvas('before'), clean: canvas('clean') };
    this.slide = h('input', { type: 'range', min: '0', max: '100', step: '1', value: '50', class: 'split-slide', 'aria-label': say('split_slide'), oninput: () => this.#move(Number(this.slide.value)) });
    this.ring = h('span', { class: 'split-ring', hidden: true });
    this.easel = h('div', { class: 'split-easel', role: 'application', tabindex: '0', hidden: true, 'aria-label': say('split_easel'), onkeydown: (event) => this.#key(event), onfocus: () => this.#showRing(), onblur: () => { this.ring.hidden = true; } });
    this.frame = h('div', { class: 'split empty', 'data-mode': 'split' }, this.canvases.after, this.canvases.before, this.canvases.clean,
      h('span', { class: 'split-line', 'aria-hidden': 'true' }),
      h('span', { class: 'split-name split-name-before', 'aria-hidden': 'true' }, NAMES.before),
      h('span', { class: 'split-name split-name-after', 'aria-hidden': 'true' }, NAMES.after),
      this.slide, this.easel, this.ring);
    this.buttons = MODES.map((mode, i) => h('button', { type: 'button', class: 'tab', 'aria-pressed': String(mode === 'split'), title: say('split_key', { mode: NAMES[mode], key: i + 1 }), onclick: () => this.show(mode) }, NAMES[mode]));
    this.modes = h('div', { class: 'tabs split-modes', role: 'group', 'aria-label': say('split_modes') }, ...this.buttons);
    this.#bind();
    this.#move(50);
  }

  /** Shows before, after, both or the clean picture. */
  show(mode) {
    this.#mode = mode;
    this.frame.dataset.mode = mode;
    MODES.forEach((m, i) => this.buttons[i].setAttribute('aria-pressed', String(m === mode)));
    this.slide.disabled = mode !== 'split' || this.#shape.row;
  }

  get mode() { return this.#mode; }

  /** Draws an item: {input, corrupted, output, shape}. Of a row the strips lie one above the other. */
  draw({ input, corrupted, output, shape }) {
    if (shape.w !== this.#shape.w || shape.h !== this.#shape.h) this.#at = [Math.floor(shape.w / 2), Math.floor(shape.h / 2)];
    this.#shape = shape;
    const bytes = (values) => (shape.row ? rowBytes(values, [input, output ?? input]) : toBytes(values));
    const put = (name, values) => {
      const canvas = this.canvases[name];
      if (values) drawGray(canvas, bytes(values), shape.w, shape.h);
      canvas.hidden = !values;
    };
    put('before', corrupted ?? input);
    put('after', output ?? null);
    put('clean', input);
    this.frame.classList.remove('empty');
    this.frame.classList.toggle('rows', shape.row);
    this.frame.style.setProperty('--shape', shape.row ? '3 / 1' : `${shape.w} / ${shape.h}`);
    this.show(this.#mode);
  }

  clear() {
    this.frame.classList.add('empty');
    for (const canvas of Object.values(this.canvases)) canvas.hidden = true;
  }

  /** Takes a brush of so many pixels' radius in hand; null: the frame is for looking. */
  hold(brush) {
    this.#brush = brush;
    this.frame.classList.toggle('painted', !!brush);
    this.easel.hidden = !brush;
    this.slide.hidden = !!brush;
    if (!brush) this.ring.hidden = true;
    else if (this.#mode === 'after' || this.#mode === 'clean') this.show('split');
  }

  #move(percent) {
    this.slide.value = String(percent);
    this.slide.setAttribute('aria-valuetext', say('split_at', { percent }));
    this.frame.style.setProperty('--at', `${percent}%`);
  }

  #bind() {
    const { frame } = this;
    frame.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || this.#held >= 0 || frame.classList.contains('empty')) return;
      if (!this.#brush && (this.#mode !== 'split' || this.#shape.row)) return;
      event.preventDefault();
      frame.setPointerCapture(event.pointerId);
      this.#held = event.pointerId;
      (this.#brush ? this.easel : this.slide).focus({ preventScroll: true });
      this.#follow(event, true);
    });
    frame.addEventListener('pointermove', (event) => {
      if (event.pointerId === this.#held) this.#follow(event, false);
      else if (this.#brush) this.#ringAt(...this.#place(event));
    });
    const end = (event) => {
      if (event.pointerId !== this.#held) return;
      this.#held = -1;
      if (this.#brush) this.onLift();
    };
    frame.addEventListener('pointerup', end);
    frame.addEventListener('pointercancel', end);
    frame.addEventListener('pointerleave', () => { if (document.activeElement !== this.easel) this.ring.hidden = true; });
  }

  #follow(event, first) {
    const box = this.frame.getBoundingClientRect();
    if (!this.#brush) {
      this.#move(Math.round(100 * Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))));
      return;
    }
    const all = event.getCoalescedEvents?.() || [];
    for (const e of all.length ? all : [event]) {
      const at = this.#place(e);
      this.#ringAt(...at);
      this.onPaint(...at, first);
      first = false;
    }
  }

  /** Where a pointer is, in pixels of the input. */
  #place({ clientX, clientY }) {
    const box = this.frame.getBoundingClientRect();
    return [((clientX - box.left) / box.width) * this.#shape.w, ((clientY - box.top) / box.height) * this.#shape.h];
  }

  #ringAt(x, y) {
    const { w, h: high } = this.#shape;
    this.ring.hidden = false;
    for (const [name, value] of [['--x', x / w], ['--y', y / high], ['--size', (2 * this.#brush.radius) / w]]) this.ring.style.setProperty(name, `${100 * value}%`);
  }

  #showRing() {
    this.#ringAt(this.#at[0] + 0.5, this.#at[1] + 0.5);
  }

  /** Arrow keys move the brush, Space and Enter dab. */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const far = event.shiftKey ? 5 : 1;
    const [dx, dy] = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] }[event.key] ?? [0, 0];
    const dab = event.key === ' ' || event.key === 'Enter';
    if (!dx && !dy && !dab) return;
    event.preventDefault();
    const { w, h: high } = this.#shape;
    this.#at = [Math.min(w - 1, Math.max(0, this.#at[0] + dx)), Math.min(high - 1, Math.max(0, this.#at[1] + dy))];
    this.#showRing();
    if (dab) {
      this.onPaint(this.#at[0] + 0.5, this.#at[1] + 0.5, true);
      this.onLift();
    }
    setText(this.frame.ownerDocument.getElementById('spoken'), say('split_brush_at', { dab, column: this.#at[0] + 1, row: this.#at[1] + 1 }));
  }
}
