// A plain drawing of a snapshot on a 2-D canvas, its panels one below the other. It is shown until the canvas is ready, and
// instead of it where WebGL is missing.

import { PANELS } from './panels.js';
import { say } from '../../kit/words.js';

const GAP = 14;

export class PlainView {
  #canvas = document.createElement('canvas');
  #snapshot = null; // what is known of the run

  constructor(container) {
    this.#canvas.className = 'plain-view';
    this.#canvas.setAttribute('role', 'img');
    this.#canvas.setAttribute('aria-label', say('plain_label'));
    container.append(this.#canvas);
    this.resizing = new ResizeObserver(() => this.draw());
    this.resizing.observe(container);
  }

  remove() {
    this.resizing.disconnect();
    this.#canvas.remove();
  }

  /** earlier: runs whose curves lie behind that of this one, or null. */
  show(snapshot, view, earlier) {
    this.#snapshot = { ...snapshot, earlier };
    this.view = view;
    this.draw();
  }

  draw() {
    const s = this.#snapshot;
    const box = this.#canvas.parentElement;
    if (!s || !box) return;
    const ratio = devicePixelRatio;
    const width = box.clientWidth;
    const height = box.clientHeight;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    const ctx = this.#canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    ctx.imageSmoothingEnabled = false;
    const style = getComputedStyle(this.#canvas); // the style sheet hands the colors over as these properties
    this.ink = { ctx, text: style.color, line: style.borderTopColor, accent: style.outlineColor };

    const wanted = this.view?.panels?.length ? this.view.panels : Object.keys(PANELS);
    const shown = wanted.map((name) => PANELS[name]).filter((panel) => panel?.has(s));
    let y = GAP;
    const each = (height - GAP) / Math.max(1, shown.length) - GAP;
    for (const panel of shown) {
      const area = { x: GAP, y, w: width - 2 * GAP, h: each };
      ctx.save();
      ctx.beginPath();
      ctx.rect(area.x, area.y, area.w, area.h);
      ctx.clip();
      panel.draw(this.ink, s, area, this.view);
      ctx.restore();
      y += each + GAP;
    }
  }
}
