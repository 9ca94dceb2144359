// What is wrong with the run, as the trainer finds it: one quiet card, with what to do about it.

import { h } from '../../kit/dom.js';
import { repairButtons } from '../recipe/repairs.js';
import { say } from '../../kit/words.js';

/** take(link) opens another recipe. */
export function bindDiagnoses(card, store, take) {
  store.on('diagnoses', () => {
    const list = store.diagnoses;
    card.hidden = list.length === 0;
    card.replaceChildren(h('p', { class: 'diagnoses-title', id: 'diagnoses-title' }, say('diagnoses_title', { found: list.length })), ...list.flatMap(({ field, text, repairs }) => {
      const instead = repairButtons(take);
      instead.update(repairs);
      return [h('p', { 'data-kind': field }, text), instead.element];
    }));
  });
}
