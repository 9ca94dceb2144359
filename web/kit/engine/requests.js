// What was asked of the trainer and has no answer yet. When the worker dies, most of it is asked of the next one.

// Those that lead to the same when they are asked once more. They bring no buffer, which is gone with the worker that had it, and
// are not likely to be what killed it, as another recipe is.
const REPEATABLE = new Set(['describe', 'parse', 'start', 'pause', 'reset', 'reseed', 'set', 'view', 'probe', 'point', 'snapshot',
  'testImages', 'sample', 'chosen', 'effect', 'weights', 'threads', 'tapes', 'moments', 'now']);
// Those that look at the run: of an earlier moment, which the next worker does not show, they are refused.
const LOOKING = new Set(['probe', 'point', 'snapshot', 'sample', 'chosen', 'effect', 'weights']);

export class Requests {
  #waiting = new Map(); // id: {op, fields, repeatable, resolve, reject}
  #lost = []; // those of a dead worker that the next is to be asked; of training, with the step until which it goes on
  #nextId = 1;

  /** Sends {...fields, op, id} by send, and resolves to the answer. */
  ask(op, fields, send) {
    return new Promise((resolve, reject) => this.#ask({ op, fields, repeatable: REPEATABLE.has(op), resolve, reject }, send));
  }

  #ask(request, send) {
    const id = this.#nextId++;
    this.#waiting.set(id, request);
    try {
      send({ ...request.fields, id, op: request.op });
    } catch (error) {
      this.#waiting.delete(id);
      request.reject(error);
    }
  }

  // A refusal has a code and values (docs/messages.md). It may have a link: of the recipe that would not be refused.
  answer({ id, error, ...reply }, buffers) {
    const request = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (!request) return;
    const { code, of = '', values = {}, link, repairs } = reply;
    if (error) request.reject(Object.assign(new Error(error), { code, of, values }, link && { link }, repairs && { repairs }));
    else request.resolve({ ...reply, buffers });
  }

  /**
   * The worker is gone. What cannot be asked again is rejected with why, an Error. drive: {until, train} of the run that was going on: to which
   * step, and the request that waits for that; past: an earlier moment was shown; first: no recipe was open yet, so that one is worth another try.
   */
  lose(why, { drive, past, first } = {}) {
    for (const [id, request] of this.#waiting) {
      if (id === drive?.train) this.#lost.push({ ...request, until: drive.until });
      else if (past && LOOKING.has(request.op)) request.reject(why);
      else if (request.repeatable || first && request.op === 'open' && !request.again) this.#lost.push(request);
      else request.reject(why);
    }
    this.#waiting.clear();
  }

  /** Whether an operation was lost. */
  lost(op) { return this.#lost.some((request) => request.op === op); }

  /** Asks the new worker, whose run stands at a step, what was lost. It may be what killed the old one: there is no third time. */
  askAgain(step, send) {
    for (const { until, fields, ...request } of this.#lost.splice(0)) {
      this.#ask({ ...request, fields: until ? { steps: until - step } : fields, repeatable: false, again: true }, send);
    }
  }

  /** There is no other worker to come. */
  refuse(why) {
    this.lose(why);
    for (const { reject } of this.#lost.splice(0)) reject(why);
  }
}
