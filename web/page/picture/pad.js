// A pad to draw on: white on black like MNIST, or in colors for networks that see them, for mouse, pen and finger.

import { h, icon } from '../../kit/dom.js';
import { say } from '../../kit/words.js';

export const PAD_SIDE = 280; // pixels of the backing store: ten for each pixel of a digit

export class Pad {
  #strokes = []; // {erase, width, color, points: [[x, y, pressure]]}; color: only where it is not white
  #current = null;
  #pointer = -1; // that draws it
  #beside = null; // a context to draw on that nobody sees
  #erase = false;
  #width = 20;
  #colors = false; // it is drawn in colors

  constructor(container, onChange) {
    this.onChange = onChange;
    this.canvas = h('canvas', { class: 'pad', width: PAD_SIDE, height: PAD_SIDE, role: 'img', 'aria-label': say('pad') });
    this.context = this.canvas.getContext('2d', { willReadFrequently: true });
    this.hint = h('span', { class: 'pad-hint' }, say('pad_digit'));
    const tool = (label, glyph, act) => h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick: act }, icon(glyph));
    this.eraser = tool(say('pad_eraser'), 'eraser', () => {
      this.#erase = !this.#erase;
      this.eraser.setAttribute('aria-pressed', String(this.#erase));
    });
    this.eraser.setAttribute('aria-pressed', 'false');
    const brush = h('input', { type: 'range', min: '8', max: '44', value: String(this.#width), 'aria-label': say('pad_brush'), title: say('pad_brush'), oninput: () => { this.#width = Number(brush.value); } });
    this.color = h('input', { type: 'color', class: 'pad-color', value: '#ffffff', 'aria-label': say('pad_color'), title: say('pad_color'), hidden: true });
    container.append(
      h('div', { class: 'pad-box' }, this.canvas, this.hint),
      h('div', { class: 'pad-tools' }, brush, this.color, this.eraser, tool(say('pad_undo'), 'undo', () => this.undo()), tool(say('pad_clear'), 'clear', () => this.clear())));
    this.#bind();
    this.#redraw();
  }

  get empty() {
    return this.#strokes.every((s) => s.erase);
  }

  /** Whether a stroke can have a color. */
  setColors(on) {
    this.#colors = on;
    this.color.hidden = !on;
  }

  /** Its strokes, which restore and bytesOf take. */
  get strokes() {
    return this.#strokes.map(({ points, ...stroke }) => ({ ...stroke, points: points.map((p) => p.map((v) => Math.round(v * 100) / 100)) }));
  }

  /** Takes strokes that were drawn before. */
  restore(strokes) {
    this.#strokes = strokes;
    this.#redraw();
  }

  /** Strokes as bytes, PAD_SIDE a side, in so many channels, 1 or 3, whatever is on the pad. */
  bytesOf(strokes, channels) {
    this.#beside ??= h('canvas', { width: PAD_SIDE, height: PAD_SIDE }).getContext('2d', { willReadFrequently: true });
    drawn(this.#beside, strokes);
    const { data } = this.#beside.getImageData(0, 0, PAD_SIDE, PAD_SIDE);
    const out = new Uint8Array(PAD_SIDE * PAD_SIDE * channels);
    for (let i = 0; i < out.length; i++) out[i] = data[4 * Math.floor(i / channels) + (i % channels)];
    return out;
  }

  undo() {
    if (!this.#strokes.pop()) return;
    this.#redraw();
    this.onChange();
  }

  clear() {
    this.forget();
    this.onChange();
  }

  /** Wipes the pad without telling: another picture took its place. */
  forget() {
    this.#strokes = [];
    this.#current = null;
    this.#redraw();
  }

  #bind() {
    const { canvas } = this;
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      this.#current = { erase: this.#erase || event.buttons === 32, width: this.#width, points: [] };
      if (this.#colors && this.color.value !== '#ffffff') this.#current.color = this.color.value;
      this.#pointer = event.pointerId;
      this.#strokes.push(this.#current);
      this.#extend(event);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (this.#current && event.pointerId === this.#pointer) this.#extend(event);
    });
    const end = (event) => {
      if (this.#current && event.pointerId === this.#pointer) this.#current = null;
    };
    canvas.addEventListener('pointerup', end);
    canvas.addEventListener('pointercancel', end);
  }

  #extend(event) {
    const box = this.canvas.getBoundingClientRect();
    const all = event.getCoalescedEvents?.() || [];
    for (const e of all.length ? all : [event]) {
      const pressure = e.pointerType === 'pen' && e.pressure > 0 ? 0.5 + e.pressure : 1;
      const last = this.#current.points.at(-1);
      const at = [((e.clientX - box.left) / box.width) * PAD_SIDE, ((e.clientY - box.top) / box.height) * PAD_SIDE, pressure];
      this.#current.points.push(at);
      line(this.context, this.#current, last || at, at);
    }
    this.hint.hidden = true;
    this.onChange();
  }

  #redraw() {
    drawn(this.context, this.#strokes);
    this.hint.hidden = this.#strokes.length > 0;
  }
}

function drawn(ctx, strokes) {
  ctx.fillStyle = '#000';
  ctx.fillRect(0, 0, PAD_SIDE, PAD_SIDE);
  for (const stroke of strokes) stroke.points.forEach((p, i) => line(ctx, stroke, stroke.points[i - 1] || p, p));
}

function line(ctx, stroke, from, to) {
  ctx.strokeStyle = stroke.erase ? '#000' : stroke.color ?? '#fff';
  ctx.lineWidth = stroke.width * (stroke.erase ? 1.6 : 1) * to[2];
  ctx.lineCap = 'round';
  ctx.beginPath();
  ctx.moveTo(from[0], from[1]);
  ctx.lineTo(to[0] + 0.01, to[1]);
  ctx.stroke();
}
