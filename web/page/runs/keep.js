// Keeps runs: each checkpoint that the trainer sends is a state to come back to, and the latest of each run goes to the storage, every
// ten seconds of training (spacing.js), whenever the run comes to rest, and when the page is hidden or left.

import { Events } from '../../kit/events.js';
import { fault } from '../../kit/words.js';
import { forgetHandles } from '../data/handles.js';
import { Book } from './book.js';
import { WriterLock } from './lock.js';
import { newId } from './names.js';
import { ofArithmetic, ofFiles } from './refused.js';
import { mebibytes, read, write } from './room.js';
import { Spacing } from './spacing.js';
import { Storage } from './storage.js';

const OPEN_KEY = 'bottleneck.run'; // of this tab, and of this device: the run that is open

/**
 * What on() can listen to:
 *   list     the list, or what is said of a run, is another
 *   writer   {held}: whether this tab writes
 *   trouble  {code, why}: "lost", the browser cleared what was stored; "full", it has no more room; "thinned", runs had to go for the
 *            budget; "large", the run does not fit it; "failed", it was not written, why; "refused", this browser stores nothing; "unread",
 *            with list: [{name, why}] of runs that cannot be read
 */
const EVENTS = ['list', 'writer', 'trouble'];

export class Keeper {
  current = ''; // id of the run that is open; '' while nothing of it is kept
  book;
  #events = new Events(EVENTS);
  #ids = new Map(); // number of a run: its id
  #dropped = new Set(); // numbers of runs that are not to be kept any more
  #open = { run: 0, until: 0, link: '' }; // the run that is open; until: the step to which it runs, 0 while it stands; link: with what was changed since its checkpoint
  #latest = null; // what the trainer sent last: {run, record, checkpoint, head, picture, parent, asked, written}: asked to be, and is
  #wrote = { run: 0, at: 0 };
  #began = 0; // when the run that is open did
  #spacing = new Spacing();
  #turn = Promise.resolve();
  #told = new Set();
  #loaded = false;
  #lock = new WriterLock((held) => this.#writer(held));
  #others = globalThis.BroadcastChannel ? new BroadcastChannel('bottleneck.runs') : null; // tabs

  constructor(engine) {
    this.engine = engine;
    this.book = new Book(engine);
    engine.on('state', (event) => this.#follow(event));
    engine.on('checkpoint', (event) => this.#take(event));
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.keep().catch(() => {}); });
    addEventListener('pagehide', () => this.#hurry());
    this.#others?.addEventListener('message', () => { if (this.#loaded) this.#inTurn(() => this.#read()); });
  }

  on(event, fn) { return this.#events.on(event, fn); }

  /** Whether this tab is the one that writes. */
  get writes() { return this.#lock.held; }

  takeOver() { return this.#lock.takeOver(); }

  /** Reads what is stored. */
  async load() {
    const { recorded } = this.book.room;
    if (recorded.bytes !== recorded.usual) this.#record(recorded.bytes).catch((error) => console.info(error.message));
    const [storage] = await Promise.all([Storage.open(() => this.#lost()), this.#lock.take()]);
    this.book.storage = storage;
    if (storage.where === 'memory') this.#trouble('refused');
    await this.#inTurn(() => this.#read());
    this.#loaded = true;
    if (this.writes) this.#inTurn(() => storage.sweep());
  }

  /**
   * The entry of the run that was open in this tab, or else on this device, if it can go on: undefined where there was none, where another tab
   * has it, or where the address, "" for none, is another's.
   */
  last(link) {
    if (!this.writes) return undefined;
    const id = read('sessionStorage', OPEN_KEY) ?? read('localStorage', OPEN_KEY);
    const entry = this.book.reads(id) ? this.book.find(id) : undefined;
    return entry?.size > 0 && (!link || link === entry.link) ? entry : undefined;
  }

  /**
   * Goes on with a run where it stood: it stands still there, or runs up to a step. arithmetic: in another one than it had, where somebody agreed to
   * that. Resolves to the trainer's reply.
   */
  restore(id, { until = 0, arithmetic = '' } = {}) {
    return this.#inTurn(async () => {
      const entry = this.book.entry(id);
      let reply;
      try {
        reply = await this.#restore(entry, entry.link, until, arithmetic);
      } catch (error) {
        if (!entry.before || ofFiles(error.code) || ofArithmetic(error.code)) throw error; // a state that was stored before is refused as well
        reply = await this.#restore(entry.before, entry.link, until, arithmetic);
      }
      this.#ids.set(reply.run, id);
      this.#dropped.delete(reply.run);
      this.#opened(id);
      return reply;
    });
  }

  /**
   * Looks at a step of a run, beside the one that is open: the trainer's reply, with a frame of that view. side: 0 or 1, of two that are compared;
   * more: another look follows at once; link: of its record, '' where no link leads to the step. Resolves to null when it is not wanted() any more.
   */
  async look(id, { side, step, view, more, link, wanted }) {
    const fields = { n: side, name: id, steps: step, view, more };
    try { // a record is small, and often enough
      const { record } = this.book.entry(id);
      return await this.engine.request('look', { ...fields, link }, [record.slice(0)]);
    } catch (error) {
      if (error.code !== 'look_state_wanted') throw error;
    }
    if (!wanted()) return null;
    const state = await this.#inTurn(async () => { // no write comes between an entry and its checkpoint
      const entry = this.book.entry(id);
      const bytes = await this.book.storage.checkpoint(entry);
      if (!bytes) throw fault('run_state_gone');
      return [bytes, entry.record.slice(0)];
    });
    return wanted() ? this.engine.request('look', fields, state) : null;
  }

  /** No other look follows: a run that waits aside comes back. */
  endLooks() { this.engine.request('keep').catch(() => {}); }

  // link: of the run, which may have been changed since that state.
  async #restore(state, link, steps, arithmetic) {
    const bytes = await this.book.storage.checkpoint(state);
    if (!bytes) throw fault('run_state_gone');
    return this.engine.request('restore', { link, steps, arithmetic }, [bytes, state.record.slice(0)]);
  }

  /** Resolves when the run that is open is stored as it is now, if anything is to be stored. */
  async keep() {
    if (this.engine.phase === 'running') await this.engine.request('keep');
    await this.#flush();
  }

  rename(id, name) { return this.#change(() => this.book.change(id, { name: name.trim().slice(0, 60) })); }

  pin(id, pinned) { return this.#change(() => this.book.change(id, { pinned })); }

  /** Removes a run. The one that is open goes on and is no longer stored. */
  remove(id) { return this.#change(() => this.#remove([id])); }

  /** Removes all runs, those that cannot be read included, and what leads to their files. */
  clear() {
    return this.#change(() => {
      forgetHandles().catch(() => {}); // where the browser stores nothing there are none
      this.#drop(this.#open.run);
      return this.#remove(this.book.ids);
    });
  }

  /** How many bytes all runs may take from now on. With 0 nothing is stored any more, and what is goes. */
  async setStored(bytes) {
    this.book.room.stored.bytes = bytes;
    await this.#change(async () => {
      if (bytes) await this.#thin();
      else await this.book.remove(this.book.ids);
      if (!bytes) this.#opened('');
    });
    if (this.#latest) this.#latest.asked = this.#latest.written = false;
    await this.#flush();
  }

  /** How many bytes may be recorded in memory of the run that is open, to go back in its time; 0: nothing is. */
  async setRecorded(bytes) {
    this.book.room.recorded.bytes = bytes;
    await this.#record(bytes);
    this.#events.emit('list');
  }

  #record(bytes) { return this.engine.request('tapes', { n: mebibytes(bytes) }); }

  // What the trainer tells

  #follow({ run, state, until = 0, link }) {
    if (!link) return;
    const before = this.#open;
    this.#open = { run, until: state === 'running' ? until : 0, link };
    if (run !== before.run) {
      this.#began = performance.now();
      this.#flush(); // of the run before
      this.#opened(this.#ids.get(run) ?? '');
    } else if (before.until !== this.#open.until || before.link !== link) {
      if (!this.#open.until) this.#flush(); // it rests, and its state came just before
      this.#inTurn(() => this.#mark());
    }
  }

  #take({ run, record, buffers, parent = 0, parent_step: step = 0 }) {
    if (!record || this.#dropped.has(run) || (record.step === 0 && !record.loaded)) return;
    const [checkpoint, head, picture] = buffers;
    if (this.#latest?.run !== run) this.#flush();
    this.#latest = { run, record, checkpoint, head, picture, parent: { run: parent, step }, asked: false, written: false };
    const size = checkpoint.byteLength;
    const rests = run !== this.#open.run || !this.#open.until;
    const first = run !== this.#wrote.run;
    const since = performance.now() - (first ? this.#began : this.#wrote.at);
    if (rests || (first && this.#spacing.light(size)) || document.hidden || since >= this.#spacing.wait(size)) this.#flush();
    if (first) this.#events.emit('list'); // how often it is stored is told
  }

  /** Of a run whose state is so large that it is stored less often than every ten seconds {size, seconds}, else null. */
  get spaced() {
    const size = this.#latest?.run === this.#open.run && this.book.budget ? this.#latest.checkpoint.byteLength : 0;
    return size <= this.book.budget && this.#spacing.rare(size) ? { size, seconds: Math.round(this.#spacing.wait(size) / 1000) } : null;
  }

  /** Writes what came last, if it is not written yet. Resolves when all that waits is. */
  #flush() {
    const state = this.#latest;
    if (!state || state.asked || !this.writes || !this.book.budget) return this.#turn;
    state.asked = true;
    return this.#inTurn(async () => {
      const start = performance.now();
      const wrote = await this.#write(state);
      const at = performance.now();
      if (wrote) this.#spacing.wrote(state.checkpoint.byteLength, at - start);
      this.#wrote = { run: state.run, at };
    });
  }

  // Resolves to whether its bytes were written.
  async #write(state) {
    const { book } = this;
    if (this.#dropped.has(state.run) || !book.budget) return false;
    const entry = this.#entryOf(state);
    if (state.written || book.has(entry.id, state.record)) {
      state.written = true;
      await this.#mark();
      return false;
    }
    const fits = state.checkpoint.byteLength <= book.budget;
    try {
      if (!fits) this.#trouble('large');
      await book.note(fits ? await book.storage.save(entry, state.checkpoint) : await book.storage.letGo(entry), state);
    } catch (error) {
      this.#trouble(error.name === 'QuotaExceededError' ? 'full' : 'failed', error.message || error.name);
      return false;
    }
    state.written = true;
    if (state.run === this.#open.run) this.#opened(entry.id);
    await this.#thin();
    this.#tell();
    return fits;
  }

  // The page is being left: what is not written yet is written at once, without the wait for others, even if it is about to be.
  #hurry() {
    const state = this.#latest;
    const { book } = this;
    if (state?.written && book.storage) this.#mark().catch(() => {});
    if (!state || state.written || !this.writes || !book.storage || this.#dropped.has(state.run) || state.checkpoint.byteLength > book.budget) return;
    state.asked = state.written = true;
    const entry = this.#entryOf(state);
    if (state.run === this.#open.run) this.#opened(entry.id);
    book.storage.hurry(book.find(entry.id), entry, state.checkpoint).then((next) => book.note(next, state)).then(() => this.#tell(), () => {});
  }

  /** The entry of a run as it is to be written. */
  #entryOf({ run, head, record, parent }) {
    const id = this.#ids.get(run) ?? newId();
    this.#ids.set(run, id);
    const { until, link } = run === this.#open.run ? this.#open : { until: 0, link: record.link };
    const of = this.#ids.get(parent.run);
    const fresh = () => this.book.fresh(id, of ? { id: of, step: parent.step } : null);
    return { ...(this.book.find(id) ?? fresh()), at: this.book.now(), until, record: head, link, step: record.step };
  }

  /** Stores whether the run that is open runs, and what was changed in it. */
  async #mark() {
    const entry = this.book.find(this.#ids.get(this.#open.run));
    const { until, link } = this.#open;
    if (entry && (entry.until !== until || entry.link !== link) && this.writes) await this.book.change(entry.id, { until, link });
  }

  // The list

  async #read() {
    const unread = await this.book.read();
    if (unread.length) this.#events.emit('trouble', { code: 'unread', list: unread });
    this.#events.emit('list');
  }

  async #thin() {
    if (this.writes && await this.book.thin(this.current)) this.#trouble('thinned');
  }

  #change(act) {
    return this.#inTurn(async () => {
      await act();
      this.#tell();
    });
  }

  async #remove(ids) {
    await this.book.remove(ids);
    for (const [run, id] of this.#ids) if (ids.includes(id)) this.#drop(run);
    if (ids.includes(this.current)) this.#opened('');
  }

  #drop(run) {
    this.#dropped.add(run);
    if (this.#latest?.run === run) this.#latest = null;
  }

  // The browser, or somebody in another tab, cleared the storage: the run that is open is written anew.
  #lost() {
    if (!this.#loaded) return;
    if (this.#latest) this.#latest.asked = this.#latest.written = false;
    this.#inTurn(async () => {
      const had = this.book.count;
      await this.#read();
      if (this.book.count < had) this.#trouble('lost');
    }).then(() => this.#flush(), () => {});
  }

  #writer(held) {
    this.#events.emit('writer', { held });
    if (this.#latest) this.#latest.asked = this.#latest.written = false;
    if (held && this.#loaded) this.#inTurn(() => this.#read()).then(() => this.#flush(), () => {});
  }

  #opened(id) {
    const another = this.current !== id;
    this.current = id;
    if (this.writes) {
      write('sessionStorage', OPEN_KEY, id);
      write('localStorage', OPEN_KEY, id);
    }
    if (another) this.#events.emit('list');
  }

  #tell() {
    this.#others?.postMessage('');
    this.#events.emit('list');
  }

  // Each trouble is told once.
  #trouble(code, why = '') {
    if (this.#told.has(code)) return;
    this.#told.add(code);
    this.#events.emit('trouble', { code, why });
  }

  // One after the other: a fault of one stops none of those that follow.
  #inTurn(act) {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch((error) => console.info(error.message));
    return turn;
  }
}
