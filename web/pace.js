// How often the page shows what training changes. With a GPU a frame costs next to nothing. Where the browser draws with
// the processor, a frame takes tens to hundreds of milliseconds of it, and where every processor has a thread of the
// training, they are taken from that. So frames are measured, and a costly one is followed by a pause. What a process
// beside this page goes on drawing of new numbers is not seen here: in a browser known to draw so they count for what they cost at least.

const MIN_MS = 80; // between two frames: ten a second, with the time that they take
const MAX_MS = 2000;
const ALONG_MS = 1000;
const FRAMES = 3;
const HEALTHY_MS = 60; // three frames of a display that keeps up
const SOFTWARE_MS = { numbers: 200, canvas: 0 };
const PAUSE = { numbers: 9, canvas: 3 }; // times the cost: numbers may take a tenth of the time, the canvas, which people look at, more

export class Pace {
  #waiting = []; // {show, kind, key, since}
  #timer = 0;
  #request = 0; // of an animation frame
  #due = 0;
  #cost = { numbers: 0, canvas: 0 };
  #scarce;
  software = false; // whether the browser draws with the processor

  /** scarce(): whether training, and drawing by a processor, leave none free, so that a frame takes one from the training. */
  constructor(scarce) {
    this.#scarce = scarce;
    document.addEventListener('visibilitychange', () => { // a hidden tab gets no frames
      cancelAnimationFrame(this.#request);
      this.#request = 0;
      this.#schedule();
    });
  }

  /**
   * Calls show in the next frame that is due. Of several with the same key only the newest is called; those without one
   * are called in order. kind is "numbers" or "canvas"; "along" has no frame of its own, but goes with the next that is
   * shown for another, within a second.
   */
  show(show, kind, key) {
    const old = key && this.#waiting.find((w) => w.key === key);
    if (old) old.show = show;
    else this.#waiting.push({ show, kind, key, since: performance.now() });
    this.#schedule();
  }

  /** Shows what waits at once: somebody has asked for it, or it is the last of its kind. */
  flush() {
    this.#due = 0;
    this.#showAll();
  }

  #showAll() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    for (const { show } of this.#waiting.splice(0)) show();
  }

  #schedule() {
    if (this.#waiting.length === 0 || this.#request) return;
    clearTimeout(this.#timer);
    if (document.hidden) {
      this.#timer = setTimeout(() => this.#showAll());
      return;
    }
    const along = this.#waiting.every((w) => w.kind === 'along') ? this.#waiting[0].since + ALONG_MS : 0;
    this.#timer = setTimeout(() => this.#next(() => this.#frame()), Math.max(0, this.#due - performance.now(), along - performance.now()));
  }

  #next(call) {
    this.#request = requestAnimationFrame(() => {
      this.#request = 0;
      call();
    });
  }

  #frame() {
    const start = performance.now();
    const kind = this.#waiting.some((w) => w.kind === 'canvas') ? 'canvas' : 'numbers';
    this.#showAll();
    this.#due = start + MIN_MS;
    if (this.#scarce()) this.#measure(start, kind, FRAMES);
    else this.#schedule();
  }

  // The browser gives no frame while earlier ones wait to be drawn, so some frames later the cost is known.
  #measure(start, kind, frames) {
    this.#next(() => {
      if (frames > 1) {
        this.#measure(start, kind, frames - 1);
        return;
      }
      const now = performance.now();
      const cost = Math.max(now - start - HEALTHY_MS, this.software ? SOFTWARE_MS[kind] : 0);
      this.#cost[kind] += (cost - this.#cost[kind]) / 2;
      this.#due = Math.max(this.#due, now + Math.min(this.#cost[kind] * PAUSE[kind], MAX_MS));
      this.#schedule();
    });
  }
}
