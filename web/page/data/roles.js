// What was understood of a person's files, for them to see and to change: which column or array is what, whether pictures are turned, the classes and the range.
// A choice is {roles: [{name, role, part}], turn}; what it does not say is as it was understood.

import { h } from '../../kit/dom.js';
import { undecided } from './handles.js';
import { say } from '../../kit/words.js';

const MOST = 60; // columns that can be chosen for one by one, and classes that are listed

const ROLES = { input: say('role_input'), label: say('role_label'), index: say('role_index'), 'left out': say('role_none') };
const PARTS = { '': say('part_auto'), train: say('part_train'), test: say('part_test'), validation: say('part_validation') };

const number = (v) => Number(v.toPrecision(4)).toString();

// Notes of what is as it should be: nobody has to look at it before it is trained on.
const SURE = ['files_left_out', 'class_names_beside', 'class_in_names', 'labels_beside', 'column_labels', 'column_index', 'column_constant', 'text_decoded', 'array_twice', 'emnist_turned', 'pictures_in_color',
  'pictures_of_part_used', 'validation_left_out', 'held_of_classes'];

/** Whether what was found is worth a look before it is trained on: something was left out, or taken for what it may not be. */
export const doubtful = ({ left, notes }) => left > 0 || (notes ?? []).some(({ code }) => !SURE.includes(code));

/** A row for each column or array, and a switch for the turn; change(choice) is told what the person wants. null where there is nothing to choose. */
export function rolesOf({ kind, roles = [], turn }, choice, change) {
  const arrays = kind === 'pictures';
  const decide = (name, what) => {
    const before = choice?.roles?.find((r) => r.name === name);
    change({ turn: choice?.turn ?? '', roles: [...(choice?.roles ?? []).filter((r) => r !== before), { name, role: '', part: '', ...before, ...what }] });
  };
  const select = (options, value, label, onchange) => {
    const el = h('select', { 'aria-label': label, 'data-label': label, onchange: () => onchange(el.value) },
      ...Object.entries(options).map(([key, text]) => h('option', { value: key, selected: key === value }, text)));
    el.value = value;
    return el;
  };
  const row = ({ name, role, part = '' }) => h('li', { class: 'own-role' },
    h('span', { class: 'own-role-name', title: name }, name),
    select(ROLES, role, say('role_of', { name }), (value) => decide(name, { role: value })),
    arrays && role !== 'left out' && select(PARTS, part, say('part_of', { name }), (value) => decide(name, { part: value })));
  const rows = roles.filter(({ name }) => !name.includes(' ... ')).slice(0, MOST).map(row); // not what stands for a row of pixels
  if (!rows.length && !turn) return null;
  const turned = turn && h('label', { class: 'own-turn' },
    h('input', { type: 'checkbox', checked: turn === 'turned', onchange: ({ target }) => change({ roles: choice?.roles ?? [], turn: target.checked ? 'turned' : 'upright' }) }),
    say('own_turned'));
  return h('details', { class: 'own-roles', open: !undecided(choice) || rows.length <= 8 },
    h('summary', {}, say('own_roles')),
    rows.length > 0 && h('ul', {}, ...rows),
    roles.length > MOST && h('p', { class: 'hint' }, say('own_roles_more', { more: roles.length - MOST })),
    turned,
    !undecided(choice) && h('button', { type: 'button', class: 'quiet', onclick: () => change({ roles: [], turn: '' }) }, say('own_roles_auto')));
}

/** The range of the values, and the classes with how many there are of each. */
export function rangeOf({ min, max, mean }) {
  return say('own_range', { min: number(min), max: number(max), mean: number(mean) });
}

export function classesOf({ classes = [] }) {
  if (!classes.length) return null;
  const line = ({ name, train, test }) => h('li', {}, h('b', {}, name), ' ', say('own_class', { train, test }));
  return h('details', { class: 'own-classes' },
    h('summary', {}, say('own_classes', { classes: classes.length })),
    h('ul', {}, ...classes.slice(0, MOST).map(line), classes.length > MOST && h('li', {}, say('and_more', { more: classes.length - MOST }))));
}
