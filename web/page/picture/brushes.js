// Strokes painted onto a picture: where they went, it is spoiled. A stroke is {kind, seed, radius, points: [x, y, x, y, ...]}, in
// pixels of the input. What it does follows from these alone, so that it can be undone, done again and kept.

const SIGMA = 0.4; // of the noise
const SHARE = 0.5; // of pixels that salt and pepper take

/** What each kind makes of value v, number i of an input. */
const KINDS = {
  /** Gaussian noise, about: the sum of four even numbers, which every browser computes alike. */
  noise: (v, i, seed) => {
    let sum = -2;
    for (let k = 0; k < 4; k++) sum += even(seed, 4 * i + k);
    return Math.min(1, Math.max(0, v + SIGMA * Math.sqrt(3) * sum));
  },
  /** Nothing is seen there, as under the recipe's masking. */
  occlusion: () => 0,
  salt_pepper: (v, i, seed) => {
    const u = even(seed, i);
    return u >= SHARE ? v : Number(u < SHARE / 2);
  },
};

/** The input (h, w, c) with strokes over it, one after the other; the input itself where there are none. */
export function paint(input, { w, h, c = 1 }, strokes) {
  if (!strokes.length) return input;
  const out = input.slice();
  for (const { kind, seed, radius, points } of strokes) {
    for (const pixel of covered(points, radius, w, h)) {
      for (let i = pixel * c; i < (pixel + 1) * c; i++) out[i] = KINDS[kind](out[i], i, seed);
    }
  }
  return out;
}

/** The pixels whose middle lies within radius of the line through points, each once. */
export function covered(points, radius, w, h) {
  const found = new Set();
  for (let k = 0; k < points.length; k += 2) {
    const [x1, y1] = [points[k], points[k + 1]];
    const [x0, y0] = k ? [points[k - 2], points[k - 1]] : [x1, y1];
    const from = (a, b) => Math.max(0, Math.floor(Math.min(a, b) - radius));
    const to = (a, b, most) => Math.min(most - 1, Math.ceil(Math.max(a, b) + radius));
    for (let y = from(y0, y1); y <= to(y0, y1, h); y++) {
      for (let x = from(x0, x1); x <= to(x0, x1, w); x++) {
        if (distance(x + 0.5, y + 0.5, x0, y0, x1, y1) <= radius) found.add(y * w + x);
      }
    }
  }
  return [...found].sort((a, b) => a - b);
}

function distance(x, y, x0, y0, x1, y1) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  const t = length ? Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length)) : 0;
  const [ex, ey] = [x - x0 - t * dx, y - y0 - t * dy];
  return Math.sqrt(ex * ex + ey * ey);
}

/** A number of [0, 1) for a place of a stroke: Wellons' lowbias32 of both. */
function even(seed, at) {
  let n = (Math.imul(seed, 0x9e3779b9) ^ at) >>> 0;
  for (const [shift, factor] of [[16, 0x21f0aaad], [15, 0xd35a2d97]]) {
    n ^= n >>> shift;
    n = Math.imul(n, factor);
  }
  n ^= n >>> 15;
  return (n >>> 0) / 4294967296;
}

/** The strokes of one picture, which can be taken back and done again. */
export class Strokes {
  #done = [];
  #undone = [];

  constructor(done = []) {
    this.#done = done;
  }

  get list() { return this.#done; }
  get empty() { return this.#done.length === 0; }
  get canRedo() { return this.#undone.length > 0; }

  /** Begins a stroke, with a seed that no other of this picture has; returns it, for its points. */
  begin(kind, radius) {
    const seed = 1 + Math.max(0, ...[...this.#done, ...this.#undone].map((s) => s.seed));
    const stroke = { kind, seed, radius, points: [] };
    this.#undone = [];
    this.#done.push(stroke);
    return stroke;
  }

  undo() {
    const stroke = this.#done.pop();
    if (stroke) this.#undone.push(stroke);
    return !!stroke;
  }

  redo() {
    const stroke = this.#undone.pop();
    if (stroke) this.#done.push(stroke);
    return !!stroke;
  }

  /** All go; they can be done again, the first first. */
  clear() {
    while (this.undo());
  }
}
