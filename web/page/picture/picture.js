// "Your picture": a file, a drawing or a test image, prepared as the network's pictures were, spoiled by noise and brushes, and what the network
// makes of it, in one frame. Of a table, one of the held-out rows as strips.

import { Strokes } from './brushes.js';
import { setText } from '../../kit/dom.js';
import { isWeights } from '../../kit/dropped.js';
import { pasted } from './intake.js';
import { heldOut, isFresh, prepared, seen, through } from './items.js';
import { keep, kept } from './kept.js';
import { Panel } from './panel.js';
import { shapeOf } from '../pixels.js';
import { saveAll, saveOne } from './save.js';
import { MODES } from './split.js';
import { beside, fault, say } from '../../kit/words.js';

const REFRESH_MS = 300;
const MAX_FILE = 64 << 20;

export class Picture {
  #item = null; // see items.js
  #shape = shapeOf(null);
  #again = false;
  #busy = false;
  #refreshed = 0;
  #stale = false;
  #drawing = false;
  #stroke = null; // under the brush
  #aside = []; // pictures, while the network takes rows
  #kept = kept();
  #opening = null; // the promise of what is shown before anybody chose, or in place of what was shown before
  #warned = false; // that a reload forgets

  /** report(text, about) says an error; faults(lines) lists files that were refused, none: another picture was taken; later(show) shows what nobody asked for. */
  constructor(container, store, engine, { report, faults, later, loadWeights }) {
    Object.assign(this, { store, engine, report, faults, later, loadWeights });
    this.panel = new Panel(container, {
      take: (files) => this.take(files),
      paste: () => this.#paste(),
      another: () => this.#another(),
      choose: (item) => {
        this.#mine(item);
        this.#choose(item);
      },
      draw: () => this.#draw(),
      noise: () => this.process(),
      paint: (...at) => this.#paint(...at),
      lift: () => this.#lift(),
      back: (how) => this.#takeBack(how),
      without: (names) => this.#without(names),
      save: () => this.#save(),
      saveAll: () => this.#saveAll(),
    });
    Object.assign(this, { strip: this.panel.strip, pad: this.panel.pad, noise: this.panel.noise, tools: this.panel.tools });
    store.on('metrics', () => this.#refresh());
    store.on('moment', () => { if (!store.seeking && store.moment?.exact !== false) this.#refresh(true); }); // a picture has no network
    store.on('run', () => {
      this.#reshape(shapeOf(store.running.plan));
      setText(this.pad.hint, store.running.showing?.digits ? say('pad_digit') : say('pad_here'));
      if (this.#item?.test !== undefined) this.testImage(this.#item.test, this.#item.strokes); // of the data that run now
      this.noise.follow(store.inForce('noise'));
      this.#refresh(true);
    });
    store.on('force', () => {
      if (this.noise.follow(store.inForce('noise'))) this.#refresh(true);
    });
    store.on('chosen', () => {
      const { kind, image } = store.chosen;
      const { test, strokes } = this.#item ?? {};
      if (kind === 'image' && test !== undefined && (test !== image || !strokes.empty)) this.testImage(image);
      this.strip.mark(kind === 'own' ? this.#item : null);
    });
    store.on('state', ({ state }) => {
      if (state !== 'loading' && !this.#item) this.#begin();
      else if (state === 'ready' || state === 'paused' || state === 'done') this.#refresh(true); // what came last may have been too soon
    });
  }

  /** Shows before, after, both or the clean picture, by the number of the key. */
  showMode(key) {
    this.panel.split.show(MODES[key - 1]);
  }

  // The picture that was there before a reload, or the first test image.
  #begin() {
    if (!this.#opening) this.#open(this.#restore());
  }

  async #restore() {
    const { name, source, without, strokes } = this.#kept ?? { source: { test: 0 } };
    this.#kept = null;
    if (source.test === undefined && !this.#shape.row) {
      try {
        const item = await this.#prepare(source, name, without);
        item.strokes = new Strokes(strokes);
        item.fresh &&= item.strokes.empty; // the network has not seen them
        if (source.pad) this.pad.restore(source.pad);
        else this.strip.add(item);
        this.#mine(item);
        await this.#choose(item);
        return;
      } catch {
        // This recipe takes no such picture.
      }
    }
    await this.testImage(source.test ?? 0, new Strokes(source.test === undefined || this.#shape.row ? [] : strokes));
    if (this.#item?.strokes.empty === false) this.#painted();
  }

  // Nothing else is shown or kept by itself until a promise is settled, or another one takes its place.
  async #open(opening) {
    this.#opening = opening;
    await opening;
    if (this.#opening !== opening) return;
    this.#opening = null;
    this.#keep();
  }

  /** The network takes inputs of another shape: pictures are prepared for it anew, or wait while it takes rows. */
  #reshape(shape) {
    if (shape.w === this.#shape.w && shape.h === this.#shape.h && shape.c === this.#shape.c) return;
    const { own } = this;
    const waiting = this.#shape.row ? this.#aside : [...this.strip.items, ...(own && !this.strip.has(this.#item) ? [this.#item] : [])];
    const chosen = this.#shape.row ? waiting.at(-1) : own && this.#item;
    this.#shape = shape;
    this.panel.setRows(shape.row);
    this.pad.setColors(shape.c === 3);
    this.strip.clear();
    this.#item = null;
    this.#gone();
    this.panel.clear();
    this.#aside = shape.row ? waiting : [];
    this.#open(this.#anew(shape.row ? [] : waiting, chosen).then(() => this.#item ?? this.#restore()));
  }

  // Prepares pictures for the shape that the network takes now.
  async #anew(items, chosen) {
    const shape = this.#shape;
    const refused = [];
    for (const { name, source, without } of items) {
      if (source.test !== undefined) continue; // it is of other data
      try {
        const item = await this.#prepare(source, name, without);
        if (this.#shape !== shape) return; // another one already
        if (source.file) this.strip.add(item);
        if (source === chosen?.source) {
          this.#mine(item);
          await this.#choose(item);
        }
      } catch (error) {
        refused.push([name, beside(error, 'data: picture')]);
      }
    }
    this.panel.several();
    if (refused.length) this.faults(refused, items.length);
  }

  async #another() {
    this.panel.open(false);
    await this.testImage();
    this.faults([]);
    if (this.#item?.test !== undefined) this.store.choose({ kind: 'image', image: this.#item.test });
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
        if (isWeights(file)) {
          await this.loadWeights(file);
          continue;
        }
        if (file.size > MAX_FILE) throw fault('picture_too_heavy', { found: Math.ceil(file.size / 1048576), most: MAX_FILE / 1048576 });
        const item = await this.#prepare({ file }, file.name);
        this.panel.open(false);
        this.pad.forget();
        this.strip.add(item);
        this.panel.several();
        this.#mine(item);
        await this.#choose(item);
      } catch (error) {
        refused.push([file.name || say('picture_file'), beside(error, 'data: picture')]);
      }
    }
    this.faults(refused, files.length);
  }

  /** One of the held-out images, with strokes that were on it; without a number another than before. */
  async testImage(index = Math.floor(Math.random() * 100), strokes = new Strokes()) {
    const shape = this.#shape;
    try {
      const digits = this.store.running?.showing?.digits;
      const item = await heldOut(this.engine, index, this.#shape, strokes, (label) => (digits && label !== undefined ? say('picture_digit', { label }) : ''));
      if (!item || item.shape !== this.#shape) return; // another recipe has just been opened
      this.pad.forget();
      await this.#choose(item);
    } catch (error) {
      if (index !== 0) this.#told(error, shape);
    }
  }

  #prepare(source, name, without) {
    return prepared(this.engine, { source, name, without }, this.#shape, this.noise.draw, (strokes, channels) => this.pad.bytesOf(strokes, channels));
  }

  // Leaves steps of the preparation out, or no longer.
  async #without(without) {
    const item = this.#item;
    if (!item || item.test !== undefined) return;
    const shape = this.#shape;
    try {
      const { input, stages, output, corrupted, noise, rank, fresh } = await this.#prepare(item.source, item.name, without);
      if (item.shape !== this.#shape) return;
      Object.assign(item, { without, input, stages, output, corrupted, noise, rank, fresh: fresh && item.strokes.empty });
      if (item !== this.#item) return;
      this.#mine(item);
      await this.#choose(item);
    } catch (error) {
      this.#told(error, shape);
      if (item === this.#item) this.panel.stages.show(item.stages); // as they were
    }
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
        this.panel.clear();
        continue;
      }
      const shape = this.#shape;
      try {
        const item = await this.#prepare({ pad: this.pad.strokes }, say('picture_drawing'), this.#item?.source.pad ? this.#item.without : []);
        this.#mine(item);
        await this.#choose(item);
        this.faults([]);
      } catch (error) {
        this.#told(error, shape);
      }
    }
    this.#drawing = false;
  }

  #paint(x, y, first) {
    const { strokes } = this.#item;
    const { brush } = this.tools;
    if (first || !this.#stroke) this.#stroke = strokes.begin(brush.kind, brush.radius);
    this.#stroke.points.push(Math.round(x * 100) / 100, Math.round(y * 100) / 100);
    this.tools.follow(this.#shape.w, strokes);
    this.process();
  }

  #lift() {
    this.#stroke = null;
    this.#painted();
  }

  #takeBack(how) {
    const strokes = this.#item?.strokes;
    if (!strokes) return;
    strokes[how]();
    this.#painted();
    this.process();
  }

  // A test image that is painted on is a picture of one's own, until that is taken back.
  #painted() {
    const item = this.#item;
    if (!item) return;
    this.tools.follow(item.shape.w, item.strokes);
    if (!item.strokes.empty && item.test !== undefined && !this.strip.has(item)) {
      this.strip.add(item);
      this.panel.several();
    }
    if (item.test === undefined || !item.strokes.empty) this.#mine(item);
    else this.store.choose({ kind: 'image', image: item.test });
    this.#keep();
  }

  /** The values of the picture that is here, as the brushes left it. */
  get input() {
    return seen(this.#item);
  }

  /** Whether there is a picture of the person's own, which can be chosen everywhere. */
  get own() {
    return !!this.#item && (this.#item.test === undefined || !this.#item.strokes.empty);
  }

  // The person's own picture, as the brushes left it, is the one that is chosen everywhere; the trainer keeps it.
  async #mine(item) {
    try {
      await this.engine.request('picture', {}, [seen(item).slice().buffer]);
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
    this.panel.stages.show(item.stages);
    this.tools.follow(item.shape.w, item.strokes);
    this.#keep();
    if (!isFresh(item, this.noise.draw)) {
      await this.process();
      return;
    }
    item.fresh = false; // chosen once more it may be of a network that has learned since
    this.strip.show(item);
    this.#show(item);
  }

  // A test image that nobody painted on comes back without being kept.
  async #keep() {
    const item = this.#item;
    if (this.#opening || !item) return;
    const { name, source, without, strokes, test } = item;
    const ok = await keep(test !== undefined && strokes.empty ? null : { name, source, without, strokes: strokes.list });
    if (ok || this.#warned || test !== undefined) return;
    this.#warned = true;
    this.report(say('picture_not_kept'), 'picture');
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
      const { shape } = this.#item;
      try {
        await this.#run(this.#item, quiet ? this.later : (show) => show());
      } catch (error) {
        if (!quiet) this.#told(error, shape);
      }
    }
    this.#busy = false;
  }

  // What was asked of a network that has just been replaced is no fault of anybody: the next one is asked anew.
  #told(error, shape) {
    if (shape === this.#shape) this.report(error.message, 'picture');
  }

  async #run(item, when = (show) => show()) {
    if (item.shape !== this.#shape) return;
    this.#refreshed = performance.now();
    await through(this.engine, item, this.noise.draw);
    when(() => {
      this.strip.show(item);
      if (item === this.#item) this.#show(item);
    });
  }

  #show(item) {
    this.panel.show(item, { noise: this.store.inForce('noise') ?? 'none', mse: this.store.figures?.test_mse });
  }

  async #save() {
    if (!this.#item?.output) return;
    try {
      await saveOne(this.#item);
    } catch (error) {
      this.report(error.message, 'picture');
    }
  }

  // All of the strip as the network is now.
  async #saveAll() {
    const { items } = this.strip;
    this.panel.saveAll.disabled = true;
    try {
      for (const item of items) await this.#run(item);
      await saveAll(items);
    } catch (error) {
      this.report(error.message, 'picture');
    }
    this.panel.saveAll.disabled = false;
  }
}
