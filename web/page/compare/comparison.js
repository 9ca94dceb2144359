// What two runs that are kept have in common, and in what they differ. The trainer trains both again to the steps that are to be seen,
// beside the run that is open or in turn with it.

import { fault } from '../../kit/words.js';
import { along } from '../runs/overlay.js';
import { readSnapshot } from '../view/snapshot.js';
import { placesOf } from './places.js';

const IMAGES = 12;
const POINTS = 500;
const GRID = 10; // tiles to a side
const VIEW = { images: IMAGES, table: IMAGES, points: POINTS, grid: GRID, pca: true, axis_x: 0, axis_y: 1 };
const REMEMBERED = 32 * 2 ** 20; // bytes of frames

/** Two kept runs, by id, as they are seen at any of their steps. */
export class Pair {
  /** {id, name, index, link, step, stepsPerEpoch, batchSize, epochImages, axis, loaded} of each; step: the latest. */
  runs = [];
  /** What the second changes in the recipe of the first. */
  diff = [];
  #seen = new Map(); // 'place id:step': what was seen
  #curves = [null, null]; // the longest that were seen

  constructor(keeper, engine, a, b) {
    if (a === b) throw fault('runs_same', {}, 'compare');
    Object.assign(this, { keeper, engine, ids: [a, b] });
  }

  /** Reads what is kept of both; of the run that is open that is where it stands now. */
  async read() {
    const { keeper, ids } = this;
    if (ids.includes(keeper.current)) await keeper.keep();
    const entries = ids.map((id) => keeper.book.entry(id));
    const { records } = await this.engine.request('records', {}, entries.map((e) => e.record.slice(0)));
    const links = this.runs.map(({ link }) => link).join();
    this.diff = records[1].diff ?? [];
    this.runs = ids.map((id, k) => {
      const { name, index } = keeper.book.list.find((run) => run.id === id);
      const { link, step, steps_per_epoch: stepsPerEpoch, batch_size: batchSize, epoch_images: epochImages, axis, loaded = false } = records[k];
      return { id, name, index, link, step, stepsPerEpoch, batchSize, epochImages, axis, loaded };
    });
    if (this.runs.map(({ link }) => link).join() !== links) this.#seen.clear();
  }

  /**
   * Both at a step each: {a, b, same, errors}. a, b: a run with metrics, frame and curve. same: both saw the same test images or rows. errors: of
   * these, one after the other, {index, label, a, b, difference}; none if not same. Resolves to null when it is not wanted() any more.
   */
  async see(steps, wanted = () => true) {
    const seen = [];
    try {
      for (const k of [0, 1]) {
        const one = await this.#look(k, steps[k], k === 0 && !this.#seen.has(this.#key(1, steps[1])), wanted);
        if (!one || !wanted()) return null;
        seen.push(one);
      }
    } catch (error) {
      if (wanted()) this.keeper.endLooks();
      throw error;
    }
    const [a, b] = seen.map((one, k) => ({ ...this.runs[k], ...one, curve: this.#curves[k] }));
    const same = sameInputs(a.frame, b.frame);
    return { a, b, same, errors: same ? errorsOf(a.frame, b.frame) : [] };
  }

  #key(k, step) { return `${this.ids[k]}:${step}`; }

  async #look(k, step, more, wanted) {
    const key = this.#key(k, step);
    const before = this.#seen.get(key);
    if (before) return before;
    const run = this.runs[k];
    const reply = await this.keeper.look(run.id, { side: k, step, view: VIEW, more, link: run.loaded ? '' : run.link, wanted });
    if (!reply) return null;
    const frame = readSnapshot(reply.buffers[0]);
    const one = { metrics: reply.metrics, frame, bytes: reply.buffers[0].byteLength };
    if (!(frame.step < this.#curves[k]?.step)) this.#curves[k] = { ...frame.curve, step: frame.step };
    this.#remember(key, one);
    return one;
  }

  #remember(key, one) {
    this.#seen.set(key, one);
    let all = [...this.#seen.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    for (const [old, { bytes }] of this.#seen) {
      if (all <= REMEMBERED || old === key) break;
      this.#seen.delete(old);
      all -= bytes;
    }
  }
}

/**
 * Compares two kept runs, by id: what Pair.see() finds, with their diff. by: what is to be the same of both, "step", "epoch" or "images", at
 * so much of it, or as far as both have come; without it each is seen where it stands.
 */
export async function compare(keeper, engine, a, b, { by = 'latest', at = Infinity } = {}) {
  const pair = new Pair(keeper, engine, a, b);
  await pair.read();
  const places = placesOf(...pair.runs, by);
  const { x, steps } = places.at(at === Infinity ? places.last : places.near(at));
  const found = await pair.see(steps);
  return { ...found, diff: pair.diff, by, at: x };
}

function sameInputs(one, other) {
  const [a, b] = [inputsOf(one), inputsOf(other)];
  return !!a && !!b && a.errors.length === b.errors.length && a.clean.length === b.clean.length && a.clean.every((v, i) => v === b.clean[i]);
}

/** The test images of a frame, or its rows. */
export const inputsOf = (frame) => frame.images ?? frame.table;

function errorsOf(one, other) {
  const [a, b] = [inputsOf(one), inputsOf(other)];
  return Array.from(a.errors, (error, i) => ({
    index: a.index.length ? a.index[i] : i, label: a.labels?.length ? a.labels[i] : null, a: error, b: b.errors[i], difference: b.errors[i] - error,
  }));
}

/** The losses of a run over what the axis counts, [{x, loss}]: on held-out inputs, or in training where tested says so. */
export function curveOf(run, by, tested) {
  const { train, test } = run.curve;
  return (tested ? test : train).map(({ step, loss }) => ({ x: along(by, step, run), loss }));
}

/** Whether both runs have enough held-out losses for a curve. */
export const tested = (...runs) => runs.every((run) => run.curve.test.length > 1);

/** The last place on the axis at which both curves are, with the loss of each there: {at, a, b}; null without one. */
export function commonOf(a, b) {
  if (!a.length || !b.length) return null;
  const at = Math.min(a.at(-1).x, b.at(-1).x);
  return at < Math.max(a[0].x, b[0].x) ? null : { at, a: lossAt(a, at), b: lossAt(b, at) };
}

// Between two points of the curve it goes straight.
function lossAt(curve, at) {
  const i = curve.findIndex(({ x }) => x >= at);
  if (i <= 0) return curve[0].loss;
  const [from, to] = [curve[i - 1], curve[i]];
  return from.loss + ((to.loss - from.loss) * (at - from.x)) / (to.x - from.x || 1);
}
