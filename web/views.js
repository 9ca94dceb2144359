// What the canvas shows: panels, order of the images, plane, grid. The view is the page's own, not the recipe's.

import { h } from './dom.js';
import { onTheme, theme } from './theme.js';

const KEY = 'bottleneck.view';
export const PANELS = [
  ['images', 'Reconstructions'],
  ['latent', 'Latent'],
  ['grid', 'Grid'],
  ['loss', 'Loss'],
];
const narrow = matchMedia('(max-width: 720px)');

export class Views {
  #choice = { panel: '', order: 'first', axes: 'auto', axis_x: 0, axis_y: 1, grid: 0, log: false, ...read() };
  #dim = 0;

  constructor(tabs, controls, session, show) {
    this.session = session;
    this.show = show;
    this.#buildTabs(tabs);
    this.#buildControls(controls);
    session.on('recipe', () => this.#newCode());
    narrow.addEventListener('change', () => this.#apply());
    onTheme(() => this.#apply());
    this.#apply();
  }

  /** The message for the worker and the canvas, as core/wire's View. */
  get view() {
    const c = this.#choice;
    const panel = this.#panel;
    const plane = this.#pca ? { pca: true, axis_x: 0, axis_y: 1 } : { pca: false, axis_x: Math.min(c.axis_x, this.#dim - 1), axis_y: Math.min(c.axis_y, this.#dim - 1) };
    return {
      images: narrow.matches ? 8 : panel === 'images' ? 20 : 12,
      order: c.order,
      points: 2000,
      ...plane,
      grid: c.grid || (this.#dim === 2 ? 20 : 15), // two numbers: the grid is all there is, not a section
      x0: 0, x1: 0, y0: 0, y1: 0,
      log: c.log,
      theme: theme(),
      panels: panel ? [panel] : [],
    };
  }

  // On a phone one panel at a time, the first unless chosen.
  get #panel() {
    return this.#choice.panel || (narrow.matches ? PANELS[0][0] : '');
  }

  // Above two dimensions the principal plane shows most at once.
  get #pca() {
    return this.#dim > 2 && this.#choice.axes !== 'dims';
  }

  #buildTabs(host) {
    const tab = (name, label) => h('button', { type: 'button', class: 'tab', 'data-panel': name, onclick: () => this.#set({ panel: name }) }, label);
    this.tabs = [tab('', 'All'), ...PANELS.map(([name, label]) => tab(name, label))];
    this.tabs[0].classList.add('tab-all');
    host.replaceChildren(...this.tabs);
  }

  #buildControls(host) {
    const option = (value, text) => h('option', { value }, text);
    const select = (label, onchange, ...options) => h('select', { 'aria-label': label, onchange }, ...options);
    this.order = select('Images', () => this.#set({ order: this.order.value }), option('first', 'First images'), option('worst', 'Worst first'));
    this.axes = select('Plane', () => this.#set({ axes: this.axes.value }), option('pca', 'PCA plane'), option('dims', 'Dimensions'));
    this.axisX = select('Dimension to the right', () => this.#set({ axes: 'dims', axis_x: Number(this.axisX.value) }));
    this.axisY = select('Dimension upwards', () => this.#set({ axes: 'dims', axis_y: Number(this.axisY.value) }));
    this.grid = select('Grid', () => this.#set({ grid: Number(this.grid.value) }), ...[8, 10, 15, 20, 25, 30].map((n) => option(n, `Grid ${n}\u00d7${n}`)));
    this.log = h('input', { type: 'checkbox', onchange: () => this.#set({ log: this.log.checked }) });
    this.pair = h('span', { class: 'axes' }, this.axisX, this.axisY);
    this.logLabel = h('label', { class: 'check' }, this.log, 'Log loss');
    host.replaceChildren(this.order, this.axes, this.pair, this.grid, this.logLabel);
  }

  #newCode() {
    const dim = Number(this.session.running.values.latent_dim);
    if (dim !== this.#dim) {
      this.#dim = dim;
      const options = (axis) => Array.from({ length: dim }, (_, i) => h('option', { value: i }, `${axis}: z[${i}]`));
      this.axisX.replaceChildren(...options('x'));
      this.axisY.replaceChildren(...options('y'));
    }
    this.#apply();
  }

  /** Steps an axis to the next dimension, as the canvas asks when its label is clicked. */
  turnAxis({ axis, dim, step = 1 }) {
    if (this.#dim <= 2) return;
    const key = axis === 'y' ? 'axis_y' : 'axis_x';
    const next = Number.isInteger(dim) ? dim : this.#choice[key] + step;
    this.#set({ axes: 'dims', [key]: ((next % this.#dim) + this.#dim) % this.#dim });
  }

  #set(part) {
    Object.assign(this.#choice, part);
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#choice));
    } catch {
      // Without storage the view lasts as long as the page.
    }
    this.#apply();
  }

  #apply() {
    const { view } = this;
    for (const tab of this.tabs) tab.setAttribute('aria-pressed', String(tab.dataset.panel === this.#panel));
    this.order.value = view.order;
    this.axes.value = this.#pca ? 'pca' : 'dims';
    // With one panel chosen only its own controls are there.
    const shows = (...panels) => !this.#panel || panels.includes(this.#panel);
    this.order.hidden = !shows('images');
    this.axes.hidden = this.#dim <= 2 || !shows('latent', 'grid');
    this.pair.hidden = this.#dim <= 2 || this.#pca || !shows('latent', 'grid');
    this.grid.hidden = !shows('grid');
    this.logLabel.hidden = !shows('loss');
    this.axisX.value = String(view.axis_x);
    this.axisY.value = String(view.axis_y);
    this.grid.value = String(view.grid);
    this.log.checked = view.log;
    if (this.#dim) this.show(view);
  }
}

function read() {
  try {
    const saved = JSON.parse(localStorage.getItem(KEY) || '{}');
    const good = {};
    if (PANELS.some(([name]) => name === saved.panel)) good.panel = saved.panel;
    if (['first', 'worst'].includes(saved.order)) good.order = saved.order;
    if (['auto', 'pca', 'dims'].includes(saved.axes)) good.axes = saved.axes;
    for (const key of ['axis_x', 'axis_y']) if (Number.isInteger(saved[key]) && saved[key] >= 0) good[key] = saved[key];
    if (Number.isInteger(saved.grid) && saved.grid >= 2 && saved.grid <= 30) good.grid = saved.grid;
    if (typeof saved.log === 'boolean') good.log = saved.log;
    return good;
  } catch {
    return {};
  }
}
