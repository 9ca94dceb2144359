// The frames of the run: each is drawn, and what they have brought together is told to the parts that say it.

import { mergeSnapshot, readSnapshot } from './snapshot.js';

const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');

export class Frames {
  known = null; // what the frames of the run have brought: one alone may have only some of it

  /** parts are told of a frame by snapshot(known); touched() tells whether the run is in a person's hands. */
  constructor(engine, store, { canvas, parts, pace, touched }) {
    Object.assign(this, { store, canvas, parts, pace, touched });
    engine.on('snapshot', (event) => this.#take(event));
  }

  /** Another part, which is told of what they have brought so far. */
  join(part) {
    this.parts.push(part);
    if (this.known) part.snapshot(this.known);
  }

  /** No number is pointed at any more. */
  unpoint() {
    if (this.known) this.known = { ...this.known, node: undefined };
  }

  #take({ buffer, taken, moment }) {
    const frame = readSnapshot(buffer);
    this.known = mergeSnapshot(this.known, frame);
    this.store.shows(this.known);
    if (this.#still && !moment) {
      taken();
      return;
    }
    const draw = () => {
      this.canvas.show(buffer, frame, this.known);
      taken();
    };
    const tell = () => {
      for (const part of this.parts) part.snapshot(this.known);
    };
    this.pace.show(draw, 'canvas');
    this.pace.show(tell, 'numbers', 'snapshot');
    if (frame.probe || moment || this.store.state !== 'running') this.pace.flush();
  }

  // Of a run that began by itself, whoever wants less motion sees the figures alone until it rests.
  get #still() { return lessMotion.matches && !this.touched() && this.store.state === 'running'; }
}
