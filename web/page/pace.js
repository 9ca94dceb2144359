// How often the page shows what training changes. With a GPU a frame costs next to nothing. Where the browser draws with
// the processor, a frame takes tens of milliseconds of it, and where every processor has a thread of the training, they are
// taken from that. So frames are measured, and a costly one is followed by a pause; and as what another process goes on drawing of
// new numbers is not seen here, these wait a second for a frame of the canvas to go with.

const MIN_MS = { numbers: 250, canvas: 98 }; // between two frames: numbers change no faster, the canvas comes to ten a second
const SCARCE_MS = 350; // numbers go with every fourth frame of the canvas, or with all where these come seldom
const MAX_MS = 2000;
const ALONG_MS = 1000;
const FRAMES = 2; // after which the cost of one is known
const CHEAP_MS = 2; // of frames that cost no more one in four is measured, since what it takes costs 2 ms, too
const ONE_IN = 4;
const HEALTHY_MS = 90; // that frame and these, of a display that keeps up with the canvas
const PAUSE = { numbers: 9, canvas: 3 }; // times the cost: numbers may take a tenth of the time, the canvas, which people look at, more

export class Pace {
  #waiting = []; // {show, kind, key, since}
  #timer = 0;
  #request = 0; // of an animation frame
  #due = { numbers: 0, canvas: 0 }; // when each may have a frame
  #told = -Infinity; // when numbers were shown
  #cost = { numbers: 0, canvas: 0 };
  #unmeasured = ONE_IN; // frames: the first is measured
  #scarce;

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
   * are called in order. kind is "numbers" or "canvas"; numbers go with a frame of the canvas when they are old enough. "along" has
   * no frame of its own, but goes with numbers, within a second.
   */
  show(show, kind, key) {
    const old = key && this.#waiting.find((w) => w.key === key);
    if (old) old.show = show;
    else this.#waiting.push({ show, kind, key, since: performance.now() });
    this.#schedule();
  }

  /** Shows what waits at once: somebody has asked for it, or it is the last of its kind. */
  flush() {
    this.#due = { numbers: 0, canvas: 0 };
    this.#showAll();
  }

  #showAll() {
    this.#told = performance.now();
    this.#show(() => true);
  }

  #show(of) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const now = this.#waiting.filter(of);
    this.#waiting = this.#waiting.filter((w) => !of(w));
    for (const { show } of now) show();
  }

  #schedule() {
    if (this.#waiting.length === 0 || this.#request) return;
    clearTimeout(this.#timer);
    if (document.hidden) {
      this.#timer = setTimeout(() => this.#showAll());
      return;
    }
    this.#timer = setTimeout(() => this.#begin(), Math.max(0, this.#earliest() - performance.now()));
  }

  // The canvas draws in the next frame after it was told, so numbers are shown a frame later than it is told: it is then one frame.
  #begin() {
    if (this.#request) return;
    const start = performance.now(); // the canvas may take its time at once
    const kind = this.#waiting.some((w) => w.kind === 'canvas') ? 'canvas' : 'numbers';
    this.#show((w) => w.kind === 'canvas');
    this.#next(() => this.#frame(kind, start));
  }

  #earliest() {
    if (this.#waiting.some((w) => w.kind === 'canvas')) return this.#due.canvas; // the rest goes with it
    return Math.min(...this.#waiting.map(({ kind, since }) => Math.max(kind === 'along' ? since + ALONG_MS : 0, this.#due.numbers)));
  }

  #next(call) {
    this.#request = requestAnimationFrame(() => {
      this.#request = 0;
      call();
    });
  }

  #frame(kind, start) {
    const now = performance.now();
    const scarce = this.#scarce();
    if (kind === 'numbers' || now >= this.#told + (scarce ? SCARCE_MS : MIN_MS.numbers)) {
      this.#told = now;
      this.#show((w) => w.kind !== 'canvas');
    }
    this.#due = { numbers: now + (scarce ? ALONG_MS : MIN_MS.numbers), canvas: now + MIN_MS.canvas };
    if (scarce && (this.#cost[kind] > CHEAP_MS || ++this.#unmeasured >= ONE_IN)) {
      this.#unmeasured = 0;
      this.#measure(start, kind, FRAMES);
    } else {
      this.#schedule();
    }
  }

  // The browser gives no frame while earlier ones wait to be drawn, so some frames later the cost is known.
  #measure(start, kind, frames) {
    this.#next(() => {
      if (frames > 1) {
        this.#measure(start, kind, frames - 1);
        return;
      }
      const now = performance.now();
      const cost = Math.max(now - start - HEALTHY_MS, 0);
      this.#cost[kind] += (cost - this.#cost[kind]) / 2;
      for (const each of ['numbers', 'canvas']) this.#due[each] = Math.max(this.#due[each], now + Math.min(this.#cost[each] * PAUSE[each], MAX_MS));
      this.#schedule();
    });
  }
}
