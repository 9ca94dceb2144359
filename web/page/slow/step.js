// A step of training as the trainer tells it, with its numbers unpacked.

/**
 * The step in a reply to 'phases': {step, image, batch, index, all, label, loss, share, learning_rate, phases}. A phase is {phase,
 * parts, terms, layers}; a part has its numbers in values, n pictures, codes or outputs of h*w*c, channels last.
 */
export function stepOf({ phases: told, buffers }) {
  const numbers = new Float32Array(buffers[0]);
  const unpack = ({ at, ...part }) => ({ ...part, values: numbers.slice(at, at + part.n * part.h * part.w * part.c) });
  return {
    ...told,
    phases: told.phases.map((phase) => ({ layers: [], ...phase, parts: (phase.parts ?? []).map(unpack) })),
  };
}
