// How the curve of a run looks wherever it is drawn: one of six colors, which runs.css has, and one of five kinds of dashes.

/** Lengths of strokes and gaps in turn, CSS pixels. wasm/canvas/board/overlay.go has the same. */
export const DASHES = [[7, 3], [2, 3], [9, 3, 2, 3], [14, 5], [5, 3, 2, 3, 2, 3]];
export const COLORS = 6;

/** How many looks there are. */
export const LOOKS = COLORS * DASHES.length;

/** The look of a run by its place among all runs: five in a row have neither a color nor dashes in common. */
export function lookOf(index) {
  return { color: index % COLORS, dash: index % DASHES.length };
}
