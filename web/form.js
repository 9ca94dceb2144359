// The recipe form, generated from the table of fields that the trainer describes.

import { h, icon, setText } from './dom.js';
import { makeControl } from './controls.js';
import { OUTSIDE_FORM } from './session.js';

const ORDER = ['Data', 'Network', 'Objective', 'Optimizer', 'Run'];

export class Form {
  #rows = new Map();

  constructor(host, session) {
    this.host = host;
    this.session = session;
    session.on('described', () => this.#build());
    session.on('draft', () => this.update());
  }

  #build() {
    this.#rows.clear();
    const fields = this.session.fields.filter((f) => !OUTSIDE_FORM.has(f.name));
    const groups = [...new Set([...ORDER, ...fields.map((f) => f.group)])];
    this.host.replaceChildren(...groups.map((group) => {
      const rows = fields.filter((f) => f.group === group).map((f) => this.#row(f));
      return rows.length > 0 && h('fieldset', { class: 'group' }, h('legend', {}, group), ...rows);
    }).filter(Boolean));
  }

  #row(field) {
    const ids = { input: `f-${field.name}`, help: `f-${field.name}-help`, error: `f-${field.name}-error` };
    const error = h('p', { class: 'field-error', id: ids.error, role: 'alert' });
    const standard = h('button', {
      type: 'button',
      class: 'standard icon-button',
      'aria-label': `${field.label}: back to the default`,
      title: 'Back to the default',
      onclick: () => this.#settle(field, this.session.reset(field.name)),
    }, icon('default'));
    const control = makeControl(field, ids, (value) => this.#settle(field, this.session.edit(field.name, value)));
    const label = control.single
      ? h('label', { for: ids.input, title: field.help }, field.label)
      : h('span', { class: 'label', id: `${ids.input}-label`, title: field.help }, field.label);
    const el = h('div', { class: `field kind-${field.kind}${control.tall ? ' tall' : ''}`, 'data-field': field.name },
      h('div', { class: 'field-head' }, label, field.live && h('span', { class: 'live', title: 'Applies at once, while training' }, 'live'), standard),
      control.element,
      h('p', { class: 'field-help', id: ids.help }, field.help),
      error);
    this.#rows.set(field.name, { field, el, control, error, standard });
    return el;
  }

  // A refused value stays in its box with the reason below it, until it is corrected or reset.
  async #settle(field, promise) {
    const row = this.#rows.get(field.name);
    const refused = await promise;
    this.#fault(row, refused);
    if (!refused) row.control.update(this.session.draft.values[field.name], this.session.draft.values, true);
  }

  #fault(row, text) {
    setText(row.error, text || '');
    row.el.classList.toggle('refused', !!text);
    row.control.invalid(!!text);
  }

  update() {
    const { draft, running } = this.session;
    this.host.inert = !running;
    this.host.classList.add('filled');
    const changed = new Set(draft.diff.map((c) => c.field));
    for (const [name, row] of this.#rows) {
      const when = row.field.when;
      row.el.hidden = !!when && !when.in.includes(draft.values[when.field]);
      row.standard.classList.toggle('off', !this.session.differs(name));
      row.el.classList.toggle('changed', changed.has(name));
      if (!row.el.classList.contains('refused') || draft.link === running?.link) {
        this.#fault(row, '');
        row.control.update(draft.values[name], draft.values);
      }
    }
  }
}

/** A value as people read it. */
export function shown(field, value) {
  if (!field) return value;
  if (field.kind === 'layers') {
    if (value === 'mirror') return 'mirrors the encoder';
    if (value === 'none') return 'no layers';
    return [...value.matchAll(/\((\d+),(\w+)\)/g)].map((m) => `${m[1]} ${m[2]}`).join(', ');
  }
  const at = field.choices?.indexOf(value) ?? -1;
  return at >= 0 ? field.choice_labels?.[at] ?? value : value;
}
