// Where a step spends its time: each kernel's calls are timed. A classic script, which a worker imports only when it is
// asked to profile; otherwise Go calls the kernels without a detour.
'use strict';

const JOB_OP = 48; // core/kernel/job.Op

/**
 * @param {Record<string, Function>} kernels the exports of the kernel module
 * @param {WebAssembly.Memory} memory theirs
 * @returns {{imports: Record<string, Function>, times: Record<string, {ms: number, calls: number}>}} the same
 *   functions, timed, and the sums so far; those that run a job have the number of its operation behind their name
 */
globalThis.profileKernels = (kernels, memory) => {
  const words = new Int32Array(memory.buffer);
  const imports = {};
  const times = {};
  for (const [name, kernel] of Object.entries(kernels)) {
    if (typeof kernel !== 'function') continue;
    const job = name === 'run' || name === 'alone';
    imports[name] = (...args) => {
      const start = performance.now();
      const result = kernel(...args);
      const sum = times[job ? `${name} ${words[(args[0] >>> 2) + JOB_OP]}` : name] ??= { ms: 0, calls: 0 };
      sum.ms += performance.now() - start;
      sum.calls++;
      return result;
    };
  }
  return { imports, times };
};
