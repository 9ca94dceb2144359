// A slider over the steps of the run: the track is the whole recipe, filled as far as the run is, with marks for what was recorded. The handle
// stands at the step that is shown.

import { h } from '../../kit/dom.js';
import { onTheme } from '../../kit/theme.js';

const EDGE = 10; // px beside the track, so that the handle stays within
const SMALL_SHARE = 0.01; // of the run, where nothing was recorded
const LARGE_SHARE = 0.1;
const SEVERAL = 10; // recorded moments

export class Slider {
  #held = false; // by a pointer
  #keyed = false; // moved by a key that is still down
  #at = 0; // step
  #reach = 0; // the latest step there is
  #span = 1; // steps of the track
  #saidNow = false; // to a screen reader

  /**
   * onPass(step) is told while a hand moves, onRest(step) where it rests, onHold() before; a step that is not below the latest is now. recorded: see
   * recorded.js.
   */
  constructor(container, label, recorded, { onHold, onPass, onRest }) {
    Object.assign(this, { recorded, onHold, onPass, onRest });
    this.marks = h('canvas', { class: 'time-marks', 'aria-hidden': 'true' });
    this.handle = h('span', { class: 'time-handle' });
    this.element = h('div', { class: 'time-slider', role: 'slider', tabindex: '0', 'aria-label': label, 'aria-disabled': 'true', 'aria-valuemin': '0',
      onpointerdown: (event) => this.#press(event),
      onpointermove: (event) => { if (this.#held) this.#move(this.#stepAt(event)); },
      onpointerup: () => this.#release(),
      onpointercancel: () => this.#release(),
      onkeydown: (event) => this.#key(event),
      onkeyup: () => this.#rest(),
      onblur: () => this.#rest() }, this.handle);
    container.append(this.marks, this.element);
    new ResizeObserver(() => this.paint()).observe(container);
    onTheme(() => this.paint());
  }

  /** Whether a hand moves it. */
  get moves() { return this.#held || this.#keyed; }

  /** Shows the handle at a step, of a run that is at step reach of span; text says it. goes: the run goes on, so that now is another step soon. */
  show({ at, reach, span, text, goes }) {
    const longer = span !== this.#span;
    this.#reach = reach;
    this.#span = Math.max(1, span);
    if (!this.moves) this.#at = at;
    this.element.style.setProperty('--at', String(Math.min(1, this.#at / this.#span)));
    this.#say(text, goes);
    if (longer) this.paint();
  }

  // A screen reader says each change of what has the focus: of a run that goes on it need not hear each step.
  #say(text, goes) {
    const { element } = this;
    const now = this.#at === this.#reach && !this.moves;
    if (now && this.#saidNow && goes && element === document.activeElement) return;
    this.#saidNow = now;
    for (const [name, value] of [['aria-valuenow', this.#at], ['aria-valuemax', this.#reach], ['aria-valuetext', text], ['aria-disabled', this.#reach === 0]]) {
      if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
    }
  }

  /** Paints the marks: short ones for pictures, which lie close, and long ones for states of the network. */
  paint() {
    const { marks } = this;
    const ratio = devicePixelRatio;
    const [w, height] = [Math.round(marks.clientWidth * ratio), Math.round(marks.clientHeight * ratio)];
    if (!w || !height) return;
    Object.assign(marks, { width: w, height });
    const ctx = marks.getContext('2d');
    ctx.fillStyle = getComputedStyle(marks).color;
    const thin = Math.max(1, Math.floor(ratio));
    for (const [steps, high] of [[this.recorded.frames, 0.5], [this.recorded.checkpoints, 1]]) {
      for (const step of steps) ctx.fillRect(Math.min(w - thin, Math.round((step / this.#span) * (w - thin))), 0, thin, Math.round(high * height));
    }
  }

  focus() { this.element.focus(); }

  #stepAt({ clientX }) {
    const { left, width } = this.element.getBoundingClientRect();
    const share = (clientX - left - EDGE) / Math.max(1, width - 2 * EDGE);
    return Math.round(Math.min(1, Math.max(0, share)) * this.#span);
  }

  #move(step) {
    const to = Math.min(this.#reach, Math.max(0, step));
    if (to === this.#at) return;
    this.#at = to;
    this.onPass(to);
  }

  #press(event) {
    if (!event.isPrimary || event.button !== 0 || this.#reach === 0) return;
    this.element.setPointerCapture(event.pointerId);
    this.#held = true;
    this.onHold();
    this.#move(this.#stepAt(event));
  }

  #release() {
    if (!this.#held) return;
    this.#held = false;
    this.onRest(this.#at);
  }

  #rest() {
    if (!this.#keyed) return;
    this.#keyed = false;
    this.onRest(this.#at);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || this.#reach === 0) return;
    const large = Math.max(1, Math.round(LARGE_SHARE * this.#reach));
    const several = event.shiftKey ? SEVERAL : 1;
    const to = {
      ArrowLeft: () => this.#beside(-several), ArrowDown: () => this.#beside(-several),
      ArrowRight: () => this.#beside(several), ArrowUp: () => this.#beside(several),
      PageDown: () => this.#at - large, PageUp: () => this.#at + large,
      Home: () => 0, End: () => this.#reach,
    }[event.key];
    if (!to) return;
    event.preventDefault();
    if (!this.#keyed) this.onHold();
    this.#keyed = true;
    this.#move(to());
  }

  // Of a run of which nothing was recorded it is a hundredth.
  #beside(by) {
    const { recorded } = this;
    const small = this.#at + by * Math.max(1, Math.round(SMALL_SHARE * this.#reach));
    if (!recorded.any) return small;
    if (by > 0 && this.#at >= recorded.steps.at(-1)) return this.#reach;
    return recorded.beside(this.#at, by);
  }
}
