// What a word means, said where it stands: pointing at it, a tap on it, or the focus that a key brings shows a small box. Words carry it as
// data-says; one box serves the whole page.

import { h } from '../kit/dom.js';

const WAIT_MS = 350; // that a pointer rests first
const GAP = 6; // px

/** A word with its meaning, for keys and fingers as well. */
export function term(word, says) {
  return h('button', { type: 'button', class: 'term', 'data-says': says }, word);
}

/** Binds the page. */
export function bindHints() {
  const box = h('div', { class: 'hint-box', id: 'hint-box', role: 'tooltip', hidden: true });
  document.body.append(box);
  let at = null; // what it speaks of
  let timer = 0;
  let keyed = false; // the last thing that happened was a key

  const hide = () => {
    clearTimeout(timer);
    if (!at) return;
    if (at.getAttribute('aria-describedby') === box.id) at.removeAttribute('aria-describedby');
    at = null;
    box.hidden = true;
  };
  const show = (word) => {
    hide();
    if (!word.dataset.says) return;
    at = word;
    box.textContent = word.dataset.says;
    box.hidden = false;
    if (!word.hasAttribute('aria-describedby')) word.setAttribute('aria-describedby', box.id);
    const [w, b] = [word.getBoundingClientRect(), box.getBoundingClientRect()];
    const below = w.bottom + GAP + b.height <= innerHeight;
    box.style.left = `${Math.max(8, Math.min(w.left, innerWidth - b.width - 8))}px`;
    box.style.top = `${Math.max(8, below ? w.bottom + GAP : w.top - GAP - b.height)}px`;
  };
  const wordOf = (target) => target.closest?.('[data-says]');
  // Of a box that the focus is in, the word is its label.
  const labelOf = (target) => target.closest?.('.field')?.querySelector('.field-head [data-says]');

  addEventListener('pointerover', ({ target, pointerType }) => {
    if (pointerType === 'touch') return;
    if (target === box) { // it stays below a pointer that goes to it
      clearTimeout(timer);
      return;
    }
    const word = wordOf(target);
    if (word === at) return;
    clearTimeout(timer);
    timer = setTimeout(() => (word ? show(word) : at && !at.contains(document.activeElement) && hide()), WAIT_MS);
  });
  addEventListener('pointerdown', ({ target }) => {
    keyed = false;
    if (at && target !== box && wordOf(target) !== at) hide();
  }, true);
  addEventListener('click', (event) => {
    const word = wordOf(event.target);
    if (!word) return;
    const finger = event.pointerType === 'touch';
    if (finger && word.matches('label')) event.preventDefault(); // it would open the box's keyboard over the words
    if (finger || word.matches('.term')) show(word);
  });
  addEventListener('focusin', ({ target }) => {
    if (!keyed) return;
    const word = wordOf(target) ?? labelOf(target);
    if (word) show(word);
    else hide();
  });
  addEventListener('keydown', (event) => {
    keyed = true;
    if (event.key !== 'Escape' || !at) return;
    hide();
    event.stopPropagation();
  }, true);
  addEventListener('scroll', hide, { capture: true, passive: true });
  addEventListener('blur', hide);
}
