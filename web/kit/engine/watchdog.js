// Notices that a worker no longer answers. Silence alone proves nothing: the page's own timer is slow in a hidden tab
// and stands still in a frozen one, and then the worker may have been frozen too. So only time in which this timer
// ticked counts, at most CREDIT_MS a tick, and the worker gets a question before it is given up.

const TICK_MS = 1000;
const CREDIT_MS = 1500;
const QUIET_MS = 2000;

export class Watchdog {
  #timer = 0;
  #limit = 0;
  #quiet = 0; // ms without a sign of life, as credited
  #asked = false;
  #last = 0;
  #hooks;

  /** hooks: {ping(), stalled(ms)} */
  constructor(hooks) {
    this.#hooks = hooks;
  }

  /** Watches from now on; limit is how long silence may last, in ms. */
  start(limit) {
    this.stop();
    this.#limit = limit;
    this.alive();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  stop() {
    clearInterval(this.#timer);
  }

  /** Changes how long silence may last. */
  grace(limit) {
    this.#limit = limit;
  }

  alive() {
    this.#last = performance.now();
    this.#quiet = 0;
    this.#asked = false;
  }

  #tick() {
    const now = performance.now();
    this.#quiet += Math.min(now - this.#last, CREDIT_MS);
    this.#last = now;
    if (this.#quiet >= this.#limit) {
      this.stop();
      this.#hooks.stalled(this.#quiet);
    } else if (this.#quiet >= QUIET_MS && !this.#asked) {
      this.#asked = true;
      this.#hooks.ping();
    }
  }
}
