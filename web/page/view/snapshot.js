// Reads the frames of core/wire (see encode.go for the layout): for the summary in words, and for the plain
// drawing while the canvas is not there. Pixels are views into the frame, not copies.

const MAGIC = 0x46534e42; // "BNSF"
const VERSION = 3;

/** Returns {run, step, epoch, images?, codes?, grid?, curve?, probe?, units?, filters?, bars?, table?}. Throws on a frame it cannot read. */
export function readSnapshot(buffer) {
  const r = new Reader(buffer, 0, buffer.byteLength);
  if (r.int() !== MAGIC) throw new Error('snapshot: unknown start');
  const version = r.int();
  if (version !== VERSION) throw new Error(`snapshot: version ${version} found, ${VERSION} expected; reload the page`);
  const s = { run: r.int(), step: r.int(), epoch: r.int() };
  for (let n = r.int(); n > 0; n--) {
    const tag = r.tag();
    const size = r.int();
    const read = sections[tag];
    if (read) s[read[0]] = read[1](new Reader(buffer, r.at, r.at + size));
    r.at += size;
  }
  return s;
}

const sections = {
  IMGS: ['images', (r) => ({
    n: r.int(), h: r.int(), w: r.int(), c: r.int(),
    clean: r.bytes(), corrupted: r.bytes(), output: r.bytes(), labels: r.bytes(), errors: r.floats(), index: r.ints(),
  })],
  CODE: ['codes', (r) => ({
    x: r.floats(), y: r.floats(), labels: r.bytes(), axisX: r.text(), axisY: r.text(), dim: r.int(), pca: r.int() !== 0,
  })],
  GRID: ['grid', (r) => ({
    n: r.int(), h: r.int(), w: r.int(), c: r.int(),
    x0: r.float(), x1: r.float(), y0: r.float(), y1: r.float(), pixels: r.bytes(),
  })],
  CURV: ['curve', (r) => ({
    train: r.points(), test: r.points(), unit: r.text(), baseline: r.float(), baselineText: r.text(),
    phases: r.list(() => ({ step: r.int(), name: r.text() })),
  })],
  PROB: ['probe', (r) => ({
    x: r.float(), y: r.float(), h: r.int(), w: r.int(), c: r.int(), pixels: r.bytes(), z: r.floats(), values: r.floats(), pinned: r.int() !== 0,
  })],
  UNIT: ['units', (r) => ({ mean: r.floats(), active: r.floats(), variance: r.floats(), kl: r.floats(), dead: r.bytes() })],
  FILT: ['filters', (r) => ({
    n: r.int(), h: r.int(), w: r.int(), c: r.int(), total: r.int(),
    pixels: r.bytes(), scale: r.float(), layer: r.text(), note: r.text(),
  })],
  BARS: ['bars', (r) => ({ n: r.int(), dim: r.int(), total: r.int(), h: r.int(), w: r.int(), c: r.int(), z: r.floats(), deviation: r.floats() })],
  TABL: ['table', (r) => ({
    n: r.int(), columns: r.list(() => r.text()),
    clean: r.floats(), corrupted: r.floats(), output: r.floats(), errors: r.floats(), index: r.ints(),
  })],
};

class Reader {
  constructor(buffer, at, end) {
    if (end > buffer.byteLength) throw new Error('snapshot: shorter than it says');
    this.buffer = buffer;
    this.view = new DataView(buffer, 0, end);
    this.at = at;
  }

  take(size) {
    const at = this.at;
    this.at += size;
    if (size < 0 || this.at > this.view.byteLength) throw new Error('snapshot: shorter than it says');
    return at;
  }

  int() { return this.view.getInt32(this.take(4), true); }
  float() { return this.view.getFloat32(this.take(4), true); }

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

  points() { return this.list(() => ({ step: this.int(), loss: this.float() })); }

  list(read) {
    const list = [];
    for (let n = this.int(); n > 0; n--) list.push(read());
    return list;
  }
}
