// Where a worker stood, as far as the next one has to be told to stand there again.

const KEPT = 2; // checkpoints
const RESTING = new Set(['paused', 'done']);

export class Place {
  link = ''; // of the recipe that is open
  drive = null; // what the run was told: {until: a step, train: the request that waits for it}, or null while it stands
  view = null;
  past = false; // an earlier moment of the run is shown, or sought
  threads = 0; // asked for while it runs; 0: all there are
  picture = null; // the person's own, which a view can choose: a buffer
  runs = 0; // number of the latest run: those of the next worker have others
  stood = 0; // step at which the run rests; 0 while it trains
  pace = 0; // steps a second; 0: as fast as they go
  tapes = null; // MiB of what is recorded of a run, where somebody chose
  #run = 0;
  #checkpoints = []; // {step, run, elapsed, buffer, record}, the latest last; the run's link says what was changed since
  #own = null; // the person's data in use, which a new worker has to be given again: {kind, given}, a Blob
  #fresh = null; // those that came since

  /** The trainer told where the run stands. */
  state({ link, run, state, step, until, train }) {
    if (!link) return;
    this.runs = Math.max(this.runs, run);
    if (run !== this.#run) {
      this.#run = run;
      this.#checkpoints = [];
    }
    this.link = link;
    this.drive = state === 'running' ? { until, train } : null;
    if (state !== 'loading') this.stood = RESTING.has(state) ? step : 0;
  }

  /** The trainer told which moment of the run is shown. */
  moment({ moment, total }) {
    this.past = !!moment || total > 0;
  }

  /** The trainer sent a state of the run to go back to. */
  checkpoint({ step, run, elapsed, buffers: [buffer, record] }) {
    if (run !== this.#run) return;
    this.#checkpoints.push({ step, run, elapsed, buffer, record });
    this.#checkpoints.splice(0, this.#checkpoints.length - KEPT);
  }

  /** The latest checkpoint, or the one before; undefined if there is none. */
  last(before = false) {
    return before ? this.#checkpoints[0] : this.#checkpoints.at(-1);
  }

  /** The trainer did what it was asked. given: a person's data that it was given, as a Blob. */
  did(op, fields, given, reply) {
    if (op === 'pace') this.pace = fields.n;
    if (op === 'tapes') this.tapes = fields.n;
    if (given) this.#fresh = { kind: reply.own.kind, given };
    if ((op === 'open' || op === 'restore') && this.#fresh && this.#fresh.kind === reply.recipe?.data) {
      this.#own = this.#fresh;
      this.#fresh = null;
    }
  }

  /** The request that opens a checkpoint, or without one the recipe. more: fields */
  opening(checkpoint, more) {
    const { link } = this;
    if (!checkpoint) return ['open', { link, n: this.#run, ...more }];
    const { run, elapsed, buffer, record } = checkpoint;
    return ['restore', { link, n: run, elapsed, ...more }, (record ? [buffer, record] : [buffer]).map((b) => b.slice(0))];
  }

  /**
   * Brings a new worker there, as far as the data and the view; ask is the engine's. open() asks for the run. current() says whether
   * the worker is still the same: if another is on its way, nothing is asked any more. Resolves to what open() did.
   */
  async furnish(ask, open, current) {
    const [own, fresh] = [this.#own, this.#fresh];
    const give = async (data) => {
      if (!data) return;
      try {
        const given = await data.given.arrayBuffer();
        if (current()) await ask('own', {}, [given]);
      } catch {
        // What runs may need none of them.
      }
    };
    await give(own);
    if (!current()) return undefined;
    if (this.tapes !== null) ask('tapes', { n: this.tapes }).catch(() => {});
    if (this.pace) ask('pace', { n: this.pace }).catch(() => {});
    if (this.picture) ask('picture', {}, [this.picture.slice(0)]).catch(() => {}); // of inputs of another shape
    if (this.view) ask('view', { view: this.view }).catch(() => {});
    const reply = await open();
    this.#own = own;
    this.#fresh = null;
    await give(fresh);
    return reply;
  }
}
