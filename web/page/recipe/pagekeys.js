// Keys of a link that are the page's own: how it shows a run, and nothing of the recipe. The same list as PageKeys of core/recipe.

export const PAGE_KEYS = ['panel', 'axes', 'grid', 'chosen', 'page', 'hide', 'lock', 'proof'];

/** A link as {link, keys}: without the page's keys, '' where nothing else is in it, and these as a Map from name to value. The first value of a key counts. */
export function split(text) {
  const keys = new Map();
  const rest = text.replace(/^#/, '').split('&').filter((pair) => {
    const [name, value = ''] = pair.replace(/^amp;/, '').split('=');
    if (!PAGE_KEYS.includes(name)) return true;
    if (value && !keys.has(name)) keys.set(name, value);
    return false;
  });
  return { link: rest.some(Boolean) ? `#${rest.join('&')}` : '', keys };
}

/** The link with the page's keys behind it. */
export function join(link, keys) {
  const said = PAGE_KEYS.filter((name) => keys.get(name)).map((name) => `${name}=${keys.get(name)}`).join('&');
  return said ? `${link || '#'}${link && '&'}${said}` : link;
}

/** The keys with their texts, as an object: what percent signs stand for is undone. */
export function saidBy(keys) {
  return Object.fromEntries([...keys].map(([name, value]) => [name, decoded(value).trim()]));
}

/** The link with texts by key behind it, of which those that are empty are not written. */
export function withKeys(link, said) {
  return join(link, new Map(Object.entries(said)));
}

function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
