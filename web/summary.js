// The canvas in words and tables: everything it shows that can be said, for those who cannot see it, and for copying.

import { h, setText } from './dom.js';
import { count, loss, point } from './format.js';

const SPEAK_MS = 5000;
const TABLE_MS = 1000;

export class Summary {
  #snapshot = {};
  #spokenAt = 0;
  #builtAt = 0;
  #timer = 0;

  constructor(details, body, spoken, session) {
    this.details = details;
    this.body = body;
    this.spoken = spoken;
    this.session = session;
    details.addEventListener('toggle', () => this.#build(true));
    session.on('metrics', () => this.#speak());
    session.on('state', () => this.#speak(true));
  }

  snapshot(s) {
    this.#snapshot = s.run === this.#snapshot.run ? { ...this.#snapshot, ...s } : s;
    this.#build();
  }

  /** The run in one sentence. */
  sentence() {
    const { metrics: m, running, state } = this.session;
    if (!m || !running) return 'The trainer is starting.';
    const parts = [`${stateWord[state] || state}: epoch ${count(m.epoch)}, step ${count(m.step)} of ${count(running.cost?.total_steps)}`];
    if (m.train_loss != null) parts.push(`train loss ${loss(m.train_loss)}`);
    if (m.test_loss != null) parts.push(`test loss ${loss(m.test_loss)}, test MSE ${loss(m.test_mse)}`);
    if (m.input_mse > 0) parts.push(`the noisy input's ${loss(m.input_mse)}`);
    return `${parts.join('; ')}.`;
  }

  #speak(now) {
    const time = performance.now();
    if (!now && time - this.#spokenAt < SPEAK_MS) return;
    this.#spokenAt = time;
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
    const { images, codes, units, curve } = this.#snapshot;
    this.body.replaceChildren(
      h('p', {}, this.sentence()),
      ...[units && unitText(units), codes && codeText(codes)].filter(Boolean).map((t) => h('p', {}, t)),
      ...(images ? [imageTable(images)] : []),
      ...(curve?.test.length ? [curveTable(curve)] : []),
    );
  }
}

const stateWord = {
  loading: 'Loading', ready: 'Ready', running: 'Training', paused: 'Paused', done: 'Done', diverged: 'Stopped, the loss is not finite',
};

/** How many code units never fire. */
export function deadUnits(units) {
  let dead = 0;
  for (const share of units.active) if (share === 0) dead++;
  return dead;
}

function unitText(units) {
  const n = units.active.length;
  const dead = deadUnits(units);
  if (!dead) return `All ${count(n)} code units are used.`;
  const list = [...units.active.keys()].filter((i) => units.active[i] === 0).map((i) => `z[${i}]`);
  return `${dead} of ${count(n)} code units are dead (zero on every test image): ${list.slice(0, 40).join(', ')}${list.length > 40 ? ' and more' : ''}.`;
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
  return `${text} Centres by digit: ${centres.join('; ')}.`;
}

function imageTable(m) {
  const rows = Array.from({ length: m.n }, (_, i) => [
    m.index.length ? m.index[i] : i,
    m.labels.length ? m.labels[i] : '',
    loss(m.errors[i]),
  ]);
  return table('Reconstruction error of each test image', ['Image', 'Digit', 'MSE'], rows);
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
