// The drawn network as the editor of its layers: a bar is dragged or has keys, layers come and go between, and what does not fit is said, with
// what would. What a layer is made of and whether it fits the trainer says; here is only which part of which field a bar is.

import { h, icon, setText, svg } from '../../kit/dom.js';
import { say } from '../../kit/words.js';
import { drawHourglass, H, MIDDLE, tallOf, widthOf } from './drawing.js';
import { next, readLayers, shapeText, stepped, writeLayers } from './layers.js';
import { repairButtons } from './repairs.js';

const CLICK = 2; // units of the drawing that a click may slip

export class Hourglass {
  #places = []; // of the levels, as they are drawn
  #at = -1; // the level that is chosen, as its place in the plan; -1: none
  #drag = null; // {at, top, y, grab, factor, moved}
  #want = null; // the newest edit that waits: {field, value}
  #asked = null; // {at, units}: as wide as a level is to be when that is answered
  #busy = false;

  /** figure is what is drawn in, keys what belongs to the level that is chosen. */
  constructor(figure, keys, store, editor) {
    Object.assign(this, { figure, store, editor });
    const key = (glyph, label, act) => {
      const button = h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick: act }, icon(glyph));
      return button;
    };
    this.name = h('span', { class: 'layer-name', id: 'layer-name' });
    this.fewer = key('minus', say('hourglass_fewer'), () => this.#step(-1));
    this.more = key('plus', say('hourglass_more'), () => this.#step(1));
    this.add = h('button', { type: 'button', class: 'text-button', onclick: () => this.#add() }, say('hourglass_add'));
    this.remove = key('close', say('hourglass_remove'), () => this.#remove());
    this.why = h('p', { class: 'field-error', role: 'alert' });
    this.instead = repairButtons(async (link) => {
      this.#refuse(await this.editor.take(link));
      this.#focus();
    });
    keys.replaceChildren(h('div', { class: 'layer-keys', role: 'group', 'aria-labelledby': 'layer-name' }, this.name, this.add, this.fewer, this.more, this.remove), this.why, this.instead.element);
    store.on('described', () => this.draw());
    store.on('draft', () => this.#changed());
    figure.addEventListener('pointerdown', (event) => this.#grab(event));
    figure.addEventListener('pointermove', (event) => this.#pull(event));
    for (const name of ['pointerup', 'pointercancel']) figure.addEventListener(name, () => { this.#drag = null; });
    figure.addEventListener('keydown', (event) => this.#key(event));
    figure.addEventListener('focusin', ({ target }) => this.#choose(Number(target.dataset.at ?? this.#at)));
  }

  /** Another draft: what was refused is no longer what is wished. */
  #changed() {
    if (!this.#busy) this.#refuse('');
    this.draw();
  }

  draw() {
    const { plan } = this.store.draft ?? {};
    if (!plan) return;
    const focus = this.figure.contains(document.activeElement);
    this.#places = drawHourglass(this.figure, plan, this.#drag?.top);
    const drawing = this.figure.firstElementChild;
    for (const place of this.#places.slice(0, -1)) drawing.append(this.#grip(place));
    if (!this.#places.some(({ level }) => level.at === this.#at)) this.#at = -1;
    if (focus) this.#focus();
    this.#mark();
  }

  #focus() {
    this.figure.querySelector(`[data-at="${this.#at}"]`)?.focus({ preventScroll: true });
  }

  // What a level is in the recipe: {field, index, layers} of a list, {field} of a number, or null where it follows from others.
  #part(at) {
    const { values, plan } = this.store.draft;
    const encoder = readLayers(values.encoder);
    if (at <= 0) return null;
    if (at <= encoder.length) return { field: 'encoder', index: at - 1, layers: encoder };
    if (at === plan.encoder.length) return { field: 'latent_dim' };
    if (values.decoder === 'mirror') return null;
    const decoder = readLayers(values.decoder);
    const index = at - plan.encoder.length - 1;
    return index >= 0 && index < decoder.length ? { field: 'decoder', index, layers: decoder } : null;
  }

  // The number that a level is as wide as: {units, min, max, name}; null where it has none.
  #units(part) {
    if (!part) return null;
    const { store } = this;
    if (part.field === 'latent_dim') {
      const field = store.field('latent_dim');
      return field && { units: Number(store.draft.values.latent_dim), min: field.min, max: field.max, name: say('hourglass_numbers') };
    }
    const layer = part.layers[part.index];
    const [first] = store.layers.find(({ name }) => name === layer.kind)?.parts ?? [];
    return first?.kind === 'int' ? { units: Number(layer.args[0]), min: first.min, max: first.max, name: first.name } : null;
  }

  // A bar as something to take hold of.
  #grip({ level, x, wide }) {
    const part = this.#part(level.at);
    const units = this.#units(part);
    const name = this.#nameOf(level);
    const says = units ? say('hourglass_units', { units: units.units, name: units.name, shape: shapeText(level.shape) }) : shapeText(level.shape);
    return svg('rect', {
      class: units ? 'grip wide' : 'grip', 'data-at': level.at, x, y: 0, width: wide, height: H - 16, tabindex: 0,
      ...(units
        ? { role: 'slider', 'aria-orientation': 'vertical', 'aria-valuemin': units.min, 'aria-valuemax': units.max, 'aria-valuenow': units.units, 'aria-valuetext': says, 'aria-label': name }
        : { role: 'button', 'aria-label': `${name}, ${says}` }),
    }, svg('title', {}, `${name}: ${says}`));
  }

  #nameOf({ at, layer }) {
    const part = this.#part(at);
    if (part?.field === 'latent_dim') return say('hourglass_code');
    return part ? say('hourglass_layer', { field: part.field, layer: part.index + 1, written: layer.replaceAll(',', ', ') }) : layer.replaceAll(',', ', ');
  }

  #choose(at) {
    this.#at = at;
    this.#mark();
  }

  #mark() {
    const level = this.#places.find((place) => place.level.at === this.#at)?.level;
    for (const grip of this.figure.querySelectorAll('.grip')) grip.classList.toggle('chosen', Number(grip.dataset.at) === this.#at);
    const part = level && this.#part(level.at);
    const units = this.#units(part);
    const locked = !!level && level.at > this.store.draft.plan.encoder.length && !part;
    setText(this.name, !level ? say('hourglass_hint') : locked ? say('hourglass_mirror') : this.#nameOf(level));
    this.name.title = level ? this.name.textContent : '';
    this.fewer.hidden = this.more.hidden = !units;
    this.remove.hidden = !part?.layers;
    this.add.hidden = !level || locked || (part?.field === 'latent_dim' && this.store.draft.values.decoder === 'mirror');
    if (level) this.add.title = say('hourglass_add_behind', { name: this.#nameOf(level) });
  }

  #grab(event) {
    const at = event.target.dataset?.at;
    if (at === undefined || event.button !== 0) return;
    const place = this.#places.find(({ level }) => level.at === Number(at));
    const units = this.#units(this.#part(place.level.at));
    this.#choose(place.level.at);
    this.#focus();
    event.preventDefault();
    if (!units) return;
    this.figure.setPointerCapture(event.pointerId);
    const y = this.#y(event);
    const top = Math.max(...this.#places.map(({ level }) => level.width));
    this.#drag = { at: place.level.at, top, y, grab: tallOf(place.level.width, top) / 2 - Math.abs(y - MIDDLE), factor: place.level.width / units.units, moved: false };
  }

  #pull(event) {
    const drag = this.#drag;
    if (!drag) return;
    const y = this.#y(event);
    drag.moved ||= Math.abs(y - drag.y) > CLICK;
    const part = this.#part(drag.at);
    const units = this.#units(part);
    if (!drag.moved || !units) return;
    const tall = Math.max(0, 2 * (Math.abs(y - MIDDLE) + drag.grab));
    const wish = round(widthOf(tall, drag.top) / drag.factor);
    this.#widen(part, Math.min(units.max, Math.max(units.min, wish)));
  }

  // In units of the drawing.
  #y({ clientY }) {
    const { top, height } = this.figure.firstElementChild.getBoundingClientRect();
    return ((clientY - top) * H) / height;
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.dataset?.at === undefined) return;
    const by = { ArrowUp: 1, ArrowRight: 1, '+': 1, '=': 1, ArrowDown: -1, ArrowLeft: -1, '-': -1 }[event.key];
    const removes = event.key === 'Delete' || event.key === 'Backspace';
    const adds = event.key === 'Insert' || event.key === 'Enter';
    if (!by && !removes && !adds) return;
    event.preventDefault();
    event.stopPropagation();
    if (by) this.#step(by);
    else if (removes) this.#remove();
    else if (!this.add.hidden) this.#add();
  }

  #step(by) {
    const part = this.#part(this.#at);
    const units = this.#units(part);
    if (units) this.#widen(part, Number(stepped(units, this.#asked?.at === this.#at ? this.#asked.units : units.units, by)));
  }

  #widen(part, units) {
    this.#asked = { at: this.#at, units };
    if (part.field === 'latent_dim') {
      this.#edit({ field: 'latent_dim', value: String(units) });
      return;
    }
    const layers = part.layers.map((l, i) => (i === part.index ? { ...l, args: [String(units), ...l.args.slice(1)] } : l));
    this.#edit({ field: part.field, value: writeLayers(layers) });
  }

  // Behind the level that is chosen: like the layer there, or like the one that follows.
  #add() {
    const { draft, layers: kinds } = this.store;
    const part = this.#part(this.#at);
    const decoder = part?.field === 'decoder' || part?.field === 'latent_dim';
    const list = part?.layers ?? readLayers(decoder ? draft.values.decoder : draft.values.encoder);
    const index = part?.layers ? part.index + 1 : 0;
    const layer = index > 0 || list.length === 0 ? next(list[index - 1], kinds) : { ...list[0] };
    this.#edit({ field: decoder ? 'decoder' : 'encoder', value: writeLayers([...list.slice(0, index), layer, ...list.slice(index)]) });
  }

  #remove() {
    const part = this.#part(this.#at);
    if (!part?.layers) return;
    this.#at = Math.max(0, this.#at - 1);
    this.#edit({ field: part.field, value: writeLayers(part.layers.filter((_, i) => i !== part.index)) });
  }

  // While one edit is on its way only the newest waits.
  async #edit(want) {
    this.#want = want;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#want) {
      const { field, value } = this.#want;
      this.#want = null;
      const { refused, repairs } = await this.editor.attempt(field, value);
      this.#refuse(refused, repairs);
    }
    this.#busy = false;
    this.#asked = null;
  }

  #refuse(why, repairs = []) {
    setText(this.why, why);
    this.instead.update(repairs);
  }
}

// To two digits, so that a drag gives round numbers.
function round(n) {
  if (n < 20) return Math.round(n);
  const unit = 10 ** (Math.floor(Math.log10(n)) - 1);
  return Math.round(n / unit) * unit;
}
