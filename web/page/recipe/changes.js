// What was changed while the run went on, in words: from which step, what, and a button that takes it out of the recipe, which is an
// edit like any other.

import { h, icon } from '../../kit/dom.js';
import { written } from './editor.js';
import { say } from '../../kit/words.js';

export class LiveChanges {
  #drawn = '';

  /** report(text) says an error. */
  constructor(store, editor, report) {
    Object.assign(this, { store, editor, report });
    this.title = h('span', { class: 'label', id: 'changes-label', 'data-says': say('live_changes_title') }, say('live_changes'));
    this.list = h('ul', { class: 'live-changes', 'aria-labelledby': 'changes-label' });
    this.all = h('button', { type: 'button', class: 'quiet', title: say('live_changes_from_now_title'), onclick: () => this.#settle(this.editor.startFromNow()) },
      say('live_changes_from_now'));
    this.element = h('div', { class: 'field tall', 'data-field': 'changes', hidden: true },
      h('div', { class: 'field-head' }, this.title), this.list, this.all);
  }

  async #settle(edit) {
    const refused = await edit;
    if (refused) this.report(refused);
  }

  // The button that had the focus is gone with its change: the one in its place has it then, or the first box of the form.
  #remove(change, at) {
    const rest = this.store.draft.changes.filter(({ text }) => text !== change.text);
    this.#settle(this.editor.edit('changes', written(rest)).then((refused) => {
      const buttons = this.list.querySelectorAll('button');
      (buttons[Math.min(at, buttons.length - 1)] || document.getElementById('f-learning_rate'))?.focus();
      return refused;
    }));
  }

  update({ changes, diff }) {
    this.element.hidden = changes.length === 0;
    this.element.classList.toggle('changed', diff.some((c) => c.field === 'changes'));
    const drawn = changes.map(({ text }) => text).join();
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.list.replaceChildren(...changes.map((change, at) => {
      const field = this.store.field(change.field);
      const what = { step: change.step, field: (field?.label || change.field).toLowerCase(), value: change.value };
      return h('li', {}, h('span', {}, say('live_change', what)),
        h('button', {
          type: 'button', class: 'icon-button', 'aria-label': say('live_change_remove', what), title: say('layer_remove_title'),
          onclick: () => this.#remove(change, at),
        }, icon('close')));
    }));
  }
}
