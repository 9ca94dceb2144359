// A plain drawing of a snapshot on a 2-D canvas, its panels one below the other. It is shown until the canvas is ready, and
// instead of it where WebGL is missing.

import { PANELS } from './panels.js';
import { say } from '../../kit/words.js';

const GAP = 14;
const ALL = ['images', 'table', ['latent', 'grid', 'loss']]; // as the canvas lays several
const BESIDE = 560; // pixels, from which on panels stand side by side

export class PlainView {
  #canvas = document.createElement('canvas');
  #snapshot = null; // what is known of the run

  /** fine: dots to a pixel, if not those of the screen. */
  constructor(container, fine = 0) {
    this.fine = fine;
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

  /** view.panels: names, and lists of names that stand side by side where there is room. earlier: runs whose curves lie behind that of this one, or null. */
  show(snapshot, view, earlier) {
    this.#snapshot = { ...snapshot, earlier };
    this.view = view;
    this.draw();
  }

  draw() {
    const s = this.#snapshot;
    const box = this.#canvas.parentElement;
    if (!s || !box) return;
    const ratio = this.fine || devicePixelRatio;
    const width = box.clientWidth;
    const height = box.clientHeight;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    const ctx = this.#canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    ctx.imageSmoothingEnabled = false;
    const style = getComputedStyle(this.#canvas); // the style sheet hands the colors over as these properties
    this.ink = { ctx, text: style.color, line: style.borderTopColor, accent: style.outlineColor };

    const wanted = laid(this.view?.panels ?? []);
    const rows = (width < BESIDE ? wanted.flat() : wanted).map((names) => [names].flat().map((name) => PANELS[name]).filter((panel) => panel?.has(s))).filter((row) => row.length);
    const h = (height - GAP) / Math.max(1, rows.length) - GAP;
    rows.forEach((row, j) => {
      const w = (width - GAP) / row.length - GAP;
      row.forEach((panel, i) => {
        const area = { x: GAP + i * (w + GAP), y: GAP + j * (h + GAP), w, h };
        ctx.save();
        ctx.beginPath();
        ctx.rect(area.x, area.y, area.w, area.h);
        ctx.clip();
        panel.draw(this.ink, s, area, this.view);
        ctx.restore();
      });
    });
  }
}

// What several panels are laid as: of those that the canvas has side by side, the ones that are wanted.
function laid(panels) {
  if (panels.length === 1 || panels.some(Array.isArray)) return panels;
  const rows = ALL.map((names) => [names].flat().filter((name) => !panels.length || panels.includes(name)));
  return rows.some((row) => row.length) ? rows : panels;
}
