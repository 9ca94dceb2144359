// Two runs side by side, in place of the panels: test images with both outputs, planes and grids, curves, figures, recipes, all at a moment of
// one time-line.

import { h, setText } from '../../kit/dom.js';
import { say } from '../../kit/words.js';
import { along } from '../runs/overlay.js';
import { Pair } from './comparison.js';
import { chartsOf } from './curves.js';
import { Grids } from './grids.js';
import { Images } from './images.js';
import { placesOf } from './places.js';
import { Planes } from './planes.js';
import { figuresOf, recipesOf } from './tables.js';
import { CompareTimeline } from './timeline.js';

const AGAIN_MS = 2000; // between two comparisons of runs that go on

export class CompareView {
  #pair = null;
  #places = null;
  #found = null; // what Pair.see() found last
  #asked = 0;
  #reading = 0; // pairs that are being read
  #listed = ''; // what can be chosen
  #opener = null;
  #before = 0; // when it was compared last
  #timer = 0;

  /** frame: what it takes the place of. */
  constructor(frame, keeper, engine, store) {
    Object.assign(this, { frame, keeper, engine, store });
    const select = (label) => h('select', { 'aria-label': label, onchange: () => this.#choose() });
    this.a = select(say('compare_a'));
    this.b = select(say('compare_b'));
    this.time = new CompareTimeline({ see: (i) => this.#see(i), chosen: () => this.#place(this.#found?.a.metrics.step) });
    this.title = h('h3', { tabindex: '-1', id: 'compare-title' }, say('compare_title'));
    this.close = h('button', { type: 'button', class: 'quiet small', onclick: () => this.hide() }, say('compare_close'));
    this.status = h('p', { class: 'compare-status', role: 'status' });
    this.grids = new Grids();
    this.images = new Images();
    this.planes = new Planes({ marked: (i) => this.images.mark(i), pointed: (k, x, y) => this.grids.point(k, x, y) });
    [this.other, this.curves, this.figures, this.recipes] = [h('p', { class: 'hint' }), h('div', {}), h('div', {}), h('div', {})];
    this.body = h('div', { class: 'compare-body', hidden: true },
      this.images.element, this.other, this.planes.element, this.grids.element, this.curves, this.figures, this.recipes);
    this.element = h('section', { class: 'compare', 'aria-labelledby': 'compare-title', hidden: true },
      h('div', { class: 'compare-head' }, this.title, this.a, this.b, this.close), this.time.element, this.status, this.body);
    frame.append(this.element);
    keeper.on('list', () => this.#follow());
    engine.on('look', (told) => this.#way(told));
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
    await this.#choose();
  }

  hide() {
    this.element.hidden = true;
    this.time.pause();
    this.#asked++;
    this.keeper.endLooks();
    clearTimeout(this.#timer);
    this.frame.closest('.stage').classList.remove('comparing');
    this.#pair = this.#found = null;
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
    if (!this.shown || this.#reading > 0) return; // what is compared is stored for it
    const { list } = this.keeper.book;
    const [a, b] = [this.a.value, this.b.value];
    this.#choices(a, b);
    const same = this.#pair?.runs.every(({ id, step, name }) => list.some((r) => r.id === id && r.record.step === step && r.name === name));
    if (same && this.#pair.runs.length) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#again(), Math.max(0, this.#before + AGAIN_MS - performance.now()));
  }

  // Two others are compared, from now on, as far as both have come.
  async #choose() {
    const [a, b] = [this.a.value, this.b.value];
    this.time.pause();
    this.#pair = this.#found = this.#places = null;
    this.#asked++;
    this.time.set(placesOf({ step: 0 }, { step: 0 }, 'latest'), 0);
    this.body.hidden = true;
    if (!a || !b) {
      this.#fails(say('compare_gone'));
      return;
    }
    setText(this.status, say('compare_looking'));
    try {
      this.#pair = new Pair(this.keeper, this.engine, a, b);
    } catch (error) {
      this.#fails(error.message);
      return;
    }
    await this.#again();
  }

  // Reads what is kept of both, which may have gone on. A time-line that stood at its end goes on with them.
  async #again() {
    const pair = this.#pair;
    if (!pair) return;
    if (this.time.busy) {
      this.#timer = setTimeout(() => this.#again(), AGAIN_MS);
      return;
    }
    this.#reading++;
    try {
      await pair.read();
      this.#before = performance.now();
      if (pair === this.#pair && !this.time.busy) await this.#place(this.#places && this.time.at < this.time.last ? this.#found?.a.metrics.step : undefined);
    } catch (error) {
      if (pair === this.#pair) this.#fails(error.message);
    } finally {
      this.#reading--;
    }
  }

  // Lays the time-line anew: at the place of a step of the first run, or at its end.
  async #place(step) {
    if (!this.#pair?.runs.length) return;
    const by = this.time.by.value;
    const places = this.#places = placesOf(...this.#pair.runs, by);
    this.time.set(places, step === undefined ? places.last : places.near(along(by, step, this.#pair.runs[0])));
    await this.#see(this.time.at);
  }

  /** Shows both at a place; resolves to whether it is shown. The newest wish wins. */
  async #see(i) {
    const asked = ++this.#asked;
    const pair = this.#pair;
    try {
      const found = await pair.see(this.#places.at(i).steps, () => asked === this.#asked);
      if (!found || asked !== this.#asked) return false;
      this.#found = found;
      this.#show();
      return true;
    } catch (error) {
      if (asked === this.#asked) this.#fails(error.message);
      return false;
    }
  }

  // A run is on the way to the step at which it is to be seen.
  #way({ name, step, done, total }) {
    const run = this.shown && this.#pair?.runs.find(({ id }) => id === name);
    if (run) this.time.label({ told: say('compare_way', { name: run.name, step, percent: Math.floor((100 * done) / Math.max(1, total)) }) });
  }

  #fails(why) {
    this.#found = null;
    this.time.pause();
    setText(this.status, why);
    this.body.hidden = true;
  }

  #show() {
    const { a, b, same } = this.#found;
    const by = this.time.by.value;
    const shown = say('compare_status', { a: a.name, a_step: a.metrics.step, b: b.name, b_step: b.metrics.step });
    this.status.setAttribute('aria-live', this.time.plays ? 'off' : 'polite'); // a film is not read aloud
    setText(this.status, shown);
    this.time.label({ shown });
    this.body.hidden = false;
    this.images.element.hidden = !same;
    this.other.hidden = same;
    if (same) this.images.show(this.#found);
    else setText(this.other, say('compare_other_inputs'));
    this.planes.show([a, b], same);
    this.grids.show([a, b]);
    this.curves.replaceChildren(chartsOf(a, b, by === 'latest' ? 'step' : by, this.#places.at(this.time.at).x));
    this.figures.replaceChildren(figuresOf(a, b, by));
    this.recipes.replaceChildren(recipesOf(a, b, this.#pair.diff, (name) => this.store.field(name), this.store.running ?? {}));
  }
}
