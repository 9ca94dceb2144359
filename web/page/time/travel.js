// The way to another moment of the run. While a hand moves, each step of the way is shown as it was recorded, at once; where the hand rests, the step
// is shown exactly. The newest wish wins.

// What ends a way, and need not be told to whoever ended it.
const ENDED = new Set(['seek_replaced', 'seek_ended', 'seek_reopened', 'engine_restarted', 'engine_stopped']);
// A hand that moves has asked for nothing in particular: what cannot be shown on the way is said when it rests.
const PASSING = new Set([...ENDED, 'moments_none', 'seek_out_of_range', 'seek_weights_loaded', 'no_run', 'loading']);

export class Travel {
  #wish = null; // step to pass next
  #busy = false; // one is being asked for

  /** report(text) says an error. */
  constructor(store, engine, report) {
    Object.assign(this, { store, engine, report });
  }

  /** Shows what was recorded nearest to a step. Of wishes that come while another is on its way the newest is kept. */
  async pass(step) {
    this.#wish = step;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#wish !== null) {
      const steps = this.#wish;
      this.#wish = null;
      await this.#ask('seek', { steps, name: 'nearest' }, PASSING);
    }
    this.#busy = false;
  }

  /** Shows a step exactly: resolves to whether it is shown. */
  to(step) {
    this.#wish = null;
    return this.#ask('seek', { steps: step, name: 'exact' }, ENDED);
  }

  /** Gives up the way to a step. A picture that is shown on the way stays, if there is one. */
  async stop() {
    const { moment, seeking } = this.store;
    this.#wish = null;
    if (!moment || !await this.#ask('seek', { steps: moment.step, name: 'nearest' }, PASSING)) {
      if (seeking) await this.now();
    }
  }

  /** Shows the run as it is now. */
  now() {
    this.#wish = null;
    return this.#ask('now', {}, ENDED);
  }

  /** Lets another run go on from a step: resolves to whether it does. */
  async branch(step) {
    const { moment } = this.store;
    const there = moment?.exact && moment.step === step || await this.to(step);
    return there && this.#ask('branch', {}, ENDED);
  }

  async #ask(op, fields, quiet) {
    try {
      await this.engine.request(op, fields);
      return true;
    } catch (error) {
      if (!quiet.has(error.code)) this.report(error.message);
      return false;
    }
  }
}
