// What a field is called in Keras and in PyTorch, with their defaults: beside its explanation, from static/fields.json, which is loaded when somebody asks.

import { h, setText } from '../../kit/dom.js';
import { say } from '../../kit/words.js';
import { text } from '../lessons/texts.js';

/** What an entry says of a recipe with these values: some fields are called otherwise by the value of a field, {of: field, by: {value: {keras, pytorch}}}. */
export function equalOf(entry, values) {
  const value = values[entry.of]?.replace(/\(.*/u, '');
  return entry.by?.[value] ?? entry;
}

export class Equals {
  #lines = new Map(); // field: {keras, pytorch}, elements

  constructor(form, store) {
    Object.assign(this, { form, store });
    store.on('draft', () => this.#update());
  }

  /** Puts it into the form, where it is not there yet. */
  async show() {
    try {
      this.table = await text('fields.json');
    } catch (error) {
      console.info(error.message); // the explanations stand without it
      return;
    }
    for (const row of this.form.querySelectorAll('[data-field]')) {
      const { field } = row.dataset;
      if (!this.table[field] || this.#lines.has(field)) continue;
      const [keras, pytorch] = [h('code', {}), h('code', {})];
      row.querySelector('.field-help')?.after(h('p', { class: 'field-help field-equals' }, say('equals_keras'), ' ', keras, h('br', {}), say('equals_pytorch'), ' ', pytorch));
      this.#lines.set(field, { keras, pytorch });
    }
    this.#update();
  }

  #update() {
    if (!this.store.draft) return;
    for (const [field, { keras, pytorch }] of this.#lines) {
      const says = equalOf(this.table[field], this.store.draft.values);
      setText(keras, says.keras);
      setText(pytorch, says.pytorch);
    }
  }
}
