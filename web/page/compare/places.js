// The places of one time-line at which two runs can be seen: at the same step, at the same epoch, or after as many images seen.

import { along, perStep } from '../runs/overlay.js';

/** What can be the same of both; "latest": nothing, each is seen where it stands. */
export const SAME = ['step', 'epoch', 'images', 'latest'];

const FEW = 12; // exact places, of which a time-line cannot be made

/**
 * The places of two runs, {step, stepsPerEpoch, epochImages, batchSize} each, step being the latest: {last, at(i), near(x)}. Places are counted
 * from 0 to last; at(i) is {x, steps}: what the axis counts there, and the step of each run; near(x) the last place that is not after x. Where
 * steps of the two seldom end at the same x, places are the steps of the run that has fewer of them, and the other one is seen at its last step before.
 */
export function placesOf(a, b, by) {
  if (by === 'latest') return { last: 0, at: () => ({ x: null, steps: [a.step, b.step] }), near: () => 0 };
  const stride = strideOf(a, b, by);
  const exact = stride && Math.floor(Math.min(a.step / stride[0], b.step / stride[1]));
  if (stride && (exact >= FEW || Math.max(...stride) === 1)) {
    return placesBy(exact, (i) => along(by, i * stride[0], a), (x) => Math.floor(stepAt(by, x, a) / stride[0]), (i) => stride.map((s) => s * i));
  }
  const coarse = perStep(by, a) < perStep(by, b) ? b : a;
  const reach = Math.min(along(by, a.step, a), along(by, b.step, b));
  const x = (i) => along(by, i, coarse);
  const near = (at) => stepAt(by, at, coarse);
  return placesBy(near(reach), x, near, (i) => [a, b].map((run) => (run === coarse ? i : Math.min(run.step, stepAt(by, x(i), run)))));
}

function placesBy(last, x, near, steps) {
  return { last, at: (i) => ({ x: x(i), steps: steps(i) }), near: (at) => Math.min(last, near(at)) };
}

// How many steps of each run it is from one place to the next at which steps of both end; null where no number of steps is.
function strideOf(a, b, by) {
  if (by === 'step') return [1, 1];
  if (by === 'epoch') return inLowestTerms(a.stepsPerEpoch, b.stepsPerEpoch);
  if (a.batchSize === b.batchSize && a.epochImages === b.epochImages) return [1, 1];
  return [a, b].every((run) => run.epochImages === run.stepsPerEpoch * run.batchSize) ? inLowestTerms(b.batchSize, a.batchSize) : null;
}

function inLowestTerms(m, n) {
  const divisor = (p, q) => (q === 0 ? p : divisor(q, p % q));
  return [m / divisor(m, n), n / divisor(m, n)];
}

/** The last step of a run that is not after x. */
function stepAt(by, x, { stepsPerEpoch, epochImages, batchSize }) {
  if (by === 'step') return whole(x);
  if (by === 'epoch') return whole(x * stepsPerEpoch);
  const epochs = Math.floor(x / epochImages);
  return epochs * stepsPerEpoch + Math.floor((x - epochs * epochImages) / batchSize);
}

// Rounding is no reason to miss a step.
const whole = (x) => Math.floor(x + 1e-9 * Math.max(1, x));
