// This device, in the menu: what the browser offers the training, and how many threads to use of it.

import { deviceInWords, threadChoices } from '../../kit/device.js';
import { byId, h, setText } from '../../kit/dom.js';
import { bytes } from '../../kit/format.js';
import { bindMenu } from '../menu.js';
import { say } from '../../kit/words.js';

const MOST = 8; // core/kernel/job.MaxThreads

/** How many threads the address asks for, ?threads=2: {threads, found}; 0 where it asks for none, and found what it has where that is no such number. */
export function threadsAsked(search) {
  const text = new URLSearchParams(search).get('threads');
  if (text === null) return { threads: 0 };
  const threads = Number(text);
  return Number.isInteger(threads) && threads >= 1 && threads <= MOST ? { threads } : { threads: 0, found: text };
}

/** What is said where it has no such number. */
export const threadsRefused = (found) => say('threads_not_so_many', { found, most: MOST });

/** Fills that part of the menu and keeps it true. */
export function bindDevice(engine, fail) {
  bindMenu(byId('more-menu'));
  const select = byId('threads');
  let most = 0;
  const show = (device) => {
    setText(byId('device'), deviceInWords(device));
    const figures = [
      [say('device_vectors'), device.simd ? say('device_vectors_simd') : say('device_vectors_none')],
      [say('device_arithmetic'), device.relaxed ? say('device_arithmetic_fused') : say('device_arithmetic_plain')],
      [say('device_memory'), say('device_memory_most', { size: bytes(device.budget) })],
      [say('device_shared'), device.isolated ? say('device_shared_yes') : say('device_shared_no')],
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
