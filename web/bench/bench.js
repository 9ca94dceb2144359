// The page "How fast is this machine?": a table that fills in, and window.bench for scripts.

import { manifest } from '../kit/assets.js';
import { BenchTables } from './table.js';
import { deviceInWords, threadChoices } from '../kit/device.js';
import { byId, h, setText } from '../kit/dom.js';
import { Engine } from '../kit/engine/engine.js';
import { bindTheme } from '../kit/theme.js';
import { fault, say } from '../kit/words.js';

const PRODUCTS = [
  ['gemm:256x256x256'], ['gemm:512x512x512'], ['gemm:1024x1024x1024'],
  ['gemm:256x784x500', say('bench_forward')], ['gemm_nt:256x784x500', say('bench_gradient_input')], ['gemm_tn:256x784x500', say('bench_gradient_weights')],
  ['gemm:20x784x32', say('bench_small_forward')], ['gemm_nt:20x32x784', say('bench_small_input')], ['gemm_tn:32x784x20', say('bench_small_weights')],
];

const asked = new URLSearchParams(location.search);
const engine = new Engine(manifest, { threads: Number(asked.get('threads')) || 0, profile: asked.has('profile'), plain: asked.get('kernels') === 'plain' });
const ready = engine.ready.then(async () => {
  const { workloads } = await engine.request('bench');
  return workloads;
});
const stopped = () => fault('bench_stopped', {}, 'bench'); // as the trainer says it
let stops = 0; // how often stop() was called

/**
 * Measures a workload: linear, keras, deep, faces, conv or vae; gemm:MxNxK; or peak.
 * @param {{threads?: number, arithmetic?: 'auto'|'plain'|'fused', seconds?: number}} options
 * @returns {Promise<{msPerStep, steps, gflops, shareOfPeak, threads, arithmetic, bestMs, meanMs, imagesPerSecond, peak, bytes, grown}>}
 *   the median step and what follows from it; the share is the best step's, of the best peak's
 */
async function bench(workload, { threads = 0, arithmetic = 'auto', seconds = 1 } = {}) {
  const before = stops;
  await ready;
  if (typeof workload !== 'string' || !workload) throw fault('bench_workload', { found: String(workload) }, 'bench');
  if (!Number.isSafeInteger(threads)) throw fault('bench_threads', { found: String(threads) }, 'bench: threads');
  if (!Number.isFinite(seconds)) throw fault('bench_seconds', { found: String(seconds) }, 'bench: seconds');
  if (stops !== before) throw stopped();
  const profile = engine.profile;
  const reply = await engine.request('bench', { name: workload, n: threads, value: String(arithmetic), seconds });
  const result = figures(reply.bench);
  if (profile) result.kernels = spent(profile, engine.profile);
  return result;
}

/** With ?profile: what each kernel took between two reports, warm-up and preparation included. */
function spent(before, after) {
  return Object.entries(after).map(([name, { ms, calls }]) => ({ name, ms: ms - (before[name]?.ms ?? 0), calls: calls - (before[name]?.calls ?? 0) }))
    .filter(({ name, calls }) => calls && !name.startsWith('peak'))
    .sort((a, b) => b.ms - a.ms);
}

function figures(b) {
  return {
    msPerStep: b.ms_per_step, steps: b.steps, gflops: b.gflops, shareOfPeak: b.share_of_peak ?? 0, threads: b.threads, arithmetic: b.arithmetic,
    bestMs: b.best_ms, meanMs: b.mean_ms, imagesPerSecond: b.images_per_second ?? 0, peak: b.peak ?? 0, bytes: b.bytes, grown: b.grown,
  };
}

/** Ends the measurement that is under way; its promise rejects. */
bench.stop = async () => {
  stops++;
  await engine.request('pause');
};
bench.ready = ready.then(() => engine.device);
bench.ready.catch(() => {});
window.bench = bench;

// The table

const tables = new BenchTables(byId('tables'));
const status = byId('status');
const go = byId('go');
const [threads, arithmetic, seconds] = ['threads', 'arithmetic', 'seconds'].map(byId);
let running = false;

bindTheme(byId('theme'), (theme) => say('theme', { theme }));
ready.then((workloads) => {
  const { device } = engine;
  setText(byId('device'), say('bench_device', { device: deviceInWords(device), build: device.build }));
  threads.replaceChildren(...threadChoices(device.max_threads));
  threads.disabled = device.max_threads === 1;
  const kinds = device.relaxed ? ['fused', 'plain'] : ['plain'];
  arithmetic.replaceChildren(...kinds.map((kind) => h('option', { value: kind }, kind)));
  arithmetic.disabled = kinds.length === 1;
  tables.fill(workloads, PRODUCTS);
  estimate();
  go.disabled = false;
}, (error) => tell(error.message, true));

seconds.addEventListener('change', estimate);
engine.on('bench', ({ bench: b }) => {
  if (!running) return;
  tables.show(b.workload, figures(b));
  byId('progress').value = (tables.at + b.done) / tables.size;
});
engine.on('phase', ({ phase, reason }) => {
  if (phase === 'stopped' || phase === 'restarting') tell(say('bench_trainer_ended', { why: reason }), true);
});
byId('controls').addEventListener('submit', (event) => {
  event.preventDefault();
  if (running) bench.stop().catch((error) => tell(error.message, true));
  else measureAll();
});
byId('copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(tables.text(`${say('bench_head', { build: engine.device.build, device: deviceInWords(engine.device) })}\n${navigator.userAgent}`));
    tell(say('bench_copied'));
  } catch {
    tell(say('bench_not_copied'), true);
  }
});

async function measureAll() {
  const before = stops;
  running = true;
  setText(go, say('bench_stop'));
  tables.clear();
  byId('copy').disabled = true;
  const options = { threads: Number(threads.value), arithmetic: arithmetic.value };
  try {
    for (const { name, small } of tables.start()) {
      if (stops !== before) throw stopped(); // it came when one was done and the next not yet asked for
      tell(say('bench_measuring', { workload: name }));
      tables.show(name, await bench(name, { ...options, seconds: Number(seconds.value) * (small ? 0.3 : 1) }), true);
    }
    tell(say('bench_done'));
    byId('progress').value = 1;
  } catch (error) {
    if (error.code === 'bench_stopped') tell(say('bench_was_stopped'));
    else tell(error.message, true);
  } finally {
    running = false;
    tables.end();
    setText(go, say('bench_measure'));
    byId('copy').disabled = tables.empty;
  }
}

function estimate() {
  const each = Number(seconds.value);
  const total = tables.size * 0.5 + each * (tables.networks + 0.3 * (tables.size - tables.networks));
  setText(byId('takes'), total < 100 ? say('bench_about_seconds', { seconds: Math.ceil(total / 10) * 10 }) : say('bench_about_minutes', { minutes: Math.ceil(total / 60) }));
}

function tell(text, bad = false) {
  setText(status, text);
  status.classList.toggle('bad', bad);
}
document.documentElement.dataset.started = ''; // for first.js
