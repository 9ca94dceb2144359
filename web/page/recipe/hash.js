// The address bar: always the recipe that is on the page, never wiped.

// A visit without a link begins with one that the trainer names, written by us. Reloading it is again a visit without a link.
let plain = history.state?.plain === true || location.hash === '';
let shown = location.hash;
let timer = 0;

/** The link that the visitor came with; empty when there was none. */
export function givenLink() {
  return plain ? '' : location.hash;
}

/** From now on the address is the visitor's own. */
export function claimLink() {
  plain = false;
}

/** Writes the link in place. */
export function writeLink(link) {
  if (!link || link === shown) return;
  const before = location.hash;
  shown = link;
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
  shown = link;
  if (before && before !== link) {
    history.replaceState(null, '', before);
    history.pushState(null, '', link);
  } else {
    history.replaceState(null, '', link);
  }
}

/** Calls fn(link) when the person opens another link in this tab: typed, clicked, Back or Forward. */
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

/** The whole address, current even while a write is waiting. */
export function address() {
  return location.href.split('#')[0] + shown;
}

/** Copies the address; false when the browser does not let us. */
export async function copyAddress() {
  try {
    await navigator.clipboard.writeText(address());
    return true;
  } catch {
    return false;
  }
}
