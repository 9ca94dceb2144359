// Keys of a link that are the page's own: how it shows a run, and nothing of the recipe. The same list as PageKeys of core/recipe.

export const PAGE_KEYS = ['page'];

/** A link as {link, keys}: without the page's keys, and these as a Map from name to value. The first value of a key counts. */
export function split(text) {
  const keys = new Map();
  const rest = text.replace(/^#/, '').split('&').filter((pair) => {
    const [name, value = ''] = pair.replace(/^amp;/, '').split('=');
    if (!PAGE_KEYS.includes(name)) return true;
    if (value && !keys.has(name)) keys.set(name, value);
    return false;
  });
  return { link: text && `#${rest.join('&')}`, keys };
}

/** The link with the page's keys behind it. */
export function join(link, keys) {
  return [link, ...PAGE_KEYS.filter((name) => keys.get(name)).map((name) => `${name}=${keys.get(name)}`)].join('&');
}
