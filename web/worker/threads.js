// Helper threads for the kernels. A classic script, so that a worker can import it: importScripts("threads.js").
'use strict';

/**
 * Starts helpers and waits until they are ready. What does not start in time is done without.
 * @param {number} count how many
 * @param {string|TrustedScriptURL} url of thread.js
 * @param {WebAssembly.Module} module the kernels
 * @param {WebAssembly.Memory} memory shared
 * @param {(left: number) => void} onLost told when helpers were given up, with how many are left
 * @returns {Promise<{imports: {start, lost}, end: () => void}>} what core/kernel imports as "threads"
 */
globalThis.startThreads = async (count, url, module, memory, onLost = () => {}) => {
  const TICK_MS = 500; // counted one by one, as a machine that was asleep loses only one
  const TICKS = 20;
  const start = () => new Promise((resolve) => {
    let worker;
    const settle = (ready) => {
      clearInterval(timer);
      if (!ready) worker?.terminate();
      resolve(ready ? worker : null);
    };
    let left = TICKS;
    const timer = setInterval(() => {
      if (--left === 0) settle(false);
    }, TICK_MS);
    try {
      worker = new Worker(url);
      worker.onmessage = () => settle(true);
      worker.onerror = (event) => {
        event.preventDefault();
        settle(false);
      };
      worker.postMessage({ module, memory });
    } catch {
      settle(false);
    }
  });
  const helpers = (await Promise.all(Array.from({ length: count }, start))).filter(Boolean);
  const left = new Set(helpers.keys());
  const end = (i) => {
    if (left.delete(i)) helpers[i].terminate();
  };
  return {
    imports: {
      start(block) {
        helpers.forEach((worker, i) => worker.postMessage({ block: block >>> 0, id: i + 1 }));
        return helpers.length;
      },
      lost(mask) {
        helpers.forEach((_, i) => { if (mask >>> (i + 1) & 1) end(i); });
        onLost(left.size);
      },
    },
    end: () => helpers.forEach((_, i) => end(i)),
  };
};
