// Numbers of several sizes as bars below each other, one a layer or a term.

import { h } from '../../kit/dom.js';

const DECADES = 5; // of a logarithmic scale, at least

/** rows: [{name, value, text}]. log: bars of a logarithmic scale that ends at the largest; else they are shares of it. */
export function barList(label, rows, { log = false } = {}) {
  const most = Math.max(...rows.map(({ value }) => value));
  const least = Math.min(...rows.map(({ value }) => value).filter((v) => v > 0), most);
  const decades = Math.max(DECADES, Math.ceil(Math.log10(most / least)) + 1);
  const width = (v) => {
    if (!(v > 0)) return 0;
    return log ? Math.max(0, 1 + Math.log10(v / most) / decades) : v / most;
  };
  return h('ul', { class: 'slow-bars', 'aria-label': label }, ...rows.map(({ name, value, text }) => {
    const bar = h('span', { class: 'slow-bar', 'aria-hidden': 'true' });
    bar.style.setProperty('--share', width(value).toFixed(3));
    return h('li', {}, h('span', { class: 'slow-of', title: name }, name), bar, h('span', { class: 'slow-value' }, text));
  }));
}
