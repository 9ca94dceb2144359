// Held-out inputs by their places, with what the network makes of them.

const PIECE = 256; // at once, so that the training is not kept waiting

/** {n, dim, x, y, z, errors, labels}: float32 rows of up to a thousand, in the order of their places; no labels where the data have none. */
export async function heldOut(request, places) {
  const { n, dim, buffers } = await request('heldOut', {}, [Int32Array.from(places).buffer]);
  const [x, y, z, errors] = buffers.slice(0, 4).map((b) => new Float32Array(b));
  return { n, dim, x, y, z, errors, labels: new Uint8Array(buffers[4] ?? 0) };
}

/** What many of them have in common: {counts: Map of labels, mean, worst: {image, error, x, y}, errors}; null when goOn() says to give up. */
export async function gathered(request, places, goOn = () => true) {
  const counts = new Map();
  const errors = new Float32Array(places.length);
  let sum = null;
  let worst = null;
  for (let at = 0; at < places.length; at += PIECE) {
    const piece = await heldOut(request, places.slice(at, at + PIECE));
    if (!goOn()) return null;
    const { n, dim } = piece;
    sum ??= new Float64Array(dim);
    for (let i = 0; i < n; i++) {
      const from = i * dim;
      for (let j = 0; j < dim; j++) sum[j] += piece.x[from + j];
      const error = piece.errors[i];
      errors[at + i] = error;
      if (!worst || error > worst.error) worst = { image: places[at + i], error, x: piece.x.slice(from, from + dim), y: piece.y.slice(from, from + dim) };
      if (piece.labels.length) counts.set(piece.labels[i], (counts.get(piece.labels[i]) || 0) + 1);
    }
  }
  return { counts: new Map([...counts].sort((a, b) => b[1] - a[1])), mean: Float32Array.from(sum ?? [], (v) => v / places.length), worst, errors };
}
