// The panel over the whole window, and back. What it covers cannot be reached until then; messages lie above it.

import { h, icon } from '../../kit/dom.js';
import { say } from '../../kit/words.js';

/** A button that enlarges a panel; Escape in the panel is the way back, too. */
export function enlarger(panel) {
  let covered = [];
  const button = h('button', { type: 'button', class: 'icon-button', 'aria-pressed': 'false', 'aria-label': say('picture_enlarge'), title: say('picture_enlarge'), onclick: () => set(!panel.classList.contains('large')) }, icon('enlarge'));
  const set = (large) => {
    for (const el of covered) el.inert = false;
    covered = large ? beside(panel) : [];
    for (const el of covered) el.inert = true;
    panel.classList.toggle('large', large);
    button.setAttribute('aria-pressed', String(large));
    if (!large) panel.scrollIntoView({ block: 'nearest' });
  };
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !panel.classList.contains('large')) return;
    event.preventDefault();
    set(false);
    button.focus();
  });
  return button;
}

/** All that lies beside an element in the page, but for messages and dialogs. */
function beside(element) {
  const found = [];
  for (let at = element; at !== document.body; at = at.parentElement) {
    for (const el of at.parentElement.children) {
      if (el !== at && !el.inert && !el.matches('.dock, dialog, script, style, svg')) found.push(el);
    }
  }
  return found;
}
