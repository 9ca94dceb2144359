// The latent plane as something to fly through: its buttons, what is selected on it, the way from A to B, the images in place of points, and
// what is said of the latent cursor. The canvas draws; what it needs of the trainer is asked for here.

import { coordinate } from '../../kit/format.js';
import { h, setText } from '../../kit/dom.js';
import { toBytes } from '../pixels.js';
import { fault, say } from '../../kit/words.js';
import { gathered, heldOut } from './heldout.js';
import { boxOf, inside } from './inside.js';
import { between, Route } from './route.js';
import { Selection } from './selection.js';
import { Tools } from './tools.js';

const SPEAK_MS = 400; // a cursor that is still on its way says nothing
const MOST = 1000; // images at once

export class Plane {
  #window = null; // that is seen: {x0, x1, y0, y1, whole}
  #known = null; // what the frames of the run have brought
  #speaking = 0;
  #outline = null;

  /** container holds what is selected and the way, keys the buttons; canvas: the CanvasFrame; act: {fail(text), spoken(text), later(show), own(), without(labels)}. */
  constructor({ container, keys }, store, engine, canvas, act) {
    Object.assign(this, { store, engine, canvas, act });
    this.tools = new Tools(canvas, { ends: (which) => this.#end(which), clear: () => this.select([]) });
    this.selection = new Selection(store, engine, { choose: (image) => store.choose({ kind: 'image', image }), clear: () => this.select([]), without: act.without });
    this.route = new Route(store, engine, canvas, { later: act.later, fail: act.fail });
    keys.append(this.tools.element);
    container.append(this.selection.element, this.route.element);
    store.on('run', () => this.select([]));
    store.on('state', ({ state }) => { if (['ready', 'paused', 'done'].includes(state)) this.selection.again().catch(() => {}); });
  }

  /** The panels that are shown are these. */
  shows(panels) {
    const seen = panels.includes('latent');
    this.tools.show(seen && panels.length === 1);
    if (seen) this.route.refresh(true);
  }

  snapshot(known) {
    this.#known = known;
  }

  get window() {
    return this.#window && { ...this.#window };
  }

  /** The canvas shows another part of the plane. */
  seen({ x0, x1, y0, y1, whole }) {
    this.#window = { x0, x1, y0, y1, whole };
    this.tools.window(this.#window);
  }

  /** An outline was drawn on the canvas. */
  async outlined(outline) {
    this.#outline = outline;
    const { codes } = this.#known ?? {};
    if (codes) await this.select(inside(outline, codes.x, codes.y)).catch((error) => this.act.fail(error.message));
  }

  /** Selects held-out inputs by their places; resolves to what they have in common. */
  async select(places) {
    this.canvas.select(places);
    this.tools.selected(places.length > 0);
    const all = await this.selection.show(places);
    if (all) this.act.spoken(say('selection_said', { images: places.length, rows: !!this.store.running?.showing?.rows, error: all.worst.error.toPrecision(2) }));
    return all;
  }

  /** Which points a script means: places, a box {x0, x1, y0, y1}, an outline [[x, y], ...], or null for none. */
  meant(what) {
    if (what === null || what === undefined) return [];
    const { codes } = this.#known ?? {};
    const points = Array.isArray(what) && what.length > 2 && what.every((p) => p?.length === 2 && Number.isFinite(p[0]) && Number.isFinite(p[1]));
    if (points || ['x0', 'x1', 'y0', 'y1'].every((key) => Number.isFinite(what[key]))) {
      if (!codes) throw fault('plane_not_there', {}, 'select');
      return inside(points ? what.flat() : boxOf(what), codes.x, codes.y);
    }
    const all = Number(this.store.running?.values.test);
    const places = Array.from(what);
    if (places.length && places.every((p) => Number.isInteger(p) && p >= 0 && p < all)) return places;
    throw fault('selection_unknown', { found: JSON.stringify(what)?.slice(0, 60) ?? 'undefined', images: all }, 'select');
  }

  /** The code of what is chosen becomes A or B. */
  async #end(which) {
    try {
      const { kind, image, z } = this.store.chosen;
      await this.route.end(which, await this.code(this.store.chosen), kind === 'image' ? say('route_image', { image }) : kind === 'own' ? say('route_own') : say('route_code', { x: coordinate(z[0]).trim(), y: coordinate(z[1] ?? 0).trim() }));
    } catch (error) {
      this.act.fail(error.message);
    }
  }

  /** The code of a chosen input. */
  async code({ kind, image, z }) {
    if (kind === 'code') return Float32Array.from(z);
    if (kind === 'own') return new Float32Array((await this.engine.request('encode', {}, [this.act.own().slice().buffer])).buffers[0]);
    return (await heldOut((...args) => this.engine.request(...args), [image])).z;
  }

  /** The canvas has room for these images in the place of their points. */
  async thumbs(images) {
    const { images: shape, step = 0 } = this.#known ?? {};
    try {
      const { x, y } = await heldOut((...args) => this.engine.request(...args), images.slice(0, MOST));
      this.canvas.thumbs({ images, clean: toBytes(x), output: toBytes(y), w: shape.w, h: shape.h, c: shape.c, step });
    } catch {
      this.canvas.thumbs({ images: [], clean: new Uint8ClampedArray(0), output: new Uint8ClampedArray(0), w: 0, h: 0, c: 0, step }); // a moment that was recorded has none
    }
  }

  /** Keys have moved the latent cursor. */
  cursor({ x, y, image, away }) {
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => this.#speak(x, y, image, away), SPEAK_MS);
  }

  async #speak(x, y, image, away) {
    const { codes } = this.#known ?? {};
    if (!codes) return;
    const short = (v) => (v < 0 ? '\u2212' : '') + Math.abs(v).toFixed(1);
    const at = codes.dim === 2 && !codes.pca ? say('cursor_code', { x: short(x), y: short(y) }) : say('cursor_axes', { x_axis: codes.axisX, x: short(x), y_axis: codes.axisY, y: short(y) });
    if (image < 0) {
      this.act.spoken(at);
      return;
    }
    const nearest = codes.labels.length ? say('cursor_label', { label: codes.labels[image] }) : say('cursor_image', { image });
    try {
      const { errors } = await heldOut((...args) => this.engine.request(...args), [image]);
      this.act.spoken(say('cursor_nearest', { at, nearest, away: away.toFixed(1), error: errors[0].toFixed(2) }));
    } catch {
      this.act.spoken(say('cursor_recorded', { at, nearest, away: away.toFixed(1) })); // without a network there is no error
    }
  }

  /** For scripts: see docs/scripting.md. */
  get script() {
    return {
      window: () => this.window,
      fly: (range) => this.canvas.fly(range),
      select: async (what, request) => {
        const images = this.meant(what);
        this.canvas.select(images);
        this.tools.selected(images.length > 0);
        const shown = this.selection.show(images).catch(() => {});
        if (!images.length) return { images, counts: {}, mean: null, worst: null };
        const { counts, mean, worst, errors } = await gathered(request, images);
        await shown;
        return { images, counts: Object.fromEntries(counts), mean, worst: { image: worst.image, error: worst.error }, errors };
      },
      heldOut,
      between,
    };
  }
}
