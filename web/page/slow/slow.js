// Slow motion: the training goes a step at a time, and each step is shown phase after phase, with what it made of one image of its
// batch. The numbers are those of the step itself, see core/train/watch.go.

import { byId, h, icon, setText } from '../../kit/dom.js';
import { onTheme } from '../../kit/theme.js';
import { say } from '../../kit/words.js';
import { inkOf } from './ink.js';
import { light } from './lights.js';
import { NAMES, said } from './said.js';
import { show } from './show.js';
import { stepOf } from './step.js';
import { lightTerms, litLines } from './terms.js';

const PHASE_MS = 1200;
const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');

export class SlowMotion {
  #step = null; // that is shown
  #at = -1; // its phase
  #image = 0; // place in the batch of the image that is followed
  #turns = Promise.resolve(); // one after the other
  #timer = 0;
  #asking = false; // the trainer, for a step

  /** report(text) says an error; figure is the drawing of the network, lesson the text with the formula. */
  constructor(container, store, engine, { report, figure, lesson }) {
    Object.assign(this, { container, store, engine, report, figure, lesson });
    this.title = h('h3', { id: 'slow-title' });
    this.list = h('ol', { class: 'slow-phases', 'aria-label': say('slow_phases') });
    this.words = h('p', { class: 'slow-words', role: 'status', 'aria-live': 'polite' });
    this.shown = h('div', { class: 'slow-show', role: 'group', tabindex: '0', 'aria-label': say('slow_shown') }); // keys scroll it
    this.formula = h('div', { class: 'formula slow-formula', tabindex: '0', role: 'group', 'aria-label': say('slow_formula'), hidden: true }); // they scroll it, too
    this.previousKey = key('previous', say('slow_previous'), say('slow_previous_title'), () => this.#press(-1));
    this.nextKey = key('next', say('slow_next'), say('slow_next_title'), () => this.#press(1));
    const close = key('close', say('slow_leave'), say('slow_leave'), () => {
      this.leave();
      byId('pace').focus();
    });
    container.replaceChildren(
      h('div', { class: 'slow-head' }, this.title, this.list, h('div', { class: 'slow-keys' }, this.previousKey, this.nextKey, close)),
      this.words, this.shown, this.formula);
    container.addEventListener('keydown', (event) => this.#key(event));
    store.on('run', () => {
      this.#image = 0;
      this.#clear();
    });
    store.on('state', ({ state }) => {
      if (state === 'running') this.leave();
      this.#able();
    });
    store.on('metrics', () => { if (this.on && !this.#step) this.#draw(); });
    store.on('metrics', () => { if (this.#step && !this.#asking && store.metrics.step !== this.#step.step) this.#clear(); });
    store.on('draft', () => this.#light());
    onTheme(() => this.#draw());
  }

  get on() {
    return this.store.slow.on;
  }

  /** Shows phases from now on; a run that trains is held, and goes on phase after phase. */
  async enter() {
    if (this.on) return;
    const playing = this.store.state === 'running' && !lessMotion.matches;
    try {
      if (this.store.state === 'running') await this.engine.request('pause');
    } catch (error) {
      this.report(error.message);
      return;
    }
    this.container.hidden = false;
    this.#set(playing);
    this.#clear();
    if (playing) this.#go(1);
  }

  /** Ends it; the run stands where it is. */
  leave() {
    if (!this.on) return;
    clearTimeout(this.#timer);
    this.store.setSlow({ on: false, playing: false });
    this.container.hidden = true;
    this.#clear();
  }

  /** Play and Pause. Where less motion is asked for, Play is Next. */
  toggle() {
    const play = !this.store.slow.playing && !lessMotion.matches;
    const next = play || !this.store.slow.playing;
    this.#set(play);
    if (next) this.#go(1);
  }

  /** The next step, from its first phase on. */
  nextStep() {
    this.#set(false);
    this.#go(Infinity);
  }

  #set(playing) {
    clearTimeout(this.#timer);
    this.store.setSlow({ on: true, playing });
  }

  // Whoever goes by hand is not hurried on.
  #press(by) {
    this.#set(false);
    this.#go(by);
  }

  #key(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#press(by);
  }

  #go(by) {
    this.#turns = this.#turns.then(() => this.#turn(by)).catch((error) => {
      if (this.on) this.#set(false);
      if (error.code !== 'loss_diverged') this.report(error.message); // which the page tells
    });
  }

  async #turn(by) {
    if (!this.on) return;
    const at = this.#at + by;
    if (at < 0) return;
    if (at >= (this.#step?.phases.length ?? 0) && this.nextKey.getAttribute('aria-disabled') === 'true') return;
    if (!this.#step || at >= this.#step.phases.length) {
      const { run } = this.store;
      if (this.store.moment) await this.engine.request('now');
      const step = await this.#ask();
      if (!this.on || run !== this.store.run) return;
      this.#step = step;
      this.#at = 0;
    } else {
      this.#at = at;
    }
    this.#draw();
    if (!this.store.slow.playing) return;
    const last = this.#at === this.#step.phases.length - 1 && ['done', 'diverged'].includes(this.store.state);
    if (last) this.#set(false);
    else this.#later();
  }

  async #ask() {
    this.#asking = true;
    try {
      return stepOf(await this.engine.request('phases', { n: this.#image }));
    } finally {
      this.#asking = false;
    }
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (document.hidden) this.#later(); // nobody sees it
      else this.#go(1);
    }, PHASE_MS);
  }

  #clear() {
    this.#step = null;
    this.#at = -1;
    this.#draw();
  }

  get #phase() {
    return this.#step?.phases[this.#at] ?? null;
  }

  #light() {
    const phase = this.on ? this.#phase : null;
    light(this.figure, phase);
    lightTerms(this.lesson, phase);
  }

  #draw() {
    this.#light();
    if (!this.on) return;
    const { running } = this.store;
    const rows = !!running?.showing?.rows;
    const [step, phase] = [this.#step, this.#phase];
    this.#able();
    this.#names(step?.phases ?? []);
    if (!step) {
      this.formula.hidden = true;
      setText(this.title, say('slow_motion'));
      setText(this.words, lessMotion.matches ? say('slow_first_still', { rows }) : say('slow_first', { rows }));
      this.shown.replaceChildren(h('button', { type: 'button', class: 'primary', onclick: () => this.#press(1) },
        say('slow_go', { step: (this.store.metrics?.step ?? 0) + 1 })));
      return;
    }
    const place = { step: step.step, batch: step.batch, place: step.image + 1 };
    setText(this.title, rows ? say('slow_row_of', { ...place }) : say('slow_image_of', { ...place }));
    const { plan } = running;
    const values = { ...running.values, ...running.force };
    const of = {
      rows, values, noisy: values.noise !== 'none', ink: inkOf(this.shown),
      code: plan.encoder.length,
      layerAt: (level) => (level === 0 ? say('network_input') : [...plan.encoder, ...plan.decoder][level - 1].layer),
      choose: (image) => { this.#image = image; },
    };
    setText(this.words, said(step, phase, of));
    const had = this.shown.contains(document.activeElement); // its button goes
    const lines = litLines(this.lesson);
    this.shown.replaceChildren(...show(step, phase, of));
    this.formula.replaceChildren(...lines);
    this.formula.hidden = lines.length === 0;
    this.shown.scrollLeft = 0;
    if (had) this.nextKey.focus();
  }

  // A key that can do nothing now keeps the focus.
  #able() {
    const trains = this.store.running && !['loading', 'diverged', 'interrupted', 'stopped'].includes(this.store.state);
    const within = this.#at + 1 < (this.#step?.phases.length ?? 0);
    this.previousKey.setAttribute('aria-disabled', String(this.#at <= 0));
    this.nextKey.setAttribute('aria-disabled', String(!trains && !within));
  }

  // The names of the phases, each of which can be chosen.
  #names(phases) {
    const had = this.list.contains(document.activeElement);
    this.list.replaceChildren(...phases.map(({ phase }, i) => h('li', {}, h('button', {
      type: 'button', class: 'slow-phase', 'aria-current': i === this.#at && 'step', onclick: () => this.#press(i - this.#at),
    }, h('span', { class: 'slow-number' }, String(i + 1)), h('span', {}, NAMES[phase])))));
    if (had) this.list.querySelector('[aria-current]')?.focus();
  }
}

function key(name, label, title, onclick) {
  return h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title, onclick }, icon(name));
}
