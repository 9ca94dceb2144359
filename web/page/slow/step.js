// A step of training as the trainer tells it, with its numbers unpacked.

/**
 * The step in a reply to 'phases': {step, image, batch, index, all, label, loss, share, learning_rate, phases}. A phase is {phase, parts,
 * terms, layers}; a part has its numbers in values, n pictures, codes or outputs of h*w*c, channels last. See core/phases.
 */
export function stepOf({ phases: told, buffers }) {
  const numbers = new Float32Array(buffers[0]);
  const unpack = ({ at, ...part }) => ({ ...part, values: numbers.slice(at, at + part.n * part.h * part.w * part.c) });
  return {
    ...told,
    phases: told.phases.map((phase) => ({ terms: [], layers: [], ...phase, parts: (phase.parts ?? []).map(unpack) })),
  };
}

/** The part of that name, in whichever phase it came up; undefined where there is none. */
export function partOf(step, name) {
  return step.phases.flatMap(({ parts }) => parts).find(({ part }) => part === name);
}

/** [least, largest] */
export function extentOf(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  return [low, high];
}

/** The largest absolute value of lists of numbers. */
export function mostOf(...lists) {
  return Math.max(...lists.map((values) => Math.max(...extentOf(values).map(Math.abs))));
}

/** The Euclidean norm. */
export function lengthOf(values) {
  let sum = 0;
  for (const v of values) sum += v * v;
  return Math.sqrt(sum);
}

/** Three significant digits, with a real minus sign. */
export function short(v) {
  const a = Math.abs(v);
  const text = a === 0 || (a >= 0.001 && a < 100000) ? String(Number(a.toPrecision(3))) : a.toExponential(2).replace('e+', 'e');
  return v < 0 ? `\u2212${text}` : text;
}
