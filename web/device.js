// What the browser offers the training, and how many threads to use of it.

import { byId, h, setText } from './dom.js';
import { bytes } from './format.js';
import { bindMenu } from './menu.js';

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

/** Fills the menu and keeps it true. */
export function bindDevice(engine, fail) {
  bindMenu(byId('device-menu'));
  const select = byId('threads');
  let most = 0;
  const show = (device) => {
    setText(byId('device'), deviceInWords(device));
    const figures = [
      ['Vectors', device.simd ? '128-bit SIMD' : 'none'],
      ['Arithmetic', device.relaxed ? 'fused multiply-add' : 'multiply, then add'],
      ['Memory', `${bytes(device.budget)} at most`],
      ['Shared memory', device.isolated ? 'yes, for threads' : 'no: the page is not isolated'],
    ];
    byId('device-figures').replaceChildren(...figures.map(([name, text]) => h('div', {}, h('dt', {}, name), h('dd', {}, text))));
    if (device.max_threads !== most) {
      most = device.max_threads;
      select.replaceChildren(...threadChoices(most));
    }
    select.value = device.threads === most ? '0' : String(device.threads);
    select.disabled = most === 1;
  };
  engine.on('device', ({ device }) => show(device));
  select.addEventListener('change', () => {
    engine.setThreads(Number(select.value)).catch((error) => {
      fail(error.message);
      show(engine.device);
    });
  });
}
