// The canvas in words and tables: everything it shows that can be said, for those who cannot see it, and for copying.

import { h, setText } from '../../kit/dom.js';
import { count, inWords, loss } from '../../kit/format.js';
import { healthOf } from './health.js';
import { PANELS } from './panels.js';

const SPEAK_MS = 5000;
const TABLE_MS = 1000;

export class Summary {
  #snapshot = {};
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
  }

  snapshot(s) {
    this.#snapshot = s;
    this.#build();
  }

  /** The run in one sentence. */
  sentence() {
    const { metrics: m, running, state } = this.store;
    if (!m || !running) return 'The trainer is starting.';
    const parts = [`${stateWord[state] || state}${m.phase ? `, ${m.phase}` : ''}: epoch ${count(m.epoch)}, step ${count(m.step)} of ${count(running.cost?.total_steps)}`];
    if (m.train_loss != null) parts.push(`${m.hidden_mean != null ? 'loss of the layer' : 'train loss'} ${loss(m.train_loss)}`);
    if (m.free_energy_gap != null) parts.push(`held-out images ${loss(m.free_energy_gap)} nats above training images in the layer\u2019s free energy`);
    if (m.test_loss != null) parts.push(`test loss ${loss(m.test_loss)}, test MSE ${loss(m.test_mse)}`);
    if (m.input_mse > 0) parts.push(`the noisy input's ${loss(m.input_mse)}`);
    const base = Number(running.values?.learning_rate);
    if (m.learning_rate > 0 && m.learning_rate !== base) parts.push(`learning rate ${Number(m.learning_rate.toPrecision(3))}`);
    return `${parts.join('; ')}.${this.store.why ? ` ${this.store.why}` : ''}`;
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
    const s = this.#snapshot;
    const panels = Object.values(PANELS);
    const said = panels.map((panel) => panel.text(s));
    const tables = panels.filter((panel) => panel.has(s)).map((panel) => panel.table(s));
    const { metrics: m, running } = this.store;
    if (m) said.unshift(healthText(m, running?.cost?.code_size));
    this.body.replaceChildren(
      h('p', {}, this.sentence()),
      ...said.filter(Boolean).map((t) => h('p', {}, inWords(t, running?.showing?.rows))),
      ...tables.filter(Boolean).map(build),
    );
  }
}

const stateWord = {
  loading: 'Loading', ready: 'Ready', running: 'Training', paused: 'Paused', done: 'Done', diverged: 'Stopped, the loss is not finite',
};

function healthText(m, dim) {
  return healthOf(m, dim).map(({ value, say }) => `${say}: ${value}.`).join(' ');
}

function build({ caption, head, rows }) {
  return h('table', {},
    h('caption', {}, caption),
    h('thead', {}, h('tr', {}, ...head.map((t) => h('th', { scope: 'col' }, t)))),
    h('tbody', {}, ...rows.map((r) => h('tr', {}, ...r.map((c) => h('td', {}, String(c)))))));
}
