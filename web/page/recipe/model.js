// The figures of a network before anything has run.

import { h, setText } from '../../kit/dom.js';
import { about, big, bytes, count } from '../../kit/format.js';
import { term } from '../hints.js';
import { say } from '../../kit/words.js';

const SPEED_KEY = 'bottleneck.flops';

/** The card of figures. Its time rests on the speed that this device has shown. */
export class ModelCard {
  #cells = {};
  #speed = read();

  constructor(list, store) {
    this.store = store;
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
    store.on('metrics', () => store.pace === 0 && store.times.elapsed > 0.4 && this.#measure(store.metrics)); // at full speed
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
    setText(this.#cells.time, this.#speed ? nearly + about((cost.flops_per_step * cost.total_steps) / this.#speed) : say('figure_time_later'));
  }

  #measure(metrics) {
    const { running } = this.store;
    const batch = Number(running?.values.batch_size);
    if (!(metrics.images_per_second > 0) || !running?.cost || !batch) return;
    const speed = (metrics.images_per_second / batch) * running.cost.flops_per_step;
    this.#speed = this.#speed ? 0.8 * this.#speed + 0.2 * speed : speed;
    this.#show();
    write(this.#speed);
  }
}

let writtenAt = 0;

function write(speed) {
  if (Date.now() - writtenAt < 5000) return;
  writtenAt = Date.now();
  try {
    localStorage.setItem(SPEED_KEY, speed.toPrecision(3));
  } catch {
    // Without storage the estimate starts anew with each visit.
  }
}

function read() {
  try {
    return Number(localStorage.getItem(SPEED_KEY)) || 0;
  } catch {
    return 0;
  }
}
