// What fields and their values are called.

import { say } from '../../kit/words.js';

/** What a field is called, in a recipe of images or of a table's rows. */
export function labelOf(field, { showing }) {
  return (showing?.rows && field.label_rows) || field.label;
}

/** A value as people read it. */
export function shown(field, value) {
  if (!field) return value;
  if (field.kind === 'changes') return value === 'none' ? say('value_no_changes') : value.replace(/,(?=\d+:)/g, ', ');
  if (field.kind === 'layers') {
    if (value === 'mirror') return say('value_mirror');
    if (value === 'none') return say('value_no_layers');
    return value.replaceAll('),', '), ');
  }
  const at = field.choices?.indexOf(value) ?? -1;
  return at >= 0 ? field.choice_labels?.[at] ?? value : value;
}
