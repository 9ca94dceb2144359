// The menu of this device: what the browser offers the training, and how many threads to use of it.

import { deviceInWords, threadChoices } from '../../kit/device.js';
import { byId, h, setText } from '../../kit/dom.js';
import { bytes } from '../../kit/format.js';
import { bindMenu } from '../menu.js';

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
