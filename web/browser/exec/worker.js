// Runs one Go program on the kernels and a shared memory, and reports its output and its end to exec.
'use strict';

importScripts('files.js', 'threads.js');

const relaxedProbe = [0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 123, 1, 123, 3, 2, 1, 0, 10, 13, 1, 11, 0,
  32, 0, 32, 0, 32, 0, 253, 133, 2, 11];

let ended = false;

/** The program's last word: timers that it left behind do not matter any more. */
function end(code) {
  if (ended) return;
  ended = true;
  report();
  request('POST', `exit?code=${code}`);
  self.close();
}

let report = () => {};

/** The exports of the kernels, timed. The figures are written at the end. */
function profiled(exports, memory) {
  importScripts('profile.js');
  const { imports, times } = profileKernels(exports, memory);
  const begin = performance.now();
  report = () => {
    const all = performance.now() - begin;
    const lines = Object.entries(times).sort(([, a], [, b]) => b.ms - a.ms)
      .map(([name, { ms, calls }]) => `profile: ${(100 * ms / all).toFixed(1).padStart(5)} % ${name} ${calls} calls ${(1e3 * ms / calls).toFixed(1)} µs\n`);
    files.writeSync(2, new TextEncoder().encode(`profile: ${all.toFixed(0)} ms\n${lines.join('')}`));
  };
  return imports;
}

function fail(error) {
  if (ended) return;
  files.writeSync(2, new TextEncoder().encode(`exec: ${error?.stack || error}\n`));
  end(2);
}

addEventListener('unhandledrejection', (event) => fail(event.reason));
addEventListener('error', (event) => fail(event.error || event.message));

(async () => {
  const start = await (await fetch('start.json')).json();
  files.chdir(start.dir);
  globalThis.fs = files;
  globalThis.path = { resolve: (...parts) => files.resolve(...parts) };
  globalThis.process = {
    pid: 1, ppid: 0, cwd: () => files.cwd, chdir: (dir) => files.chdir(dir),
    getuid: () => 0, geteuid: () => 0, getgid: () => 0, getegid: () => 0, getgroups: () => [], umask: () => 0,
  };
  importScripts('wasm_exec.js');

  const relaxed = start.kernels === 'relaxed' || !start.kernels && WebAssembly.validate(Uint8Array.from(relaxedProbe));
  const module = async (name) => WebAssembly.compileStreaming(fetch(name));
  const [program, kernels] = await Promise.all([module('program.wasm'), module(relaxed ? 'kernels-relaxed.wasm' : 'kernels.wasm')]);
  const env = { memory: new WebAssembly.Memory({ initial: start.pages, maximum: start.pages, shared: true }) };
  globalThis.heap = env.memory; // for tests
  let { exports } = await WebAssembly.instantiate(kernels, { env });
  if (start.env.BOTTLENECK_PROFILE) exports = profiled(exports, env.memory);

  const threads = await startThreads(start.threads - 1, 'thread.js', kernels, env.memory);

  const go = new Go();
  go.argv = start.args;
  go.env = start.env;
  go.exit = end;
  await go.run(await WebAssembly.instantiate(program, { ...go.importObject, env, kernels: exports, threads: threads.imports }));
})().catch(fail);
