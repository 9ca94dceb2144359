// Single keys, ignored while somebody types and while a modifier is held.

import { typing } from '../kit/dom.js';
import { say } from '../kit/words.js';

export const SHORTCUTS = [
  ['Space', say('key_play')],
  ['.', say('key_step')],
  ['R', say('key_reset')],
  ['N', say('key_seed')],
  ['[ ]', say('key_pace')],
  ['F', say('key_film')],
  ['L', say('key_now')],
  ['< >', say('key_choose')],
  ['1 2 3 4', say('key_look')],
  ['?', say('key_help')],
  ['Esc', say('key_close')],
];

const KEY = 'bottleneck.keys';
let off = stored();

/** Whether single keys do something. */
export function singleKeys() { return !off; }

/** Switches single keys on or off, on this device; Escape stays. */
export function setSingleKeys(on) {
  off = !on;
  try {
    if (off) localStorage.setItem(KEY, 'off');
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage it lasts as long as the page.
  }
}

function stored() {
  try {
    return localStorage.getItem(KEY) === 'off';
  } catch {
    return false;
  }
}

/** actions: {play, step, reset, seed, slower, faster, film, now, before, next, look, help, close}; look is told its key. Returns press(key), for keys that arrive from the canvas. */
export function bindKeys(actions) {
  const byKey = { ' ': 'play', '.': 'step', r: 'reset', n: 'seed', '[': 'slower', ']': 'faster', f: 'film', l: 'now', '<': 'before', '>': 'next', 1: 'look', 2: 'look', 3: 'look', 4: 'look', '?': 'help', Escape: 'close' };
  const press = (key) => {
    const name = byKey[key.length === 1 ? key.toLowerCase() : key];
    if (!name || (off && key !== 'Escape')) return false;
    return actions[name](key) !== false;
  };
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector('dialog[open]')) return; // a dialog closes itself on Esc
    // Space belongs to the button or link that has the focus.
    if (event.key === ' ' && event.target.closest?.('button, a, summary, input, select')) return;
    if (press(event.key)) event.preventDefault();
  });
  return press;
}
