// The order in which scripts and files have the numbers of a code. Inside, a code of maps lies by rows, columns and channels; it is handed out by
// channels, rows and columns, as PyTorch's flatten(1) has it, or, for scripts of before, as it lies. The sliders, the axes of the plane and
// links count as it lies.

export const ORDERS = ['channels_first', 'channels_last'];

export class CodeOrder {
  order = ORDERS[0];

  /** plan() gives the plan of the run, whose code is the image that a code is one of. */
  constructor(plan) {
    this.plan = plan;
  }

  /** Where each number that is handed out lies; null where it lies where it is. */
  get #places() {
    const { h = 1, w = 1, c = 1 } = this.plan()?.code ?? {};
    return this.order === ORDERS[1] || h * w === 1 || c === 1 ? null : Int32Array.from({ length: h * w * c }, (_, i) => (i % (h * w)) * c + Math.floor(i / (h * w)));
  }

  /** Codes by rows, as they are handed out. */
  out(z) {
    const places = this.#places;
    return places ? z.map((_, i) => z[i - (i % places.length) + places[i % places.length]]) : z;
  }

  /** Codes that were handed in, as they lie. */
  in(z) {
    const places = this.#places;
    if (!places) return z;
    const y = z.slice();
    z.forEach((v, i) => { y[i - (i % places.length) + places[i % places.length]] = v; });
    return y;
  }

  /** Where number i of a code lies. */
  unit(i) {
    return this.#places?.[i] ?? i;
  }
}
