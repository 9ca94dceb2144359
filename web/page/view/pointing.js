// The number of the line that is pointed at. The trainer tells of it in the frames from then on.

export class Pointing {
  #waiting = null;
  #busy = false;

  constructor(engine) {
    this.engine = engine;
  }

  /** Points at a number of a part, or at none: ''. While one is asked for only the newest waits. */
  async to({ part, level, at }) {
    this.#waiting = part ? { name: part, n: level, w: at } : {};
    if (this.#busy) return;
    this.#busy = true;
    while (this.#waiting) {
      const wish = this.#waiting;
      this.#waiting = null;
      try {
        await this.engine.request('point', wish);
      } catch {
        // The line is another by now, or a picture that was recorded: the pointer has asked for nothing.
      }
    }
    this.#busy = false;
  }
}
