// The bar that is always there: play, pause, step, reset, seed, and where the run stands.

import { byId, setText } from '../../kit/dom.js';
import { clock, count, DASH, loss } from '../../kit/format.js';
import { folding } from '../fold.js';
import { settle } from '../notices.js';
import { commitLink } from '../recipe/hash.js';
import { Presses } from './presses.js';
import { alone, fault, say } from '../../kit/words.js';

const PAUSE_KEY = 'bottleneck.paused';
// Play, Pause and another step end the wait for a step; only what nobody asked for is told.
const ASKED_FOR = new Set(['training_paused', 'training_replaced', 'training_started']);

export class Transport {
  #presses = new Presses(() => this.#toggle());
  touched = false; // the person has taken the run into their own hands

  /** slow is the slow motion; report(text, about) says an error; settled() resolves when no edit of the draft is under way; now() shows the run as it is now. */
  constructor(store, engine, { slow, report, settled, now }) {
    Object.assign(this, { store, engine, slow, report, settled, now });
    this.el = Object.fromEntries(['reset', 'play', 'play-icon', 'play-label', 'step-batch', 'step-epoch', 'seed', 'new-seed',
      'm-epoch', 'm-step', 'm-rate', 'm-elapsed', 'm-remaining', 'm-progress', 'm-phase', 'm-train', 'm-test', 'm-mse', 'm-print']
      .map((id) => [id, byId(id)]));
    const { el } = this;
    folding(byId('results'), 'figures', (whole) => (whole ? say('figures_fewer') : say('figures_all'))).update();
    el.play.addEventListener('click', () => this.toggle());
    el.reset.addEventListener('click', () => this.reset());
    el['step-batch'].addEventListener('click', () => this.step({ steps: 1 }));
    el['step-epoch'].addEventListener('click', () => this.step({ epochs: 1 }));
    el['new-seed'].addEventListener('click', () => this.reseed());
    el.seed.addEventListener('change', () => this.reseed(el.seed.value.trim()));
    store.on('state', () => this.#state());
    store.on('slow', () => this.#state());
    store.on('run', () => {
      setText(byId('m-rate-name'), say('rate_label', { rows: this.#rows }));
      this.#state();
      this.#show();
    });
    store.on('recipe', () => this.#title());
    store.on('metrics', () => this.#show());
    store.on('moment', () => this.#show());
    store.on('draft', () => {
      if (document.activeElement === el.seed) return;
      el.seed.value = store.draft.values.seed;
      el.seed.setAttribute('aria-invalid', 'false');
      settle('seed');
    });
    document.addEventListener('visibilitychange', () => this.#title());
  }

  // What fails is said, and the run stays as it is. Resolves to whether it was done.
  async #ask(op, fields) {
    if (!this.store.running) return false;
    try {
      await this.engine.request(op, fields);
      return true;
    } catch (error) {
      this.report(error.message);
      return false;
    }
  }

  /** True when another recipe would end a run that somebody cares about. */
  wouldLose() {
    const { metrics, state } = this.store;
    return (metrics?.step || 0) > 0 && state !== 'done' && state !== 'diverged' && this.touched;
  }

  /** Play and Pause; after the end the same run once more. */
  toggle() {
    this.touched = true;
    this.#presses.press();
  }

  async #toggle() {
    const { state, slow } = this.store;
    if (slow.playing) return this.slow.toggle();
    if (state === 'done') await this.reset();
    if (slow.on) {
      await this.now();
      return this.slow.toggle();
    }
    if (state === 'done') return this.start();
    const running = state === 'running';
    remember(running);
    return running ? this.pause() : this.start();
  }

  async start() {
    await this.now(); // whoever starts the run wants to see it
    return this.#ask('start');
  }

  pause() {
    return this.#ask('pause');
  }

  /** Pauses first, then trains so many steps or epochs. */
  async step(amount) {
    this.touched = true;
    if (this.store.slow.on && amount.steps === 1) {
      await this.now();
      this.slow.nextStep();
      return;
    }
    if (this.store.state === 'running') await this.pause();
    remember(true);
    await this.now();
    try {
      await this.engine.request('train', amount);
    } catch (error) {
      if (!ASKED_FOR.has(error.code)) this.report(error.message);
    }
  }

  reset() {
    return this.#ask('reset');
  }

  /** Another start: the seed given, or one drawn here. */
  async reseed(text) {
    const seed = text === undefined ? crypto.getRandomValues(new Uint32Array(1))[0] % 1000000 : Number(text);
    const field = this.store.field('seed');
    const good = text !== '' && Number.isSafeInteger(seed) && seed >= (field?.min ?? 0) && seed <= (field?.max ?? Infinity);
    this.el.seed.setAttribute('aria-invalid', String(!good));
    if (!good) {
      this.report(fault('seed_out_of_range', { found: String(text).slice(0, 40), least: field?.min ?? 0, most: field?.max }, 'seed').message, 'seed');
      return;
    }
    const going = this.store.state === 'running';
    const before = this.store.running?.link;
    if (!await this.#ask('reseed', { seed })) return;
    settle('seed');
    await this.settled();
    commitLink(before, this.store.running.link);
    if (going && this.store.state !== 'running') await this.start();
  }

  get #rows() {
    return !!this.store.running?.showing?.rows;
  }

  #state() {
    const { el } = this;
    const { slow } = this.store;
    const state = slow.playing ? 'running' : this.store.state;
    const able = this.store.running && state !== 'loading' && state !== 'interrupted';
    for (const id of ['reset', 'seed', 'new-seed']) el[id].disabled = !this.store.running;
    for (const id of ['play', 'step-batch', 'step-epoch']) el[id].disabled = !able || state === 'diverged'; // steps may go beyond the end
    const [glyph, label] = { running: ['pause', say('pause')], done: ['reset', say('replay')] }[state] || ['play', say('play')];
    el['play-icon'].setAttribute('href', `#i-${glyph}`);
    setText(el['play-label'], label);
    byId('transport').dataset.state = state;
    this.#title();
  }

  // Where another moment is shown the figures are its own; rate and times are those of the training.
  #show() {
    const { el } = this;
    const { figures: m, moment, running, times } = this.store;
    const cost = running?.cost;
    if (!m || !cost) return;
    const { images_per_second: rate, step: latest } = this.store.metrics;
    byId('transport').dataset.moment = !moment ? '' : moment.exact ? 'exact' : 'recorded';
    const epochs = Math.ceil(cost.total_steps / cost.steps_per_epoch);
    setText(el['m-epoch'], `${count(m.epoch)}\u200a/\u200a${count(epochs)}`);
    setText(el['m-step'], `${count(m.step)}\u200a/\u200a${count(cost.total_steps)}`);
    setText(el['m-rate'], rate > 0 ? count(Number(rate.toPrecision(3))) : DASH);
    setText(el['m-train'], m.step > 0 ? loss(m.train_loss) : DASH); // nothing was trained on yet
    this.#phase(m);
    this.#second(m, running);
    setText(el['m-mse'], loss(m.test_mse));
    setText(el['m-print'], m.fingerprint || DASH);
    el['m-progress'].value = Math.min(1, latest / Math.max(1, cost.total_steps));
    setText(el['m-elapsed'], clock(times.elapsed));
    setText(el['m-remaining'], this.store.state === 'done' ? clock(0) : clock(times.remaining));
    this.#title();
  }

  // A run in parts says which one it is in. The loss of a layer that learns alone is of what that layer sees.
  #phase(m) {
    const { el } = this;
    const layerwise = m.hidden_mean != null;
    el['m-phase'].hidden = !m.phase;
    if (m.phase) setText(el['m-phase'], alone(layerwise ? say('phase_with_activation', { phase: m.phase, mean: loss(m.hidden_mean) }) : m.phase));
    el['m-phase'].title = m.free_energy_gap == null ? ''
      : say('free_energy_title', { gap: loss(m.free_energy_gap), rows: this.#rows });
    const label = byId('t-train');
    setText(label, layerwise ? say('layer_loss') : say('train_loss'));
    label.dataset.says = layerwise ? say('layer_loss_title') : say('train_loss_title');
  }

  // Where the test loss is the test MSE once more, its place shows what denoising has to beat.
  #second(m, running) {
    const noisy = m.input_mse > 0 && running.showing?.loss_is_mse;
    const label = byId('t-test');
    setText(label, noisy ? say('noisy_input') : say('test_loss'));
    label.dataset.says = noisy ? say('noisy_input_title', { rows: this.#rows }) : say('test_loss_title', { rows: this.#rows });
    setText(this.el['m-test'], loss(noisy ? m.input_mse : m.test_loss));
  }

  // A hidden tab tells its progress in its title.
  #title() {
    const { metrics: m, running, state } = this.store;
    const lesson = this.store.lessons.find(({ id }) => id === running?.lesson);
    let title = lesson ? say('title_lesson', { lesson: lesson.title }) : say('title');
    if (document.hidden && m && running?.cost && m.step > 0) {
      const share = Math.floor((100 * m.step) / Math.max(1, running.cost.total_steps));
      title = { done: say('title_done'), diverged: say('title_diverged') }[state] || say('title_running', { percent: share, loss: loss(m.train_loss) });
    }
    if (document.title !== title) document.title = title;
  }
}

function remember(paused) {
  try {
    localStorage.setItem(PAUSE_KEY, paused ? '1' : '');
  } catch {
    // Without storage every visit starts by itself.
  }
}

/** True when the person paused the last time. */
export function rememberedPause() {
  try {
    return localStorage.getItem(PAUSE_KEY) === '1';
  } catch {
    return false;
  }
}
