// The brushes and what takes their strokes back.

import { h, icon } from '../../kit/dom.js';
import { say } from '../../kit/words.js';

const NAMES = { '': say('brush_none'), noise: say('brush_noise'), occlusion: say('brush_occlusion'), salt_pepper: say('brush_salt_pepper') };

export class Tools {
  #kind = ''; // of the brush in hand
  #side = 28;

  /** onHold(brush) is told of a brush of {kind, radius}, or null; onUndo, onRedo and onClear are asked for. */
  constructor({ onHold, onUndo, onRedo, onClear }) {
    this.onHold = onHold;
    const pick = (kind) => h('button', { type: 'button', class: 'tab', 'aria-pressed': String(kind === ''), 'data-brush': kind || 'none', onclick: () => this.hold(kind) }, NAMES[kind]);
    this.picks = new Map(Object.keys(NAMES).map((kind) => [kind, pick(kind)]));
    this.size = h('input', { type: 'range', min: '1', max: '25', step: '1', value: '10', 'aria-label': say('brush_size'), title: say('brush_size'), oninput: () => this.hold(this.#kind) });
    const tool = (label, glyph, act) => h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, disabled: true, onclick: act }, icon(glyph));
    this.undo = tool(say('brush_undo'), 'undo', onUndo);
    this.redo = tool(say('brush_redo'), 'redo', onRedo);
    this.clear = tool(say('brush_clear'), 'clear', onClear);
    this.element = h('div', { class: 'brushes', role: 'group', 'aria-label': say('brushes') },
      h('div', { class: 'tabs' }, ...this.picks.values()),
      h('div', { class: 'brush-tools' }, this.size, this.undo, this.redo, this.clear));
  }

  /** Takes a brush in hand; '' puts it down. */
  hold(kind) {
    this.#kind = kind;
    for (const [k, button] of this.picks) button.setAttribute('aria-pressed', String(k === kind));
    this.onHold(this.brush);
  }

  /** {kind, radius}, in pixels of the input, or null. */
  get brush() {
    return this.#kind ? { kind: this.#kind, radius: Math.max(0.75, (Number(this.size.value) / 100) * this.#side) } : null;
  }

  /** Follows a picture of so many pixels a side, with its strokes; null: none. */
  follow(side, strokes) {
    this.#side = side;
    this.undo.disabled = this.clear.disabled = !strokes || strokes.empty;
    this.redo.disabled = !strokes?.canRedo;
  }
}
