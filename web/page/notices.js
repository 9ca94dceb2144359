// Everything the page has to say, at the foot of the window: toasts that leave by themselves, and bars that wait for an answer. Nothing on
// the page moves when one appears. What speaks of a subject goes when that is set anew.

import { byId, h, icon } from '../kit/dom.js';
import { say } from '../kit/words.js';

const TOAST_MS = 4000;
const bars = new Map(); // name: {el, gone}

// The page keeps clear what they take: nothing else lies below one for good. The room is another frame's: others hear of their sizes in this one.
const room = new ResizeObserver(([{ target }]) => requestAnimationFrame(() => {
  const { height } = target.getBoundingClientRect();
  document.documentElement.style.setProperty('--bars', height > 0 ? `${Math.ceil(height) + 8}px` : '0px');
}));

// On a phone messages lie over the head of the page while that is in sight: the picture is at the foot.
const head = document.querySelector('.top');
if (head) new IntersectionObserver(([{ intersectionRatio }]) => byId('toasts').classList.toggle('over-head', intersectionRatio > 0.9), { threshold: [0, 0.9, 1] }).observe(head);

/**
 * Subjects, a word each: "run", "seed", "link", "picture", "data", "weights", "engine", "canvas". What is said about one of them, or
 * about several with spaces between, is true until settle() tells that one is set anew: a link was opened, a picture taken, the trainer runs.
 */
export function settle(subject) {
  for (const el of document.querySelectorAll(`[data-about~="${subject}"]`)) {
    if (el.dataset.bar) closeBar(el.dataset.bar);
    else el.remove();
  }
}

/** A short message. kind: "info" | "good" | "warning" | "error". Warnings and errors stay until closed, or until what they are about is set anew. */
export function toast(text, kind = 'info', about = '') {
  const stack = byId('toasts');
  const same = [...stack.children].find((el) => el.dataset.text === text);
  if (same) same.remove();
  const el = h('div', { class: `toast ${kind}`, 'data-text': text, 'data-about': about },
    h('p', {}, text), closeButton(() => el.remove()));
  stack.append(el);
  while (stack.children.length > 4) stack.firstElementChild.remove();
  if (kind === 'info' || kind === 'good') setTimeout(() => el.remove(), TOAST_MS);
  return el;
}

/**
 * A bar with a heading, an optional list of lines and buttons; one per name, a new one replaces the old. about: its subjects.
 * actions: [{label, primary, act}], of the bar or of a line; every action closes the bar unless act returns false. gone() is called when it is closed, by
 * whatever: after act.
 */
export function bar(name, { title, lines = [], actions = [], kind = 'info', closable = true, about = '', gone = () => {} }) {
  closeBar(name);
  const close = () => closeBar(name);
  const button = ({ label, primary, act }, size = '') => h('button', {
    type: 'button',
    class: `${primary ? 'primary' : 'quiet'}${size}`,
    onclick: () => { if (act?.() !== false) close(); },
  }, label);
  const el = h('div', { class: `bar ${kind}`, role: 'group', 'aria-label': title, 'data-bar': name, 'data-about': about },
    h('div', { class: 'bar-text' },
      h('p', { class: 'bar-title' }, title),
      lines.length > 0 && h('ul', {}, ...lines.slice(0, 12).map((l) => line(l, button)),
        lines.length > 12 && h('li', {}, say('and_more', { more: lines.length - 12 })))),
    h('div', { class: 'bar-actions' }, ...actions.map((action) => button(action)), closable && closeButton(close)));
  bars.set(name, { el, gone });
  room.observe(byId('bars'));
  byId('bars').append(el);
  return el;
}

// A line is a text, or [name, text, actions] with the name set off and its own buttons.
function line(l, button) {
  if (!Array.isArray(l)) return h('li', {}, l);
  const [name, text, actions = []] = l;
  return h('li', {}, name && h('b', {}, name), name && ' ', text, ...actions.map((action) => button({ ...action, primary: false }, ' small')));
}

export function closeBar(name) {
  const known = bars.get(name);
  if (!known) return;
  bars.delete(name);
  known.el.remove();
  known.gone();
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
