// One time-line for two runs: where both are seen, and the film of both. What can be the same of them is the person's choice.

import { h, icon, setText } from '../../kit/dom.js';
import { say } from '../../kit/words.js';
import { amount } from './curves.js';
import { SAME } from './places.js';

const PICTURES = 48; // of a film
const EACH_MS = 200; // at least
const PASSING_MS = 300; // a hand that moves on waits so long for the picture before
const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');

export class CompareTimeline {
  at = 0; // place
  #places = null;
  #playing = false;
  #wish = null;
  #since = 0; // when the picture that is awaited was asked for; 0: none is

  /** acts.see(i) resolves to whether place i is shown; acts.chosen() is told that something else is to be the same. */
  constructor({ see, chosen }) {
    Object.assign(this, { see });
    this.by = h('select', { 'aria-label': say('compare_by'), onchange: () => { this.pause(); chosen(); } }, ...SAME.map((by) => h('option', { value: by }, say('compare_by_which', { by }))));
    this.play = h('button', { type: 'button', class: 'icon-button', onclick: () => this.#press() });
    this.slider = h('input', {
      type: 'range', min: '0', value: '0', 'aria-label': say('compare_time'),
      oninput: () => { this.pause(); this.#pass(Number(this.slider.value)); },
    });
    this.text = h('span', { class: 'compare-at' });
    this.element = h('div', { class: 'compare-time', role: 'group', 'aria-label': say('compare_time') }, this.by, this.play, this.slider, this.text);
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.pause(); });
    lessMotion.addEventListener('change', () => { this.pause(); this.#draw(); });
    this.#draw();
  }

  get plays() { return this.#playing; }

  /** Whether a hand moves it, or the film does. */
  get busy() { return this.#playing || this.#since > 0; }

  get last() { return this.#places.last; }

  /** The places there are, and at which of them both are to be seen. */
  set(places, at) {
    this.#places = places;
    this.slider.max = String(places.last);
    this.slider.disabled = this.play.disabled = places.last === 0;
    this.move(at);
  }

  /** Shows that place i is meant. */
  move(i) {
    this.at = i;
    this.slider.value = String(i);
    this.label();
  }

  /** Says where it is; told: that somebody is still on the way, in words; shown: what is seen there. */
  label({ told = '', shown = '' } = {}) {
    const { x } = this.#places.at(this.at);
    const place = x === null ? say('compare_each') : say('compare_place', { by: this.by.value, at: amount(x), last: amount(this.#places.at(this.last).x) });
    setText(this.text, told || place);
    this.slider.setAttribute('aria-valuetext', shown ? `${place}. ${shown}` : place);
  }

  /** Of places that a hand passes while a picture is awaited the newest is kept; one that takes long is given up. */
  async #pass(i) {
    this.move(i);
    this.#wish = i;
    if (this.#since > 0 && performance.now() - this.#since < PASSING_MS) return;
    while (this.#wish !== null) {
      const wish = this.#wish;
      this.#wish = null;
      const since = this.#since = performance.now();
      await this.see(wish);
      if (since !== this.#since) return; // a newer one is under way
    }
    this.#since = 0;
  }

  // The film

  #press() {
    if (lessMotion.matches) {
      this.#pass(this.#ahead()[0] ?? 0);
      return;
    }
    if (!this.pause()) this.#film();
  }

  pause() {
    const played = this.#playing;
    this.#playing = false;
    this.#draw();
    return played;
  }

  async #film() {
    this.#playing = true;
    this.#draw();
    const ahead = this.#ahead();
    for (const i of ahead.length ? ahead : this.#pictures()) {
      const start = performance.now();
      this.move(i);
      if (!await this.see(i)) break;
      await new Promise((done) => setTimeout(done, Math.max(0, EACH_MS - performance.now() + start)));
      if (!this.#playing) return;
    }
    this.pause();
  }

  // Close together at first, where a network changes most.
  #pictures() {
    const all = Array.from({ length: PICTURES + 1 }, (_, k) => Math.round(this.last * (k / PICTURES) ** 2));
    return [...new Set(all)];
  }

  #ahead() { return this.#pictures().filter((i) => i > this.at); }

  #draw() {
    const title = lessMotion.matches ? say('compare_next') : this.#playing ? say('compare_pause') : say('compare_play');
    this.play.replaceChildren(icon(lessMotion.matches ? 'step' : this.#playing ? 'pause' : 'film'), h('span', { class: 'unseen' }, title));
    this.play.title = title;
  }
}
