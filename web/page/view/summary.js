// The canvas in words and tables: everything it shows that can be said, for those who cannot see it, and for copying.

import { h, setText } from '../../kit/dom.js';
import { loss } from '../../kit/format.js';
import { healthOf } from './health.js';
import { PANELS } from './panels.js';
import { say } from '../../kit/words.js';

const SPEAK_MS = 5000;
const TABLE_MS = 1000;

export class Summary {
  #snapshot = {};
  #earlier = null; // runs whose curves lie behind that of this one
  #spokenAt = 0;
  #builtAt = 0;
  #timer = 0;
  #phase; // that was spoken of

  constructor(details, body, spoken, store) {
    this.details = details;
    this.body = body;
    this.spoken = spoken;
    this.store = store;
    details.addEventListener('toggle', () => this.#build(true));
    store.on('metrics', () => this.#speak(this.#phase !== store.metrics?.phase));
    store.on('state', () => this.#speak(true));
    store.on('moment', () => {
      if (!store.seeking && store.moment?.exact !== false) this.#speak(true); // not of each step that a hand passes
      this.#build();
    });
  }

  snapshot(s) {
    this.#snapshot = s;
    this.#build();
  }

  /** Takes earlier runs, whose curves lie behind that of this one. */
  runs(earlier) {
    this.#earlier = earlier;
    this.#build();
  }

  /** The run in one sentence. */
  sentence() {
    const { figures: m, moment, metrics, running, state } = this.store;
    if (!m || !running) return say('said_starting');
    const rows = !!running.showing?.rows;
    const place = { state: STATES[state] || state, epoch: m.epoch, step: m.step, steps: running.cost?.total_steps };
    const parts = [m.phase ? say('said_place_in_phase', { ...place, phase: m.phase }) : say('said_place', place)];
    const steps = { step: m.step, latest: metrics.step };
    if (moment) parts.unshift(moment.exact ? say('said_moment', steps) : say('said_moment_recorded', steps));
    if (m.train_loss != null) parts.push(m.hidden_mean != null ? say('said_layer_loss', { loss: loss(m.train_loss) }) : say('said_train_loss', { loss: loss(m.train_loss) }));
    if (m.free_energy_gap != null) parts.push(say('said_free_energy', { gap: loss(m.free_energy_gap), rows }));
    if (m.test_loss != null) parts.push(say('said_test_loss', { loss: loss(m.test_loss), mse: loss(m.test_mse) }));
    if (m.input_mse > 0) parts.push(say('said_noisy_input', { mse: loss(m.input_mse) }));
    const base = Number(this.store.inForce('learning_rate'));
    if (m.learning_rate > 0 && m.learning_rate !== base) parts.push(say('said_learning_rate', { rate: Number(m.learning_rate.toPrecision(3)) }));
    return [`${parts.join('; ')}.`, this.store.why, ...this.store.diagnoses.map(({ text }) => text)].filter(Boolean).join(' ');
  }

  #speak(now) {
    const time = performance.now();
    if (!now && time - this.#spokenAt < SPEAK_MS) return;
    this.#spokenAt = time;
    this.#phase = this.store.metrics?.phase;
    setText(this.spoken, this.sentence());
  }

  #build(now) {
    if (!this.details.open) return;
    const wait = this.#builtAt + TABLE_MS - performance.now();
    clearTimeout(this.#timer);
    if (!now && wait > 0) {
      this.#timer = setTimeout(() => this.#build(true), wait);
      return;
    }
    this.#builtAt = performance.now();
    const s = { ...this.#snapshot, earlier: this.#earlier };
    const panels = Object.values(PANELS);
    const { figures: m, running } = this.store;
    const rows = !!running?.showing?.rows;
    const said = panels.map((panel) => panel.text(s, rows));
    const tables = panels.filter((panel) => panel.has(s)).map((panel) => panel.table(s));
    if (m) said.unshift(healthText(m, running?.cost?.code_size, rows));
    this.body.replaceChildren(
      h('p', {}, this.sentence()),
      ...said.filter(Boolean).map((t) => h('p', {}, t)),
      ...tables.filter(Boolean).map(build),
    );
  }
}

const STATES = {
  loading: say('state_loading'), ready: say('state_ready'), running: say('state_running'), paused: say('state_paused'), done: say('state_done'),
  diverged: say('state_diverged'), interrupted: say('state_interrupted'), stopped: say('state_stopped'),
};

function healthText(m, dim, rows) {
  return healthOf(m, dim, rows).map(({ value, says }) => say('said_health', { says, value })).join(' ');
}

function build({ caption, head, rows }) {
  return h('table', {},
    h('caption', {}, caption),
    h('thead', {}, h('tr', {}, ...head.map((t) => h('th', { scope: 'col' }, t)))),
    h('tbody', {}, ...rows.map((r) => h('tr', {}, ...r.map((c) => h('td', {}, String(c)))))));
}
