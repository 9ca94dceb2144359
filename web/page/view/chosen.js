// The input that is chosen, everywhere: in words, and as scripts give and take it.

import { point } from '../../kit/format.js';
import { fault, say } from '../../kit/words.js';

/** known: what the frames of the run have brought. */
export function chosenInWords(store, known) {
  const { kind, image, z } = store.chosen;
  if (kind === 'own') return say('chosen_own');
  if (kind === 'code') return say('chosen_code', { code: point(z) });
  const label = store.running?.showing?.digits ? known?.codes?.labels[image] : undefined;
  const rows = !!store.running?.showing?.rows;
  return label === undefined ? say('chosen_image', { image, rows }) : say('chosen_labelled', { image, label });
}

/** What is chosen, for a script: {kind: 'image', image}, {kind: 'own'} or {kind: 'code', z: Float32Array}. */
export function given({ kind, image, z }) {
  if (kind === 'code') return { kind, z: Float32Array.from(z) };
  return kind === 'own' ? { kind } : { kind, image };
}

/** What a script chooses, checked against the run: the same, or null for the first image that is shown. */
export function taken(chosen, { running }, own) {
  if (chosen === null) return null;
  const { kind, image, z } = chosen ?? {};
  const images = Number(running?.values.test);
  const dim = running?.cost?.code_size;
  if (kind === 'image' && Number.isInteger(image) && image >= 0 && image < images) return { kind, image };
  if (kind === 'own' && own) return { kind };
  if (kind === 'code' && z?.length === dim && Array.from(z).every(Number.isFinite)) return { kind, z: Array.from(z) };
  throw fault('chosen_unknown', { found: JSON.stringify(chosen)?.slice(0, 80) ?? 'undefined', images, dim }, 'chosen');
}
