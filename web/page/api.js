// window.bottleneck: the playground for scripts. Everything asynchronous is a promise; a failure rejects with an
// Error that says what was found and what was expected. Inputs are Float32Arrays, one input after the other: 784 numbers
// in [0,1] for a digit, or as many as the recipe's data have.

import { chosen } from '../kit/dropped.js';
import { fault } from '../kit/words.js';
import { CodeOrder, ORDERS } from './code/order.js';
import { sweepUnit } from './code/walk.js';
import { SAME } from './compare/places.js';
import { stepOf } from './slow/step.js';
import { given, taken } from './view/chosen.js';

const EVENTS = ['ready', 'state', 'metrics', 'diverged', 'progress', 'log', 'moment', 'classify', 'phase'];
const KINDS = ['originals', 'reconstructions', 'codes', 'pca'];
const CLASSIFIERS = ['linear', 'cnn'];
const PROGRAMS = ['pytorch', 'keras'];
const MODELS = ['npz', 'onnx'];

/**
 * Builds the object on the engine and the store. ready: promise of the page's own run; request(op, fields, buffers) asks the trainer;
 * later: what of the page comes later (rest.js); keeper keeps runs.
 */
export function createAPI(engine, store, { ready, request, later, keeper }) {
  const ask = async (op, fields, buffers) => {
    await ready;
    return request(op, fields, buffers);
  };

  const order = new CodeOrder(() => store.running?.plan);

  /** Sends rows of numbers, leaving the caller's array as it is, and returns the rows of the answer. */
  const rows = async (op, name, x, fields = {}) => {
    const copy = numbers(op, name, x);
    const { buffers } = await ask(op, fields, [copy.buffer]);
    return new Float32Array(buffers[0]);
  };

  const setThreads = async (n) => {
    whole('setThreads', 'n', n, 0);
    await ready;
    return engine.setThreads(n);
  };

  /**
   * What the code is good for: trains a linear probe and a small CNN, beside the run, with the weights it has now, and tells how
   * many held-out images each names rightly. kinds: of inputs, "originals", "reconstructions", "codes", "pca" (linear only);
   * classifiers: "linear", "cnn"; images: to train on; passes: over them, of both (0: ten of the linear probe, one of the CNN).
   * {step, fingerprint, results: [{input, classifier, accuracy, n, train, dim}], elapsed}; on("classify") tells the progress,
   * and the running loss of the one at work.
   */
  const classify = async ({ kinds = KINDS, classifiers = CLASSIFIERS, images = 10000, passes = 0 } = {}) => {
    const { classes } = await ask('classify', {
      name: choice('kinds', kinds, KINDS), value: choice('classifiers', classifiers, CLASSIFIERS),
      n: whole('classify', 'images', images, 1), epochs: whole('classify', 'passes', passes, 0),
    });
    const { step, fingerprint, results, elapsed } = classes;
    return { step, fingerprint, results, elapsed };
  };

  /** Gives up a classify under way, which rejects. */
  const stopClassify = async () => { await ask('unclassify'); };

  const change = async (act) => {
    await ready;
    await act();
  };

  /**
   * The runs that are kept on this device, the newest first: {id, name, link, step, total_steps, elapsed, train_loss, test_loss, test_mse,
   * fingerprint, diff, parent, pinned, open, restorable, bytes}; diff: what the recipe changes in that of the run before; parent: {id, step} of a branch.
   */
  const listed = () => keeper.book.list.map(({ id, name, parent, pinned, restorable, bytes, record }) => {
    const { link, step, total_steps, elapsed = 0, train_loss, test_loss, test_mse, fingerprint, diff = [] } = record;
    return { id, name, link, step, total_steps, elapsed, train_loss, test_loss, test_mse, fingerprint, diff, parent, pinned, open: id === keeper.current, restorable, bytes };
  });

  const runs = Object.freeze({
    list: listed,

    /** Goes on with a run where it stood; it stands still there: the metrics. */
    async restore(id) {
      await ready;
      return (await keeper.restore(text('runs.restore', 'id', id))).metrics;
    },

    /** Stores the run that is open as it is now; resolves when that is done. */
    keep: () => change(() => keeper.keep()),

    /** Another name; an empty one gives the run its first name again. */
    rename: (id, name) => change(() => keeper.rename(text('runs.rename', 'id', id), text('runs.rename', 'name', name))),

    /** A pinned run stays when room is made. */
    pin: (id, pinned = true) => change(() => keeper.pin(text('runs.pin', 'id', id), !!pinned)),

    /** Removes a run from the storage; the one that is open goes on and is no longer stored. */
    remove: (id) => change(() => keeper.remove(text('runs.remove', 'id', id))),

    /** Removes all of them. */
    clear: () => change(() => keeper.clear()),

    /**
     * How many bytes runs may take, {stored, recorded}: all that are kept, on this device, and what is recorded in memory of the one that is open to
     * go back in its time. Sets what is given, one of the sizes that the page offers. stored: 0 stores nothing, and deletes what is; recorded: 0
     * records nothing.
     */
    async room({ stored, recorded } = {}) {
      const { room } = keeper.book;
      for (const [name, bytes] of Object.entries({ stored, recorded })) {
        if (bytes !== undefined && !room[name].sizes.includes(bytes)) throw fault('size_unknown', { name, found: show(bytes), sizes: room[name].sizes.join(', ') }, 'runs.room');
      }
      if (stored !== undefined) await change(() => keeper.setStored(stored));
      if (recorded !== undefined) await change(() => keeper.setRecorded(recorded));
      return { stored: keeper.book.budget, recorded: room.recorded.bytes };
    },
  });

  const sideOf = ({ id, name, link, metrics }) => ({ id, name, link, step: metrics.step, metrics });

  /** What a measurement of the code gives: its buffers as numbers, the latter of n rows split. */
  const measured = async (op, fields, buffers) => {
    const { n, from = 0, to = 0, buffers: made } = await ask(op, fields, buffers);
    const [first, second, ...rest] = made.map((b) => new Float32Array(b));
    return { n, from, to, first, second, rest, rowsOf: (all) => Array.from({ length: n }, (_, i) => all.slice((i * all.length) / n, ((i + 1) * all.length) / n)) };
  };

  /**
   * What each unit of the code does: {effect, deviation, mean, images, from, to}; effect is how much a deviation of the unit changes the output, root mean
   * square over its values, as a mean over so many held-out images, measured from step to step.
   */
  const effects = async () => {
    const { n, from, to, first, second, rest } = await measured('effect');
    const [effect, deviation, mean] = [first, second, rest[0]].map((units) => order.out(units));
    return { effect, deviation, mean, images: n, from, to };
  };

  /** The chosen input x as it is before it is corrupted, its code z and what that decodes to, y. */
  const followed = async () => {
    const { buffers } = await ask('chosen', { view: { chosen: store.chosen } });
    const [x, z, y] = buffers.map((b) => new Float32Array(b));
    return { x, z, y };
  };

  return Object.freeze({
    effects,

    /**
     * The directions in which the output changes most at the code of what is chosen, or at z: {z, values, deviations, directions, pictures, from, to}; singular
     * values of dy/dz, deviations of held-out codes along the directions, and for each a direction of the code and the picture of what changes.
     */
    async tangents({ z } = {}) {
      const at = await followed();
      const code = z === undefined ? at.z : order.in(numbers('tangents', 'z', z));
      if (code.length !== at.z.length) throw fault('code_length', { name: 'z', found: code.length, expected: at.z.length }, 'tangents');
      const { from, to, first, second, rest, rowsOf } = await measured('tangents', {}, [code.slice().buffer, at.x.buffer]);
      return { z: order.out(code), values: first, deviations: second, directions: rowsOf(order.out(rest[0])), pictures: rowsOf(rest[1]), from, to };
    },

    /** The code of what is chosen with one unit from -3 to 3 deviations about its mean, in steps: {z, x}, n codes and what they decode to. */
    async sweep(unit, { from = -3, to = 3, n = 7 } = {}) {
      const at = await followed();
      if (whole('sweep', 'unit', unit, 0) >= at.z.length) throw fault('unit_unknown', { found: unit, units: at.z.length }, 'sweep');
      whole('sweep', 'n', n, 2);
      for (const [name, value] of Object.entries({ from, to })) if (!Number.isFinite(value)) throw fault('finite_expected', { name, found: show(value) }, 'sweep');
      const { deviation, mean } = await effects();
      const amounts = Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1));
      const z = sweepUnit(at.z, order.unit(unit), { mean: mean[unit], deviation: deviation[unit] }, amounts);
      const { buffers } = await ask('decode', {}, [z.slice().buffer, at.x.buffer]);
      return { z: order.out(z), x: new Float32Array(buffers[0]) };
    },

    /**
     * Compares two kept runs, by id: {a, b, by, at, diff, same, errors}. by: "step", "epoch" or "images": both are trained again to where they
     * have seen at of these, or as much as both have; without it each is compared where it stands. a, b: {id, name, link, step, metrics}; diff:
     * what b changes in the recipe of a; same: both were tested on the same inputs; errors: of the first of these, [{index, label, a, b, difference}].
     */
    async compare(a, b, { by, at } = {}) {
      await ready;
      if (by !== undefined && !SAME.includes(by)) throw fault('choice_expected', { name: 'by', found: show(by), choices: SAME.join(', ') }, 'compare');
      if (at !== undefined && !(at >= 0)) throw fault('number_expected', { name: 'at', found: show(at), least: 0 }, 'compare');
      const found = await (await later.come()).compare(text('compare', 'a', a), text('compare', 'b', b), { by, at });
      const { diff, same, errors } = found;
      return { a: sideOf(found.a), b: sideOf(found.b), by: found.by, at: found.at, diff, same, errors };
    },

    /** The runs that are kept on this device: list(), restore(id), keep(), rename(id, name), pin(id, pinned), remove(id), clear(), room({stored, recorded}). */
    runs,

    /** Resolves when the trainer takes commands; rejects when it cannot run here. */
    ready,

    /** {simd, fused, relaxed, threads, max_threads, isolated, budget, build}; null before ready. */
    get device() { return engine.device; },

    /** How many threads share the work of a step. Setting it is as setThreads, but waits for nothing. */
    get threads() { return engine.device?.threads ?? 0; },
    set threads(n) { setThreads(n).catch((error) => console.error(error.message)); },

    /** setThreads(n), 1 to device.max_threads, or 0 for all of them: the device. Results do not depend on it. */
    setThreads,

    /** The values of all fields of the recipe that is open, as a link writes them: those of the start, and the changes since. */
    get recipe() { return store.running?.values ?? null; },

    /** The values of the live fields at this step: learning_rate, pretrain_learning_rate and noise. */
    get inForce() { return store.running ? { ...store.running.force } : null; },

    /** The canonical link of that recipe. */
    link: () => store.running?.link ?? '',

    /** {step, epoch, train_loss, test_loss, test_mse, images_per_second, fingerprint}, the latest. */
    get metrics() { return store.metrics; },

    /**
     * The one input that is chosen everywhere: {kind: "image", image}, its place among the held-out ones; {kind: "own"}, the person's own picture; or
     * {kind: "code", z}. Setting it chooses another, null the first that is shown.
     */
    get chosen() {
      const { z, ...is } = given(store.chosen);
      return z ? { ...is, z: order.out(z) } : is;
    },
    set chosen(chosen) {
      const wanted = taken(chosen, store, !!later.here?.picture.own);
      store.choose(wanted?.z ? { ...wanted, z: Array.from(order.in(wanted.z)) } : wanted, 'script');
    },

    /**
     * The order of the numbers of a code of maps in all that scripts give and get: "channels_first", as PyTorch's flatten(1) has them, or
     * "channels_last", as they were handed out once.
     */
    get codeOrder() { return order.order; },
    set codeOrder(name) {
      if (!ORDERS.includes(name)) throw fault('choice_expected', { name: 'codeOrder', found: show(name), choices: ORDERS.join(', ') }, 'codeOrder');
      order.order = name;
    },

    /** What is shown in the place of the run as it is now: {step, exact, metrics}; null: nothing is. */
    get moment() { return store.moment; },

    /** What is wrong with the run: [{kind, text, code, values, repairs: [{text, link}]}]; found at its end, and before that not too often. */
    get diagnoses() {
      return store.diagnoses.map(({ field, text, code, values = {}, repairs = [] }) => ({ kind: field, text, code, values, repairs: repairs.map((r) => ({ text: r.text, link: r.field })) }));
    },

    /** The metrics at each end of an epoch. */
    get history() { return [...store.history]; },

    /** "loading", "ready", "running", "paused", "done", "diverged"; "booting", "restarting", "interrupted", "stopped". */
    get state() { return engine.phase === 'running' ? store.state : engine.phase; },

    /** Replaces the run by the link's. What the link got wrong is in notices. */
    async open(link) {
      const { recipe, notices = [] } = await ask('open', { link: text('open', 'link', link) });
      return { recipe, notices };
    },

    /**
     * Reads files to train on, Files or Blobs (with a name or webkitRelativePath), and opens a recipe for them unless open is
     * false: {kind: "pictures" or "table", name, train, test, w, h, columns, classes, notes,
     * facts, problems, left, link}; facts are the notes with their codes.
     */
    async useData(files, { open = true, choice } = {}) {
      const list = files instanceof Blob ? [files] : [...(files ?? [])];
      if (list.length === 0 || !list.every((file) => file instanceof Blob)) {
        throw fault('files_expected', { found: show(files) }, 'useData');
      }
      await ready;
      const found = await (await later.come()).own.take(chosen(list), { open: false, choice });
      if (open) await ask('open', { link: found.link });
      return { ...found, notes: found.notes?.map(({ text }) => text), facts: found.notes };
    },

    /** train({steps}) or train({epochs}): the metrics when they are done. */
    async train({ steps = 0, epochs = 0 } = {}) {
      const counts = { steps: whole('train', 'steps', steps, 0), epochs: whole('train', 'epochs', epochs, 0) };
      return (await ask('train', counts)).metrics;
    },

    /**
     * Trains one step and tells what it does with an image of its batch: {step, image, batch, index, all, label, loss, share,
     * learning_rate, phases: [{phase, parts, terms, layers}]}. The weights become those that train({steps: 1}) gives.
     */
    async phases({ image = 0 } = {}) {
      return stepOf(await ask('phases', { n: whole('phases', 'image', image, 0) }));
    },

    /** Holds the training to n steps a second, 0: as fast as it goes. No number depends on it. Without n: the pace. */
    async pace(n) {
      if (n !== undefined) await ask('pace', { n: whole('pace', 'n', n, 0) });
      return store.pace;
    },

    /** Trains to the end of the recipe; resolves when the run has started. */
    async start() { await ask('start'); },

    async pause() { await ask('pause'); },

    /** The same start again, bit for bit. */
    async reset() { return (await ask('reset')).metrics; },

    /** Another start; without a number one is drawn. */
    async reseed(seed = crypto.getRandomValues(new Uint32Array(1))[0]) {
      return (await ask('reseed', { seed: whole('reseed', 'seed', seed, 0) })).metrics;
    },

    /**
     * Shows a step of the run that is over, and gives its metrics; the training goes on. exact: it is trained again from the nearest
     * checkpoint, and all that looks at the network (encode, weights, testImages and the rest) sees that step until now(). Otherwise the nearest
     * step that was recorded is shown, at once.
     */
    async seek(step, { exact = true } = {}) {
      return (await ask('seek', { steps: whole('seek', 'step', step, 0), name: exact ? 'exact' : 'nearest' })).metrics;
    },

    /** The run is shown as it is now again; gives the metrics. */
    async now() { return (await ask('now')).metrics; },

    /** The moment that is shown becomes the run, with other values of live fields if there are any: branch({learning_rate: 1e-4}). Gives the recipe. */
    async branch(changes = {}) {
      if (store.moment && !store.moment.exact) await ask('seek', { steps: store.moment.step, name: 'exact' });
      return (await ask('branch', { names: Object.keys(changes), values: Object.values(changes).map(String) })).recipe;
    },

    /** What was kept of the run: {first, last, frames, checkpoints, gone, bytes, budget, notes}; steps, and what memory does not allow. */
    async moments() { return (await ask('moments')).moments; },

    /** Changes a live field of the run from this step on: learning_rate, pretrain_learning_rate or noise. The recipe has the change. */
    async set(name, value) {
      return (await ask('set', { name: text('set', 'name', name), value: String(value) })).recipe;
    },

    /** Calls fn for "ready", "state", "metrics", "diverged", "progress", "log", "moment", "classify" or "phase"; returns what ends it. */
    on(event, fn) {
      if (!EVENTS.includes(event)) throw fault('event_unknown', { found: show(event), events: EVENTS.join(', ') }, 'on');
      if (typeof fn !== 'function') throw fault('function_expected', { found: show(fn) }, 'on');
      return engine.on(event, fn);
    },

    /** n x input size -> n x code size; pixels in [0,1] */
    encode: async (x) => order.out(await rows('encode', 'x', x)),

    /** n x code size -> n x input size */
    decode: async (z) => rows('decode', 'z', order.in(numbers('decode', 'z', z))),

    /** decode(encode(x)) */
    reconstruct: (x) => rows('reconstruct', 'x', x),

    /** x with the recipe's noise, or another: corrupt(x, {noise: "gaussian(0.2)", seed: 1}). */
    corrupt: async (x, { noise = '', seed = 1 } = {}) => rows('corrupt', 'x', x, { value: String(noise), seed: whole('corrupt', 'seed', seed, 0) }),

    /** A PNG, JPEG, GIF, WebP, AVIF or BMP file (a Blob) as one input, prepared as the recipe's pictures were; without: names of steps to leave out. */
    async prepare(blob, { without = [] } = {}) {
      if (!(blob instanceof Blob)) throw fault('blob_expected', { found: show(blob) }, 'prepare');
      const { buffers } = await ask('prepare', { names: [...without].map(String) }, [await blob.arrayBuffer()]);
      return new Float32Array(buffers[0]);
    },

    /**
     * The place of one input among the held-out ones, by mean squared error: {error, better, of, step}; better of these have a smaller error, measured at
     * that step with the recipe's noise. null while nothing is measured that could be compared. x: what the network sees, of clean.
     */
    async rank(x, clean = x) {
      return (await ask('reconstruct', { n: 1 }, [numbers('rank', 'x', x).buffer, numbers('rank', 'clean', clean).buffer])).rank ?? null;
    },

    /** n codes drawn from N(0, I), and what they decode to: {x, z}. Only of a variational code; the same seed draws the same. */
    async sample(n = 10, { seed = 1 } = {}) {
      const { buffers } = await ask('sample', { n: whole('sample', 'n', n, 1), seed: whole('sample', 'seed', seed, 0) });
      return { x: new Float32Array(buffers[0]), z: order.out(new Float32Array(buffers[1])) };
    },

    /** The first n held-out images: {x, labels}. */
    async testImages(n = 10) {
      const { buffers } = await ask('testImages', { n: whole('testImages', 'n', n, 1) });
      return { x: new Float32Array(buffers[0]), labels: new Uint8Array(buffers[1]) };
    },

    /** Held-out inputs by their places, 1,024 at most: {x, y, z, errors, labels}; y: what the network makes of them as they are, z: their codes. */
    async heldOut(places) {
      const { x, y, z, errors, labels } = await (await later.come()).plane.script.heldOut(ask, numbers('heldOut', 'places', places));
      return { x, y, z: order.out(z), errors, labels };
    },

    /** n codes on the way from code a to code b, and what they decode to: {x, z}. spherical: as on a sphere; else straight. */
    async interpolate(a, b, { n = 10, spherical = false } = {}) {
      const { x, z } = await (await later.come()).plane.script.between(ask, order.in(numbers('interpolate', 'a', a)), order.in(numbers('interpolate', 'b', b)), whole('interpolate', 'n', n, 2), spherical);
      return { x, z: order.out(z) };
    },

    /**
     * Selects points of the plane: by places of held-out inputs, a box {x0, x1, y0, y1} or an outline [[x, y], ...]; null: none. Gives
     * {images, counts, mean, worst, errors}: their places, how many of each label, the mean input, {image, error} of the worst, and all errors.
     */
    async select(what) {
      await ready;
      return (await later.come()).plane.script.select(what, ask);
    },

    /** The part of the latent plane that is seen: {x0, x1, y0, y1, whole}, null before there is one. Setting it flies there, null shows all. */
    get window() { return later.here?.plane.window ?? null; },
    set window(range) {
      if (range !== null && !(range?.x0 < range.x1 && range.y0 < range.y1)) throw fault('window_unknown', { found: JSON.stringify(range)?.slice(0, 80) ?? 'undefined' }, 'window');
      later.with(({ plane }) => plane.script.fly(range));
    },

    classify,
    stopClassify,

    /** Their old names. */
    probe: classify,
    stopProbe: stopClassify,

    /**
     * The run that is open as a program for "pytorch" or "keras": {text, name, notes, files}. text is the program; notes, [{text, code, values}], what it
     * does not do as the run does; files, [{name, bytes}], what is to lie beside it: with weights: true those of now, with data: true the data, where
     * they are made here. notebook: a Jupyter notebook.
     */
    async code(library, { notebook = false, weights = false, data = false } = {}) {
      if (!PROGRAMS.includes(library)) throw fault('choice_expected', { name: 'library', found: show(library), choices: PROGRAMS.join(', ') }, 'code');
      await ready;
      const { files: [{ name, bytes }, ...files], notes } = await (await later.come()).made.as(library, { notebook, weights, data });
      return { text: new TextDecoder().decode(bytes), name, notes, files };
    },

    /** The network with its weights of now as "npz" (Keras' layouts) or "onnx": {files: [{name, bytes}], notes}. */
    async model(format) {
      if (!MODELS.includes(format)) throw fault('choice_expected', { name: 'format', found: show(format), choices: MODELS.join(', ') }, 'model');
      await ready;
      return (await later.come()).made.as(format);
    },

    /** The weights as the bytes of a safetensors file. */
    async weights() { return new Uint8Array((await ask('weights')).buffers[0]); },

    /**
     * Takes weights from the bytes of a safetensors file, or an .npz of Keras' arrays; the run goes on with them, from their step on where they
     * are of its recipe. Gives the metrics, with notes where something was converted or left out. Where they are of another network the error's link is the recipe they were made with.
     */
    async load(bytes) {
      const view = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
      if (!ArrayBuffer.isView(view)) throw fault('bytes_expected', { found: show(bytes) }, 'load');
      const copy = new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
      await ready;
      const { metrics, notes } = await (await later.come()).load(new File([copy], 'weights'), request);
      return notes.length ? { ...metrics, notes: notes.map(({ text }) => text) } : metrics;
    },
  });
}

function numbers(op, name, x) {
  if (x instanceof Float32Array) return x.slice();
  if (Array.isArray(x) && x.every((v) => typeof v === 'number')) return Float32Array.from(x);
  throw fault('array_expected', { name, found: show(x) }, op);
}

function whole(op, name, n, least) {
  if (Number.isSafeInteger(n) && n >= least) return n;
  throw fault('integer_expected', { name, found: show(n), least }, op);
}

/** Some of all, as the trainer wants them. */
function choice(name, some, all) {
  if (Array.isArray(some) && some.length && some.every((s) => all.includes(s))) return some.join(',');
  const found = Array.isArray(some) ? `[${some.map(show).join(', ')}]` : show(some);
  throw fault('choices_expected', { name, found, choices: all.join(', ') }, 'classify');
}

function text(op, name, s) {
  if (typeof s === 'string') return s;
  throw fault('string_expected', { name, found: show(s) }, op);
}

/** A value in a few words. */
function show(v) {
  if (typeof v === 'string') return JSON.stringify(v.slice(0, 40));
  if (v === null || typeof v !== 'object') return String(v).slice(0, 40);
  return `a ${v.constructor?.name || 'object'}`;
}
