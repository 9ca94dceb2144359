// Colors of numbers on small 2-D canvases.

const BELOW = [92, 173, 255]; // as the canvas colors errors and weights: black is 0, blue below, orange above
const ABOVE = [255, 153, 41];

/** {text, line, accent}, as the style sheet gives them to an element, whatever the theme is. */
export function inkOf(element) {
  const { color: text, borderTopColor: line, caretColor: accent } = getComputedStyle(element);
  return { text, line, accent };
}

/** [r, g, b] of v, where most and -most are the strongest. The root lifts what is small. */
export function colorOf(v, most) {
  const t = Math.min(1, Math.sqrt(Math.abs(v) / (most || 1)));
  return (v < 0 ? BELOW : ABOVE).map((c) => Math.round(t * c));
}

/** [r, g, b] of three numbers, each of its own: gray where all are 0. */
export function aroundGray(rgb, most) {
  return Array.from(rgb, (v) => Math.round(127.5 + 127.5 * Math.max(-1, Math.min(1, Math.sign(v) * Math.sqrt(Math.abs(v) / (most || 1))))));
}
