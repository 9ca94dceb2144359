// How often the state of a run is stored: every ten seconds of training, and of a large one so seldom that it takes a fiftieth of the time.

const EVERY_MS = 10000;
const SHARE = 50;
const LARGE = 8 * 2 ** 20; // bytes from which on the time goes with the size
const MS_PER_BYTE = 1e-5; // until one was written here: a second for a hundred megabytes

export class Spacing {
  #small = 0; // ms, of the latest that was not large
  #rate = MS_PER_BYTE;

  /** Notes what it took to write so many bytes. */
  wrote(size, ms) {
    if (size >= LARGE) this.#rate = ms / size;
    else this.#small = ms;
  }

  /** How many ms are to pass before the next one of this size. */
  wait(size) { return Math.max(EVERY_MS, SHARE * this.#cost(size)); }

  /** Whether the first state of a run may be written at once. */
  light(size) { return size < LARGE; }

  /** Whether states of this size are stored less often than every ten seconds. */
  rare(size) { return size >= LARGE && this.wait(size) > EVERY_MS; }

  #cost(size) { return size >= LARGE ? this.#rate * size : this.#small; }
}
