// The pace: how fast the steps of a run follow one another, so that people can watch. No number depends on it. A visit without a
// link begins slowly and speeds up by itself, and a button says that it need not. The slowest is slow motion, phase after phase.

import { byId, h, setText } from '../../kit/dom.js';
import { say } from '../../kit/words.js';

/** Steps a second, from slow to fast; 0 is as fast as they go. */
export const PACES = [1, 10, 100, 1000, 0];

const SLOW = 'slow';
const CHOICES = [SLOW, ...PACES];

const RAMP_MS = 15000; // strokes appear in that time
const RAMP_FROM = 4; // steps a second
const RAMP_TO = 400;
const RAMP_EVERY_MS = 500;

/** Steps a second of a ramp after so many ms: each half of the way multiplies the pace by ten. 0: the ramp is over. */
export function rampPace(ms) {
  return ms < RAMP_MS ? Math.round(RAMP_FROM * (RAMP_TO / RAMP_FROM) ** (ms / RAMP_MS)) : 0;
}

export class Paces {
  #ramp = 0; // timer; 0: none
  #select = byId('pace');
  #full = byId('full-speed');

  /** slow is the slow motion; report(text) says an error; spoken(text) tells it to a screen reader. */
  constructor(store, engine, { slow, report, spoken }) {
    Object.assign(this, { store, engine, slow, report, spoken });
    this.#select.append(...CHOICES.map((n) => option(n)));
    this.#select.addEventListener('change', () => this.choose(this.#select.value === SLOW ? SLOW : Number(this.#select.value)));
    this.#full.addEventListener('click', () => this.set(0));
    store.on('pace', () => this.#show());
    store.on('slow', () => this.#show());
    this.#show();
  }

  /** Slower by one, or faster. */
  shift(by) {
    const last = CHOICES.length - 1;
    const { pace, slow } = this.store;
    const now = slow.on ? 0 : this.#ramp || pace === 0 ? last : CHOICES.findIndex((n) => n === 0 || n >= pace);
    const next = CHOICES[Math.min(last, Math.max(0, now + by))];
    this.choose(next);
    this.spoken(say('pace_is', { pace: nameOf(next) }));
  }

  /** Slow motion, or steps a second; what goes on in one goes on in the other. */
  async choose(n) {
    if (n === SLOW) {
      await this.slow.enter();
      this.endRamp();
      this.#show();
      return;
    }
    const { on, playing } = this.store.slow;
    this.slow.leave();
    await this.set(n);
    if (!on || !playing) return;
    try {
      await this.engine.request('start');
    } catch (error) {
      this.report(error.message);
    }
  }

  async set(n) {
    clearInterval(this.#ramp);
    this.#ramp = 0;
    await this.#ask(n);
    this.#show();
  }

  /** Begins slowly, and is at full speed after a while. Pauses do not count. */
  async ramp() {
    const { run } = this.store;
    let trained = 0; // ms
    this.#ramp = setInterval(() => {
      const { state } = this.store;
      if (state === 'running') trained += RAMP_EVERY_MS;
      const over = this.store.run !== run || !['ready', 'running', 'paused'].includes(state);
      const n = over ? 0 : rampPace(trained);
      if (n === 0) this.set(0);
      else if (n !== this.store.pace) this.#ask(n);
    }, RAMP_EVERY_MS);
    this.#show();
    await this.#ask(rampPace(0));
  }

  /** Ends the ramp at once, as for scripts, which did not ask for one. */
  endRamp() {
    if (this.#ramp) this.set(0);
  }

  async #ask(n) {
    try {
      await this.engine.request('pace', { n });
    } catch (error) {
      this.report(error.message);
    }
  }

  #show() {
    const ramps = this.#ramp !== 0;
    const focused = document.activeElement === this.#full;
    this.#full.hidden = !ramps;
    this.#select.hidden = ramps;
    if (focused && !ramps) this.#select.focus();
    setText(this.#full, say('pace_full'));
    const n = this.store.pace;
    this.#select.querySelector('[data-other]')?.remove();
    if (!PACES.includes(n)) this.#select.prepend(option(n, { 'data-other': true }));
    this.#select.value = this.store.slow.on ? SLOW : String(n);
  }
}

function option(n, attrs) {
  return h('option', { value: n, ...attrs }, nameOf(n));
}

function nameOf(n) {
  if (n === SLOW) return say('slow_motion');
  return n === 0 ? say('pace_full') : say('pace_steps', { n });
}
