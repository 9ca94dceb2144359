// What a beginner can do without is folded away: rarer fields, figures, panels. What somebody unfolds stays so on this device; what a recipe makes its point of
// comes by itself.

import { h, setText } from '../kit/dom.js';
import { say } from '../kit/words.js';

const KEY = 'bottleneck.unfolded';

// Fields that every recipe shows.
const FIRST = new Set(['data', 'latent_dim']);
// Groups of which a field is shown, too, where it is not as usual, but for what follows from the objective that is chosen above.
const TELLING = new Set(['Objective', 'Pre-training']);
const FOLLOWS = new Set(['loss', 'reduction']);

/** Whether a field can be folded away: it is none of the first, and neither unusual nor changed. */
export function minor({ name, group, default: usual }, value, changed) {
  return !FIRST.has(name) && !changed && !(TELLING.has(group) && !FOLLOWS.has(name) && value !== usual);
}

/** Shows what was folded around an element. */
export function reveal(element) {
  for (const at of document.querySelectorAll('[data-fold]')) if (at.contains(element)) at.dispatchEvent(new Event('unfold'));
}

// What the button of the fields says.
export const ofFields = (whole, more) => (whole ? say('fields_fewer') : say('fields_all', { more }));

/**
 * Makes a group of rows fold: those of class "minor" are seen where the group has the class "whole". said(whole, many): what its button says, of so many that
 * fold. The group may have the button already. Returns {button, update()}.
 */
export function folding(group, name, said) {
  const button = group.querySelector(':scope > .fold') ?? h('button', { type: 'button', class: 'text-button fold' });
  button.addEventListener('click', () => set(!group.classList.contains('whole')));
  const set = (whole, keep = true) => {
    group.classList.toggle('whole', whole);
    if (keep) remember(name, whole);
    update();
  };
  const update = () => {
    const many = group.querySelectorAll('.minor:not([hidden])').length;
    const whole = group.classList.contains('whole');
    button.hidden = many === 0;
    button.setAttribute('aria-expanded', String(whole));
    setText(button, said(whole, many));
  };
  group.dataset.fold = name;
  group.addEventListener('unfold', () => set(true, false));
  group.append(button);
  group.classList.toggle('whole', remembered().includes(name));
  return { button, update };
}

/** Makes a <details> stay as it was left on this device. */
export function lasting(details, name) {
  details.dataset.fold = name;
  details.open = remembered().includes(name);
  let ours = false; // it was opened by the page, to show something
  details.addEventListener('toggle', () => {
    if (!ours) remember(name, details.open);
    ours = false;
  });
  details.addEventListener('unfold', () => {
    ours ||= !details.open;
    details.open = true;
  });
  return details;
}

function remembered() {
  try {
    const list = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

function remember(name, on) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...remembered().filter((n) => n !== name), ...(on ? [name] : [])]));
  } catch {
    // Without storage it lasts as long as the page.
  }
}
