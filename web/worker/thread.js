// A helper thread: the kernels, on the memory of the trainer, and nothing else. It gets its work through that memory
// (wasm/kernels/thread.go), not by messages, and returns from it only when it is no longer wanted.
'use strict';

let kernels = null;

/** Holds a lock as long as this thread lives: while it works it hears nothing, and whoever waits for the lock hears when it is gone. */
const hold = (lock) => new Promise((held) => {
  if (!navigator.locks) held();
  else navigator.locks.request(lock, () => { held(); return new Promise(() => {}); }).catch(() => held());
});

onmessage = async ({ data }) => {
  if (data.module) {
    const { exports } = await WebAssembly.instantiate(data.module, { env: { memory: data.memory } });
    kernels = exports;
    await hold(data.lock);
    postMessage('ready');
    return;
  }
  kernels.thread(data.block, data.id);
  postMessage('home'); // it is no longer wanted
  close();
};
