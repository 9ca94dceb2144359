// The codes of all held-out inputs, asked for piece by piece so that the training is not kept waiting.

import { heldOut } from '../plane/heldout.js';

const PIECE = 256;

/** {n, dim, z, errors, labels}: float32 codes by rows, mean squared errors, labels, none where the data have none. most: as many as the recipe asks for. */
export async function allCodes(request, most, told = () => {}) {
  const pieces = [];
  let n = most;
  for (let at = 0; at < n;) {
    const places = Array.from({ length: Math.min(PIECE, n - at) }, (_, i) => at + i);
    try {
      const { z, errors, labels } = await heldOut(request, places);
      pieces.push({ z, errors, labels });
      at += places.length;
      told({ done: at, total: n });
    } catch (error) {
      if (error.code !== 'place_out_of_range' || error.values.most + 1 >= n) throw error;
      n = error.values.most + 1; // of the classes that were chosen there are fewer
    }
  }
  const whole = (name, of) => {
    const out = new of(pieces.reduce((length, piece) => length + piece[name].length, 0));
    let at = 0;
    for (const piece of pieces) {
      out.set(piece[name], at);
      at += piece[name].length;
    }
    return out;
  };
  const z = whole('z', Float32Array);
  return { n, dim: z.length / n, z, errors: whole('errors', Float32Array), labels: whole('labels', Uint8Array) };
}
