// The figures of a network before anything has run.

import { h, setText } from '../../kit/dom.js';
import { about, big, bytes, count } from '../../kit/format.js';
import { lasting } from '../fold.js';
import { term } from '../hints.js';
import { Speed } from './speed.js';
import { say } from '../../kit/words.js';

const WRITE_MS = 5000;
const PROBE_S = 0.02; // for the peak of a processor
const QUIET = new Set(['ready', 'paused', 'done', 'diverged']); // nothing trains
const IDLE_MS = 300; // at most: a page that is busy has a trainer that is not
const whenIdle = window.requestIdleCallback ? (f) => requestIdleCallback(f, { timeout: IDLE_MS }) : (f) => setTimeout(f, IDLE_MS);

/** The card of figures. Its time rests on the speed that this device has shown. */
export class ModelCard {
  #cells = {};
  #speed = new Speed();
  #writtenAt = 0;
  #probing = false;

  /** short: the line that says the most of it, of a <details> that has the list. */
  constructor(list, short, store, engine) {
    Object.assign(this, { short, store, engine });
    lasting(short.parentElement, 'card');
    const rows = [
      ['parameters', say('figure_parameters'), say('figure_parameters_title')],
      ['code', say('figure_code'), say('figure_code_title')],
      ['ratio', say('figure_ratio'), say('figure_ratio_title')],
      ['work', say('figure_work'), say('figure_work_title')],
      ['memory', say('figure_memory'), say('figure_memory_title')],
      ['time', say('figure_time'), say('figure_time_title')],
    ];
    list.replaceChildren(...rows.map(([key, label, title]) => {
      this.#cells[key] = h('dd', {}, '\u2013');
      return h('div', {}, h('dt', {}, term(label, title)), this.#cells[key]);
    }));
    store.on('draft', () => this.#show());
    store.on('metrics', () => this.#measure());
    store.on('state', () => this.#probe());
    engine.on('device', () => { if (store.draft) this.#show(); }); // other threads
  }

  #show() {
    const { cost } = this.store.draft;
    if (!cost) return;
    const nearly = cost.approximate ? '\u2248\u2009' : '';
    setText(this.#cells.parameters, count(cost.parameters));
    setText(this.#cells.code, count(cost.code_size));
    setText(this.#cells.ratio, `${cost.compression_ratio >= 100 ? Math.round(cost.compression_ratio) : cost.compression_ratio.toFixed(1)}\u00d7`);
    setText(this.#cells.work, big(cost.flops_per_step, 'FLOP'));
    setText(this.#cells.memory, bytes(cost.bytes));
    const { draft, running, metrics, times, pace } = this.store;
    const runs = draft.link === running?.link && pace === 0 && metrics ? { ...times, step: metrics.step } : undefined;
    const seconds = this.#speed.seconds(draft, this.engine.device, runs);
    const time = Number.isFinite(seconds) ? nearly + about(seconds) : '';
    setText(this.#cells.time, time || say('figure_time_later'));
    setText(this.short, time ? say('figures_short_time', { parameters: cost.parameters, time }) : say('figures_short', { parameters: cost.parameters }));
    this.#probe();
  }

  // Where nothing like the recipe was trained on this device, what a processor does at most is found while nothing else is done.
  #probe() {
    const { engine, store } = this;
    const wanted = () => (QUIET.has(store.state) && store.draft?.cost && engine.device ? this.#speed.wants(store.draft, engine.device) : '');
    if (this.#probing || !wanted()) return;
    this.#probing = true;
    whenIdle(async () => {
      const arithmetic = wanted();
      const missing = arithmetic && await engine.request('bench', { name: 'peak', value: arithmetic, n: 1, seconds: PROBE_S })
        .then(({ bench }) => { this.#speed.peak(arithmetic, bench.peak * 1e9); }, ({ code }) => code === 'peak_missing');
      this.#probing = !!missing; // else it began to train, or somebody asked for something: at the next rest
      if (arithmetic && missing === undefined) this.#show();
    });
  }

  // Only a run at full speed tells what the device can.
  #measure() {
    const { run, running, metrics, times, pace, state } = this.store;
    if (!running?.cost || pace > 0 || state !== 'running') return;
    this.#speed.measured({ run, recipe: running, imagesPerSecond: metrics.images_per_second, elapsed: times.elapsed }, this.engine.device);
    this.#show();
    if (Date.now() - this.#writtenAt < WRITE_MS) return;
    this.#writtenAt = Date.now();
    this.#speed.write();
  }
}
