// Presses of one button that says one thing and then the other, as Play and Pause. A press means what the answer to the one before has
// made of the button. Where that answer takes long the button still says what it said, and whoever presses it again does not
// want the opposite: he presses because nothing happens.

const SOON_MS = 500;

export class Presses {
  #act;
  #last = Promise.resolve();
  #late = false; // the latest answer came late
  #waiting = 0;

  /** act() does what the button says then, and resolves with the answer. */
  constructor(act) {
    this.#act = act;
  }

  press() {
    const first = this.#waiting === 0;
    this.#waiting++;
    this.#last = this.#last.then(() => (first || !this.#late) && this.#take()).catch(() => {}).finally(() => { this.#waiting--; });
  }

  async #take() {
    const asked = performance.now();
    try {
      await this.#act();
    } finally {
      this.#late = performance.now() - asked > SOON_MS;
    }
  }
}
