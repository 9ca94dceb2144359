// The film of the run: what was recorded, from the start or from the moment that is shown, to now. Each picture stands equally long, so that it goes
// slowly where much was recorded, which is where much happens.

const WHOLE_MS = 10000; // for all pictures at speed 1
const LONGEST_MS = 500; // for one
const TICK_MS = 40;

export const SPEEDS = [0.25, 0.5, 1, 2, 4];

export class Film {
  speed = 1;
  #timer = 0; // 0: it stands still
  #steps = [];
  #from = 0; // index of the picture with which it began, or with which the speed changed
  #since = 0;
  #shown = -1; // index

  /** changed() is told when it begins or stands still. */
  constructor(recorded, travel, changed) {
    Object.assign(this, { recorded, travel, changed });
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.pause(); });
  }

  get plays() { return this.#timer !== 0; }

  /** Plays on from a step, or from the start where there is nothing later. */
  async play(step) {
    await this.recorded.ask();
    const { frames } = this.recorded;
    this.#steps = frames.length > 0 ? frames : this.recorded.steps;
    if (this.#steps.length === 0 || this.plays) return;
    const next = step === null ? 0 : this.#steps.findIndex((s) => s > step);
    this.#begin(Math.max(0, next));
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#tick();
    this.changed();
  }

  /** Another speed from now on. */
  setSpeed(speed) {
    this.#begin(Math.max(0, this.#shown));
    this.speed = speed;
  }

  /** Stands still: resolves to whether it played. */
  pause() {
    if (!this.plays) return false;
    clearInterval(this.#timer);
    this.#timer = 0;
    this.changed();
    return true;
  }

  #begin(index) {
    this.#from = index;
    this.#since = performance.now();
    this.#shown = -1;
  }

  #tick() {
    const each = Math.min(WHOLE_MS / this.#steps.length, LONGEST_MS) / this.speed;
    const index = this.#from + Math.floor((performance.now() - this.#since) / each);
    if (index >= this.#steps.length) {
      this.pause();
      this.travel.now();
    } else if (index !== this.#shown) {
      this.#shown = index;
      this.travel.pass(this.#steps[index]);
    }
  }
}
