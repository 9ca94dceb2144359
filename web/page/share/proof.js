// Proof links, recipe and proof=STEP:FINGERPRINT: whether the run that is open has one. proofs.js checks those that are given.

import { say } from '../../kit/words.js';

/** Arithmetics whose bits are the same everywhere. */
export const PINNED = ['plain', 'fused'];

/** Why the run that is open has no proof at the moment that is shown; '' where it has one. */
export function proofMissing({ running, figures, moment, loads }) {
  if (!running || !(figures?.step > 0)) return say('proof_before_first');
  if (moment && !moment.exact) return say('proof_of_recorded');
  if (loads > 0) return say('proof_of_loaded');
  if (['pictures', 'table'].includes(running.values.data)) return say('proof_of_files');
  if (!figures.fingerprint || !PINNED.includes(figures.arithmetic)) return say('proof_before_first');
  return '';
}

/** The key of the run that is open, at the moment that is shown. */
export const proofOf = ({ figures }) => `${figures.step}:${figures.fingerprint}`;
