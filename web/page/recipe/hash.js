// The address bar: always the recipe that is on the page, never wiped, and behind it the page's own keys. What a person gave stays as it was written
// until something is changed.

import { join, split } from './pagekeys.js';

const ANY = {};
const LASTING = ['page', 'hide', 'lock']; // keys that stay when another recipe is written

// A visit without a link begins with one that the trainer names, written by us. Reloading it is again a visit without a link.
let plain = history.state?.plain === true || (location.hash === '' && !asked());
let shown = location.hash; // the whole of it
let recipe = ''; // the link of it, as we write it
let { keys } = split(shown); // of the page
let meant = ''; // the canonical link of what a person gave, which the address still has; ANY while it is not known yet
let turned = false; // one of the page's keys was set meanwhile: the address lacks it
let timer = 0;
const listeners = [];

/** The text that the visitor came with, in which there is a link; empty when there was none. */
export function givenLink() {
  if (plain) return '';
  return location.hash || location.search;
}

// Some programs make a query of a hash. Which of these are links the trainer knows.
function asked() {
  return /[?&#](v|lesson|data)=/.test(location.search);
}

// The path and the query, without a link in it.
function path() {
  return location.pathname + (asked() ? '' : location.search);
}

/** From now on the address is the visitor's own. */
export function claimLink() {
  plain = false;
}

/** The address, as a person gave it, means this recipe, or one that is about to be known: it stays until that or one of the page's keys is another. */
export function keepAddress(link = ANY) {
  clearTimeout(timer);
  meant = link;
  shown = location.hash;
  if (link === ANY) {
    turned = false;
    return;
  }
  recipe = link;
  if (!turned) return;
  meant = '';
  write();
}

/** Something was changed: what a person gave need not stay. */
export function releaseAddress() {
  meant = '';
}

/** Writes the link in place. */
export function writeLink(link) {
  if (!link || [link, ANY].includes(meant)) return;
  meant = '';
  recipe = link;
  write();
}

function write() {
  const text = join(recipe, keys);
  if (text === shown) return;
  const before = location.hash;
  shown = text;
  clearTimeout(timer);
  // Browsers refuse more than about a hundred replacements in 30 s: a slider makes more.
  timer = setTimeout(() => {
    if (location.hash === before) history.replaceState(plain ? { plain } : null, '', path() + shown); // else another link has just been opened
  }, 150);
}

/** Writes the link as a new entry of the history, so that Back leads to the one before. */
export function commitLink(before, link) {
  clearTimeout(timer);
  const next = join(link, keys);
  if (before && before !== link) {
    if (before !== meant) history.replaceState(null, '', path() + join(before, keys));
    history.pushState(null, '', path() + next);
  } else {
    history.replaceState(null, '', path() + next);
  }
  plain = false;
  meant = '';
  recipe = link;
  shown = next;
}

/** The value of one of the page's keys; '' where there is none. */
export function pageKey(name) {
  return keys.get(name) ?? '';
}

/** Writes one of the page's keys into the address; '' takes it out. */
export function setPageKey(name, value) {
  if (pageKey(name) === value) return;
  keys.set(name, value);
  turned = meant === ANY;
  if (!recipe || turned) return;
  meant = '';
  write();
}

/** What a link said by a key was not all right: the address has this with what is written next. */
export function correctPageKey(name, value) {
  keys.set(name, value);
}

/** Takes what a link says to the page, by key, of which some stay behind each link from now on: of what is hidden and locked also what another link said. */
export function takePageKeys(said, link) {
  keys = new Map(LASTING.map((name) => [name, said[name] ?? (name === 'page' ? '' : pageKey(name))]));
  for (const listener of listeners) listener(link);
}

/** Calls fn(link) when the person opened an address, before its recipe is opened: keys may be other ones. */
export function onPageKeys(fn) {
  listeners.push(fn);
}

/** Calls fn(text) when the person opens another address in this tab: typed, clicked, Back or Forward. */
export function onLink(fn) {
  const check = () => {
    if (location.hash === shown) return;
    clearTimeout(timer);
    plain = false;
    shown = location.hash;
    fn(shown);
  };
  addEventListener('hashchange', check);
  addEventListener('popstate', check);
}

/** A link with the page's keys that last behind it. */
export function withLasting(link) {
  return join(link, keys);
}

/** The address of a link in this page. */
export function addressOf(link) {
  return location.origin + path() + link;
}
