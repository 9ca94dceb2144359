// The trainer's worker. It loads the kernels and the Go program onto one memory, hands Go its way to the page, and
// tells the page when Go has died. A classic script, because Go's loader is one. Messages are {json, buffers}.
'use strict';

const PROTOCOL = 3; // core/wire.Version
const MIB = 2 ** 20;
const BUDGETS = [512 * MIB, 256 * MIB, 128 * MIB];
const PAGE = 64 * 1024;
// (func (result v128) i32.const 0, i8x16.splat): what the kernels are made of
const VECTORS = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11);
const MAX_THREADS = 8; // core/kernel/job.MaxThreads

let output = null; // what Go printed: output.js
const early = []; // messages for Go that came before it was ready
let deliver = null; // Go's receiver
let policy = null; // for Trusted Types
let profile = null; // of the kernels, where it is asked for

onmessage = ({ data }) => {
  if (deliver) deliver(data.json, data.buffers || []);
  else if (early.push(data) === 1) {
    boot(JSON.parse(data.json)).catch((error) => dead(told(error)));
  }
};
onmessageerror = () => post({ event: 'log', level: 'error', code: 'message_not_read', values: {} });
addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  dead({ code: 'worker_unhandled', values: { why: String(event.reason?.message ?? event.reason) } });
});

/** What this worker cannot do: a code, and values. The page, or Go, has the sentence. */
class Failure extends Error {
  constructor(code, values = {}) {
    super(code);
    Object.assign(this, { code, values });
  }
}

/** An error as {code, values}; of others than ours the words. */
function told(error) {
  if (error instanceof Failure) return { code: error.code, values: error.values };
  return { code: 'other', values: { why: String(error?.message ?? error) } };
}

function post(message, buffers = []) {
  postMessage({ json: JSON.stringify(message), buffers }, buffers);
}

/** The last word of this worker. The page terminates it and starts another. */
function dead({ code, values }) {
  const report = output?.printed.splice(0).join('\n') ?? '';
  deliver = () => {};
  post({ event: 'dead', code, values, report });
}

/**
 * hello: {version, manifest: {build, files, data}, base, plain, unshared, threads, profile, runs}
 * plain asks for the kernels without relaxed instructions, unshared for a memory that threads cannot use, threads for a
 * number of threads other than that of the processors, runs is the number of the latest run of the workers before, profile for the time that each kernel takes, beside each message.
 */
async function boot(hello) {
  if (hello.version !== PROTOCOL) {
    throw new Failure('worker_version', { page: hello.version, worker: PROTOCOL });
  }
  const { manifest, base } = hello;
  const url = (name) => {
    const file = manifest.files[name];
    if (!file) throw new Failure('file_not_in_build', { build: manifest.build, file: name });
    return new URL(file, base).href;
  };
  const digest = (name) => manifest.digests?.[manifest.files[name]];
  if (typeof WebAssembly !== 'object') throw new Failure('no_webassembly');
  if (!WebAssembly.validate(VECTORS)) throw new Failure('no_vectors');
  const scripts = ['wasm_exec.js', 'worker/memory.js', 'worker/threads.js', 'worker/files.js', 'worker/output.js'];
  await Promise.all([...scripts, 'worker/thread.js'].map((name) => arrive(url(name), digest(name))));
  load(...scripts.map(url));
  output = collectOutput();

  const relaxed = !hello.plain && fuses();
  const download = engineProgress();
  let [kernels, trainer] = await Promise.all([relaxed ? 'kernels-relaxed.wasm' : 'kernels.wasm', 'trainer.wasm'].map((name) => download(url(name), digest(name))));
  const { memory, shared, budget } = createMemory(hello.unshared);
  const compile = (bytes, name) => {
    setMemoryLimits(bytes, budget / PAGE, shared);
    return WebAssembly.compile(bytes).catch((error) => {
      throw new Failure('program_not_compiled', { file: name, why: error.message });
    });
  };
  [kernels, trainer] = await Promise.all([compile(kernels, 'kernels.wasm'), compile(trainer, 'trainer.wasm')]);
  sameBuild(trainer, kernels);

  const go = new Go();
  // The memory has a fixed size. The collector works harder before it is full, and the stacks need room beside the heap.
  go.env = { GOMEMLIMIT: String(budget - budget / 8) };
  go.exit = (code) => dead(output.why(code));
  const env = { memory, now: () => performance.now() };
  const { exports } = await WebAssembly.instantiate(kernels, { env });
  const helpers = shared && globalThis.crossOriginIsolated ? threadCount(hello.threads) - 1 : 0;
  const threads = await startThreads(helpers, trusted(url('worker/thread.js')), kernels, memory, (left) => {
    post({ event: 'log', level: 'warning', threads: left + 1, code: 'thread_ended', values: { left: left + 1 } });
    dead({ code: 'thread_lost', values: {} });
    // It may be slow and not dead, and write to this memory later: nothing here may go on. The page ends this worker.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
  if (hello.profile) {
    load(url('worker/profile.js'));
    profile = profileKernels(exports, memory);
  }
  const program = await WebAssembly.instantiate(trainer, {
    ...go.importObject, env, kernels: profile?.imports ?? exports, threads: threads.imports,
  });
  globalThis.trainerHost = host(base, manifest, {
    simd: true, relaxed, shared, isolated: !!globalThis.crossOriginIsolated, budget, build: manifest.build, runs: hello.runs || 0,
  });
  go.run(program).catch((error) => dead(told(error)));
}

/**
 * Sees to it that a script of this site lies in the browser's cache as it should be: scripts that are run from there have no digest of their own. Past the
 * cache where what lies there is not it.
 */
async function arrive(url, integrity = '') {
  const get = async (cache) => {
    const response = await fetch(url, { cache, integrity });
    if (!response.ok) throw new Failure('file_refused', { file: url.slice(url.lastIndexOf('/') + 1), status: `${response.status} ${response.statusText}` });
    return response.arrayBuffer();
  };
  try {
    await get('default').catch(() => get('reload'));
  } catch (error) {
    throw error instanceof Failure ? error : new Failure('file_not_arrived', { file: url.slice(url.lastIndexOf('/') + 1), why: error.message });
  }
}

/** Runs classic scripts of this site. */
function load(...urls) {
  importScripts(...urls.map(trusted));
}

/** The URL of a script of this site, as importScripts and Worker want it. */
function trusted(url) {
  policy ??= globalThis.trustedTypes?.createPolicy('bottleneck', {
    createScriptURL(text) {
      if (new URL(text).origin !== location.origin) throw new TypeError(text); // of another site
      return text;
    },
  });
  return policy ? policy.createScriptURL(url) : url;
}

/** How many threads to use, of the processors that the browser tells of or as asked for. */
function threadCount(asked) {
  const n = Math.trunc(asked) || navigator.hardwareConcurrency || 1;
  return Math.max(1, Math.min(n, MAX_THREADS));
}

/**
 * Whether f32x4.relaxed_madd is there and rounds once, as on every processor with a fused multiply-add: (1 + 2^-12)^2 - (1 + 2^-11) is
 * 2^-24, or 0 after two roundings. The other kernels have the same bits without it.
 * (func (export "f") (param f32 f32 f32) (result f32) the first lane of relaxed_madd of all three, splat)
 */
function fuses() {
  const probe = Uint8Array.of(
    0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 125, 125, 125, 1, 125, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 22, 1, 20, 0,
    32, 0, 253, 19, 32, 1, 253, 19, 32, 2, 253, 19, 253, 133, 2, 253, 31, 0, 11);
  if (!WebAssembly.validate(probe)) return false;
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(probe)).exports;
  return f(1 + 2 ** -12, 1 + 2 ** -12, -(1 + 2 ** -11)) === 2 ** -24;
}

/**
 * One memory of fixed size: the largest that this device is likely to keep and the browser grants. Shared where
 * that is possible, so that kernel threads can join in.
 */
function createMemory(unshared) {
  const gib = navigator.deviceMemory || (/iP(hone|ad|od)|Android/.test(navigator.userAgent) ? 2 : 8);
  const most = gib <= 1 ? 128 * MIB : gib <= 2 ? 256 * MIB : 512 * MIB;
  let refused = '';
  for (const budget of BUDGETS.filter((n) => n <= most)) {
    for (const shared of unshared ? [false] : [true, false]) {
      try {
        const pages = budget / PAGE;
        const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
        if (memory.buffer.byteLength === budget) return { memory, shared, budget };
      } catch (error) {
        refused = error.message;
      }
    }
  }
  throw new Failure('memory_refused', { least: BUDGETS.at(-1) / MIB, why: refused });
}

/** A trainer whose kernels come from another build must not start. */
function sameBuild(trainer, kernels) {
  const has = new Set(WebAssembly.Module.exports(kernels).map((e) => e.name));
  const missing = WebAssembly.Module.imports(trainer).find((i) => i.module === 'kernels' && !has.has(i.name));
  if (missing) throw new Failure('kernels_of_another_version', { kernel: missing.name });
}

/** What Go sees of this side. */
function host(base, manifest, device) {
  const channel = new MessageChannel();
  let woken;
  let timer = 0;
  return {
    ...fileAccess(base, manifest.digests),

    device: JSON.stringify(device),
    data: JSON.stringify({ sets: Object.entries(manifest.data ?? {}).map(([name, corpus]) => ({ name, ...corpus })) }),

    /** Go's receiver: called with (json, buffers) for each message, those included that came early. */
    listen(receive) {
      deliver = receive;
      for (const { json, buffers } of early.splice(0)) receive(json, buffers || []);
    },

    /** Calls resume once, after the messages that wait. */
    onTick(resume) { channel.port1.onmessage = () => resume(); },
    tick() { channel.port2.postMessage(0); },

    /** Calls resume so many milliseconds after wake(); the latest wake counts. */
    onWake(resume) { woken = resume; },
    wake(ms) {
      clearTimeout(timer);
      timer = setTimeout(woken, ms);
    },

    post(json, buffers) { postMessage(profile ? { json, buffers, profile: profile.times } : { json, buffers }, buffers); },
  };
}
