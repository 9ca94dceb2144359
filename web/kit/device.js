// What the browser offers the training, in words, and a choice of threads.

import { h } from './dom.js';
import { say } from './words.js';

/** "SIMD · fused · 2 threads · isolated" */
export function deviceInWords(device) {
  return [
    device.simd ? say('device_simd') : say('device_no_simd'),
    device.relaxed ? say('device_fused') : say('device_plain'),
    say('device_threads', { threads: device.threads || 1 }),
    device.isolated ? say('device_isolated') : say('device_not_isolated'),
  ].join(' \u00b7 ');
}

/** Options of a choice of threads: all that there are first, under the value 0. */
export function threadChoices(most) {
  const all = h('option', { value: '0' }, most > 1 ? say('threads_all', { threads: most }) : '1');
  const fewer = Array.from({ length: most - 1 }, (_, i) => h('option', { value: String(i + 1) }, String(i + 1)));
  return [all, ...fewer];
}
