// The defaults that other programs give the chosen optimizer: buttons that set its fields in one go.

import { h } from '../../kit/dom.js';
import { say } from '../../kit/words.js';

export class Presets {
  #shown = '';
  #chips = [];

  constructor(store, editor, report) {
    Object.assign(this, { store, editor, report });
    this.row = h('div', { class: 'chips presets', role: 'group', 'aria-labelledby': 'presets-label' });
    this.element = h('div', { class: 'field tall minor', hidden: true },
      h('div', { class: 'field-head' }, h('span', { class: 'label', id: 'presets-label', 'data-says': say('presets_title') }, say('presets_of'))),
      this.row);
  }

  #choose(chip) {
    this.editor.editAll(pairs(chip.values)).then((refused) => refused && this.report(refused));
  }

  update({ values }) {
    const list = this.store.presets.filter((p) => p.optimizer === values.optimizer);
    const key = list.map((p) => p.optimizer + p.label).join();
    if (key !== this.#shown) {
      this.#shown = key;
      this.#chips = list.map((p) => {
        const chip = { values: p.values };
        chip.button = h('button', { type: 'button', class: 'chip', onclick: () => this.#choose(chip) }, p.label);
        return chip;
      });
      this.row.replaceChildren(...this.#chips.map((c) => c.button));
      this.element.hidden = list.length === 0;
    }
    for (const { button, values: text } of this.#chips) {
      const all = pairs(text);
      button.setAttribute('aria-pressed', String(all.every(([name, value]) => values[name] === value)));
      button.title = all.map(([name, value]) => `${this.store.field(name)?.label || name} ${value}`).join(', ');
    }
  }
}

function pairs(text) {
  return text.split('&').map((pair) => pair.split('='));
}
