// A plain drawing of a snapshot on a 2-D canvas: rows of test images or of a table, codes, the latent plane, filters and
// the loss curve. It is shown until the canvas is ready, and instead of it where WebGL is missing.

import { drawBars, drawFilters, drawTable } from './fallbackviews.js';
import { grayImage } from '../pixels.js';

const GAP = 14;

export class PlainView {
  #canvas = document.createElement('canvas');
  #small = document.createElement('canvas');
  #snapshot = null; // what is known of the run

  constructor(host) {
    this.#canvas.className = 'plain-view';
    this.#canvas.setAttribute('role', 'img');
    this.#canvas.setAttribute('aria-label', 'Plain drawing of reconstructions, codes, latent plane and loss. The same figures are in the summary below.');
    host.append(this.#canvas);
    this.resizing = new ResizeObserver(() => this.draw());
    this.resizing.observe(host);
  }

  remove() {
    this.resizing.disconnect();
    this.#canvas.remove();
  }

  show(snapshot, view) {
    this.#snapshot = snapshot;
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

    const wanted = this.view?.panels?.length ? this.view.panels : ['images', 'latent', 'loss'];
    const parts = { images: s.images, table: s.table, code: s.bars, latent: s.codes, filters: s.filters, loss: s.curve };
    const shown = wanted.filter((p) => parts[p]);
    let y = GAP;
    const each = (height - GAP) / Math.max(1, shown.length) - GAP;
    for (const panel of shown) {
      const area = { x: GAP, y, w: width - 2 * GAP, h: each };
      if (panel === 'images') this.#images(s.images, area);
      if (panel === 'latent') this.#latent(s.codes, area);
      if (panel === 'loss') this.#curve(s.curve, area);
      if (panel === 'table') drawTable(this.ink, s.table, area);
      if (panel === 'code') drawBars(this.ink, s.bars, area);
      if (panel === 'filters') drawFilters(this.ink, s.filters, area);
      y += each + GAP;
    }
  }

  #images(m, area) {
    const { ctx, text } = this.ink;
    const rows = [['clean', m.clean], ['corrupted', m.corrupted], ['output', m.output]].filter(([, p]) => p.length);
    const left = 64;
    const n = Math.max(1, Math.min(m.n, Math.floor((area.w - left) / 32)));
    const tile = Math.floor(Math.min((area.w - left) / n, area.h / rows.length));
    ctx.font = '12px sans-serif';
    ctx.textBaseline = 'middle';
    rows.forEach(([name, pixels], row) => {
      ctx.fillStyle = text;
      ctx.fillText(name, area.x, area.y + (row + 0.5) * tile);
      for (let i = 0; i < n; i++) {
        const size = m.h * m.w * m.c;
        this.#small.width = m.w;
        this.#small.height = m.h;
        this.#small.getContext('2d').putImageData(grayImage(pixels.subarray(i * size, (i + 1) * size), m.w, m.h, m.c), 0, 0);
        ctx.drawImage(this.#small, area.x + left + i * tile, area.y + row * tile, tile - 2, tile - 2);
      }
    });
  }

  #latent(codes, area) {
    const { ctx, text, line } = this.ink;
    const [x0, x1] = extent(codes.x);
    const [y0, y1] = extent(codes.y);
    ctx.strokeStyle = line;
    ctx.strokeRect(area.x + 0.5, area.y + 0.5, area.w - 1, area.h - 1);
    for (let i = 0; i < codes.x.length; i++) {
      ctx.fillStyle = codes.labels.length ? `hsl(${codes.labels[i] * 36} 65% 50%)` : text;
      ctx.fillRect(area.x + 6 + ((codes.x[i] - x0) / (x1 - x0)) * (area.w - 12) - 1.5,
        area.y + area.h - 6 - ((codes.y[i] - y0) / (y1 - y0)) * (area.h - 12) - 1.5, 3, 3);
    }
    ctx.fillStyle = text;
    ctx.fillText(`${codes.axisX} to the right, ${codes.axisY} upwards`, area.x + 8, area.y + 12);
  }

  #curve(curve, area) {
    const { ctx, text, line, accent } = this.ink;
    const scale = this.view?.log ? (v) => Math.log10(Math.max(v, 1e-12)) : (v) => v;
    const all = [...curve.train, ...curve.test].filter((p) => Number.isFinite(p.loss));
    if (curve.baseline) all.push({ step: all[0]?.step || 0, loss: curve.baseline });
    ctx.strokeStyle = line;
    ctx.strokeRect(area.x + 0.5, area.y + 0.5, area.w - 1, area.h - 1);
    if (all.length < 2) return;
    const [, last] = extent(all.map((p) => p.step));
    let [low, high] = extent(all.map((p) => scale(p.loss)));
    if (!this.view?.log) low = 0;
    const at = (p) => [area.x + (p.step / last) * area.w, area.y + area.h - ((scale(p.loss) - low) / (high - low || 1)) * area.h];
    for (const [points, color, dash] of [[curve.train, text, []], [curve.test, accent, [6, 3]]]) {
      ctx.beginPath();
      ctx.strokeStyle = color;
      ctx.setLineDash(dash);
      for (const p of points) ctx.lineTo(...at(p));
      ctx.stroke();
    }
    ctx.strokeStyle = line;
    for (const { step, name } of curve.phases) {
      const x = area.x + (step / last) * area.w;
      ctx.setLineDash([]);
      ctx.strokeRect(x, area.y, 0, area.h);
      ctx.fillStyle = text;
      ctx.fillText(name, x + 4, area.y + area.h - 8);
    }
    if (curve.baseline) {
      const [, y] = at({ step: 0, loss: curve.baseline });
      ctx.strokeStyle = accent;
      ctx.setLineDash([2, 4]);
      ctx.strokeRect(area.x, y, area.w, 0);
      ctx.fillText(curve.baselineText, area.x + 8, y > area.y + 30 ? y - 8 : y + 10);
    }
    ctx.setLineDash([]);
    ctx.fillStyle = text;
    ctx.fillText(`${curve.unit}: train solid, test dashed`, area.x + 8, area.y + 12);
  }
}

function extent(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return low < high ? [low, high] : [low - 1, high + 1];
}
