// The time-line: any step of the run that is over can be shown again, while the training goes on. Nothing that is shown changes a number of the run.

import { byId, h, icon } from '../../kit/dom.js';
import { say } from '../../kit/words.js';
import { Chip } from './chip.js';
import { Film, SPEEDS } from './film.js';
import { Recorded } from './recorded.js';
import { Slider } from './slider.js';
import { Travel } from './travel.js';

const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');

export class Timeline {
  #wanted = null; // step to which it was asked to go, until it is there
  #told = new Set(); // codes of what memory does not allow, of this run

  /** report(text) says an error, tell(text) what a person should know, spoken(text) tells it to a screen reader. */
  constructor(store, engine, { report, tell, spoken }) {
    Object.assign(this, { store, tell });
    this.travel = new Travel(store, engine, report);
    this.recorded = new Recorded(store, engine, () => this.slider?.paint());
    this.film = new Film(this.recorded, this.travel, () => this.#showFilm());
    this.slider = new Slider(byId('time'), say('time_label'), this.recorded, {
      onHold: () => this.#hold(),
      onPass: (step) => this.#pass(step),
      onRest: (step) => this.to(step),
    });
    this.chip = new Chip(byId('moment'), {
      stop: () => this.#stop(),
      branch: () => this.#branch(),
      now: () => this.now(),
      left: () => this.slider.focus(),
      spoken,
    });
    this.#buildFilm(byId('film'));
    for (const event of ['metrics', 'moment', 'state']) store.on(event, () => this.show());
    store.on('run', () => {
      this.film.pause();
      this.#wanted = null;
      this.#told.clear();
      this.show();
    });
  }

  get #reach() { return this.store.metrics?.step ?? 0; }

  /** Shows a step; one that is not over yet is now. */
  async to(step) {
    this.film.pause();
    if (step >= this.#reach) {
      await this.now();
      return;
    }
    this.#wanted = step;
    this.show();
    await this.travel.to(step);
    if (this.#wanted === step) this.#wanted = null;
    this.show();
  }

  /** Shows the run as it is now; false where it is. */
  now() {
    if (!this.store.moment && !this.store.seeking && !this.film.plays) return false;
    this.film.pause();
    this.#wanted = null;
    return this.travel.now();
  }

  /** Plays the film, or stands still at the picture that is shown. Whoever wants less motion sees one recorded moment after the other. */
  playFilm() {
    const { moment } = this.store;
    if (this.film.pause()) {
      if (moment) this.to(moment.step);
    } else if (lessMotion.matches) {
      this.recorded.ask().then(() => this.to(this.#next()));
    } else if (this.#reach > 0) {
      this.film.play(moment ? moment.step : null);
    }
  }

  // The recorded step after the one that is shown; from now on the first.
  #next() {
    const { moment } = this.store;
    const { steps } = this.recorded;
    if (!moment) return steps[0] ?? 0;
    return steps.find((step) => step > moment.step) ?? this.#reach;
  }

  /** Something else is looked at: a picture that was recorded for what was looked at before does not show it. */
  async looked() {
    const { moment, seeking } = this.store;
    if (!moment) return;
    if (!moment.exact && !seeking && !this.film.plays && !this.slider.moves) await this.to(moment.step);
    await this.recorded.ask();
  }

  async #hold() {
    this.film.pause();
    await this.recorded.ask();
    if (this.recorded.frames.length > 0) return;
    for (const { code, text } of this.recorded.notes) {
      if (!this.#told.has(code)) this.tell(text);
      this.#told.add(code);
    }
  }

  #pass(step) {
    if (this.recorded.any) this.travel.pass(step);
    this.show(step);
  }

  #stop() {
    this.#wanted = null;
    this.travel.stop();
  }

  async #branch() {
    const { step } = this.store.moment;
    this.film.pause();
    if (await this.travel.branch(step)) this.tell(say('time_branched', { step }));
  }

  /** passing: the step where a hand is. */
  show(passing = null) {
    const { metrics, moment, running, seeking, state } = this.store;
    if (!metrics || !running?.cost) return;
    const { total_steps: steps, steps_per_epoch: each } = running.cost;
    const at = passing ?? this.#wanted ?? seeking?.step ?? moment?.step ?? metrics.step;
    const place = { step: at, steps, epoch: Math.floor(at / each) };
    const missing = this.slider.moves && !this.recorded.any ? passing : null;
    let text;
    if (at === metrics.step) text = say('time_at_now', place);
    else if (moment?.exact && moment.step === at) text = say('time_at_exact', place);
    else text = this.recorded.any ? say('time_at_recorded', place) : say('time_at_bare', place);
    this.slider.show({ at, reach: metrics.step, span: Math.max(steps, metrics.step), text, goes: state === 'running' });
    this.chip.show({ moment, seeking, missing, taken: !!this.store.figures.phase || metrics.step === 0 });
    this.play.disabled = metrics.step === 0;
  }

  // The film

  #buildFilm(container) {
    const speed = h('select', { 'aria-label': say('film_speed'), title: say('film_speed'), onchange: () => this.film.setSpeed(Number(speed.value)) },
      ...SPEEDS.map((n) => h('option', { value: n }, say('film_speed_of', { speed: n }))));
    speed.value = '1';
    this.play = h('button', { type: 'button', class: 'icon-button', disabled: true, onclick: () => this.playFilm() });
    this.speed = speed;
    container.replaceChildren(this.play, speed);
    lessMotion.addEventListener('change', () => this.#showFilm());
    this.#showFilm();
  }

  #showFilm() {
    const { plays } = this.film;
    const byHand = lessMotion.matches;
    if (byHand && plays) this.film.pause();
    const title = byHand ? say('film_next') : plays ? say('film_pause') : say('film_play');
    this.play.replaceChildren(icon(byHand ? 'step' : plays ? 'pause' : 'film'), h('span', { class: 'unseen' }, title));
    this.play.title = title;
    this.speed.disabled = byHand;
  }
}
