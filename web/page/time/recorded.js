// What was recorded of the run, as far as the page knows: the steps of which there is something to show.

const LATEST_MS = 2000; // how old it may be while the run goes on

const NOTHING = { first: 0, last: 0, frames: [], checkpoints: [], notes: [] };

export class Recorded {
  #kept = NOTHING;
  #steps = []; // frames and checkpoints, in order
  #askedAt = -Infinity;
  #asking = null; // promise of the answer to come

  /** changed() is told when it knows more. */
  constructor(store, engine, changed) {
    Object.assign(this, { store, engine, changed });
    store.on('run', () => {
      this.#take(NOTHING);
      this.ask();
    });
    store.on('metrics', () => {
      if (!document.hidden && performance.now() - this.#askedAt > LATEST_MS) this.ask();
    });
    store.on('state', () => this.ask());
  }

  get frames() { return this.#kept.frames; }
  get checkpoints() { return this.#kept.checkpoints; }
  get notes() { return this.#kept.notes; }

  /** The steps with something to show at once, in order. */
  get steps() { return this.#steps; }

  /** Whether it knows of something to show on the way to a step. */
  get any() { return this.#steps.length > 0; }

  /** Asks the trainer anew; resolves when the answer is there. */
  ask() {
    if (!this.store.running) return Promise.resolve();
    this.#askedAt = performance.now();
    this.#asking ??= this.#ask();
    return this.#asking;
  }

  async #ask() {
    const { run } = this.store;
    try {
      const { moments } = await this.engine.request('moments');
      if (run === this.store.run) this.#take(moments);
    } catch {
      // It is asked again soon; whoever seeks is told what is wrong.
    }
    this.#asking = null;
    if (run !== this.store.run) this.ask();
  }

  #take({ frames, checkpoints, notes = [], ...rest }) {
    this.#kept = { ...rest, frames, checkpoints, notes };
    const inTurn = notes.some(({ code }) => code === 'moments_in_turn'); // a state is then not shown at once
    this.#steps = [...new Set(inTurn ? frames : [...frames, ...checkpoints])].sort((a, b) => a - b);
    this.changed();
  }

  /** The recorded step that lies so many further than a step, as far as there are any; undefined where there is none at all. */
  beside(step, by) {
    const list = this.#steps;
    const after = list.findIndex((s) => s > step);
    const place = after < 0 ? list.length : after; // of the first later one
    const here = list[place - 1] === step ? place - 1 : by > 0 ? place - 1 : place;
    return list[Math.min(list.length - 1, Math.max(0, here + by))];
  }
}
