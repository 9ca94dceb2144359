// The latent planes of two runs side by side, with one pointer: the image that is pointed at in one is marked in the other.

import { h, setText } from '../../kit/dom.js';
import { point } from '../../kit/format.js';
import { onTheme } from '../../kit/theme.js';
import { say } from '../../kit/words.js';
import { placeOf, pointOf } from '../view/ink.js';
import { draw } from '../view/panels/latent.js';

const HIT = 24; // CSS pixels to the dot that is meant

export class Planes {
  #runs = [];
  #at = -1; // test image that is marked

  /** marked(i) hears which test image is marked, -1: none; pointed(k, x, y) at which point of plane k somebody points. */
  constructor({ marked, pointed }) {
    Object.assign(this, { marked, pointed });
    this.planes = [0, 1].map((k) => {
      const canvas = h('canvas', { class: 'compare-plane', role: 'img' });
      canvas.addEventListener('pointermove', (event) => this.#point(k, event));
      canvas.addEventListener('pointerdown', (event) => this.#point(k, event));
      canvas.addEventListener('pointerleave', ({ pointerType }) => pointerType === 'mouse' && this.mark(-1));
      return { canvas, name: h('figcaption', {}) };
    });
    this.slider = h('input', { type: 'range', min: '0', value: '0', 'aria-label': say('compare_image'), oninput: () => this.mark(Number(this.slider.value)) });
    this.said = h('p', { class: 'compare-said' });
    this.element = h('section', { class: 'compare-planes', 'aria-label': say('compare_planes') },
      h('h4', {}, say('compare_planes')),
      h('div', { class: 'compare-pair' }, ...this.planes.map(({ canvas, name }) => h('figure', {}, canvas, name))),
      h('div', { class: 'compare-pick' }, h('span', { 'aria-hidden': 'true' }, say('compare_image')), this.slider), this.said);
    new ResizeObserver(() => this.#draw()).observe(this.element);
    onTheme(() => this.#draw());
  }

  /** runs: two that saw the same test images, if linked; of others an image in one plane is none in the other. */
  show(runs, linked) {
    const before = this.#runs.map(({ id }) => id).join();
    this.#runs = runs;
    const both = linked && runs.every(({ frame }) => frame.codes);
    this.element.hidden = !both;
    if (!both) return;
    this.slider.max = String(Math.min(...runs.map(({ frame }) => frame.codes.x.length)) - 1);
    runs.forEach(({ name, frame: { codes } }, k) => {
      setText(this.planes[k].name, name);
      this.planes[k].canvas.setAttribute('aria-label', say('compare_plane_of', { name, x: codes.axisX, y: codes.axisY, points: codes.x.length }));
    });
    this.mark(before === runs.map(({ id }) => id).join() ? this.#at : -1);
  }

  /** Marks a test image in both planes. */
  mark(i) {
    this.#at = i;
    if (i >= 0) this.slider.value = String(i);
    const text = i < 0 ? say('compare_point') : this.#sentence(i);
    setText(this.said, text);
    this.slider.setAttribute('aria-valuetext', text);
    this.#draw();
    this.marked(i);
  }

  #sentence(i) {
    const [a, b] = this.#runs.map(({ frame: { codes } }) => point([codes.x[i], codes.y[i]]));
    const { labels } = this.#runs[0].frame.codes;
    return labels.length ? say('compare_labeled_at', { image: i, label: labels[i], a, b }) : say('compare_image_at', { image: i, a, b });
  }

  #point(k, event) {
    const { canvas } = this.planes[k];
    const box = canvas.getBoundingClientRect();
    const { codes } = this.#runs[k].frame;
    const area = { x: 0, y: 0, w: box.width, h: box.height };
    const at = placeOf(codes, area);
    this.pointed(k, ...pointOf(codes, area)(event.clientX - box.left, event.clientY - box.top));
    let [best, least] = [-1, HIT * HIT];
    for (let i = 0; i <= Number(this.slider.max); i++) {
      const [x, y] = at(i);
      const d = (x - event.clientX + box.left) ** 2 + (y - event.clientY + box.top) ** 2;
      if (d < least) [best, least] = [i, d];
    }
    if (best !== this.#at) this.mark(best);
  }

  #draw() {
    if (this.element.hidden || !this.#runs.length) return;
    this.planes.forEach(({ canvas }, k) => {
      const { clientWidth: w, clientHeight: height } = canvas;
      if (!w) return;
      const { codes } = this.#runs[k].frame;
      canvas.width = Math.round(w * devicePixelRatio);
      canvas.height = Math.round(height * devicePixelRatio);
      const ctx = canvas.getContext('2d');
      ctx.scale(devicePixelRatio, devicePixelRatio);
      const style = getComputedStyle(canvas); // the style sheet hands the colors over as these properties
      const area = { x: 0, y: 0, w, h: height };
      draw({ ctx, text: style.color, line: style.borderTopColor, accent: style.outlineColor }, { codes }, area);
      canvas.dataset.marked = String(this.#at);
      if (this.#at < 0) return;
      const [x, y] = placeOf(codes, area)(this.#at);
      ctx.lineWidth = 2;
      ctx.strokeStyle = style.outlineColor;
      ctx.beginPath();
      ctx.arc(x, y, 8, 0, 2 * Math.PI);
      ctx.moveTo(x - 13, y);
      ctx.lineTo(x - 8, y);
      ctx.moveTo(x + 8, y);
      ctx.lineTo(x + 13, y);
      ctx.moveTo(x, y - 13);
      ctx.lineTo(x, y - 8);
      ctx.moveTo(x, y + 8);
      ctx.lineTo(x, y + 13);
      ctx.stroke();
    });
  }
}
