// What the canvas shows: panels, order of the images, codes, plane, grid, filters. Which panels there are, which of them belong to the
// recipe and what they ask for the trainer says; what is chosen of them is the page's own.

import { h } from '../../kit/dom.js';
import { onTheme, theme } from '../../kit/theme.js';
import { say } from '../../kit/words.js';
import { folding } from '../fold.js';
import { BY } from '../runs/overlay.js';
import { POINTS, read, SMOOTH, write } from './remembered.js';

const FIRST = new Set(['', 'line', 'images', 'table', 'latent', 'loss']); // tabs that every recipe shows
const MOST_AXES = 256; // dimensions to choose among
const GRIDS = [15, 10, 8];
const GRID_WORK = 12e9; // operations, a fifth of a second or so: the picture shall move while the network learns
const narrow = matchMedia('(max-width: 720px)');
const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');

export class ViewChoice {
  #choice = { panel: '', order: 'first', axes: 'auto', axis_x: 0, axis_y: 1, grid: 0, grid_by: 'codes', range: [-3, 3, -3, 3], points: 0, log: false, runs: 'step', code_as: '', filter_of: 'encoder', terms: true, smooth: 0, ...read() };
  #dim = 0;
  #still = false;
  #open = 0; // level of the line that is not folded
  #draw = 0; // of a variational code, that goes on to the decoder; 0: the mean
  #high = Infinity; // height of the view, CSS pixels
  #others = false; // there are other runs, to compare with
  #terms = false; // the loss is a sum
  #showing = { tabs: [], board: [] }; // what belongs to the recipe, as the trainer says, but for what is hidden
  #hidden = new Set(); // panels
  #locked = new Set(); // and those that are not to be touched

  constructor(tabs, controls, store, show) {
    this.store = store;
    this.show = show;
    this.container = tabs;
    this.tabs = [];
    this.fold = folding(tabs, 'panels', (whole) => (whole ? say('view_panels_fewer') : say('view_panels_all')));
    this.#buildControls(controls);
    store.on('run', () => { this.#open = 0; });
    store.on('recipe', () => this.#newCode());
    store.on('chosen', () => this.#apply());
    for (const query of [narrow, lessMotion]) query.addEventListener('change', () => this.#apply());
    onTheme(() => this.#apply());
    this.#apply();
  }

  /** The message for the worker and the canvas, as core/wire's View. */
  get view() {
    const c = this.#choice;
    const plane = this.#pca ? { pca: true, axis_x: 0, axis_y: 1 } : { pca: false, axis_x: Math.min(c.axis_x, this.#dim - 1), axis_y: Math.min(c.axis_y, this.#dim - 1) };
    return {
      ...this.#wants,
      order: c.order,
      ...plane,
      plane: this.#pixels ? 'pixels' : '',
      ...c.points && this.#shown.includes('latent') ? { points: c.points } : {},
      grid: this.#shown.includes('grid') ? c.grid || this.#side : 0,
      grid_by: c.grid_by === 'gaussian' ? 'gaussian' : '',
      filter_of: c.filter_of,
      code_as: c.code_as,
      ...this.#range,
      still: this.#still || lessMotion.matches,
      log: c.log,
      ...c.terms && !c.log && { terms: true },
      ...c.smooth && { smooth: c.smooth },
      theme: theme(),
      panels: this.#shown,
      ...this.#locked.size && { locked: [...this.#locked] },
      names: this.names?.() ?? [],
      chosen: this.store.choice ?? {},
      line_open: this.#open,
      line_draw: this.#drawn ? this.#draw : 0,
    };
  }

  // The range of the grid where it is given by hand.
  get #range() {
    const [x0, x1, y0, y1] = this.#choice.grid_by === 'hand' ? this.#choice.range : [0, 0, 0, 0];
    return { x0, x1, y0, y1 };
  }

  /** The same as if one panel alone were seen. */
  of(panel) {
    const was = this.#choice.panel;
    this.#choice.panel = panel;
    const { view } = this;
    this.#choice.panel = was;
    return view;
  }

  /** What is chosen, by the names of the parts. */
  get chosen() { return { ...this.#choice }; }

  /** Takes what a link has of it. That is not kept beyond the page. */
  take(part) {
    Object.assign(this.#choice, part);
    this.#apply();
  }

  /** Panels that are not to be seen, and those that are to be seen and not to be touched. */
  hide(names, locked = []) {
    this.#hidden = new Set(names);
    this.#locked = new Set(locked);
    if (this.store.running) this.#newCode();
  }

  /** Frames of the canvas come seldom: nothing glides. */
  stand(still) {
    this.#still = still;
    this.#apply();
  }

  /** What the axis of the loss counts, one of BY. */
  get by() {
    return this.#choice.runs;
  }

  /** Shows a panel, if the recipe has it, as its tab would; '': all. */
  see(panel) {
    if (panel === '' || this.#showing.tabs.includes(panel)) this.#set({ panel });
  }

  // On a phone one panel at a time, the first unless chosen; a panel that this recipe has not is as good as none.
  get #panel() {
    const { tabs } = this.#showing;
    return tabs.includes(this.#choice.panel) ? this.#choice.panel : (narrow.matches && tabs[0]) || '';
  }

  get #shown() {
    return this.#panel ? [this.#panel] : this.#showing.board.filter((name) => !(this.store.panels.find((p) => p.name === name)?.least > this.#high));
  }

  // A variational code is drawn.
  get #drawn() {
    return this.store.running?.values.latent === 'variational';
  }

  /** Takes the height of the view: a panel may need more of it beside others. */
  grow(high) {
    const before = String(this.#shown);
    this.#high = high;
    if (String(this.#shown) !== before) this.#apply();
  }

  /** Has all of a level of the line shown, or folds it: 0. */
  open(level) {
    this.#open = level;
    this.#apply();
  }

  // What the panels ask for.
  get #wants() {
    const wants = {};
    for (const { name, wants: list = [] } of this.store.panels) {
      const seen = this.#shown.includes(name);
      for (const want of list) {
        if (!seen && !(want.always && this.#showing.tabs.includes(name))) continue;
        const n = (narrow.matches && want.narrow) || (seen && this.#panel ? want.alone : want.board);
        wants[want.field] = Math.max(wants[want.field] || 0, n);
      }
    }
    return wants;
  }

  // A code that is an image is shown as one, unless bars are asked for.
  get #image() {
    const shape = this.store.running?.plan?.encoder.at(-1)?.shape;
    return !!shape && shape.h * shape.w > 1;
  }

  // The images themselves, to compare with.
  get #pixels() {
    return this.#choice.axes === 'pixels';
  }

  // The grid's side unless chosen. Of two numbers it is all there is, not a section. A network that works long for
  // an image, of which decoding is a sixth of what a step does, gets fewer tiles.
  get #side() {
    const { cost, values } = this.store.running || {};
    const decode = cost ? cost.flops_per_step / Number(values.batch_size) / 6 : 0;
    return this.#dim === 2 ? 20 : GRIDS.find((n) => n * n * decode <= GRID_WORK) || GRIDS.at(-1);
  }

  // Above two dimensions the principal plane shows most at once.
  get #pca() {
    return this.#dim > 2 && this.#choice.axes !== 'dims' && !this.#pixels;
  }

  #buildTabs() {
    const tab = (name, label) => h('button', { type: 'button', class: FIRST.has(name) ? 'tab' : 'tab minor', 'data-panel': name, onclick: () => this.#set({ panel: name }) }, label);
    const focus = this.tabs.indexOf(document.activeElement);
    const own = this.store.panels.filter(({ name }) => this.#showing.tabs.includes(name));
    this.tabs = [tab('', say('view_all')), ...own.map(({ name, label }) => tab(name, label))];
    this.tabs[0].classList.add('tab-all');
    this.container.replaceChildren(...this.tabs, this.fold.button);
    this.fold.update();
    if (focus >= 0) this.tabs[Math.min(focus, this.tabs.length - 1)].focus();
  }

  #buildControls(container) {
    const option = (value, text) => h('option', { value }, text);
    const select = (label, onchange, ...options) => h('select', { 'aria-label': label, onchange }, ...options);
    this.order = select(say('view_order'), () => this.#set({ order: this.order.value }), option('first', say('view_first')), option('worst', say('view_worst')));
    this.axes = select(say('view_plane'), () => this.#set({ axes: this.axes.value }), option('pca', say('view_pca')), option('dims', say('view_dimensions')), option('pixels', say('view_input_pca')));
    this.axisX = select(say('view_axis_x'), () => this.#set({ axes: 'dims', axis_x: Number(this.axisX.value) }));
    this.axisY = select(say('view_axis_y'), () => this.#set({ axes: 'dims', axis_y: Number(this.axisY.value) }));
    this.grid = select(say('view_grid'), () => this.#set({ grid: Number(this.grid.value) }), ...[8, 10, 15, 20, 25, 30, 40].map((n) => option(n, say('view_grid_of', { side: n }))));
    this.gridBy = select(say('view_grid_by'), () => this.#gridBy(this.gridBy.value), option('codes', say('view_grid_codes')), option('gaussian', say('view_grid_gaussian')), option('window', say('view_grid_window')), option('hand', say('view_grid_hand')));
    this.range = ['x0', 'x1', 'y0', 'y1'].map((end, i) => h('input', { type: 'text', inputmode: 'decimal', class: 'grid-end', 'aria-label': say('view_grid_end', { end }), onchange: ({ target }) => this.#rangeEnd(i, target) }));
    this.ranges = h('span', { class: 'grid-range' }, say('view_grid_x'), this.range[0], this.range[1], say('view_grid_y'), this.range[2], this.range[3]);
    this.points = select(say('view_points'), () => this.#set({ points: Number(this.points.value) }), ...POINTS.map((n) => option(n, say('view_points_of', { points: n }))));
    this.codeAs = select(say('view_codes'), () => this.#set({ code_as: this.codeAs.value }), option('bars', say('view_code_bars')), option('picture', say('view_code_picture')));
    this.filterOf = select(say('view_filters_of'), () => this.#set({ filter_of: this.filterOf.value }), option('encoder', say('view_first_layer')), option('decoder', say('view_last_layer')));
    this.runs = select(say('view_runs'), () => this.#set({ runs: this.runs.value }), ...BY.map((by) => option(by, say('view_runs_by', { by }))));
    // The terms are stacked where sums are seen: on an axis that is not logarithmic.
    this.log = h('input', { type: 'checkbox', onchange: () => this.#set({ log: this.log.checked }) });
    this.terms = h('input', { type: 'checkbox', onchange: () => this.#set({ terms: this.terms.checked, ...this.terms.checked && { log: false } }) });
    this.smooth = select(say('view_smooth'), () => this.#set({ smooth: Number(this.smooth.value) }), ...SMOOTH.map((n, i) => option(n, say('view_smooth_by', { by: i }))));
    const draw = (text, next) => h('button', { type: 'button', class: 'quiet small', onclick: () => {
      this.#draw = next(this.#draw);
      this.#apply();
    } }, text);
    this.resample = draw(say('view_resample'), (n) => n + 1);
    this.mean = draw(say('view_mean'), () => 0);
    this.pair = h('span', { class: 'axes' }, this.axisX, this.axisY);
    this.logLabel = h('label', { class: 'check' }, this.log, say('view_log'));
    this.termsLabel = h('label', { class: 'check' }, this.terms, say('view_terms'));
    // By the names that the panels have for them.
    this.parts = {
      order: [this.order], code_as: [this.codeAs], axes: [this.axes, this.axisX, this.axisY], points: [this.points], grid: [this.grid], grid_by: [this.gridBy, ...this.range],
      filter_of: [this.filterOf], line_draw: [this.resample, this.mean], runs: [this.runs], log: [this.log], terms: [this.terms], smooth: [this.smooth],
    };
    container.replaceChildren(this.order, this.codeAs, this.axes, this.pair, this.points, this.grid, this.gridBy, this.ranges, this.filterOf, this.resample, this.mean, this.runs, this.smooth, this.termsLabel, this.logLabel);
  }

  #newCode() {
    const { cost, values } = this.store.running;
    const seen = (list) => list.filter((name) => !this.#hidden.has(name));
    const { tabs, board } = this.store.running.showing ?? this.#showing;
    const showing = { tabs: seen(tabs), board: seen(board) };
    if (JSON.stringify(showing) !== JSON.stringify(this.#showing)) {
      this.#showing = showing;
      this.#buildTabs();
    }
    const dim = cost?.code_size || Number(values.latent_dim);
    if (dim !== this.#dim) {
      this.#dim = dim;
      const options = (axis) => Array.from({ length: Math.min(dim, MOST_AXES) }, (_, i) => h('option', { value: i }, say('view_axis', { axis, dimension: i })));
      this.axes.options[1].textContent = dim <= 2 ? say('view_code') : say('view_dimensions');
      this.axisX.replaceChildren(...options('x'));
      this.axisY.replaceChildren(...options('y'));
    }
    this.#apply();
  }

  /** Says whether there are other runs, whose curves can be shown. */
  offerRuns(others) {
    if (others === this.#others) return;
    this.#others = others;
    this.#apply();
  }

  /** Takes what frames have brought: whether the loss is a sum, whose terms can be shown. */
  snapshot({ terms }) {
    if (!!terms === this.#terms) return;
    this.#terms = !!terms;
    this.#apply();
  }

  /** Steps an axis to the next dimension, as the canvas asks when its label is clicked. */
  turnAxis({ axis, dim, step = 1 }) {
    if (this.#dim <= 2) return;
    const key = axis === 'y' ? 'axis_y' : 'axis_x';
    const next = Number.isInteger(dim) ? dim : this.#choice[key] + step;
    this.#set({ axes: 'dims', [key]: ((next % this.#dim) + this.#dim) % this.#dim });
  }

  // What is seen of the plane becomes the range, as numbers that can be changed.
  #gridBy(by) {
    if (by !== 'window') {
      this.#set({ grid_by: by });
      return;
    }
    const w = this.seen?.();
    this.#set(w ? { grid_by: 'hand', range: [w.x0, w.x1, w.y0, w.y1].map((v) => Number(v.toPrecision(3))) } : {});
  }

  #rangeEnd(i, box) {
    const range = [...this.#choice.range];
    range[i] = Number(box.value.replace('\u2212', '-'));
    const good = range.every(Number.isFinite) && range[0] < range[1] && range[2] < range[3];
    box.setAttribute('aria-invalid', String(!good));
    if (good) this.#set({ range });
  }

  #set(part) {
    Object.assign(this.#choice, part);
    write(this.#choice);
    this.#apply();
  }

  #apply() {
    const { view } = this;
    for (const tab of this.tabs) tab.setAttribute('aria-pressed', String(tab.dataset.panel === this.#panel));
    this.order.value = view.order;
    this.codeAs.value = view.code_as || (this.#image ? 'picture' : 'bars');
    this.filterOf.value = view.filter_of;
    this.axes.value = this.#pixels ? 'pixels' : this.#pca ? 'pca' : 'dims';
    this.axes.options[0].hidden = this.#dim <= 2;
    // A panel is set where it is seen alone.
    const alone = this.store.panels.find(({ name }) => name === this.#panel);
    const controls = new Set(alone?.details ?? []);
    const open = this.#locked.has(this.#panel) ? new Set() : controls;
    for (const [name, parts] of Object.entries(this.parts)) for (const part of parts) part.disabled = !open.has(name) && controls.has(name);
    this.order.hidden = !controls.has('order');
    this.codeAs.hidden = !controls.has('code_as');
    this.axes.hidden = !controls.has('axes');
    this.pair.hidden = this.#dim <= 2 || this.#pca || this.#pixels || !controls.has('axes');
    this.grid.hidden = !controls.has('grid');
    this.gridBy.hidden = !controls.has('grid_by');
    this.gridBy.value = this.#choice.grid_by;
    this.ranges.hidden = this.gridBy.hidden || this.#choice.grid_by !== 'hand';
    this.range.forEach((box, i) => {
      box.value = String(this.#choice.range[i]);
      box.removeAttribute('aria-invalid');
    });
    this.points.hidden = !controls.has('points');
    this.points.value = String(view.points);
    this.filterOf.hidden = !controls.has('filter_of');
    this.resample.hidden = !controls.has('line_draw') || !this.#drawn;
    this.mean.hidden = this.resample.hidden || !this.#draw;
    this.runs.value = this.by;
    this.runs.hidden = !controls.has('runs') || !this.#others;
    this.logLabel.hidden = !controls.has('log');
    this.smooth.hidden = !controls.has('smooth');
    this.smooth.value = String(this.#choice.smooth);
    this.termsLabel.hidden = !controls.has('terms') || !this.#terms;
    this.terms.checked = !!view.terms;
    this.axisX.value = String(view.axis_x);
    this.axisY.value = String(view.axis_y);
    if (view.grid) this.grid.value = String(view.grid);
    this.log.checked = view.log;
    if (this.#dim) this.show(view);
  }
}
