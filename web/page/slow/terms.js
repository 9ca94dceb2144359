// Which terms of a lesson's formula are at work in a phase. A formula names its terms, see lessons/formula.js.

const TERMS = {
  draw: [],
  corrupt: ['corrupt'],
  encode: ['encode'],
  decode: ['decode'],
  compare: ['loss', 'reconstruction', 'divergence', 'sparsity', 'contraction'],
  back: ['loss'],
  move: ['update'],
  up: ['up'],
  down: ['down'],
  up_again: ['up'],
  statistics: ['statistics'],
};

/** The names of the terms of a phase. */
export const termsOf = (phase) => TERMS[phase];

/** Marks them in formulas; phase null: none. */
export function lightTerms(panel, phase) {
  const names = phase ? termsOf(phase.phase) : [];
  for (const term of panel.querySelectorAll('[data-term]')) term.classList.toggle('at-work', names.includes(term.dataset.term));
}

/** The lines of formulas that have a marked term, as copies. */
export function litLines(panel) {
  return [...panel.querySelectorAll('.formula math')].filter((line) => line.querySelector('.at-work')).map((line) => line.cloneNode(true));
}
