// Two runs side by side, in place of the panels: figures, recipes, test images with both outputs, planes and curves.

import { h, setText } from '../../kit/dom.js';
import { count, loss } from '../../kit/format.js';
import { say } from '../../kit/words.js';
import { drawGray } from '../pixels.js';
import { labelOf, shown } from '../recipe/form.js';
import { BY } from '../runs/overlay.js';
import { commonOf, compare, curveOf, inputsOf, tested } from './comparison.js';
import { chartsOf, markOf } from './curves.js';
import { Planes } from './planes.js';

const AGAIN_MS = 2000; // between two comparisons of runs that go on

export class CompareView {
  #found = null; // what compare() found last
  #asked = 0;
  #looking = 0; // comparisons under way
  #listed = ''; // what can be chosen
  #opener = null;
  #before = 0; // when it was compared last
  #timer = 0;

  /** frame: what it takes the place of. */
  constructor(frame, keeper, engine, store) {
    Object.assign(this, { frame, keeper, engine, store });
    const select = (label, ...options) => h('select', { 'aria-label': label, onchange: () => this.#again() }, ...options);
    this.a = select(say('compare_a'));
    this.b = select(say('compare_b'));
    this.by = h('select', { 'aria-label': say('compare_by'), onchange: () => this.#show() },
      ...BY.filter((by) => by !== 'none').map((by) => h('option', { value: by }, say('compare_by_which', { by }))));
    this.title = h('h3', { tabindex: '-1', id: 'compare-title' }, say('compare_title'));
    this.close = h('button', { type: 'button', class: 'quiet small', onclick: () => this.hide() }, say('compare_close'));
    this.status = h('p', { class: 'compare-status', role: 'status' });
    this.planes = new Planes((i) => this.#mark(i));
    this.images = h('div', { class: 'compare-images', role: 'region', tabindex: '0' });
    [this.other, this.curves, this.figures, this.recipes] = [h('p', { class: 'hint' }), h('div', {}), h('div', {}), h('div', {})];
    this.body = h('div', { class: 'compare-body', hidden: true }, this.images, this.other, this.planes.element, this.curves, this.figures, this.recipes);
    this.element = h('section', { class: 'compare', 'aria-labelledby': 'compare-title', hidden: true },
      h('div', { class: 'compare-head' }, this.title, this.a, this.b, this.by, this.close), this.status, this.body);
    frame.append(this.element);
    keeper.on('list', () => this.#follow());
  }

  get shown() { return !this.element.hidden; }

  /** Opens the comparison of two runs, by id. */
  async open(a, b) {
    if (!this.shown) this.#opener = document.activeElement;
    this.element.hidden = false;
    this.frame.closest('.stage').classList.add('comparing');
    this.#choices(a, b);
    this.title.focus({ preventScroll: true });
    this.title.scrollIntoView({ block: 'nearest' });
    await this.#again();
  }

  hide() {
    this.element.hidden = true;
    this.#asked++;
    clearTimeout(this.#timer);
    this.frame.closest('.stage').classList.remove('comparing');
    this.#found = null;
    if (this.#opener?.isConnected) this.#opener.focus();
  }

  #choices(a, b) {
    const runs = this.keeper.book.list.filter((run) => run.restorable).map(({ id, name }) => ({ id, name }));
    const listed = JSON.stringify(runs);
    for (const [select, id] of [[this.a, a], [this.b, b]]) {
      if (listed !== this.#listed) select.replaceChildren(...runs.map((run) => h('option', { value: run.id }, run.name)));
      select.value = id;
    }
    this.#listed = listed;
  }

  // A run that is compared goes on, or is gone.
  #follow() {
    if (!this.shown || this.#looking > 0) return; // what is compared is stored for it
    const { list } = this.keeper.book;
    const [a, b] = [this.a.value, this.b.value];
    this.#choices(a, b);
    const stands = (id, run) => list.find((r) => r.id === id)?.record.step === run?.metrics.step;
    if (this.#found && stands(a, this.#found.a) && stands(b, this.#found.b)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#again(), Math.max(0, this.#before + AGAIN_MS - performance.now()));
  }

  async #again() {
    const [a, b] = [this.a.value, this.b.value];
    const asked = ++this.#asked;
    if (!a || !b) {
      this.#fails(say('compare_gone'));
      return;
    }
    if (!this.#found) setText(this.status, say('compare_looking'));
    this.#looking++;
    try {
      const found = await compare(this.keeper, this.engine, a, b);
      if (asked !== this.#asked) return;
      this.#before = performance.now();
      this.#found = found;
      this.#show();
    } catch (error) {
      if (asked === this.#asked) this.#fails(error.message);
    } finally {
      this.#looking--;
    }
  }

  #fails(why) {
    this.#found = null;
    setText(this.status, why);
    this.body.hidden = true;
  }

  #show() {
    const { a, b, same } = this.#found;
    setText(this.status, say('compare_status', { a: a.name, a_step: a.metrics.step, b: b.name, b_step: b.metrics.step }));
    this.body.hidden = false;
    this.images.hidden = !same;
    this.other.hidden = same;
    if (same) this.#showImages();
    else setText(this.other, say('compare_other_inputs'));
    this.curves.replaceChildren(chartsOf(a, b, this.by.value));
    this.figures.replaceChildren(this.#figures());
    this.recipes.replaceChildren(this.#recipes());
    this.planes.show([a, b], same);
  }

  #figures() {
    const { a, b } = this.#found;
    const row = (name, value, text, compared = true) => {
      const [x, y] = [a, b].map(value);
      const both = compared && Number.isFinite(x) && Number.isFinite(y);
      return h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, text(x)), h('td', {}, text(y)), h('td', {}, both ? signed(y - x) : ''));
    };
    const one = a.axis === b.axis;
    const both = tested(a, b);
    const by = this.by.value;
    const common = one && commonOf(...[a, b].map((run) => curveOf(run, by, both)));
    return h('section', { class: 'compare-figures' },
      h('table', {},
        h('caption', {}, say('compare_figures')),
        h('thead', {}, h('tr', {}, h('td', {}), h('th', { scope: 'col' }, markOf(a)), h('th', { scope: 'col' }, markOf(b)), h('th', { scope: 'col' }, say('compare_difference')))),
        h('tbody', {},
          row(say('compare_step'), (r) => r.metrics.step, count, false),
          row(say('compare_epoch'), (r) => r.metrics.epoch, count, false),
          row(say('compare_train_loss'), (r) => r.metrics.train_loss, loss, one),
          row(say('compare_test_loss'), (r) => r.metrics.test_loss, loss, one),
          row(say('compare_mse'), (r) => r.metrics.test_mse, loss),
          common && h('tr', {}, h('th', { scope: 'row' }, say('compare_common', { test: both, by, at: count(Math.round(common.at * 100) / 100) })),
            h('td', {}, loss(common.a)), h('td', {}, loss(common.b)), h('td', {}, signed(common.b - common.a))))));
  }

  #recipes() {
    const { a, b, diff } = this.#found;
    const rows = diff.map((c) => {
      const field = this.store.field(c.field);
      return h('tr', {}, h('th', { scope: 'row' }, field ? labelOf(field, this.store.running ?? {}) : c.label), h('td', {}, shown(field, c.from)), h('td', {}, shown(field, c.to)));
    });
    return h('section', { class: 'compare-recipes' }, diff.length
      ? h('table', {}, h('caption', {}, say('compare_recipes')),
        h('thead', {}, h('tr', {}, h('td', {}), h('th', { scope: 'col' }, a.name), h('th', { scope: 'col' }, b.name))), h('tbody', {}, ...rows))
      : h('p', { class: 'hint' }, say('compare_same_recipe')));
  }

  /** The same inputs with what each run makes of them, a column an input. */
  #showImages() {
    const { a, b, errors } = this.#found;
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
    this.images.setAttribute('aria-label', say('compare_images', { rows }));
    this.images.replaceChildren(h('table', {},
      h('caption', { class: 'unseen' }, say('compare_images', { rows })),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, say('compare_inputs', { rows })), ...errors.map((e, i) => h('th', { scope: 'col', 'data-image': i },
        picture(m.clean, i), h('span', { class: rows ? '' : 'unseen' }, say('compare_input', { rows, index: e.index })))))),
      h('tbody', {},
        m.corrupted?.length > 0 && !rows && line(say('compare_corrupted'), (e, i) => [picture(m.corrupted, i)]),
        outputs(a, (e) => e.a), outputs(b, (e) => e.b),
        line(say('compare_difference'), (e) => [bar(e.difference / most), h('span', {}, signed(e.difference))]))));
  }

  #mark(i) {
    for (const cell of this.body.querySelectorAll('[data-image]')) cell.classList.toggle('marked', Number(cell.dataset.image) === i && i >= 0);
  }
}

const signed = (x) => (x > 0 ? `+${loss(x)}` : x < 0 ? `\u2212${loss(-x)}` : loss(0));

/** A bar to the right where the second run errs more, to the left where it errs less. */
function bar(share) {
  const element = h('span', { class: `compare-bar ${share > 0 ? 'more' : 'less'}`, 'aria-hidden': 'true' }, h('i', {}));
  element.firstChild.style.width = `${Math.abs(share) * 50}%`;
  return element;
}
