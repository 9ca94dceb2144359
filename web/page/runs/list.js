// The list of runs: what each is, where it stands, and what can be done with it.

import { h, icon, setText, svg } from '../../kit/dom.js';
import { bytes, loss } from '../../kit/format.js';
import { say } from '../../kit/words.js';
import { bar } from '../notices.js';
import { drawGray } from '../pixels.js';
import { labelOf, shown } from '../recipe/labels.js';
import { DASHES, lookOf } from './looks.js';

const FEW = 3; // changes that are named
const WIDE = 100; // of the short curve's drawing
const HIGH = 26;

export class RunList {
  #rows = new Map(); // id: row

  /** acts: restore(id) opens a run where it stood, again(link) from its start; compare(id) shows it beside another; fail(text) says an error. */
  constructor(container, keeper, store, acts) {
    Object.assign(this, { keeper, store, acts });
    this.empty = h('p', { class: 'hint' }, say('runs_none'));
    this.list = h('ul', { class: 'runs-list', 'aria-label': say('runs_list') });
    this.sum = h('p', { class: 'runs-sum' });
    this.spaced = h('p', { class: 'runs-sum', hidden: true });
    const { stored, recorded } = keeper.book.room;
    const choice = (id, { sizes }, choose) => h('select', { id, onchange: ({ target }) => choose(Number(target.value)) },
      ...sizes.map((b) => h('option', { value: String(b) }, b ? bytes(b) : say('runs_nothing'))));
    this.stored = choice('runs-budget', stored, (b) => this.#askStored(b));
    this.recorded = choice('runs-recorded', recorded, (b) => this.#do(keeper.setRecorded(b)));
    this.clear = h('button', { type: 'button', class: 'text-button', onclick: () => this.#askClear() }, say('runs_clear'));
    this.foot = h('div', { class: 'runs-foot' }, this.sum, this.spaced,
      h('div', { class: 'runs-room' }, h('label', { for: 'runs-budget' }, say('runs_budget')), this.stored, this.clear),
      h('div', { class: 'runs-room' }, h('label', { for: 'runs-recorded' }, say('runs_recorded')), this.recorded));
    container.replaceChildren(this.empty, this.list, this.foot);
    keeper.on('list', () => this.#show());
    store.on('recipe', () => this.#show());
  }

  #show() {
    const { book } = this.keeper;
    const runs = book.list;
    this.empty.hidden = runs.length > 0;
    setText(this.empty, book.budget ? say('runs_none') : say('runs_off'));
    this.sum.hidden = this.clear.hidden = book.count === 0;
    this.stored.value = String(book.budget);
    this.recorded.value = String(book.room.recorded.bytes);
    const where = { size: bytes(book.bytes), runs: book.count };
    setText(this.sum, book.where === 'device' ? say('runs_stored', where) : say('runs_in_memory', where));
    const { spaced } = this.keeper;
    this.spaced.hidden = !spaced;
    if (spaced) setText(this.spaced, say('runs_spaced', { size: bytes(spaced.size), seconds: spaced.seconds }));
    const ids = new Set(runs.map((r) => r.id));
    let beside = null; // the row in which the focus is goes: where it is to be then
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue;
      if (row.element.contains(document.activeElement)) beside = row.element.nextElementSibling ?? row.element.previousElementSibling ?? this.foot;
      row.element.remove();
      this.#rows.delete(id);
    }
    runs.forEach((run, i) => {
      let row = this.#rows.get(run.id);
      if (!row) {
        row = this.#row(run.id);
        this.#rows.set(run.id, row);
      }
      if (this.list.children[i] !== row.element) this.list.insertBefore(row.element, this.list.children[i] ?? null);
      this.#fill(row, run, i === runs.length - 1, runs.length > 1);
    });
    if (beside) (beside.querySelector('button:not([disabled], [hidden])') ?? this.clear).focus(); // now that it is known which buttons are there
  }

  #row(id) {
    const act = (name, label, on) => h('button', { type: 'button', class: 'icon-button', title: label, onclick: on }, icon(name));
    const row = {
      picture: h('canvas', { class: 'run-picture', 'aria-hidden': 'true' }),
      curve: svg('svg', { class: 'run-curve', viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }),
      name: h('span', { class: 'run-name' }),
      open: h('span', { class: 'run-open', hidden: true }, say('run_open')),
      box: h('input', { type: 'text', class: 'run-rename', maxlength: '60', hidden: true, autocomplete: 'off', spellcheck: 'false' }),
      figures: h('p', { class: 'run-figures' }),
      what: h('p', { class: 'run-what' }),
      restore: h('button', { type: 'button', class: 'quiet small', onclick: () => this.#restore(id) }),
      compare: act('compare', say('run_compare'), () => this.acts.compare(id)),
      rename: act('pencil', say('run_rename'), () => this.#rename(id)),
      pin: act('pin', say('run_pin'), () => this.#do(this.keeper.pin(id, row.pin.getAttribute('aria-pressed') !== 'true'))),
      remove: act('clear', say('run_remove'), () => this.#do(this.keeper.remove(id))),
    };
    row.box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      row.key = event.key;
    });
    row.box.addEventListener('keyup', ({ key }) => { // not before: the button that has the focus next would be pressed by the same key
      if (key === row.key) this.#renamed(id, key === 'Enter');
    });
    row.box.addEventListener('blur', () => this.#renamed(id, true, false));
    row.element = h('li', { class: 'run' },
      h('div', { class: 'run-seen' }, row.picture, row.curve),
      h('div', { class: 'run-said' },
        h('div', { class: 'run-head' }, row.name, row.box, row.open),
        row.figures, row.what),
      h('div', { class: 'run-acts' }, row.restore, row.compare, row.rename, row.pin, row.remove));
    return row;
  }

  #fill(row, { id, name, pinned, index, parent, restorable, record, picture }, first, others) {
    const open = id === this.keeper.current;
    const { step, total_steps: total, test_mse: mse, test_loss: test } = record;
    setText(row.name, name);
    row.element.setAttribute('aria-label', name);
    const { color, dash } = lookOf(index);
    row.element.className = `run color-${color}${open ? ' open' : ''}`;
    row.open.hidden = !open;
    const of = total || step;
    setText(row.figures, mse > 0 ? say('run_figures', { step, total: of, mse: loss(mse) }) : say('run_figures_loss', { step, total: of, loss: loss(test) }));
    setText(row.what, this.#whatOf(record, parent, restorable, first));
    setText(row.restore, restorable ? say('run_restore') : say('run_again'));
    row.restore.title = restorable ? say('run_restore_title', { name, step }) : say('run_again_title', { name });
    row.restore.setAttribute('aria-label', row.restore.title);
    row.restore.disabled = open;
    row.compare.hidden = !restorable || !others;
    row.pin.setAttribute('aria-pressed', String(pinned));
    for (const [button, label] of [[row.compare, say('run_compare_with', { name })], [row.rename, say('run_rename_of', { name })], [row.pin, say('run_pin_of', { name })], [row.remove, say('run_remove_of', { name })]]) {
      button.setAttribute('aria-label', label);
    }
    row.box.setAttribute('aria-label', say('run_name_of', { name }));
    if (row.print !== record.fingerprint) {
      row.print = record.fingerprint;
      row.picture.hidden = !record.w;
      if (record.w) drawGray(row.picture, new Uint8Array(picture), record.w, record.h);
      row.curve.replaceChildren(curveOf(record, dash));
    }
  }

  /** What differs from the run before, in words; of the first run what it is. */
  #whatOf({ diff, lesson, loaded, own }, parent, restorable, first) {
    const fields = diff ?? [];
    const words = fields.slice(0, FEW).map((c) => {
      const field = this.store.field(c.field);
      return say('run_change', { field: field ? labelOf(field, this.store.running ?? {}) : c.label, from: shown(field, c.from), to: shown(field, c.to) });
    });
    if (fields.length > FEW) words.push(say('and_more', { more: fields.length - FEW }));
    const title = this.store.lessons.find((l) => l.id === lesson)?.title;
    if (first) words.push(title ?? say('run_first'));
    else if (!words.length) words.push(say('run_same'));
    if (parent) words.push(say('run_branched', { step: parent.step }));
    if (own) words.push(own.name);
    if (loaded) words.push(say('run_loaded'));
    if (!restorable) words.push(say('run_thinned'));
    return words.join('; ');
  }

  async #restore(id) {
    const run = this.keeper.book.list.find((r) => r.id === id);
    if (!run) return;
    const { restore } = this.#rows.get(id);
    restore.disabled = true; // until it is done, or refused
    await this.#do(run.restorable ? this.acts.restore(id) : this.acts.again(run.record.link));
    this.#show();
    if (restore.disabled && document.activeElement === document.body) this.#rows.get(id)?.rename.focus(); // what had the focus has none now
  }

  #rename(id) {
    const { name, box } = this.#rows.get(id);
    box.value = name.textContent;
    box.hidden = false;
    name.hidden = true;
    box.focus();
    box.select();
  }

  #renamed(id, take, back = true) {
    const row = this.#rows.get(id);
    if (!row || row.box.hidden) return;
    row.key = '';
    row.box.hidden = true;
    row.name.hidden = false;
    if (take && row.box.value.trim() !== row.name.textContent) this.#do(this.keeper.rename(id, row.box.value));
    if (back) row.rename.focus();
  }

  #askClear() { this.#askDelete(() => this.keeper.clear()); }

  // To store nothing is to delete what is stored.
  #askStored(size) {
    const { book } = this.keeper;
    if (size || !book.count) {
      this.#do(this.keeper.setStored(size));
      return;
    }
    this.stored.value = String(book.budget); // until it is answered
    this.#askDelete(() => this.keeper.setStored(0));
  }

  #askDelete(act) {
    bar('runs-clear', {
      kind: 'warning',
      title: say('runs_clear_question', { runs: this.keeper.book.count }),
      lines: [say('runs_clear_note')],
      actions: [
        { label: say('runs_clear_all'), primary: true, act: () => { this.#do(act()); } },
        { label: say('cancel') },
      ],
    }).querySelector('button').focus();
  }

  async #do(promise) {
    try {
      await promise;
    } catch (error) {
      this.acts.fail(error.message);
    }
  }
}

/** The loss over the steps as a line, on a logarithmic scale; losses that have no logarithm on a plain one. */
function curveOf({ steps = [], losses = [] }, dash) {
  const least = Math.min(...losses);
  const scale = least > 0 ? Math.log : (v) => v;
  const [low, high] = [scale(least), scale(Math.max(...losses))];
  const last = steps.at(-1) || 1;
  const points = steps.map((s, i) => `${((WIDE * s) / last).toFixed(1)},${(HIGH - 3 - ((HIGH - 6) * (scale(losses[i]) - low)) / (high - low || 1)).toFixed(1)}`);
  return svg('polyline', { points: (points.length > 1 ? points : [`0,${HIGH / 2}`, `${WIDE},${HIGH / 2}`]).join(' '), 'vector-effect': 'non-scaling-stroke', 'stroke-dasharray': DASHES[dash].join(' ') });
}
