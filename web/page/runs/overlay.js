// The curves of the last runs, which lie behind the curve of the one that is open: by step, epoch or images seen.

import { lookOf } from './looks.js';

const LAST = 5;

/** What the axis to the right can count; "none": the curve of this run stands alone. */
export const BY = ['step', 'epoch', 'images', 'none'];

/** How much of what the axis counts a step is, on average over an epoch: its last batch may be a short one. */
export function perStep(by, { stepsPerEpoch = 1, epochImages = 0 }) {
  if (by === 'epoch') return 1 / Math.max(1, stepsPerEpoch);
  return by === 'images' ? epochImages / Math.max(1, stepsPerEpoch) : 1;
}

/** Where on the axis a step is: of images, those that so many steps have looked at. */
export function along(by, step, run) {
  const { stepsPerEpoch = 1, epochImages = 0, batchSize = 0 } = run;
  if (by !== 'images') return step * perStep(by, run);
  const each = Math.max(1, stepsPerEpoch);
  return Math.floor(step / each) * epochImages + Math.min((step % each) * batchSize, epochImages);
}

/**
 * What the canvas draws behind the curve, as wasm/canvas/board reads it: {by, per, list: [{name, color, dash, x, loss}], left}. runs: those that
 * are kept, the newest first; current: id of the one that is open, which is running; runs of another loss are counted in left.
 */
export function overlayOf(runs, current, running, by) {
  if (by === 'none' || !running?.showing) return { by: 'step', per: 1, list: [], left: 0 };
  const last = runs.filter(({ id, record }) => id !== current && record.steps?.length).slice(0, LAST);
  const same = last.filter(({ record }) => record.axis === running.showing.loss);
  return {
    by,
    per: perStep(by, { stepsPerEpoch: running.cost?.steps_per_epoch, epochImages: running.cost?.epoch_images }),
    list: same.map(({ name, index, record }) => {
      const run = { stepsPerEpoch: record.steps_per_epoch, batchSize: record.batch_size, epochImages: record.epoch_images };
      return { name, ...lookOf(index), x: record.steps.map((step) => along(by, step, run)), loss: record.losses };
    }),
    left: last.length - same.length,
  };
}
