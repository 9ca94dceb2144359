// Figures and recipes of two runs, side by side.

import { h } from '../../kit/dom.js';
import { count, loss } from '../../kit/format.js';
import { say } from '../../kit/words.js';
import { labelOf, shown } from '../recipe/labels.js';
import { along } from '../runs/overlay.js';
import { commonOf, curveOf, tested } from './comparison.js';
import { amount, markOf } from './curves.js';
import { signed } from './images.js';

/** The figures of both runs. by: what is the same of them; of two that are seen where they stand also the last losses that both curves reach. */
export function figuresOf(a, b, by) {
  const row = (name, value, text, compared = true) => {
    const [x, y] = [a, b].map(value);
    const both = compared && Number.isFinite(x) && Number.isFinite(y);
    return h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, text(x)), h('td', {}, text(y)), h('td', {}, both ? signed(y - x) : ''));
  };
  const one = a.axis === b.axis;
  const both = tested(a, b);
  const common = one && by === 'latest' && commonOf(...[a, b].map((run) => curveOf(run, 'step', both)));
  return h('section', { class: 'compare-figures' },
    h('table', {},
      h('caption', {}, say('compare_figures')),
      h('thead', {}, h('tr', {}, h('td', {}), h('th', { scope: 'col' }, markOf(a)), h('th', { scope: 'col' }, markOf(b)), h('th', { scope: 'col' }, say('compare_difference')))),
      h('tbody', {},
        row(say('compare_step'), (r) => r.metrics.step, count, false),
        row(say('compare_epoch'), (r) => r.metrics.epoch, count, false),
        row(say('compare_images_seen'), (r) => along('images', r.metrics.step, r), count, false),
        row(say('compare_train_loss'), (r) => r.metrics.train_loss, loss, one),
        row(say('compare_test_loss'), (r) => r.metrics.test_loss, loss, one),
        row(say('compare_mse'), (r) => r.metrics.test_mse, loss),
        common && h('tr', {}, h('th', { scope: 'row' }, say('compare_common', { test: both, at: amount(common.at) })),
          h('td', {}, loss(common.a)), h('td', {}, loss(common.b)), h('td', {}, signed(common.b - common.a))))));
}

/** What the recipes do not have in common. fieldOf(name) is a field of the form; running: the recipe that is open. */
export function recipesOf(a, b, diff, fieldOf, running) {
  const rows = diff.map((c) => {
    const field = fieldOf(c.field);
    return h('tr', {}, h('th', { scope: 'row' }, field ? labelOf(field, running) : c.label), h('td', {}, shown(field, c.from)), h('td', {}, shown(field, c.to)));
  });
  return h('section', { class: 'compare-recipes' }, diff.length
    ? h('table', {}, h('caption', {}, say('compare_recipes')),
      h('thead', {}, h('tr', {}, h('td', {}), h('th', { scope: 'col' }, a.name), h('th', { scope: 'col' }, b.name))), h('tbody', {}, ...rows))
    : h('p', { class: 'hint' }, say('compare_same_recipe')));
}
