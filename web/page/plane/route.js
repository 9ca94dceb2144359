// From A to B: the codes on the way between two, as a strip, as a loop and on the plane.

import { h, icon, setText } from '../../kit/dom.js';
import { download, drawGray, rowBytes, sheet, shapeOf, toBytes } from '../pixels.js';
import { say } from '../../kit/words.js';

const FRAMES = 49; // of the loop, there
const TILES = 13; // of the strip: every fourth
const FRAME_MS = 80;
const REFRESH_MS = 700;
const SCALE = 4; // pixels of the saved strip to one of an image

/** A way from code a to code b: {x, z, plane}; plane: all x and then all y, empty where the plane is none of codes. */
export async function between(request, a, b, n, spherical) {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  const { dim, buffers } = await request('interpolate', { n, value: spherical ? 'spherical' : 'linear' }, [both.buffer]);
  const [x, z, plane] = buffers.map((buffer) => new Float32Array(buffer));
  return { dim, x, z, plane };
}

export class Route {
  #ends = { a: null, b: null }; // {code, says}
  #way = null;
  #at = 0;
  #step = 1;
  #timer = 0;
  #turn = 0;
  #made = 0;

  /** canvas: the canvas's side of the plane; later(show) shows what nobody asked for; fail(text). */
  constructor(store, engine, canvas, { later, fail }) {
    Object.assign(this, { store, engine, canvas, later, fail });
    this.title = h('h3', { class: 'plane-title' });
    this.kind = h('select', { 'aria-label': say('route_kind'), onchange: () => this.refresh() },
      h('option', { value: 'linear' }, say('route_linear')), h('option', { value: 'spherical' }, say('route_spherical')));
    this.play = h('button', { type: 'button', class: 'icon-button', onclick: () => this.#toggle() });
    this.slider = h('input', { type: 'range', min: 0, max: FRAMES - 1, value: 0, 'aria-label': say('route_place'), oninput: () => this.#show(Number(this.slider.value)) });
    this.now = h('canvas', { class: 'tile plane-now', role: 'img', 'aria-label': say('route_now') });
    this.strip = h('div', { class: 'plane-strip', role: 'img' });
    this.tiles = Array.from({ length: TILES }, () => h('canvas', { class: 'tile' }));
    this.strip.append(...this.tiles);
    this.save = h('button', { type: 'button', class: 'quiet small', onclick: () => this.#save() }, icon('save'), say('route_save'));
    this.element = h('section', { class: 'plane-route', hidden: true, 'aria-label': say('route') },
      h('div', { class: 'plane-head' }, this.title, this.kind, this.play, this.slider, this.save,
        h('button', { type: 'button', class: 'icon-button', 'aria-label': say('route_end'), title: say('route_end'), onclick: () => this.clear() }, icon('close'))),
      this.body = h('div', { class: 'plane-way' }, this.now, this.strip));
    this.#playing(false);
    store.on('run', () => this.clear());
    store.on('metrics', () => this.#follow());
    store.on('state', () => this.#follow(true));
    store.on('moment', () => this.#follow(true));
    document.addEventListener('visibilitychange', () => document.hidden && this.#stop());
  }

  /** One end is that code; says what it is of. */
  async end(which, code, says) {
    this.#ends[which] = { code, says };
    this.element.hidden = false;
    const { a, b } = this.#ends;
    setText(this.title, a && b ? say('route_of', { a: a.says, b: b.says }) : a ? say('route_to_come', { end: a.says }) : say('route_from_come', { end: b.says }));
    this.body.hidden = this.play.hidden = this.slider.hidden = this.save.hidden = this.kind.hidden = !(a && b);
    await this.refresh();
  }

  /** The way as a film has it, null while there is none: a, b: what its ends are; n places; draw(canvas, i) draws what place i decodes to, a pixel for a value. */
  get film() {
    if (this.element.hidden || !this.#way) return null;
    const { a, b } = this.#ends;
    return { a: a.says, b: b.says, n: FRAMES, draw: (canvas, i) => this.#picture(canvas, i) };
  }

  clear() {
    this.#turn++;
    this.#stop();
    this.#ends = { a: null, b: null };
    this.#way = null;
    this.element.hidden = true;
    this.canvas.route(new Float32Array(0), -1);
  }

  #follow(now) {
    if (this.element.hidden || document.hidden || this.store.seeking || this.store.moment?.exact === false) return;
    if (now || performance.now() - this.#made > REFRESH_MS) this.refresh(true);
  }

  /** Makes the way anew: the network is another, or the plane. */
  async refresh(quiet) {
    const { a, b } = this.#ends;
    if (!a || !b) return;
    const turn = ++this.#turn;
    this.#made = performance.now();
    try {
      const way = await between((...args) => this.engine.request(...args), a.code, b.code, FRAMES, this.kind.value === 'spherical');
      if (turn !== this.#turn) return;
      const show = () => {
        this.#way = way;
        this.#draw();
      };
      if (quiet) this.later(show);
      else show();
    } catch (error) {
      if (!quiet) this.fail(error.message);
    }
  }

  #picture(canvas, i) {
    const { dim, x } = this.#way;
    const shape = shapeOf(this.store.running?.plan);
    if (dim !== shape.size) return;
    const values = x.subarray(i * dim, (i + 1) * dim);
    drawGray(canvas, shape.row ? rowBytes(values, [x]) : toBytes(values), shape.w, shape.h);
  }

  #draw() {
    const { a, b } = this.#ends;
    this.strip.setAttribute('aria-label', say('route_strip', { tiles: TILES, a: a.says, b: b.says }));
    this.tiles.forEach((tile, k) => this.#picture(tile, Math.round((k * (FRAMES - 1)) / (TILES - 1))));
    this.#show(this.#at);
  }

  #show(i) {
    this.#at = i;
    if (!this.#way) return;
    this.slider.value = String(i);
    this.#picture(this.now, i);
    this.tiles.forEach((tile, k) => tile.classList.toggle('at', Math.round((i * (TILES - 1)) / (FRAMES - 1)) === k));
    this.canvas.route(this.#way.plane, i);
  }

  #toggle() {
    if (this.#timer) {
      this.#stop();
      return;
    }
    this.#playing(true);
    this.#timer = setInterval(() => { // there and back
      if (this.#at + this.#step < 0 || this.#at + this.#step >= FRAMES) this.#step = -this.#step;
      this.#show(this.#at + this.#step);
    }, FRAME_MS);
  }

  #stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#playing(false);
  }

  #playing(on) {
    this.play.replaceChildren(icon(on ? 'pause' : 'play'));
    this.play.title = on ? say('route_pause') : say('route_play');
    this.play.setAttribute('aria-label', this.play.title);
  }

  /** The strip as a PNG file. */
  async #save() {
    try {
      const { w, h: high, row } = shapeOf(this.store.running?.plan);
      const { dim, x } = this.#way;
      const images = this.tiles.map((_, k) => {
        const at = Math.round((k * (FRAMES - 1)) / (TILES - 1)) * dim;
        const values = x.subarray(at, at + dim);
        return row ? rowBytes(values, [x]) : toBytes(values);
      });
      download(await sheet(images, w, high, SCALE), 'bottleneck-a-to-b.png');
    } catch (error) {
      this.fail(error.message);
    }
  }
}
