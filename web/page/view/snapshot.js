// Reads the frames of core/wire (see frame.go for the layout): for the summary in words, and for the plain drawing while the
// canvas is not there. Pixels are views into the frame, not copies.
//
// Written by core/wire from its own list of fields and testdata/snapshot.js.tmpl: go generate ./core/wire

import { fault } from '../../kit/words.js';

const MAGIC = 0x46534e42; // "BNSF"
const VERSION = 3;

/**
 * Returns {run, step, epoch, images?, codes?, grid?, curve?, terms?, probe?, units?, filters?, bars?, table?, spot?, line?, node?}.
 * A section without an image or a row is as good as none. Throws on a frame that it cannot read.
 */
export function readSnapshot(buffer) {
  const r = new Reader(buffer, 0, buffer.byteLength);
  if (r.int() !== MAGIC) throw fault('frame_start_unknown', {}, 'snapshot');
  const version = r.int();
  if (version !== VERSION) throw fault('frame_version', { found: version, expected: VERSION }, 'snapshot');
  const s = { run: r.int(), step: r.int(), epoch: r.int() };
  for (let n = r.int(); n > 0; n--) {
    const tag = r.tag();
    const size = r.int();
    const known = sections[tag];
    if (known) {
      const [name, read] = known;
      const body = new Reader(buffer, r.at, r.at + size);
      const section = read(body);
      if (!body.nothing) s[name] = section;
    }
    r.at += size;
  }
  return s;
}

/** What is known after a frame: what it leaves out stays. A later run begins with nothing; a frame of an earlier one is dropped. */
export function mergeSnapshot(known, frame) {
  if (!known) return frame;
  if (((frame.run - known.run) | 0) < 0) return known;
  return frame.run === known.run ? { ...known, ...frame } : frame;
}

const sections = {
  IMGS: ['images', (r) => ({
    n: r.some(),
    h: r.some(),
    w: r.some(),
    c: r.some(),
    clean: r.bytes(),
    corrupted: r.bytes(),
    output: r.bytes(),
    labels: r.bytes(),
    errors: r.floats(),
    index: r.ints(),
  })],
  CODE: ['codes', (r) => ({
    x: r.floats(),
    y: r.floats(),
    labels: r.bytes(),
    axisX: r.text(),
    axisY: r.text(),
    dim: r.int(),
    pca: r.bool(),
  })],
  GRID: ['grid', (r) => ({
    n: r.some(),
    h: r.some(),
    w: r.some(),
    c: r.some(),
    x0: r.float(),
    x1: r.float(),
    y0: r.float(),
    y1: r.float(),
    pixels: r.bytes(),
  })],
  CURV: ['curve', (r) => ({
    train: r.list(() => ({ step: r.int(), loss: r.float() })),
    test: r.list(() => ({ step: r.int(), loss: r.float() })),
    unit: r.text(),
    baseline: r.float(),
    baselineText: r.text(),
    phases: r.list(() => ({ step: r.int(), name: r.text() })),
  })],
  TERM: ['terms', (r) => ({
    list: r.list(() => ({ kind: r.text(), loss: r.floats() })),
  })],
  PROB: ['probe', (r) => ({
    x: r.float(),
    y: r.float(),
    h: r.some(),
    w: r.some(),
    c: r.some(),
    pixels: r.bytes(),
    z: r.floats(),
    values: r.floats(),
    pinned: r.bool(),
  })],
  UNIT: ['units', (r) => ({
    mean: r.floats(),
    active: r.floats(),
    variance: r.floats(),
    kl: r.floats(),
    dead: r.bytes(),
  })],
  FILT: ['filters', (r) => ({
    n: r.some(),
    h: r.some(),
    w: r.some(),
    c: r.some(),
    total: r.int(),
    pixels: r.bytes(),
    scale: r.float(),
    layer: r.text(),
    note: r.text(),
  })],
  BARS: ['bars', (r) => ({
    n: r.some(),
    dim: r.some(),
    total: r.int(),
    h: r.int(),
    w: r.int(),
    c: r.int(),
    z: r.floats(),
    deviation: r.floats(),
  })],
  TABL: ['table', (r) => ({
    n: r.some(),
    columns: r.list(() => r.text()),
    clean: r.floats(),
    corrupted: r.floats(),
    output: r.floats(),
    errors: r.floats(),
    index: r.ints(),
  })],
  SPOT: ['spot', (r) => ({
    x: r.float(),
    y: r.float(),
  })],
  LINE: ['line', (r) => ({
    kind: r.text(),
    image: r.int(),
    label: r.int(),
    draw: r.int(),
    mse: r.float(),
    parts: r.list(() => ({ part: r.text(), layer: r.text(), level: r.int(), h: r.some(), w: r.some(), c: r.int(), n: r.int(), least: r.float(), most: r.float(), pixels: r.bytes(), values: r.floats() })),
  })],
  NODE: ['node', (r) => ({
    part: r.text(),
    level: r.int(),
    at: r.int(),
    value: r.float(),
    sum: r.float(),
    bias: r.float(),
    activation: r.text(),
    inputs: r.int(),
    from: r.list(() => ({ part: r.text(), level: r.int(), at: r.int(), value: r.float(), weight: r.float() })),
    outputs: r.int(),
    to: r.list(() => ({ part: r.text(), level: r.int(), at: r.int(), value: r.float(), weight: r.float() })),
    h: r.int(),
    w: r.int(),
    channels: r.ints(),
    filter: r.floats(),
    switches: r.ints(),
  })],
};

class Reader {
  constructor(buffer, at, end) {
    if (end > buffer.byteLength) throw fault('frame_too_short', {}, 'snapshot');
    this.buffer = buffer;
    this.view = new DataView(buffer, 0, end);
    this.at = at;
    this.nothing = false;
  }

  take(size) {
    const at = this.at;
    this.at += size;
    if (size < 0 || this.at > this.view.byteLength) throw fault('frame_too_short', {}, 'snapshot');
    return at;
  }

  int() { return this.view.getInt32(this.take(4), true); }
  bool() { return this.int() !== 0; }
  float() { return this.view.getFloat32(this.take(4), true); }

  /** A number of what a section is there for. */
  some() {
    const n = this.int();
    if (n === 0) this.nothing = true;
    return n;
  }

  tag() {
    const at = this.take(4);
    return String.fromCharCode(...new Uint8Array(this.buffer, at, 4));
  }

  bytes() {
    const n = this.int();
    return new Uint8Array(this.buffer, this.take((n + 3) & ~3), n);
  }

  text() { return new TextDecoder().decode(this.bytes().slice()); }

  floats() {
    const n = this.int();
    return new Float32Array(this.buffer, this.take(4 * n), n);
  }

  ints() {
    const n = this.int();
    return new Int32Array(this.buffer, this.take(4 * n), n);
  }

  list(read) {
    const list = [];
    for (let n = this.int(); n > 0; n--) list.push(read());
    return list;
  }
}
