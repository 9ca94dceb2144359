// What the network is trained for: the first choice of the form. The trainer says which there are, which one a recipe has, and what another
// one sets.

import { h, setText } from '../../kit/dom.js';
import { repairButtons } from './repairs.js';
import { alone, say } from '../../kit/words.js';

export class ObjectiveChoice {
  constructor(store, editor) {
    Object.assign(this, { store, editor });
    this.select = h('select', { id: 'objective', 'aria-describedby': 'objective-help objective-error', onchange: () => this.#choose(this.select.value) });
    this.help = h('p', { class: 'objective-help', id: 'objective-help' });
    this.error = h('p', { class: 'field-error', id: 'objective-error', role: 'alert' });
    this.instead = repairButtons(async (link) => this.#say(await editor.take(link)));
    this.element = h('div', { class: 'field', 'data-field': 'objective' },
      h('div', { class: 'field-head' }, h('label', { for: 'objective' }, say('objective'))), this.select, this.help, this.error, this.instead.element);
  }

  /** The trainer has said what there is. */
  describe() {
    this.select.replaceChildren(...this.store.objectives.map(({ name, label }) => h('option', { value: name }, label)));
  }

  async #choose(name) {
    const { refused, repairs } = await this.editor.attempt('objective', name);
    this.#say(refused, repairs);
    this.update(this.store.draft);
  }

  #say(refused, repairs) {
    setText(this.error, refused ? alone(refused) : '');
    this.instead.update(refused ? repairs : []);
  }

  update({ showing }) {
    const now = showing?.objective;
    if (!now) return;
    this.select.value = now;
    setText(this.help, this.store.objectives.find(({ name }) => name === now)?.help ?? '');
  }
}
