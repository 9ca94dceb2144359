// "Your picture": a file, a drawing or a test image, prepared as the network's pictures were, corrupted on request, and
// what it makes of it, beside each other. Of a table, one of the held-out rows as a strip.

import { Corruption } from './corruption.js';
import { byId, h, icon, setText } from '../../kit/dom.js';
import { loss } from '../../kit/format.js';
import { pasted } from './intake.js';
import { Pad, PAD_SIDE } from './pad.js';
import { download, drawGray, meanSquaredError, rowBytes, shapeOf, sheet, toBytes } from '../pixels.js';
import { Strip } from './strip.js';
import { beside, fault, say } from '../../kit/words.js';

const REFRESH_MS = 300;
const MAX_FILE = 64 << 20;
// What is done to a picture, as the trainer names it (core/data/prepare).
const STAGES = {
  picture: say('stage_picture'), inverted: say('stage_inverted'), leveled: say('stage_leveled'), contrast: say('stage_contrast'), swept: say('stage_swept'),
  thickened: say('stage_thickened'), box: say('stage_box'), centered: say('stage_centered'), framed: say('stage_framed'),
};

export class Picture {
  #item = null; // {name, input, stages, shape}; with {output, corrupted, noise} what the network made of it, and with which noise
  #shape = shapeOf(null);
  #again = false;
  #busy = false;
  #refreshed = 0;
  #stale = false;
  #drawing = false;

  /** report(text, about) says an error; faults(lines) lists files that were refused, none: another picture was taken; later(show) shows what nobody asked for. */
  constructor(container, store, engine, { report, faults, later, loadWeights }) {
    Object.assign(this, { store, engine, report, faults, later, loadWeights });
    this.#build(container);
    store.on('metrics', () => this.#refresh());
    store.on('moment', () => { if (!store.seeking && store.moment?.exact !== false) this.#refresh(true); }); // a picture has no network
    store.on('run', () => {
      this.#reshape(shapeOf(store.running.plan));
      setText(this.pad.hint, store.running.showing?.digits ? say('pad_digit') : say('pad_here'));
      if (this.#item?.test !== undefined) this.testImage(this.#item.test); // of the data that run now
      this.noise.follow(store.inForce('noise'));
      this.#refresh(true);
    });
    store.on('force', () => {
      if (this.noise.follow(store.inForce('noise'))) this.#refresh(true);
    });
    store.on('chosen', () => {
      const { kind, image } = store.chosen;
      if (kind === 'image' && this.#item?.test !== undefined && this.#item.test !== image) this.testImage(image);
      this.strip.mark(kind === 'own' ? this.#item : null);
    });
    store.on('state', ({ state }) => {
      if (state !== 'loading' && !this.#item) this.testImage(0);
      else if (state === 'ready' || state === 'paused' || state === 'done') this.#refresh(true); // what came last may have been too soon
    });
  }

  #build(container) {
    const file = h('input', { type: 'file', accept: 'image/png,image/jpeg,image/gif,image/webp,image/avif,image/bmp,.safetensors', multiple: true, class: 'unseen', tabindex: '-1', 'aria-label': say('picture_choose_label'), onchange: () => {
      this.take([...file.files]);
      file.value = '';
    } });
    const button = (label, act) => h('button', { type: 'button', class: 'quiet', onclick: act }, label);
    const padPlace = h('div', { class: 'pad-place' });
    this.pictureOnly = [padPlace];
    const tile = (label) => {
      const canvas = h('canvas', { class: 'tile empty', role: 'img', 'aria-label': label });
      const note = h('span', { class: 'tile-note' }, '\u00a0');
      return { canvas, note, element: h('figure', {}, canvas, h('figcaption', {}, label, note)) };
    };
    this.tiles = { input: tile(say('picture_prepared')), corrupted: tile(say('picture_corrupted')), output: tile(say('picture_output')) };
    this.noise = new Corruption(() => this.process());
    this.stages = h('div', { class: 'stages' });
    this.save = h('button', { type: 'button', class: 'quiet', disabled: true, onclick: () => this.#save() }, icon('save'), say('picture_save'));
    this.strip = new Strip((item) => {
      this.#mine(item);
      this.#choose(item);
    });
    const paste = navigator.clipboard?.read && button(say('picture_paste'), () => this.#paste());
    this.another = button(say('picture_test'), async () => {
      await this.testImage();
      this.faults([]);
      if (this.#item?.test !== undefined) this.store.choose({ kind: 'image', image: this.#item.test });
    });
    if (paste) this.pictureOnly.push(paste);
    container.append(
      h('div', { class: 'picture-in' }, padPlace,
        h('div', { class: 'sources' }, file,
          button(say('picture_choose'), () => file.click()),
          paste,
          this.another,
          this.save)),
      h('div', { class: 'triple' }, this.tiles.input.element, this.tiles.corrupted.element, this.tiles.output.element),
      this.noise.element,
      this.stages,
      this.strip.element);
    this.pad = new Pad(padPlace, () => this.#draw());
  }

  /** The network takes inputs of another shape: what was prepared for the one before is gone. */
  #reshape(shape) {
    if (shape.w === this.#shape.w && shape.h === this.#shape.h) return;
    this.#shape = shape;
    for (const el of this.pictureOnly) el.hidden = shape.row;
    setText(this.another, shape.row ? say('picture_test_row') : say('picture_test'));
    setText(byId('picture-title'), shape.row ? say('picture_row_title') : say('picture_title'));
    byId('picture-hint').hidden = shape.row;
    this.strip.clear();
    this.pad.forget();
    this.#item = null;
    this.#gone();
    this.#clear();
    this.testImage(0);
  }

  async #paste() {
    try {
      await this.take(await pasted());
    } catch (error) {
      this.report(error.message, 'picture');
    }
  }

  /** Takes files, one after another: a bad one is named and the rest still shown. */
  async take(files) {
    const refused = [];
    for (const file of files) {
      try {
        if (/\.safetensors$/i.test(file.name)) {
          await this.loadWeights(file);
          continue;
        }
        if (file.size > MAX_FILE) throw fault('picture_too_heavy', { found: Math.ceil(file.size / 1048576), most: MAX_FILE / 1048576 });
        const item = await this.#prepare('prepare', {}, await file.arrayBuffer(), file.name);
        this.pad.forget();
        this.strip.add(item);
        this.#mine(item);
        await this.#choose(item);
      } catch (error) {
        refused.push([file.name || say('picture_file'), beside(error, 'data: picture')]);
      }
    }
    this.faults(refused, files.length);
  }

  /** One of the held-out images; without a number another than before. */
  async testImage(index = Math.floor(Math.random() * 100)) {
    try {
      const reply = await this.engine.request('testImages', { n: index + 1 });
      const n = reply.n ?? index + 1;
      const at = Math.min(index, n - 1);
      const x = new Float32Array(reply.buffers[0]);
      const dim = reply.dim;
      const label = reply.buffers[1] && new Uint8Array(reply.buffers[1])[at];
      if (dim !== this.#shape.w * this.#shape.h) return; // another recipe has just been opened
      this.pad.forget();
      const digit = this.store.running?.showing?.digits;
      const note = digit && label !== undefined ? say('picture_digit', { label }) : '';
      await this.#choose({ name: `test-${at}`, test: at, input: x.slice(at * dim, (at + 1) * dim), stages: [], note, shape: this.#shape });
    } catch (error) {
      if (index !== 0) this.report(error.message, 'picture');
    }
  }

  /** What a picture becomes as an input, and what the network makes of that: one request for both. */
  async #prepare(op, fields, buffer, name) {
    const noise = this.noise.draw;
    const shape = this.#shape;
    const { stages = [], buffers } = await this.engine.request(op, { ...fields, through: true, ...noise }, [buffer]);
    const [input, ...pictures] = buffers;
    const item = { name, shape, input: new Float32Array(input), stages: stages.map((s, i) => ({ ...s, gray: new Uint8Array(pictures[i]) })) };
    return made(item, pictures.slice(stages.length), noise);
  }

  // While a stroke is being prepared only the newest state of the pad waits.
  async #draw() {
    this.#stale = true;
    if (this.#drawing) return;
    this.#drawing = true;
    while (this.#stale) {
      this.#stale = false;
      if (this.pad.empty) {
        this.#item = null;
        this.#gone();
        this.#clear();
        continue;
      }
      try {
        const item = await this.#prepare('prepareGray', { w: PAD_SIDE, h: PAD_SIDE }, this.pad.gray().buffer, 'drawing');
        this.#mine(item);
        await this.#choose(item);
        this.faults([]);
      } catch (error) {
        this.report(error.message, 'picture');
      }
    }
    this.#drawing = false;
  }

  /** Whether there is a picture of the person's own, which can be chosen everywhere. */
  get own() {
    return !!this.#item && this.#item.test === undefined;
  }

  // The person's own picture is the one that is chosen everywhere; the trainer keeps it.
  async #mine({ input }) {
    try {
      await this.engine.request('picture', {}, [input.slice().buffer]);
      this.store.choose({ kind: 'own' });
    } catch {
      // It is shown here all the same; another recipe has just been opened.
    }
  }

  #gone() {
    if (this.store.choice?.kind === 'own') this.store.choose(null, '');
  }

  async #choose(item) {
    this.#item = item;
    this.strip.mark(item);
    this.#showStages(item);
    if (!item.fresh || !same(item.noise, this.noise.draw)) {
      await this.process();
      return;
    }
    item.fresh = false; // chosen once more it may be of a network that has learned since
    this.strip.show(item);
    this.#show(item);
  }

  #refresh(now) {
    if (!this.#item || document.hidden || (!now && performance.now() - this.#refreshed < REFRESH_MS)) return;
    this.process(true);
  }

  /**
   * Runs the chosen picture through the network as it is now. Calls that come meanwhile count as one. quiet: nobody
   * asked, so nobody is told of a trainer that is just restarting.
   */
  async process(quiet) {
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#again && this.#item) {
      this.#again = false;
      try {
        await this.#run(this.#item, quiet ? this.later : (show) => show());
      } catch (error) {
        if (!quiet) this.report(error.message, 'picture');
      }
    }
    this.#busy = false;
  }

  async #run(item, when) {
    if (item.shape !== this.#shape) return;
    this.#refreshed = performance.now();
    const noise = this.noise.draw;
    const { buffers } = await this.engine.request('reconstruct', { n: 1, ...noise }, [item.input.slice().buffer]);
    made(item, buffers, noise);
    item.fresh = false;
    when(() => {
      this.strip.show(item);
      if (item === this.#item) this.#show(item);
    });
  }

  #show({ input, corrupted, output, note, shape }) {
    const bytes = (values) => (shape.row ? rowBytes(values, [input, output]) : toBytes(values));
    const put = (tile, values, text) => {
      wipe(tile.canvas);
      if (values) drawGray(tile.canvas, bytes(values), shape.w, shape.h);
      tile.canvas.classList.toggle('empty', !values);
      setText(tile.note, text);
    };
    put(this.tiles.input, input, note || '\u00a0');
    put(this.tiles.corrupted, corrupted, corrupted ? say('picture_mse', { mse: loss(meanSquaredError(corrupted, input)) }) : say('picture_not_corrupted'));
    put(this.tiles.output, output, say('picture_mse', { mse: loss(meanSquaredError(output, input)) }));
    this.save.disabled = false;
  }

  #clear() {
    for (const { canvas, note } of Object.values(this.tiles)) {
      wipe(canvas);
      canvas.classList.add('empty');
      setText(note, '\u00a0');
    }
    this.#showStages({ stages: [] });
    this.save.disabled = true;
  }

  #showStages({ stages }) {
    this.stages.replaceChildren(...stages.map((s) => {
      const stage = STAGES[s.name] || s.name;
      const canvas = h('canvas', { class: 'stage-tile', role: 'img', 'aria-label': s.note ? say('stage_with_note', { stage, note: s.note }) : stage });
      drawGray(canvas, s.gray, s.w, s.h);
      return h('figure', { title: s.note || stage }, canvas, h('figcaption', {}, stage));
    }));
  }

  async #save() {
    const item = this.#item;
    if (!item?.output) return;
    try {
      const parts = [item.input, item.corrupted, item.output].filter(Boolean).map((x) => (item.shape.row ? rowBytes(x, [item.input, item.output]) : toBytes(x)));
      const name = item.name.replace(/\.[^.]*$/, '').replace(/[^\w-]+/g, '-').slice(0, 60) || 'picture';
      download(await sheet(parts, item.shape.w, item.shape.h, 10), `${name}-bottleneck.png`);
    } catch (error) {
      this.report(error.message, 'picture');
    }
  }
}

/** Adds to an item what the network made of it, [output] or [output, corrupted], with which noise. */
function made(item, [output, corrupted], noise) {
  if (!output) return item; // no network was there
  return Object.assign(item, { output: new Float32Array(output), corrupted: corrupted ? new Float32Array(corrupted) : null, noise, fresh: true });
}

function same(a, b) {
  return a.value === b.value && a.seed === b.seed;
}

function wipe(canvas) {
  canvas.getContext('2d').clearRect(0, 0, canvas.width, canvas.height);
}
