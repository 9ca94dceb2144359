// Everything the page has to say, in one place at the foot of the window: toasts that leave by
// themselves, and bars that wait for an answer. Nothing on the page moves when one appears.

import { byId, h, icon } from '../kit/dom.js';
import { say } from '../kit/words.js';

const TOAST_MS = 6000;
const bars = new Map();

/** A short message. kind: "info" | "good" | "warning" | "error". Warnings and errors stay until closed. */
export function toast(text, kind = 'info') {
  const stack = byId('toasts');
  const same = [...stack.children].find((el) => el.dataset.text === text);
  if (same) same.remove();
  const el = h('div', { class: `toast ${kind}`, 'data-text': text },
    h('p', {}, text), closeButton(() => el.remove()));
  stack.append(el);
  while (stack.children.length > 4) stack.firstElementChild.remove();
  if (kind === 'info' || kind === 'good') setTimeout(() => el.remove(), TOAST_MS);
  return el;
}

/**
 * A bar with a heading, an optional list of lines and buttons; one per name, a new one replaces the old.
 * actions: [{label, primary, act}]; every action closes the bar unless act returns false.
 */
export function bar(name, { title, lines = [], actions = [], kind = 'info', closable = true }) {
  closeBar(name);
  const close = () => closeBar(name);
  const buttons = actions.map(({ label, primary, act }) => h('button', {
    type: 'button',
    class: primary ? 'primary' : 'quiet',
    onclick: () => { if (act?.() !== false) close(); },
  }, label));
  const el = h('div', { class: `bar ${kind}`, role: 'group', 'aria-label': title, 'data-bar': name },
    h('div', { class: 'bar-text' },
      h('p', { class: 'bar-title' }, title),
      lines.length > 0 && h('ul', {}, ...lines.slice(0, 12).map((l) => line(l)),
        lines.length > 12 && h('li', {}, say('and_more', { more: lines.length - 12 })))),
    h('div', { class: 'bar-actions' }, ...buttons, closable && closeButton(close)));
  bars.set(name, el);
  byId('bars').append(el);
  return el;
}

/** True the first time on this device, for what need not be said twice. */
export function once(name) {
  const key = `bottleneck.told.${name}`;
  try {
    if (localStorage.getItem(key)) return false;
    localStorage.setItem(key, '1');
  } catch {
    // Without storage it is said each time.
  }
  return true;
}

// A line is a text, or [name, text] with the name set off.
function line(l) {
  return Array.isArray(l) ? h('li', {}, h('b', {}, l[0]), ' ', l[1]) : h('li', {}, l);
}

export function closeBar(name) {
  bars.get(name)?.remove();
  bars.delete(name);
}

/** Closes the newest closable bar or toast; false when there was none. */
export function closeNewest() {
  const all = [...byId('bars').children, ...byId('toasts').children];
  for (const el of all.reverse()) {
    const button = el.querySelector('.close');
    if (button) {
      button.click();
      return true;
    }
  }
  return false;
}

function closeButton(act) {
  return h('button', { type: 'button', class: 'close icon-button', 'aria-label': say('close'), onclick: act }, icon('close'));
}
