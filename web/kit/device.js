// What the browser offers the training, in words, and a choice of threads.

import { h } from './dom.js';

/** "SIMD · fused · 2 threads · isolated" */
export function deviceInWords(device) {
  return [
    device.simd ? 'SIMD' : 'no SIMD',
    device.relaxed ? 'fused' : 'plain',
    device.threads === 1 ? '1 thread' : `${device.threads || 1} threads`,
    device.isolated ? 'isolated' : 'not isolated',
  ].join(' \u00b7 ');
}

/** Options of a choice of threads: all that there are first, under the value 0. */
export function threadChoices(most) {
  const all = h('option', { value: '0' }, most > 1 ? `All ${most}` : '1');
  const fewer = Array.from({ length: most - 1 }, (_, i) => h('option', { value: String(i + 1) }, String(i + 1)));
  return [all, ...fewer];
}
