// What two runs that are kept have in common, and in what they differ. The trainer looks at one after the other, beside the run that is open.

import { fault } from '../../kit/words.js';
import { along } from '../runs/overlay.js';
import { readSnapshot } from '../view/snapshot.js';

const IMAGES = 12;
const POINTS = 500;

/**
 * Compares two kept runs, by id, each at the step at which it is kept; of the run that is open that is where it stands now. Resolves to
 * {a, b, diff, same, errors}. a, b: {id, name, index, link, metrics, stepsPerEpoch, batchSize, epochImages, axis, frame}. diff: what b changes in the recipe
 * of a. same: both saw the same test images or rows. errors: of these, one after the other, {index, label, a, b, difference}; none if not same.
 */
export async function compare(keeper, engine, a, b) {
  if (a === b) throw fault('runs_same', {}, 'compare');
  if (a === keeper.current || b === keeper.current) await keeper.keep();
  const entries = [a, b].map((id) => keeper.book.entry(id));
  const seen = [];
  for (const { id } of entries) seen.push(await seenOf(keeper, id));
  const { records } = await engine.request('records', {}, entries.map((e) => e.record.slice(0)));
  const [one, other] = seen;
  const same = sameInputs(one.frame, other.frame);
  return { a: one, b: other, diff: records[1].diff ?? [], same, errors: same ? errorsOf(one.frame, other.frame) : [] };
}

async function seenOf(keeper, id) {
  const { name, index, record } = keeper.book.list.find((run) => run.id === id);
  const dims = { axis_x: 0, axis_y: 1 };
  const view = { images: IMAGES, table: IMAGES, points: POINTS, grid: 0, pca: true, ...dims };
  const reply = await keeper.look(id, view);
  return {
    id, name, index, link: reply.link, metrics: reply.metrics,
    stepsPerEpoch: reply.steps_per_epoch, batchSize: record.batch_size, epochImages: reply.cost.epoch_images,
    axis: record.axis, frame: readSnapshot(reply.buffers[0]),
  };
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
  const { train, test } = run.frame.curve;
  return (tested ? test : train).map(({ step, loss }) => ({ x: along(by, step, run), loss }));
}

/** Whether both runs have enough held-out losses for a curve. */
export const tested = (...runs) => runs.every((run) => run.frame.curve.test.length > 1);

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
