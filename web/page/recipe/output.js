// The output layer: its kind, its window where it has one, and the shape it makes.

import { h } from '../../kit/dom.js';
import { made, readLayers } from './layers.js';
import { windowBoxes } from './window.js';

const nameOf = (layer) => layer.split('(')[0];

/** kinds: () => the kinds of layer, once they are known. */
export function outputControl(field, ids, commit, kinds) {
  const pick = h('select', { id: ids.input, 'aria-describedby': `${ids.help} ${ids.error}`, onchange: () => commit(field.choices.find((c) => nameOf(c) === pick.value)) },
    ...field.choices.map((c, i) => h('option', { value: nameOf(c) }, field.choice_labels[i])));
  const parts = h('div', { class: 'layer-parts' });
  const shape = h('div', {});
  let drawn = '';
  return {
    element: h('div', { class: 'output-layer' }, pick, parts, shape),
    single: true,
    tall: true,
    update(value, draft) {
      const kind = nameOf(value);
      pick.value = kind;
      shape.replaceChildren(...[made(draft.plan?.decoder.at(-1), draft.plan?.output !== value && draft.plan?.output)].filter(Boolean));
      if (value === drawn) return;
      drawn = value;
      const at = [...parts.querySelectorAll('input')].indexOf(document.activeElement);
      const window = kinds().find((k) => k.name === kind)?.parts.find((p) => p.options);
      parts.replaceChildren(...(window ? windowBoxes(field.label, ids, readLayers(value)[0].args, window, (list) => commit(`${kind}(${list.join(',')})`)) : []));
      parts.querySelectorAll('input')[at]?.focus();
    },
    invalid(on) {
      for (const input of [pick, ...parts.querySelectorAll('input')]) input.setAttribute('aria-invalid', on);
    },
  };
}
