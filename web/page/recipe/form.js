// The recipe form, generated from the table of fields that the trainer describes.

import { h, icon, setText } from '../../kit/dom.js';
import { LiveChanges } from './changes.js';
import { makeControl } from './controls.js';
import { labelOf } from './labels.js';
import { ObjectiveChoice } from './objective.js';
import { folding, minor, ofFields } from '../fold.js';
import { Presets } from './presets.js';
import { repairButtons } from './repairs.js';
import { OUTSIDE_FORM } from '../store.js';
import { alone, say } from '../../kit/words.js';

// The groups, in their order, and what they are called.
const GROUPS = {
  Data: say('group_data'), Network: say('group_network'), Objective: say('group_objective'), 'Pre-training': say('group_pretraining'),
  Optimizer: say('group_optimizer'), Run: say('group_run'),
};

export class Form {
  #rows = new Map();

  /** report(text) says an error; extras: elements that end a group, by its name. */
  constructor(container, store, editor, report, extras = {}) {
    Object.assign(this, { container, store, editor, extras });
    this.fold = folding(container, 'fields', ofFields);
    this.objective = new ObjectiveChoice(store, editor);
    this.presets = new Presets(store, editor, report);
    this.changes = new LiveChanges(store, editor, report);
    store.on('described', () => this.#build());
    store.on('draft', () => this.update());
    store.on('force', () => this.update());
    store.on('state', () => this.store.draft && this.update());
    store.on('metrics', () => this.#rate(store.metrics));
  }

  #build() {
    this.#rows.clear();
    const fields = this.store.fields.filter((f) => !OUTSIDE_FORM.has(f.name) && f.kind !== 'changes');
    const groups = [...new Set([...Object.keys(GROUPS), ...fields.map((f) => f.group)])];
    this.objective.describe();
    this.container.replaceChildren(this.objective.element, ...groups.map((group) => {
      const rows = fields.filter((f) => f.group === group).map((f) => this.#row(f));
      for (const [name, element] of [['optimizer', this.presets.element], ['learning_rate', this.changes.element]]) {
        const before = rows.findIndex((row) => row.dataset.field === name);
        if (before >= 0) rows.splice(before + 1, 0, element);
      }
      if (rows.length === 0) return null;
      return h('fieldset', { class: 'group' }, h('legend', {}, GROUPS[group] || group), ...rows, this.extras[group]);
    }).filter(Boolean), this.fold.button);
  }

  #row(field) {
    const ids = { input: `f-${field.name}`, help: `f-${field.name}-help`, error: `f-${field.name}-error` };
    const error = h('p', { class: 'field-error', id: ids.error, role: 'alert' });
    const instead = repairButtons((link) => this.#mend(field, link));
    const standard = h('button', {
      type: 'button',
      class: 'standard icon-button',
      'aria-label': say('field_back_to_default', { field: field.label }),
      title: say('back_to_default'),
      onclick: () => this.#settle(field, this.editor.reset(field.name)),
    }, icon('default'));
    const control = makeControl(field, ids, (value) => this.#settle(field, this.editor.attempt(field.name, value)), () => this.store.layers);
    const label = control.single
      ? h('label', { for: ids.input, 'data-says': field.help }, field.label)
      : h('span', { class: 'label', id: `${ids.input}-label`, 'data-says': field.help }, field.label);
    const now = h('span', { class: 'now' });
    const live = field.live && h('span', { class: 'live', id: `${ids.input}-live` });
    const el = h('div', { class: `field kind-${field.kind}${control.tall ? ' tall' : ''}`, 'data-field': field.name },
      h('div', { class: 'field-head' }, label, live, now, standard),
      control.element,
      h('p', { class: 'field-help', id: ids.help }, field.help),
      error, instead.element);
    this.#rows.set(field.name, { field, el, label, control, error, instead, standard, now, live, edits: 0 }); // edits under way
    return el;
  }

  // By a schedule the rate in force is another than the one in the box. Pre-training has a rate of its own.
  #rate({ phase_code: phase, learning_rate: rate }) {
    const now = phase === 'phase_pretraining' ? 0 : rate;
    const row = this.#rows.get('learning_rate');
    const base = this.store.inForce('learning_rate');
    if (row) setText(row.now, now > 0 && base && now !== Number(base) ? say('rate_now', { rate: Number(now.toPrecision(3)) }) : '');
  }

  // Where another edit of its group waits, or the run is over, a live field waits as well.
  #live(badge, applies) {
    badge.classList.toggle('waits', !applies);
    setText(badge, applies ? say('field_live') : say('field_waits'));
    badge.dataset.says = applies ? say('field_live_title') : say('field_waits_title');
  }

  // A refused value stays in its box with the reason below it, until it is corrected or reset.
  async #settle(field, promise) {
    const row = this.#rows.get(field.name);
    row.edits++;
    const { refused, repairs } = await promise.finally(() => { row.edits--; });
    this.#fault(row, refused, repairs);
    if (!refused && !row.edits) row.control.update(this.#value(field.name), this.store.draft, true);
  }

  // What an edit would change: of a live field what the run goes on with, or else what it begins with.
  #value(name) {
    return this.editor.appliesLive(name) ? this.store.inForce(name) : this.store.draft.values[name];
  }

  // A recipe that would be taken: the box has its value then, and so has whatever else it changes.
  async #mend(field, link) {
    const row = this.#rows.get(field.name);
    const refused = await this.editor.take(link);
    this.#fault(row, refused);
    if (!refused) row.control.update(this.#value(field.name), this.store.draft, true);
    row.el.querySelector('input, select, textarea, button')?.focus();
  }

  #fault(row, text, repairs) {
    setText(row.error, text ? alone(text) : '');
    row.instead.update(text ? repairs : []);
    row.el.classList.toggle('refused', !!text);
    row.control.invalid(!!text);
  }

  update() {
    const { draft, running } = this.store;
    this.container.inert = !running;
    this.container.classList.add('filled');
    this.objective.update(draft);
    this.presets.update(draft);
    this.changes.update(draft);
    const changed = new Set(draft.diff.map((c) => c.field));
    for (const [name, row] of this.#rows) {
      const when = row.field.when;
      row.el.hidden = !!when && !when.in.includes(draft.values[when.field]);
      setText(row.label, labelOf(row.field, draft));
      const value = this.#value(name);
      row.standard.classList.toggle('off', !this.editor.differs(name) && value === draft.values[name]);
      row.el.classList.toggle('changed', changed.has(name));
      row.el.classList.toggle('minor', minor(row.field, value, changed.has(name)));
      if (row.live) this.#live(row.live, !running || this.editor.appliesLive(name));
      if (!row.el.classList.contains('refused') || draft.link === running?.link) {
        this.#fault(row, '');
        if (!row.edits) row.control.update(value, draft); // else what is being typed would go
      }
    }
    this.fold.update();
  }
}
