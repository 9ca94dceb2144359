// The color of each class, as wasm/canvas/board/theme.go has it; a test compares the two.

import { theme } from './theme.js';

const COLORS = {
  light: ['#0064ed', '#989200', '#d00000', '#00425a', '#6e00ac', '#d86d85', '#860000', '#00743e', '#8c5d97', '#0098d5'],
  dark: ['#00bcf8', '#f0e400', '#c53e00', '#007a7c', '#a627e6', '#f6ab9d', '#f76700', '#00a767', '#967db9', '#6ef4f7'],
};

/** The color of a label, or undefined where there is none. */
export function classColor(label) {
  return COLORS[theme()][label];
}
