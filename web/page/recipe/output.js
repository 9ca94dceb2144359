// The output layer: its kind, its window where it has one, and the shape it makes.

import { h } from '../../kit/dom.js';
import { made, readLayers } from './layers.js';
import { windowBoxes } from './window.js';

const KINDS = { auto: 'What fits', dense: 'Dense', conv: 'Convolution', convt: 'Transposed convolution' };
const NEW = { auto: 'auto', dense: 'dense', conv: 'conv(3)', convt: 'convt(3,s2)' };

export function outputControl(field, ids, commit) {
  const pick = h('select', { id: ids.input, 'aria-describedby': `${ids.help} ${ids.error}`, onchange: () => commit(NEW[pick.value]) },
    ...Object.entries(KINDS).map(([kind, label]) => h('option', { value: kind }, label)));
  const parts = h('div', { class: 'layer-parts' });
  const shape = h('div', {});
  let drawn = '';
  return {
    element: h('div', { class: 'output-layer' }, pick, parts, shape),
    single: true,
    tall: true,
    update(value, draft) {
      const [{ kind, args }] = value.includes('(') ? readLayers(value) : [{ kind: value, args: null }];
      pick.value = kind;
      const level = draft.plan?.decoder.at(-1);
      shape.replaceChildren(...[made(level, kind === 'auto' && level && bare(level.layer))].filter(Boolean));
      if (value === drawn) return;
      drawn = value;
      const at = [...parts.querySelectorAll('input')].indexOf(document.activeElement);
      parts.replaceChildren(...(args ? windowBoxes(field.label, ids, args, true, kind === 'convt', (list) => commit(`${kind}(${list.join(',')})`)) : []));
      parts.querySelectorAll('input')[at]?.focus();
    },
    invalid(on) {
      for (const input of [pick, ...parts.querySelectorAll('input')]) input.setAttribute('aria-invalid', on);
    },
  };
}

// Channels and activation of the output are for other fields to say.
function bare(layer) {
  const [{ kind, args }] = readLayers(layer);
  return kind === 'dense' ? kind : `${kind}(${args.slice(1, -1).join(',')})`;
}
