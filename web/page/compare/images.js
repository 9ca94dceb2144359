// The same test images or rows of two runs, with what each makes of them and how their errors differ.

import { h } from '../../kit/dom.js';
import { loss } from '../../kit/format.js';
import { say } from '../../kit/words.js';
import { drawGray } from '../pixels.js';
import { inputsOf } from './comparison.js';
import { markOf } from './curves.js';

export class Images {
  element = h('div', { class: 'compare-images', role: 'region', tabindex: '0' });

  /** The inputs of what Pair.see() found, a column an input. */
  show({ a, b, errors }) {
    const m = inputsOf(a.frame);
    const rows = m === a.frame.table;
    const picture = (pixels, i) => {
      if (rows) return null;
      const canvas = h('canvas', { class: 'compare-tile', 'aria-hidden': 'true' });
      const size = m.w * m.h * m.c;
      drawGray(canvas, pixels.subarray(i * size, (i + 1) * size), m.w, m.h, m.c);
      return canvas;
    };
    const most = Math.max(...errors.map((e) => Math.abs(e.difference)), 1e-12);
    const line = (name, cell) => h('tr', {}, h('th', { scope: 'row' }, name), ...errors.map((e, i) => h('td', { 'data-image': i }, ...cell(e, i))));
    const outputs = (run, error) => line(markOf(run), (e, i) => [picture(inputsOf(run.frame).output, i), h('span', {}, loss(error(e)))]);
    this.element.setAttribute('aria-label', say('compare_images', { rows }));
    this.element.replaceChildren(h('table', {},
      h('caption', { class: 'unseen' }, say('compare_images', { rows })),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, say('compare_inputs', { rows })), ...errors.map((e, i) => h('th', { scope: 'col', 'data-image': i },
        picture(m.clean, i), h('span', { class: rows ? '' : 'unseen' }, say('compare_input', { rows, index: e.index })))))),
      h('tbody', {},
        m.corrupted?.length > 0 && !rows && line(say('compare_corrupted'), (e, i) => [picture(m.corrupted, i)]),
        outputs(a, (e) => e.a), outputs(b, (e) => e.b),
        line(say('compare_difference'), (e) => [bar(e.difference / most), h('span', {}, signed(e.difference))]))));
  }

  /** Marks an input; -1: none. */
  mark(i) {
    for (const cell of this.element.querySelectorAll('[data-image]')) cell.classList.toggle('marked', Number(cell.dataset.image) === i && i >= 0);
  }
}

/** A difference of losses with its sign. */
export const signed = (x) => (x > 0 ? `+${loss(x)}` : x < 0 ? `\u2212${loss(-x)}` : loss(0));

/** A bar to the right where the second run errs more, to the left where it errs less. */
function bar(share) {
  const element = h('span', { class: `compare-bar ${share > 0 ? 'more' : 'less'}`, 'aria-hidden': 'true' }, h('i', {}));
  element.firstChild.style.width = `${Math.abs(share) * 50}%`;
  return element;
}
