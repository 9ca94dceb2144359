// What follows the death of a worker. Nothing is tried for ever, and nothing that changes the run is done unasked.

const RESTARTS = 3; // within WINDOW_MS; after more of them the next worker has the plain kernels, and after more of those there is none
const WINDOW_MS = 60000;
const OLDER = 2; // deaths in a row on the way back, after which the checkpoint may be the cause

export class Deaths {
  #times = [];
  #memory = -Infinity; // when memory was used up
  #onTheWay = 0; // deaths in a row before the run was back

  /**
   * Notes a death. worked: a worker has worked here before; recovering: this one had not brought the run back yet; degraded: it had the plain
   * kernels. Returns what follows: "restore", "plain" (the same, on the plain kernels), "hold" (a worker without the run, which waits
   * for somebody's word) or "stop".
   */
  next({ code, worked, recovering, degraded }, now = performance.now()) {
    this.#times = this.#times.filter((t) => now - t < WINDOW_MS);
    this.#onTheWay = recovering ? this.#onTheWay + 1 : 0;
    const often = this.#times.length >= RESTARTS || !worked; // one that never started would not start the second time either
    if (often && degraded) return 'stop';
    if (often) this.#times = [];
    this.#times.push(now);
    if (often) return 'plain';
    if (code !== 'memory_used_up') return 'restore';
    const again = recovering || now - this.#memory < WINDOW_MS; // the same run would use it up once more
    this.#memory = now;
    return again ? 'hold' : 'restore';
  }

  /** Whether the checkpoint before the latest is to be taken: the latest did not come back, twice. */
  get older() { return this.#onTheWay >= OLDER; }

  /** Somebody asked for a new start. */
  forget() {
    this.#times = [];
    this.#memory = -Infinity;
    this.#onTheWay = 0;
  }
}
