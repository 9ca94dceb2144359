// The canvas in words and tables: everything it shows that can be said, for those who cannot see it, and for copying.

import { h, setText } from '../../kit/dom.js';
import { count, inWords, loss, point } from '../../kit/format.js';

const SPEAK_MS = 5000;
const TABLE_MS = 1000;
const MOST_NUMBERS = 32; // of a code

export class Summary {
  #snapshot = {};
  #spokenAt = 0;
  #builtAt = 0;
  #timer = 0;
  #phase; // that was spoken of

  constructor(details, body, spoken, store) {
    this.details = details;
    this.body = body;
    this.spoken = spoken;
    this.store = store;
    details.addEventListener('toggle', () => this.#build(true));
    store.on('metrics', () => this.#speak(this.#phase !== store.metrics?.phase));
    store.on('state', () => this.#speak(true));
  }

  snapshot(s) {
    this.#snapshot = s;
    this.#build();
  }

  /** The run in one sentence. */
  sentence() {
    const { metrics: m, running, state } = this.store;
    if (!m || !running) return 'The trainer is starting.';
    const parts = [`${stateWord[state] || state}${m.phase ? `, ${m.phase}` : ''}: epoch ${count(m.epoch)}, step ${count(m.step)} of ${count(running.cost?.total_steps)}`];
    if (m.train_loss != null) parts.push(`${m.hidden_mean != null ? 'loss of the layer' : 'train loss'} ${loss(m.train_loss)}`);
    if (m.free_energy_gap != null) parts.push(`held-out images ${loss(m.free_energy_gap)} nats above training images in the layer\u2019s free energy`);
    if (m.test_loss != null) parts.push(`test loss ${loss(m.test_loss)}, test MSE ${loss(m.test_mse)}`);
    if (m.input_mse > 0) parts.push(`the noisy input's ${loss(m.input_mse)}`);
    const base = Number(running.values?.learning_rate);
    if (m.learning_rate > 0 && m.learning_rate !== base) parts.push(`learning rate ${Number(m.learning_rate.toPrecision(3))}`);
    return `${parts.join('; ')}.${this.store.why ? ` ${this.store.why}` : ''}`;
  }

  #speak(now) {
    const time = performance.now();
    if (!now && time - this.#spokenAt < SPEAK_MS) return;
    this.#spokenAt = time;
    this.#phase = this.store.metrics?.phase;
    setText(this.spoken, this.sentence());
  }

  #build(now) {
    if (!this.details.open) return;
    const wait = this.#builtAt + TABLE_MS - performance.now();
    clearTimeout(this.#timer);
    if (!now && wait > 0) {
      this.#timer = setTimeout(() => this.#build(true), wait);
      return;
    }
    this.#builtAt = performance.now();
    const { images, codes, units, curve, filters, bars, table: rows } = this.#snapshot;
    const said = [units && unitText(units), codes && codeText(codes), filters && filterText(filters), curve && curveText(curve)];
    const { metrics: m, running } = this.store;
    if (m) said.unshift(healthText(m, running?.cost?.code_size));
    this.body.replaceChildren(
      h('p', {}, this.sentence()),
      ...said.filter(Boolean).map((t) => h('p', {}, inWords(t, running?.views?.rows))),
      ...(images ? [imageTable(images)] : []),
      ...(bars ? [barsTable(bars, images || rows)] : []),
      ...(rows ? [rowsTable(rows)] : []),
      ...(curve?.test.length ? [curveTable(curve)] : []),
    );
  }
}

const stateWord = {
  loading: 'Loading', ready: 'Ready', running: 'Training', paused: 'Paused', done: 'Done', diverged: 'Stopped, the loss is not finite',
};

/** How many code units say the same of every image. */
export function deadUnits(units) {
  return units.dead.reduce((n, dead) => n + dead, 0);
}

/** What the metrics tell of the code, for whoever shows it: {short, value, say}. */
export function healthOf(m, dim) {
  const list = [];
  if (m.kl != null) list.push({ short: 'KL', value: loss(m.kl), say: 'Divergence of the codes from the standard normal distribution, summed over their numbers, in nats' });
  if (m.code_mean != null) list.push({ short: 'mean', value: loss(m.code_mean), say: 'Mean of all numbers of all codes of the held-out images' });
  if (m.code_active < 1) list.push({ short: 'active', value: percent(m.code_active), say: 'Share of units that are active on an image, on average: not zero, or, of a sigmoid, above one half' });
  if (m.jacobian != null) list.push({ short: 'Jacobian\u00b2', value: loss(m.jacobian), say: 'How much the code moves with its input: the squared Frobenius norm of its Jacobian, on average over held-out images' });
  if (m.pca_mse != null) list.push({ short: `PCA ${count(dim)}`, value: loss(m.pca_mse), say: `Test MSE of as many principal components of the training images as the code has numbers, ${count(dim)}: the best that a linear code of this size does` });
  return list;
}

function percent(share) {
  return `${share < 0.1 ? (100 * share).toFixed(1) : Math.round(100 * share)}%`;
}

function healthText(m, dim) {
  return healthOf(m, dim).map(({ value, say }) => `${say}: ${value}.`).join(' ');
}

function unitText(units) {
  const n = units.mean.length;
  const dead = deadUnits(units);
  const list = [...units.dead.keys()].filter((i) => units.dead[i]).map((i) => `z[${i}]`);
  const used = dead
    ? `${dead} of ${count(n)} code units are dead (the same on every test image): ${list.slice(0, 40).join(', ')}${list.length > 40 ? ' and more' : ''}.`
    : `All ${count(n)} code units are used.`;
  return `${used} ${each('Divergence', units.kl)}${each('Variance', units.variance)}`.trim();
}

function each(name, values) {
  if (!values.length) return '';
  const shown = Array.from(values.slice(0, 16), (v, i) => `z[${i}] ${loss(v)}`).join(', ');
  return `${name} by unit: ${shown}${values.length > 16 ? ` and ${count(values.length - 16)} more, from ${loss(Math.min(...values))} to ${loss(Math.max(...values))} in all` : ''}. `;
}

function codeText(codes) {
  const range = (a) => {
    let low = Infinity;
    let high = -Infinity;
    for (const v of a) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    return `${low.toFixed(2)} to ${high.toFixed(2)}`;
  };
  const text = `Latent plane, ${count(codes.x.length)} test images: ${codes.axisX} from ${range(codes.x)}, ${codes.axisY} from ${range(codes.y)}.`;
  if (!codes.labels.length) return text;
  const sums = new Map();
  for (let i = 0; i < codes.x.length; i++) {
    const s = sums.get(codes.labels[i]) || [0, 0, 0];
    sums.set(codes.labels[i], [s[0] + codes.x[i], s[1] + codes.y[i], s[2] + 1]);
  }
  const centres = [...sums].sort((a, b) => a[0] - b[0]).map(([label, [x, y, n]]) => `${label} at ${point([x / n, y / n])}`);
  return `${text} Centres by label: ${centres.join('; ')}.`;
}

function imageTable(m) {
  const rows = Array.from({ length: m.n }, (_, i) => [
    m.index.length ? m.index[i] : i,
    m.labels.length ? m.labels[i] : '',
    loss(m.errors[i]),
  ]);
  return table('Reconstruction error of each test image', ['Image', 'Label', 'MSE'], rows);
}

// Of each tile only how far its weights go: the largest ones first, since a unit without any looks for nothing.
function filterText(f) {
  const size = f.h * f.w * f.c;
  const reach = Array.from({ length: f.n }, (_, i) => [i, f.pixels.subarray(i * size, (i + 1) * size).reduce((most, b) => Math.max(most, Math.abs(b - 128)), 0)]);
  const flat = reach.filter(([, most]) => most < 13).map(([i]) => i);
  const text = `Filters, ${f.layer}: ${f.n} of ${count(f.total)} shown, ${f.h} by ${f.w} weights each, colors from \u2212${loss(f.scale)} to ${loss(f.scale)}.`;
  if (!flat.length) return text;
  return `${text} Within a tenth of that: ${flat.length > 20 ? `${flat.length} of them` : `unit${flat.length > 1 ? 's' : ''} ${flat.join(', ')}`}.`;
}

function curveText({ baseline, baselineText, phases }) {
  const parts = [];
  if (baseline) parts.push(`The dashed line is ${baselineText}: ${loss(baseline)}.`);
  if (phases.length) parts.push(`Parts of the run: ${phases.map((p) => `${p.name} from step ${count(p.step)}`).join(', ')}.`);
  return parts.join(' ');
}

function barsTable(m, of) {
  const shown = Math.min(m.dim, MOST_NUMBERS);
  const name = of?.columns ? 'Row' : 'Image';
  const rows = Array.from({ length: m.n }, (_, i) => {
    const z = (v, k) => v[i * m.dim + k].toFixed(2);
    return [of?.index.length ? of.index[i] : i, ...Array.from({ length: shown }, (__, k) => (m.deviation.length ? `${z(m.z, k)} \u00b1 ${z(m.deviation, k)}` : z(m.z, k)))];
  });
  const more = m.total > shown ? `, the first ${shown} of ${count(m.total)} numbers` : '';
  return table(`Code of each ${name.toLowerCase()}${m.deviation.length ? ', mean \u00b1 deviation' : ''}${more}`,
    [name, ...Array.from({ length: shown }, (_, k) => `z[${k}]`)], rows);
}

function rowsTable(m) {
  const d = m.columns.length;
  const rows = [];
  for (let i = 0; i < m.n; i++) {
    const put = (kind, values) => rows.push([m.index.length ? m.index[i] : i, kind, ...Array.from(values.subarray(i * d, (i + 1) * d), (v) => v.toFixed(3))]);
    put('clean', m.clean);
    if (m.corrupted.length) put('corrupted', m.corrupted);
    put('output', m.output);
  }
  return table('Held-out rows and what became of them', ['Row', '', ...m.columns], rows);
}

function curveTable(curve) {
  const points = curve.test.slice(-12);
  return table(`Test loss, ${curve.unit}`, ['Step', 'Test loss'], points.map((p) => [count(p.step), loss(p.loss)]));
}

function table(caption, head, rows) {
  return h('table', {},
    h('caption', {}, caption),
    h('thead', {}, h('tr', {}, ...head.map((t) => h('th', { scope: 'col' }, t)))),
    h('tbody', {}, ...rows.map((r) => h('tr', {}, ...r.map((c) => h('td', {}, String(c)))))));
}
