// A helper thread: the kernels, on the memory of the trainer, and nothing else. It gets its work through that memory
// (wasm/kernels/thread.go), not by messages, and returns from it only when it is no longer wanted.
'use strict';

let kernels = null;

onmessage = async ({ data }) => {
  if (data.module) {
    const { exports } = await WebAssembly.instantiate(data.module, { env: { memory: data.memory } });
    kernels = exports;
    postMessage('ready');
    return;
  }
  kernels.thread(data.block, data.id);
  close();
};
