// Labels of the canvas: texts in the DOM over it, placed by the program. Elements are kept and changed only where needed.

const host = document.getElementById('labels');
const shown = []; // {element, label as it is in the DOM}

/** list: JSON of wasm/canvas/view.Label; theme: "light" or "dark". */
export function showLabels(list, theme) {
  const labels = JSON.parse(list);
  if (document.documentElement.dataset.theme !== theme) document.documentElement.dataset.theme = theme;
  while (shown.length > labels.length) shown.pop().element.remove();
  labels.forEach((label, i) => {
    if (!shown[i]) {
      shown[i] = { element: document.createElement('span'), label: {} };
      host.append(shown[i].element);
    }
    change(shown[i], label);
  });
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
