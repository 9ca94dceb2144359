// A page that is printed is one sheet: what the run is, where it stands, its recipe and its network, the panels that are seen, and the link that trains it again.

import { h } from '../../kit/dom.js';
import { say } from '../../kit/words.js';
import { labelOf, shown } from '../recipe/labels.js';
import { PlainView } from '../view/fallback.js';
import { PANELS } from '../view/panels.js';
import { captionOf } from './caption.js';

const WIDE = 680; // pixels: a sheet of A4, or of Letter, without its margins
const HIGH = 600; // for the panels
const GAP = 14; // between panels
const MOST_HIGH = 330;
const FINE = 3; // points of the printer to a pixel

/**
 * Fills the sheet when the page is to be printed. known(): what the frames of the run have brought, or null; view(): what is seen, as core/wire's View; figure: the
 * drawn network; sentence(): the run in words; link() resolves to its link.
 */
export function bindSheet(sheet, store, { known, view, figure, sentence, address }) {
  let panels = [];
  addEventListener('beforeprint', () => {
    const { running } = store;
    if (!running) return;
    const s = known() ?? {};
    const [title] = captionOf(store, store.figures);
    const cells = cellsOf(view().panels, s);
    sheet.replaceChildren(
      h('header', {}, h('h1', {}, title), h('span', {}, say('sheet_by'))),
      h('p', { class: 'sheet-figures' }, [sentence(), ...printOf(store.figures)].join(' ')),
      h('div', { class: 'sheet-recipe' }, h('div', { class: 'hourglass' }, figure.querySelector('svg')?.cloneNode(true) ?? ''), h('dl', {}, ...recipeOf(store))),
      h('div', { class: 'sheet-panels' }, ...cells.map(({ name, element, wide }) => h('figure', wide ? { class: 'wide' } : {}, h('figcaption', {}, labelOfPanel(store, name)), element))),
      h('p', { class: 'sheet-link' }, address()));
    sheet.hidden = false;
    panels = cells.map(({ name, element }) => {
      const plain = new PlainView(element, FINE);
      plain.show(s, { ...view(), panels: [name], theme: 'light' }, null);
      return plain;
    });
  });
  addEventListener('afterprint', () => {
    for (const plain of panels) plain.remove();
    panels = [];
    sheet.hidden = true;
    sheet.replaceChildren();
  });
}

const printOf = ({ fingerprint, arithmetic }) => (fingerprint ? [say('sheet_fingerprint', { fingerprint, arithmetic })] : []);

const labelOfPanel = ({ panels }, name) => panels.find((panel) => panel.name === name)?.label ?? name;

/** Where the panels that have something to show find room: {name, element, wide}, two in a row; one that is left over has a row of its own. */
function cellsOf(names, s) {
  const there = names.filter((name) => PANELS[name]?.has(s));
  const rows = Math.ceil(there.length / 2);
  const high = Math.min(MOST_HIGH, Math.floor((HIGH - rows * GAP) / Math.max(1, rows)) - 2 * GAP);
  return there.map((name, i) => {
    const wide = i === there.length - 1 && i % 2 === 0;
    const element = h('div', { class: 'sheet-panel' });
    Object.assign(element.style, { width: `${(wide ? WIDE : (WIDE - GAP) / 2) + 2 * GAP}px`, height: `${high + 2 * GAP}px`, margin: `-${GAP}px` }); // that lies around a plain view
    return { name, element, wide };
  });
}

// The fields of the recipe that apply, with what they are.
function recipeOf({ fields, running }) {
  const { values } = running;
  return fields.filter(({ name, when, kind }) => (!when || when.in.includes(values[when.field])) && (kind !== 'changes' || values[name] !== 'none'))
    .map((field) => h('div', {}, h('dt', {}, labelOf(field, running)), h('dd', {}, String(shown(field, values[field.name])))));
}
