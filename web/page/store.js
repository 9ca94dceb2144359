// What the page knows of the run and of the recipe that is being edited: the one place that all parts of the page read. The trainer's events
// fill it; replies only settle the promise of whoever asked. The draft is written by recipe/editor.js.

import { attempt, Events } from '../kit/events.js';

/** Fields that have a place of their own outside the form. */
export const OUTSIDE_FORM = new Set(['seed']);

// Fields that commands to the run change: edits that wait go on waiting beside them.
const OF_THE_RUN = new Set(['seed', 'changes']);

/**
 * What on() can listen to:
 *   described  what recipes are made of is known
 *   run        another run has begun
 *   recipe     what runs is another recipe: after run, or as a live field was changed, {changed: names of fields}
 *   force      a live field has another value from this step on: somebody changed it, or the recipe says so
 *   draft      the draft is another
 *   diagnoses  something else is wrong with the run
 *   metrics    the figures, no oftener than is worth showing
 *   state      the run's state, or why it is that, {state, text}
 *   moment     another moment of the run is shown, or sought
 *   pace       the run is held to another pace
 *   slow       slow motion has begun or ended, or plays or not
 *   chosen     another input is chosen, {by}: 'person' or 'script', or '' where the one before is no longer there
 */
const EVENTS = ['described', 'run', 'recipe', 'force', 'draft', 'diagnoses', 'metrics', 'state', 'pace', 'moment', 'slow', 'chosen'];

export class Store {
  fields = [];
  lessons = [];
  layers = []; // kinds of layer
  presets = []; // defaults of other programs
  objectives = []; // what recipes are trained for
  panels = []; // that show a run, in order
  start = ''; // the link of a page that has none

  run = 0; // its number; another one with each start
  why = ''; // the run ended early
  loads = 0; // how often weights were loaded into the run, which its recipe does not know
  running = null; // {link, values, changes, force: {values of live fields at this step}, lesson, cost, plan, showing, diff}
  draft = null; //   the same, without force and with diff: what it changes in the running recipe
  metrics = null; // the latest
  moment = null; // what is shown in the place of the run as it is now: {step, exact, metrics}; not exact is a picture that was recorded
  seeking = null; // on the way to a moment: {step, done, total}, in steps
  diagnoses = []; // what is wrong with the run: {field: the kind, text, code, values, repairs: [{text, field: a link}]}
  history = []; // the metrics at each end of an epoch; of those before a restart of the page {step, epoch, test_loss}, as the curve has them
  pace = 0; // steps a second that the training is held to; 0: as fast as it goes
  slow = { on: false, playing: false }; // a step is shown phase after phase, which go on by themselves or not
  times = { elapsed: NaN, remaining: NaN }; // of the run, in seconds; NaN where it is not known

  #chosen = null; // what somebody chose, as core/wire's Chosen; null: the first image or row that is shown
  #first = 0; // which that is

  #events = new Events(EVENTS);
  #heard = null; // what parts that come late listen to, while they are built
  #state = 'loading';
  #gone = ''; // "stopped" or "interrupted", when no run is there any more
  #later;

  /** later(show) calls show when figures are worth showing again. */
  constructor(engine, later) {
    this.#later = later;
    engine.on('state', (event) => this.#takeState(event));
    engine.on('metrics', (event) => this.#takeMetrics(event));
    engine.on('moment', (event) => this.#takeMoment(event));
    engine.on('phase', ({ phase }) => {
      if (phase !== 'running') this.#takeMoment({}); // it is gone with its worker
      const before = this.state;
      this.#gone = phase === 'stopped' || phase === 'interrupted' ? phase : '';
      if (this.state !== before) this.#events.emit('state', { state: this.state, text: '' });
    });
  }

  on(event, fn) {
    this.#heard?.push([event, fn]);
    return this.#events.on(event, fn);
  }

  /**
   * Builds parts that come late, by make(): when all are there, what they listen to happens for them as far as it has happened before, in the order of
   * EVENTS. Returns what make made.
   */
  latecomers(make) {
    const heard = [];
    let made;
    this.#heard = heard;
    try {
      made = make();
    } finally {
      this.#heard = null;
    }
    for (const [event, detail] of this.#past()) {
      for (const [name, fn] of heard) if (name === event) attempt(fn, detail);
    }
    return made;
  }

  // What has happened, with what listeners are told of it.
  #past() {
    const { state, running, draft, metrics, diagnoses, moment, seeking, pace, slow, choice } = this;
    const happened = {
      described: this.fields.length > 0, run: running, recipe: running, force: running, draft, diagnoses: diagnoses.length > 0, metrics, state: running,
      pace: pace > 0, moment: moment ?? seeking, slow: slow.on, chosen: choice,
    };
    const details = { recipe: { changed: [] }, state: { state, text: '' }, chosen: { by: '' } };
    return EVENTS.filter((event) => happened[event]).map((event) => [event, details[event]]);
  }

  /**
   * "loading", "ready", "running", "paused", "done", "diverged"; "interrupted" where the run did not come back with a new trainer, "stopped" where
   * there is no trainer any more.
   */
  get state() {
    return this.#gone || this.#state;
  }

  /** The figures of what is shown: of the moment, or the latest. */
  get figures() {
    return this.moment?.metrics ?? this.metrics;
  }

  field(name) {
    return this.fields.find((f) => f.name === name);
  }

  /** The value of a live field that the run goes on with. */
  inForce(name) {
    return this.running?.force[name] ?? this.running?.values[name];
  }

  /** Changes of the draft that need a restart. */
  get pending() {
    return (this.draft?.diff || []).filter((c) => !OUTSIDE_FORM.has(c.field));
  }

  /** The one input that is chosen, as core/wire's Chosen: {kind: 'image', image}, {kind: 'own'} or {kind: 'code', z}. */
  get chosen() {
    return this.#chosen ?? { kind: 'image', image: this.#first };
  }

  /** What somebody chose, or null. */
  get choice() {
    return this.#chosen;
  }

  /** Chooses an input; null: the first that is shown. by: whose wish it is. */
  choose(chosen, by = 'person') {
    if (JSON.stringify(chosen) === JSON.stringify(this.#chosen)) return;
    this.#chosen = chosen;
    this.#events.emit('chosen', { by });
  }

  /** Takes the first image or row that is shown. */
  shows({ images, table }) {
    this.#first = (images ?? table)?.index[0] ?? 0;
  }

  describe({ fields = [], lessons = [], layers = [], presets = [], objectives = [], panels = [], start = '' }) {
    Object.assign(this, { fields, lessons, layers, presets, objectives, panels, start });
    this.#events.emit('described');
  }

  setDraft(draft) {
    this.draft = draft;
    this.#events.emit('draft');
  }

  setSlow(slow) {
    this.slow = slow;
    this.#events.emit('slow');
  }

  #takeState(event) {
    const { state = 'loading', text = '', link, metrics } = event;
    const told = state !== this.#state || text;
    this.#state = state;
    if (told) this.why = state === 'done' ? text : '';
    if (link) {
      const another = event.run !== this.run;
      if (another) this.history = event.history ?? [];
      this.history = this.history.filter((m) => m.step <= event.step); // a resumed run tells the rest again
      Object.assign(this, { run: event.run, metrics, times: timesOf(event), loads: event.loads ?? 0 });
      const { in_force: force = {} } = event;
      const forced = another || differences(this.running.force, force).length > 0;
      if (another || link !== this.running.link) this.#takeRecipe(event, another);
      else this.running.force = force;
      if (forced) this.#events.emit('force');
    }
    if (link) this.#takePace(event.pace ?? 0);
    if (link) this.#takeDiagnoses(event.diagnoses);
    if (told) this.#events.emit('state', { state, text });
    if (link) this.#later(() => this.#events.emit('metrics'));
  }

  #takeDiagnoses(list = []) {
    const before = this.diagnoses;
    this.diagnoses = list;
    if (JSON.stringify(list) !== JSON.stringify(before)) this.#events.emit('diagnoses');
  }

  #takePace(pace) {
    if (pace === this.pace) return;
    this.pace = pace;
    this.#events.emit('pace');
  }

  // Edits that wait go on waiting, unless what they are edits of is gone: a seed and live changes are taken into the draft as well.
  #takeRecipe(event, another) {
    const before = this.running;
    this.running = recipeOf(event);
    const changed = before ? differences(before.values, this.running.values) : [];
    const keep = before && this.pending.length > 0 && changed.every((name) => OF_THE_RUN.has(name) || this.field(name)?.live);
    if (!keep) this.draft = this.running;
    if (!this.#stillThere()) this.choose(null, '');
    if (another) this.#events.emit('run');
    this.#events.emit('recipe', { changed });
    if (!keep) this.#events.emit('draft');
  }

  // An image is there where there are as many, a code where it has as many numbers; the page forgets a picture of its own by itself.
  #stillThere() {
    const { kind, image, z } = this.#chosen ?? {};
    if (kind === 'image') return !(image >= Number(this.running.values.test));
    return kind !== 'code' || z.length === (this.running.cost?.code_size ?? z.length);
  }

  #takeMoment({ moment = null, step = 0, done = 0, total = 0 }) {
    const seeking = total > 0 ? { step, done, total } : null;
    if (!moment && !this.moment && !seeking && !this.seeking) return;
    Object.assign(this, { moment, seeking });
    this.#events.emit('moment');
  }

  #takeMetrics(event) {
    if (event.run !== this.run) return;
    Object.assign(this, { metrics: event.metrics, times: timesOf(event) });
    if (event.epoch_end) {
      this.history.push(event.metrics);
      this.#takeDiagnoses(event.diagnoses);
    }
    this.#later(() => this.#events.emit('metrics'));
  }
}

/** What the page keeps of a recipe, from a reply or an event that has one. */
export function recipeOf({ link, recipe, changes = [], in_force: force = {}, lesson = '', cost = null, plan = null, showing = null, diff = [] }) {
  return { link, values: recipe, changes, force, lesson, cost, plan, showing, diff };
}

function timesOf({ elapsed = 0, remaining = NaN }) {
  return { elapsed, remaining };
}

function differences(a, b) {
  return Object.keys(b).filter((name) => a[name] !== b[name]);
}
