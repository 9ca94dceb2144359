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
  const HOME_MS = 1000; // a thread that went home says so, perhaps after its lock is free
  const locks = new Map(); // of helpers, by worker
  const start = () => new Promise((resolve) => {
    const lock = `bottleneck.thread ${crypto.getRandomValues(new Uint32Array(4)).join(' ')}`;
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
      locks.set(worker, lock);
      worker.postMessage({ module, memory, lock });
    } catch {
      settle(false);
    }
  });
  const helpers = (await Promise.all(Array.from({ length: count }, start))).filter(Boolean);
  const left = new Set(helpers.keys());
  const end = (i) => {
    if (left.delete(i)) helpers[i].terminate();
  };
  // One that ends by itself, or is ended by the browser, leaves all the work to the others, which nobody would notice.
  helpers.forEach((worker, i) => {
    const dead = () => {
      if (!left.has(i)) return;
      end(i);
      onLost(left.size);
    };
    worker.onmessage = () => left.delete(i);
    worker.onerror = (event) => {
      event.preventDefault();
      dead();
    };
    navigator.locks?.request(locks.get(worker), () => { setTimeout(dead, HOME_MS); }).catch(() => {});
  });
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
