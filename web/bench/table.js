// The tables of the bench: the peak, the networks, the matrix products.

import { h } from '../kit/dom.js';
import { bytes, count } from '../kit/format.js';
import { say } from '../kit/words.js';

const HEADS = {
  networks: [say('bench_network'), say('bench_step'), say('bench_rate'), say('bench_gflops'), say('bench_share'), say('bench_memory')],
  products: [say('bench_product'), say('bench_time'), '', say('bench_gflops'), say('bench_share'), ''],
};

export class BenchTables {
  at = 0; // rows done
  #rows = new Map();

  constructor(container) { this.container = container; }

  get size() { return this.#rows.size; }
  get networks() { return [...this.#rows.values()].filter((row) => !row.small).length; }
  get empty() { return ![...this.#rows.values()].some((row) => row.figures); }

  /** workloads: {name, title, link}; products: [name, note] */
  fill(workloads, products) {
    const row = (name, label, note, small) => {
      const cells = {};
      for (const kind of ['step', 'rate', 'gflops', 'share', 'memory']) cells[kind] = h('td', { class: kind === 'share' ? 'share number' : `${kind} number` });
      const el = h('tr', {}, h('th', { scope: 'row' }, label, note && h('small', {}, note)), ...Object.values(cells));
      this.#rows.set(name, { name, el, cells, small, figures: null });
      return el;
    };
    const table = (kind, caption, rows) => h('div', { class: 'speeds' }, h('table', {},
      h('caption', {}, caption),
      h('thead', {}, h('tr', {}, ...HEADS[kind].map((text, i) => h(text ? 'th' : 'td', {
        scope: text ? 'col' : null, class: ['', 'number', 'rate number', 'number', 'share number', 'memory number'][i],
      }, text)))),
      h('tbody', {}, ...rows)));
    this.container.replaceChildren(
      table('networks', say('bench_networks'), workloads.map(({ name, title, link }) =>
        row(name, h('a', { href: `./${link}`, title: say('bench_open') }, name), title, false))),
      table('products', say('bench_products'), [
        row('peak', say('bench_peak'), say('bench_peak_note'), true),
        ...products.map(([name, note]) => row(name, productInWords(name), note, true)),
      ]));
    this.clear();
  }

  clear() {
    this.at = 0;
    for (const row of this.#rows.values()) {
      row.figures = null;
      for (const [kind, cell] of Object.entries(row.cells)) {
        cell.replaceChildren(row.small && ['rate', 'memory'].includes(kind) ? '' : '\u2013');
      }
    }
  }

  /** The rows, one after the other, each marked while it is measured. */
  *start() {
    for (const row of this.#rows.values()) {
      row.el.classList.add('now');
      yield row;
      row.el.classList.remove('now');
      this.at++;
    }
  }

  end() {
    for (const { el } of this.#rows.values()) el.classList.remove('now');
  }

  /** Shows what is known of a workload; final: this is all. */
  show(name, figures, final = false) {
    const row = this.#rows.get(name);
    if (!row || !figures.steps) return;
    if (final) row.figures = figures;
    const share = figures.shareOfPeak;
    row.cells.step.replaceChildren(milliseconds(figures.msPerStep));
    row.cells.rate.replaceChildren(figures.imagesPerSecond ? count(figures.imagesPerSecond) : '');
    row.cells.gflops.replaceChildren(figures.gflops.toFixed(1));
    row.cells.share.replaceChildren(h('div', {}, h('meter', { min: '0', max: '1', value: String(share), 'aria-hidden': 'true' }), percent(share)));
    row.cells.memory.replaceChildren(row.small ? '' : bytes(figures.bytes));
  }

  /** What was measured, for a mail or an issue. */
  text(head) {
    const lines = [['workload', 'ms/step', 'best ms', 'images/s', 'GFLOP/s', 'peak', 'share', 'threads', 'arithmetic']];
    for (const { name, figures: f } of this.#rows.values()) {
      if (f) lines.push([name, f.msPerStep.toPrecision(4), f.bestMs.toPrecision(4), Math.round(f.imagesPerSecond) || '', f.gflops.toFixed(1), f.peak.toFixed(1), percent(f.shareOfPeak), f.threads, f.arithmetic]);
    }
    const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => String(line[i]).length)));
    return `${head}\n\n${lines.map((line) => line.map((cell, i) => i ? String(cell).padStart(widths[i]) : cell.padEnd(widths[i])).join('  ').trimEnd()).join('\n')}\n`;
  }
}

/** 0.2231 -> "0.223 ms"; 1234 -> "1.23 s" */
function milliseconds(ms) {
  if (ms >= 1000) return `${(ms / 1000).toPrecision(3)}\u00a0s`;
  return ms < 0.1 ? `${(ms * 1000).toPrecision(3)}\u00a0\u00b5s` : `${ms.toPrecision(3)}\u00a0ms`;
}

function percent(share) { return `${Math.round(share * 100)}\u00a0%`; }

/** gemm_nt:256x784x500 -> "256 × 784 × 500, B transposed" */
function productInWords(name) {
  const [form, sizes] = name.split(':');
  return sizes.replaceAll('x', ' \u00d7 ') + ({ gemm_nt: ', A\u00b7B\u1d40', gemm_tn: ', A\u1d40\u00b7B' }[form] ?? '');
}
