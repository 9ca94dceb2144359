// The film of a lesson: some moments of a run that was recorded when the program was made (core/film), drawn over the canvas until the person's own run
// has something to show. It is loaded when the lesson is chosen.

import { asset } from '../../kit/assets.js';
import { h, setText } from '../../kit/dom.js';
import { say } from '../../kit/words.js';
import { PlainView } from '../view/fallback.js';
import { readSnapshot } from '../view/snapshot.js';

const MAGIC = 0x4c464e42; // "BNFL"
const VERSION = 1;
const EACH_MS = 900;
const LAST_MS = 3000; // the last frame stands longer
const PANELS = ['images', 'table', ['latent', 'loss']];
const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');

export class Film {
  #id = '';
  #run = 0; // that was open when it was asked for
  #timer = 0;
  #live = null; // the latest of the run's own frames
  #plain = null;

  /** frame: what it lies over. */
  constructor(frame, store) {
    this.store = store;
    this.caption = h('figcaption', {});
    this.close = h('button', { type: 'button', class: 'quiet small', onclick: () => this.stop() }, say('film_recorded_close'));
    this.screen = h('div', { class: 'recorded-screen' });
    this.element = h('figure', { class: 'recorded', hidden: true }, this.screen, h('div', { class: 'recorded-foot' }, this.caption, this.close));
    frame.append(this.element);
    for (const event of ['run', 'state']) store.on(event, () => this.#look());
  }

  /** Plays the film of a lesson over and over until its own run has begun to learn; '': none. Nothing is said where there is none. */
  async show(id) {
    this.stop();
    if (!id || (this.store.running?.lesson === id && this.store.metrics?.step > 0)) return;
    this.#id = id;
    this.#run = this.store.run;
    try {
      const film = await read(`lessons/films/${id}.film`);
      if (this.#id === id && film.length) this.#play(film);
    } catch (error) {
      console.info(error.message); // offline it may not be there
    }
  }

  stop() {
    this.#id = '';
    clearTimeout(this.#timer);
    this.element.hidden = true;
    this.#plain?.remove();
    this.#plain = null;
  }

  /** What the frames of the run have brought. */
  snapshot(frame) {
    this.#live = frame;
    this.#look();
  }

  // The live run takes over when there are pictures of its first steps; another lesson has another film.
  #look() {
    const { running, run } = this.store;
    if (!this.#id || run === this.#run) return;
    const { images, table, step, run: of } = this.#live ?? {};
    if (running.lesson !== this.#id || (of === run && step > 0 && (images || table))) this.stop();
  }

  #play(film) {
    this.element.hidden = false;
    this.#plain ??= new PlainView(this.screen);
    const last = film.length - 1;
    const data = filmed(film[0]);
    const show = (i) => {
      this.#plain.show(film[i], { panels: PANELS });
      setText(this.caption, say('film_recorded', { data, step: film[i].step, last: film[last].step }));
      if (!lessMotion.matches) this.#timer = setTimeout(() => show(i === last ? 0 : i + 1), i === last ? LAST_MS : EACH_MS);
    };
    show(lessMotion.matches ? last : 0);
  }
}

/** What a frame of a film shows: of images shapes alone are in color, and faces are of many people, whose names are no labels. */
export function filmed({ table, images }) {
  if (table) return 'table';
  if (images.c === 3) return 'shapes';
  return images.labels.length ? 'digits' : 'faces';
}

/** The frames of a film, read. */
async function read(name) {
  const reply = await fetch(asset(name));
  if (!reply.ok) throw new Error(`${name}: ${reply.status}`);
  const whole = await new Response(reply.body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  return framesOf(whole).map((frame) => readSnapshot(frame));
}

/** The frames of an unpacked film as buffers; none where it is no film of this version, or is cut off. */
export function framesOf(buffer) {
  const view = new DataView(buffer);
  const frames = [];
  let at = 0;
  const number = () => {
    at += 4;
    return at <= buffer.byteLength ? view.getUint32(at - 4, true) : 0;
  };
  if (number() !== MAGIC || number() !== VERSION) return [];
  const link = number();
  at += link;
  for (let n = number(); n > 0 && at < buffer.byteLength; n--) {
    const size = number();
    if (at + size > buffer.byteLength) return [];
    frames.push(buffer.slice(at, at + size));
    at += size;
  }
  return frames;
}
