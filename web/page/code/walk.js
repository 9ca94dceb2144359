// Where the code was moved to: units that a hand has set, and steps along directions, on top of the code of what is chosen.

export class Walk {
  #set = new Map(); // unit: its value before the steps along directions
  #amounts = []; // deviations along each direction
  directions = []; // {vector, deviation}

  constructor() {
    this.base = new Float32Array();
  }

  get moved() {
    return this.#set.size > 0 || this.walked;
  }

  /** Whether it went along a direction. */
  get walked() {
    return this.#amounts.some((t) => t !== 0);
  }

  /** The code. */
  get z() {
    const z = this.base.slice();
    for (const [unit, value] of this.#set) z[unit] = value;
    this.#add(z);
    return z;
  }

  amount(direction) {
    return this.#amounts[direction] ?? 0;
  }

  /** Whether a unit was moved by itself. */
  sets(unit) {
    return this.#set.has(unit);
  }

  /** Moves a unit to where its slider is. */
  setUnit(unit, value) {
    const steps = new Float32Array(this.base.length);
    this.#add(steps);
    this.#set.set(unit, value - steps[unit]);
  }

  setAmount(direction, amount) {
    this.#amounts[direction] = amount;
  }

  reset() {
    this.#set.clear();
    this.#amounts = [];
  }

  #add(z) {
    this.directions.forEach(({ vector, deviation }, i) => {
      const by = this.amount(i) * deviation;
      if (by) vector.forEach((v, j) => { z[j] += by * v; });
    });
  }
}

/** Codes that differ from z in a unit: mean and deviation of it, and so many deviations. */
export function sweepUnit(z, unit, { mean, deviation }, amounts) {
  return codes(amounts, z, (to, t) => { to[unit] = mean + t * deviation; });
}

/** Codes along a direction from z on. */
export function sweepDirection(z, { vector, deviation }, amounts) {
  return codes(amounts, z, (to, t) => vector.forEach((v, j) => { to[j] += t * deviation * v; }));
}

function codes(amounts, z, move) {
  const all = new Float32Array(amounts.length * z.length);
  amounts.forEach((t, i) => {
    const to = all.subarray(i * z.length, (i + 1) * z.length);
    to.set(z);
    move(to, t);
  });
  return all;
}
