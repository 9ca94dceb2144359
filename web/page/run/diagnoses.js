// What is wrong with the run, as the trainer finds it: one quiet card, with what to do about it. Texts and buttons stay while they are true, and so does the
// focus: percents are others at every epoch.

import { h, setText } from '../../kit/dom.js';
import { repairButtons } from '../recipe/repairs.js';
import { alone, say } from '../../kit/words.js';

/** take(link) opens another recipe; spoken(text) tells a screen reader what was not there before. */
export function bindDiagnoses(card, store, { take, spoken }) {
  const title = h('p', { class: 'diagnoses-title', id: 'diagnoses-title' });
  const rows = new Map(); // kind: Row
  card.replaceChildren(title);
  store.on('diagnoses', () => {
    const list = store.diagnoses;
    const kinds = new Set(list.map(({ field }) => field));
    for (const [kind, row] of rows) {
      if (kinds.has(kind)) continue;
      row.element.remove();
      rows.delete(kind);
    }
    const fresh = list.filter(({ field }) => !rows.has(field));
    list.forEach((found, i) => {
      const { field: kind } = found;
      if (!rows.has(kind)) rows.set(kind, new Row(kind, take));
      const row = rows.get(kind);
      row.show(found);
      const at = card.children[i + 1];
      if (at !== row.element) card.insertBefore(row.element, at ?? null);
    });
    card.hidden = list.length === 0;
    setText(title, say('diagnoses_title', { found: list.length }));
    if (fresh.length) spoken(fresh.map(({ text }) => alone(text)).join(' '));
  });
}

class Row {
  #repairs = ''; // that are shown

  constructor(kind, take) {
    this.text = h('p', { 'data-kind': kind });
    this.instead = repairButtons(take);
    this.element = h('div', {}, this.text, this.instead.element);
  }

  show({ text, repairs = [] }) {
    setText(this.text, text);
    const told = JSON.stringify(repairs.map(({ field: link, text: says }) => [link, says]));
    if (told === this.#repairs) return;
    this.#repairs = told;
    this.instead.update(repairs);
  }
}
