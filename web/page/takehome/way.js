// The way from A to B as pictures of a film: what a place decodes to, how far on the way it is, and a caption.

import { say } from '../../kit/words.js';

const WIDE = 360;
const HIGH = 260; // at most, of what is decoded
const MARGIN = 16;
const LINE = 20;
const STEP = 2; // places of the way to one picture
const FONT = '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';

/** Which of n places of a way are shown one after the other, so that the first follows the last: every second one there, and those between the ends back. */
export function thereAndBack(n) {
  const there = Array.from({ length: Math.ceil(n / STEP) }, (_, i) => i * STEP);
  if (there.at(-1) !== n - 1) there.push(n - 1);
  return [...there, ...there.slice(1, -1).reverse()];
}

export class WayPicture {
  #small = document.createElement('canvas');
  #canvas = document.createElement('canvas');

  /** way: as Route's film; caption: lines; theme: "light" or "dark". */
  constructor(way, caption, theme) {
    Object.assign(this, { way, lines: [say('way_from', { a: way.a, b: way.b }), ...caption] });
    const probe = document.createElement('i'); // which has the page's colors in the theme that is wanted
    Object.assign(probe.style, { display: 'none', colorScheme: theme, color: 'var(--text)', backgroundColor: 'var(--surface)', outlineColor: 'var(--accent)', borderTopColor: 'var(--line)', textDecorationColor: 'var(--muted)' });
    document.body.append(probe);
    const { color, backgroundColor, outlineColor, borderTopColor, textDecorationColor } = getComputedStyle(probe);
    this.ink = { text: color, back: backgroundColor, accent: outlineColor, line: borderTopColor, muted: textDecorationColor };
    probe.remove();
  }

  /** A canvas with place i. */
  at(i) {
    const { ink, lines, way } = this;
    way.draw(this.#small, i);
    const { width: w, height: h } = this.#small;
    const scale = Math.max(1, Math.floor(Math.min((WIDE - 2 * MARGIN) / w, HIGH / h)));
    const wide = Math.min(WIDE - 2 * MARGIN, scale * w);
    const high = Math.max(scale * h, h === 1 ? 3 * LINE : 0); // a row of a table is a strip
    const bar = MARGIN + high + MARGIN;
    Object.assign(this.#canvas, { width: WIDE, height: bar + LINE + lines.length * LINE + 4 });
    const ctx = this.#canvas.getContext('2d', { willReadFrequently: true });
    ctx.fillStyle = ink.back;
    ctx.fillRect(0, 0, WIDE, this.#canvas.height);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(this.#small, Math.round((WIDE - wide) / 2), MARGIN, wide, high);
    const [left, right] = [MARGIN + 18, WIDE - MARGIN - 18];
    const at = left + ((right - left) * i) / (way.n - 1);
    ctx.fillStyle = ink.line;
    ctx.fillRect(left, bar + 3, right - left, 2);
    ctx.fillStyle = ink.accent;
    ctx.beginPath();
    ctx.arc(at, bar + 4, 5, 0, 2 * Math.PI);
    ctx.fill();
    ctx.fillStyle = ink.text;
    ctx.textBaseline = 'middle';
    ctx.font = `650 13px ${FONT}`;
    ctx.fillText('A', MARGIN, bar + 4);
    ctx.textAlign = 'right';
    ctx.fillText('B', WIDE - MARGIN, bar + 4);
    ctx.textAlign = 'left';
    lines.forEach((line, k) => {
      ctx.font = `${k === 0 ? '650 13px' : '12px'} ${FONT}`;
      ctx.fillStyle = k === 0 ? ink.text : ink.muted;
      ctx.fillText(line, MARGIN, bar + LINE + (k + 0.5) * LINE, WIDE - 2 * MARGIN);
    });
    return this.#canvas;
  }
}
