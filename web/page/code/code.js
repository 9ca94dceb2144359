// The code of what is chosen, to be moved by hand: sliders for its units, the strongest first; the directions in which the output changes
// most; and what the decoder makes of it. What a unit does and which directions there are the trainer measures.

import { h, icon, setText } from '../../kit/dom.js';
import { loss } from '../../kit/format.js';
import { fault, say } from '../../kit/words.js';
import { meanSquaredError } from '../pixels.js';
import { drawInput } from '../slow/pictures.js';
import { Directions, Units } from './rows.js';
import { AMOUNTS, Strip } from './strip.js';
import { sweepDirection, sweepUnit, Walk } from './walk.js';

const KEY = 'bottleneck.code';
const REFRESH_MS = 300; // between outputs of a run that trains
const MEASURE_MS = 4000; // between what is measured of one

export class CodePanel {
  #walk = new Walk();
  #chosen = null; // {x, z, y}: the input, its code, its output
  #effects = null;
  #swept = null; // {unit} or {direction}, of the strip
  #looked = 0;
  #measured = 0;
  #wish = null; // {unit, deviations} to be moved once they are measured
  #latest = {}; // by what is asked: whether it is under way, and is to be asked again

  /** describe() says in words what is chosen; walked() is told that the code was moved. */
  constructor(container, store, engine, { describe, walked }) {
    Object.assign(this, { container, store, engine, describe, walked });
    this.what = h('span', { class: 'hint' });
    this.units = new Units({ move: (unit, value) => this.#moveUnit(unit, value), sweep: (unit) => this.#sweep({ unit }) });
    this.units.moreShown = () => this.#show();
    this.directions = new Directions({ move: (i, amount) => this.#moveAlong(i, amount), sweep: (direction) => this.#sweep({ direction }) });
    this.strip = new Strip();
    this.encoded = h('canvas', { class: 'tile', role: 'img', 'aria-label': say('code_output_encoded') });
    this.moved = h('canvas', { class: 'tile', role: 'img', 'aria-label': say('code_output') });
    this.change = h('small', {});
    this.reset = h('button', { type: 'button', class: 'quiet small', 'aria-disabled': 'true', title: say('code_reset_title'), onclick: () => this.#reset() }, icon('undo'), say('code_reset'));
    this.unitsHint = h('span', { class: 'hint' });
    this.directionsHint = h('span', { class: 'hint', title: say('code_directions_title', { color: false }) }, say('code_directions_hint'));
    this.note = h('p', { class: 'hint', role: 'status' });
    const figure = (canvas, name, more) => h('figure', {}, canvas, h('figcaption', {}, name, more));
    this.body = h('div', { class: 'code-body' },
      h('div', { class: 'code-outputs' }, figure(this.encoded, say('code_encoded'), null), figure(this.moved, say('code_moved'), this.change), this.reset),
      h('section', { 'aria-label': say('code_units') }, h('h4', {}, say('code_units'), this.unitsHint), this.units.element),
      h('section', { 'aria-label': say('code_directions') }, h('h4', {}, say('code_directions'), this.directionsHint), this.directions.element),
      this.strip.element);
    container.replaceChildren(h('summary', {}, h('h3', { id: 'code-title' }, say('code_move')), this.what), this.note, this.body);
    container.open = read();
    container.addEventListener('toggle', () => this.#toggled());
    store.on('run', () => { this.#wish = null; });
    store.on('recipe', () => this.#another());
    store.on('chosen', () => this.#again());
    store.on('state', ({ state }) => { if (['ready', 'paused', 'done', 'diverged'].includes(state)) this.#again(true); });
    store.on('metrics', () => this.#trained());
    store.on('moment', () => { if (!store.seeking) this.#again(); });
  }

  /** The frames of the run may name what is chosen. */
  snapshot() {
    if (this.container.open) setText(this.what, this.describe());
  }

  /** Opens the panel and moves a unit to so many deviations from its mean, as soon as these are known. */
  put(unit, deviations) {
    const { units = 0 } = this.units;
    if (!(unit < units)) throw fault('unit_unknown', { found: unit, units });
    this.#wish = { unit, deviations };
    if (this.container.open) this.#again(true);
    else this.container.open = true;
  }

  /** How many deviations from its mean a unit was moved to; NaN where nobody moved it. */
  deviationOf(unit) {
    if (!this.#effects || !this.#walk.sets(unit)) return NaN;
    const { mean, deviation } = this.units.spread(unit);
    return (this.#walk.z[unit] - mean) / deviation;
  }

  get #shape() {
    return this.store.running.plan?.input ?? { h: 1, w: 1, c: this.#chosen.x.length };
  }

  #toggled() {
    write(this.container.open);
    this.#again();
  }

  // Another recipe, or the same with a change.
  #another() {
    const units = this.store.running.cost?.code_size ?? 0;
    const code = `${units} ${JSON.stringify(this.store.running.plan?.input)}`;
    if (code === this.code) return;
    this.code = code;
    this.#walk = new Walk();
    this.#chosen = this.#effects = this.#swept = null;
    this.units.clear(units);
    this.directions.clear();
    this.strip.clear();
    this.#again();
  }

  // Looks at what is chosen, and measures anew. keep: what was moved stays moved.
  #again(keep = false) {
    if (!keep) this.#walk.reset();
    this.#look();
    this.#measure();
  }

  #trained() {
    if (document.hidden || this.store.state !== 'running') return;
    const now = performance.now();
    if (now - this.#looked > REFRESH_MS) this.#look();
    if (now - this.#measured > MEASURE_MS && !this.body.querySelector('input:active')) this.#measure();
  }

  #look() {
    return this.#ask('look', async () => {
      const { buffers } = await this.engine.request('chosen', { view: { chosen: this.store.chosen } });
      const [x, z, y] = buffers.map((b) => new Float32Array(b));
      this.#looked = performance.now();
      if (z.length !== this.units.units) return; // of another recipe
      this.#chosen = { x, z, y };
      this.#walk.base = z;
      setText(this.note, '');
      this.#show();
      if (this.#walk.moved) this.#decode();
      if (this.#swept) this.#strip();
    });
  }

  #measure() {
    this.#measured = performance.now();
    return this.#ask('measure', async () => {
      setText(this.unitsHint, say('code_measuring'));
      const { n: images, from = 0, to = 0, buffers } = await this.engine.request('effect');
      const [effect, deviation, mean] = buffers.map((b) => new Float32Array(b));
      if (effect.length !== this.units.units) return;
      this.#effects = { effect, deviation, mean };
      this.units.measured(this.#effects);
      setText(this.unitsHint, say('code_units_hint'));
      const { rows = false } = this.store.running.showing ?? {};
      this.unitsHint.title = from === to ? say('code_units_title', { images, rows, from }) : say('code_units_title_long', { images, rows, from, to });
      this.#show();
      await this.#search();
      this.#measured = performance.now();
    });
  }

  // Directions at the code that was encoded, unless somebody goes along one.
  async #search() {
    if (!this.#chosen || this.#walk.walked) return;
    setText(this.directionsHint, say('code_searching'));
    const { x, z } = this.#chosen;
    const { n, buffers } = await this.engine.request('tangents', {}, [z.slice().buffer, x.slice().buffer]);
    const [values, deviations, directions, pictures] = buffers.map((b) => new Float32Array(b));
    setText(this.directionsHint, say('code_directions_hint'));
    if (z.length !== this.units.units || this.#walk.walked) return;
    const part = (all, i) => all.subarray((i * all.length) / n, ((i + 1) * all.length) / n);
    this.#walk.directions = Array.from(values, (_, i) => ({ vector: part(directions, i), deviation: deviations[i] }));
    this.directionsHint.title = say('code_directions_title', { color: this.#shape.c === 3 });
    this.directions.found({ values, pictures: Array.from(values, (_, i) => part(pictures, i)) }, this.#shape);
    this.#show();
    if (this.#swept?.direction !== undefined) this.#strip();
  }

  #moveUnit(unit, value) {
    if (!this.#chosen) return;
    this.#walk.setUnit(unit, value);
    this.walked();
    this.#decode();
    this.#show();
    if (this.#swept) this.#strip();
  }

  #moveAlong(i, amount) {
    if (!this.#chosen) return;
    this.#walk.setAmount(i, amount);
    this.#decode();
    this.#show();
    if (this.#swept) this.#strip();
  }

  #reset() {
    if (!this.#walk.moved) return;
    this.#walk.reset();
    this.#show();
    if (this.#swept) this.#strip();
  }

  #sweep(what) {
    this.#swept = what;
    this.#strip();
  }

  // While one output is on its way only the newest code waits.
  #decode() {
    return this.#ask('decode', async () => {
      const { x } = this.#chosen;
      const { buffers } = await this.engine.request('decode', {}, [this.#walk.z.buffer, x.slice().buffer]);
      if (this.#walk.moved) this.#paint(new Float32Array(buffers[0]));
    });
  }

  #strip() {
    return this.#ask('strip', async () => {
      const { unit, direction } = this.#swept ?? {};
      if (!this.#chosen || (unit === undefined && !this.#walk.directions[direction])) return;
      const { z } = this.#walk;
      const at = this.#walk.amount(direction);
      const codes = unit !== undefined
        ? sweepUnit(z, unit, this.units.spread(unit), AMOUNTS)
        : sweepDirection(z, this.#walk.directions[direction], AMOUNTS.map((t) => t - at));
      const { buffers } = await this.engine.request('decode', {}, [codes.buffer, this.#chosen.x.slice().buffer]);
      const name = unit !== undefined ? say('code_unit', { unit }) : say('code_direction', { direction: direction + 1 });
      const { mean, deviation } = this.units.spread(unit);
      this.strip.show({
        name,
        title: unit !== undefined ? say('code_sweep_unit', { name }) : say('code_sweep_direction', { name }),
        outputs: new Float32Array(buffers[0]),
        shape: this.#shape,
        pick: (t) => (unit !== undefined ? this.#moveUnit(unit, mean + t * deviation) : this.#moveAlong(direction, t)),
      });
    });
  }

  #show() {
    if (!this.#chosen) return;
    const { moved, z, base } = this.#walk;
    this.units.show(z, base);
    this.directions.show((i) => this.#walk.amount(i));
    this.reset.setAttribute('aria-disabled', String(!moved));
    this.snapshot();
    drawInput(this.encoded, { ...this.#shape, values: this.#chosen.y });
    if (!moved) this.#paint(this.#chosen.y);
    this.#grant();
  }

  #grant() {
    const { unit, deviations } = this.#wish ?? {};
    if (!this.#wish || !this.#effects) return;
    this.#wish = null;
    const { mean, deviation } = this.units.spread(unit);
    this.#moveUnit(unit, mean + deviations * deviation);
  }

  #paint(y) {
    drawInput(this.moved, { ...this.#shape, values: y });
    const differs = Math.sqrt(meanSquaredError(y, this.#chosen.y));
    setText(this.change, this.#walk.moved ? say('code_change', { change: loss(differs) }) : say('code_not_moved'));
  }

  // Asks one thing at a time of each kind: what is wished meanwhile is asked once more. Nothing is asked while nobody looks.
  async #ask(kind, act) {
    if (!this.container.open || !this.store.running) return;
    const latest = this.#latest[kind] ??= { busy: false, again: false };
    latest.again = true;
    if (latest.busy) return;
    latest.busy = true;
    while (latest.again && this.container.open) {
      latest.again = false;
      try {
        await act();
      } catch (error) {
        this.#refused(error);
      }
    }
    latest.busy = false;
  }

  // Where the run is no longer there the next one is asked; a picture has no network.
  #refused({ code, message }) {
    if (code === 'moment_not_exact') setText(this.note, say('code_picture_only'));
    else if (!['survey_ended', 'rows_broken', 'recipe_loading', 'no_run'].includes(code)) setText(this.note, message);
    setText(this.unitsHint, '');
    setText(this.directionsHint, say('code_directions_hint'));
  }
}

function read() {
  try {
    return localStorage.getItem(KEY) === 'open';
  } catch {
    return false;
  }
}

function write(open) {
  try {
    if (open) localStorage.setItem(KEY, 'open');
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage it is closed at the next visit.
  }
}
