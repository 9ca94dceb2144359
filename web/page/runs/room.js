// How much room runs may take, as a person chooses it, and what the browser remembers between visits.

const MIB = 2 ** 20;
const ON_DEVICE = { key: 'bottleneck.runs.budget', sizes: [0, 64 * MIB, 256 * MIB, 1024 * MIB], usual: 256 * MIB };
const IN_MEMORY = { key: 'bottleneck.tapes.budget', sizes: [0, 16 * MIB, 64 * MIB], usual: 64 * MIB };

/** A choice of bytes; 0: none. sizes are those that there are to choose from. */
class Choice {
  #kept;

  constructor({ key, sizes, usual }) {
    Object.assign(this, { key, sizes, usual });
    const chosen = read('localStorage', key);
    this.#kept = chosen !== null && sizes.includes(Number(chosen)) ? Number(chosen) : usual;
  }

  get bytes() { return this.#kept; }

  set bytes(bytes) {
    this.#kept = bytes;
    write('localStorage', this.key, String(bytes));
  }
}

export class Room {
  /** What all runs that are kept may take together. */
  stored = new Choice(ON_DEVICE);

  /** What is recorded in memory of the run that is open, to go back in its time, may take. */
  recorded = new Choice(IN_MEMORY);
}

export const mebibytes = (bytes) => bytes / MIB;

/** An item of localStorage or sessionStorage; null where there is none or the browser refuses it. */
export function read(area, key) {
  try {
    return globalThis[area].getItem(key);
  } catch {
    return null;
  }
}

export function write(area, key, value) {
  try {
    globalThis[area].setItem(key, value);
  } catch {
    // Without it the next visit begins anew.
  }
}
