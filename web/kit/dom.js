// Building and finding elements. Text always goes through textContent, so nothing a link or a
// file says can become markup.

const SVG = 'http://www.w3.org/2000/svg';

/** The element with this id; a missing one is a mistake in index.html. */
export function byId(id) {
  const el = document.getElementById(id);
  if (!el) throw new Error(`index.html has no #${id}`);
  return el;
}

/** h('button', {class: 'quiet', onclick: f, 'aria-label': 'Undo'}, 'text', child, ...) */
export function h(tag, attrs, ...children) {
  return fill(document.createElement(tag), attrs, children);
}

/** The same for SVG. */
export function svg(tag, attrs, ...children) {
  return fill(document.createElementNS(SVG, tag), attrs, children);
}

function fill(el, attrs, children) {
  for (const [name, value] of Object.entries(attrs || {})) {
    if (value == null || value === false) continue;
    if (name.startsWith('on')) el.addEventListener(name.slice(2), value);
    else if (name in el && typeof value === 'boolean') el[name] = value;
    else el.setAttribute(name, value === true ? '' : value);
  }
  el.append(...children.filter((c) => c != null && c !== false));
  return el;
}

/** Sets text only when it differs: no needless layout, no repeated announcement. */
export function setText(el, text) {
  if (el.textContent !== text) el.textContent = text;
}

/** An icon out of the sprite in index.html. */
export function icon(name) {
  return svg('svg', { class: 'icon', 'aria-hidden': 'true' }, svg('use', { href: `#i-${name}` }));
}

/** True while the person is typing, so that single keys stay letters. */
export function typing(target) {
  if (!(target instanceof Element)) return false;
  const el = target.closest('input, select, textarea, [contenteditable]');
  return !!el && !['checkbox', 'radio', 'range', 'button', 'file'].includes(el.type);
}
