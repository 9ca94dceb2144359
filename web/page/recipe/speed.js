// How fast this device works, by what it did: operations a second, which differ between dense layers and windows, and between small steps and
// large ones. An estimate takes the rate of the most similar work; the run that goes on is measured by itself. Where nothing similar was done, the peak
// of a processor says nearly as much.

import { rateOf } from './shares.js';

const KEY = 'bottleneck.rates';
const SETTLED_S = 1; // of training, before which a rate is that of a start
const BEGUN_S = 0.2; // from which on it says more than nothing
const SIMILAR = 1; // work of less than a tenth or ten times the operations
const SOME = 21; // windows of a run that count

/** What tells kinds of work apart: {windows, size, how}, size the logarithm of a step's operations, how: by which threads and arithmetic it is done. */
export function workOf({ values, cost }, { threads, arithmetic: usual }) {
  const arithmetic = arithmeticOf(values, usual);
  return { windows: /conv/.test(`${values.encoder} ${values.decoder} ${values.output}`), size: Math.log10(Math.max(1, cost.flops_per_step)), how: `${threads} ${arithmetic}` };
}

const arithmeticOf = ({ arithmetic }, usual) => (arithmetic === 'auto' ? usual : arithmetic);

export class Speed {
  #rates; // [{windows, size, how, rate}], one for each kind of work that was done here
  #run = ''; // and how its work was done
  #now = []; // rates of the latest windows of the run
  #peaks = {}; // operations a second of one thread, by arithmetic, where they were measured

  constructor(stored = read()) {
    this.#rates = stored;
  }

  /** Takes the pace of a run at full speed on a device. The middle of its windows counts, so that a disturbance in some of them does not. */
  measured({ run, recipe, imagesPerSecond, elapsed }, device) {
    const work = workOf(recipe, device);
    const same = `${run} ${work.how}`;
    if (same !== this.#run) this.#now = [];
    this.#run = same;
    const rate = (imagesPerSecond / Number(recipe.values.batch_size)) * recipe.cost.flops_per_step;
    if (!(rate > 0) || elapsed < SETTLED_S) return;
    this.#now = [...this.#now.slice(1 - SOME), rate];
    const middle = [...this.#now].sort((a, b) => a - b)[this.#now.length >> 1];
    const known = this.#rates.find((r) => distance(r, work) < 0.25);
    if (!known) this.#rates = [...this.#rates, { ...work, rate: middle }].slice(-40);
    // What was faster before is what the device can: one that is slow now may be busy with something else, and is believed little by little.
    else known.rate = middle > known.rate ? middle : known.rate ** 0.995 * middle ** 0.005;
  }

  /** The arithmetic whose peak an estimate of the recipe would need, or '' where more is known. */
  wants(recipe, device) {
    const arithmetic = arithmeticOf(recipe.values, device.arithmetic);
    return this.#peaks[arithmetic] || this.#near(recipe, device)?.away < SIMILAR ? '' : arithmetic;
  }

  /** Takes the operations a second that one thread does at most in an arithmetic. */
  peak(arithmetic, rate) {
    if (rate > 0) this.#peaks[arithmetic] = rate;
  }

  // What was done that is most similar, and how far away it is.
  #near(recipe, device) {
    const work = workOf(recipe, device);
    const [near] = this.#rates.map((known) => ({ ...known, away: distance(known, work) })).sort((a, b) => a.away - b.away);
    return near;
  }

  /**
   * Seconds that a recipe takes from its start on a device, NaN where nothing is known. times: of the run, if the recipe is what runs:
   * {elapsed, remaining, step}.
   */
  seconds(recipe, device, times) {
    const total = recipe.cost.total_steps;
    if (times?.elapsed >= SETTLED_S && times.step > 0) {
      const { elapsed, remaining, step } = times;
      return elapsed + (remaining > 0 ? remaining : (elapsed / step) * Math.max(0, total - step));
    }
    const operations = recipe.cost.flops_per_step * total;
    const near = this.#near(recipe, device);
    if (near?.away < SIMILAR) return operations / near.rate;
    const peak = this.#peaks[arithmeticOf(recipe.values, device.arithmetic)];
    if (peak) return operations / rateOf(workOf(recipe, device), device.threads, peak);
    if (times?.elapsed >= BEGUN_S && times.step > 0) return (times.elapsed / times.step) * total;
    return near ? operations / near.rate : NaN;
  }

  write() {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#rates.map((r) => ({ ...r, size: Number(r.size.toFixed(2)), rate: Number(r.rate.toPrecision(3)) }))));
    } catch {
      // Without storage the estimate starts anew with each visit.
    }
  }
}

// Two decades of operations are as far apart as dense layers and windows. What other threads or another arithmetic did counts where nothing else is known.
function distance(a, b) {
  return Math.abs(a.size - b.size) + (a.windows === b.windows ? 0 : 2) + (a.how === b.how ? 0 : 100);
}

function read() {
  try {
    const list = JSON.parse(localStorage.getItem(KEY)) ?? [];
    return list.filter(({ size, rate }) => Number.isFinite(size) && rate > 0);
  } catch {
    return [];
  }
}
