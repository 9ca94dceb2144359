// The address bar: always the recipe that is on the page, never wiped, and behind it the page's own keys.

import { join, split } from './pagekeys.js';

// A visit without a link begins with one that the trainer names, written by us. Reloading it is again a visit without a link.
let plain = history.state?.plain === true || location.hash === '';
let shown = location.hash; // the whole of it
let { link: recipe, keys } = split(shown); // the link of the recipe, and the page's keys
let timer = 0;
const listeners = [];

/** The link that the visitor came with, without the page's keys; empty when there was none. */
export function givenLink() {
  return plain ? '' : split(location.hash).link;
}

/** From now on the address is the visitor's own. */
export function claimLink() {
  plain = false;
}

/** Writes the link in place. */
export function writeLink(link) {
  if (!link) return;
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
    if (location.hash === before) history.replaceState(plain ? { plain } : null, '', shown); // else another link has just been opened
  }, 150);
}

/** Writes the link as a new entry of the history, so that Back leads to the one before. */
export function commitLink(before, link) {
  clearTimeout(timer);
  plain = false;
  recipe = link;
  shown = join(link, keys);
  if (before && before !== link) {
    history.replaceState(null, '', join(before, keys));
    history.pushState(null, '', shown);
  } else {
    history.replaceState(null, '', shown);
  }
}

/** The value of one of the page's keys in the address; '' where there is none. */
export function pageKey(name) {
  return keys.get(name) ?? '';
}

/** Writes one of the page's keys into the address; '' takes it out. */
export function setPageKey(name, value) {
  if (pageKey(name) === value) return;
  keys.set(name, value);
  if (recipe) write();
}

/** Calls fn(link) when the person opened an address, before onLink is told its recipe: keys may be other ones. */
export function onPageKeys(fn) {
  listeners.push(fn);
}

/** Calls fn(link) when the person opens another link in this tab: typed, clicked, Back or Forward. */
export function onLink(fn) {
  const check = () => {
    if (location.hash === shown) return;
    clearTimeout(timer);
    plain = false;
    shown = location.hash;
    ({ link: recipe, keys } = split(shown));
    for (const listener of listeners) listener(recipe);
    fn(recipe);
  };
  addEventListener('hashchange', check);
  addEventListener('popstate', check);
}

/** The whole address of a link on this page, with the page's keys. */
export function addressOf(link) {
  return location.href.split('#')[0] + join(link, keys);
}

/** Copies the address of a link; false when the browser does not let us. */
export async function copyAddress(link) {
  try {
    await navigator.clipboard.writeText(addressOf(link));
    return true;
  } catch {
    return false;
  }
}
