// Labels of the canvas: texts in the DOM over it, placed by the program. Elements are kept and changed only where needed.

const container = document.getElementById('labels');
let shown = []; // {element, label as it is in the DOM}

/** list: JSON of wasm/canvas/board.Label; theme: "light" or "dark". */
export function showLabels(list, theme) {
  const labels = JSON.parse(list);
  if (document.documentElement.dataset.theme !== theme) document.documentElement.dataset.theme = theme;
  // The element that says the same stays with it, so that one label more does not change all that come after it.
  const free = new Map();
  for (const entry of shown) free.set(key(entry.label), [...(free.get(key(entry.label)) || []), entry]);
  const same = labels.map((label) => free.get(key(label))?.shift());
  const rest = [...free.values()].flat();
  shown = labels.map((label, i) => same[i] || rest.shift() || added());
  for (const { element } of rest) element.remove();
  shown.forEach((entry, i) => {
    change(entry, labels[i]);
    if (container.children[i] !== entry.element) container.insertBefore(entry.element, container.children[i]);
  });
}

function key({ c, t }) {
  return `${c}: ${t}`;
}

function added() {
  return { element: document.createElement('span'), label: {} };
}

const ALIGN = { l: 'left', c: 'center', r: 'right' };

function change(entry, label) {
  const { element, label: old } = entry;
  if (old.t !== label.t) element.textContent = label.t;
  if (old.c !== label.c) element.className = label.c;
  const { style } = element;
  if (old.a !== label.a) style.textAlign = ALIGN[label.a];
  if (old.x !== label.x) style.left = `${label.x}px`;
  if (old.y !== label.y) style.top = `${label.y}px`;
  if (old.w !== label.w) style.width = `${label.w}px`;
  if (old.h !== label.h) style.height = style.lineHeight = `${label.h}px`;
  entry.label = label;
}
