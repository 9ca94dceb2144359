// The runs that are stored, as the page knows them: the entries of the storage, and what the trainer says of their records.

import { fault } from '../../kit/words.js';
import { LOOKS } from './looks.js';
import { nameOf } from './names.js';
import { Room } from './room.js';

const MIB = 2 ** 20;
const MOST = 100; // runs; core/wire.MaxRecords is more
const IN_MEMORY = 64 * MIB;

export class Book {
  storage = null; // until it is open, and in a page that is embedded
  room = new Room();
  #engine;
  #entries = new Map(); // id: entry of the storage
  #said = new Map(); // id: what its record says, {record: core/wire.Record, picture}; none for what cannot be read
  #left = new Set(); // ids of entries that are left out, and told

  constructor(engine) { this.#engine = engine; }

  /** "device", or "memory" where the browser stores nothing. */
  get where() { return this.storage?.where ?? 'device'; }

  /** How many runs are stored, and their bytes. Those that cannot be read are among them, and not in the list. */
  get count() { return this.#entries.size; }

  get bytes() { return [...this.#entries.values()].reduce((sum, e) => sum + sizeOf(e), 0); }

  /** The runs, the newest first: {id, name, pinned, index, parent, bytes, restorable, record, picture}. */
  get list() {
    return [...this.#entries.values()].filter((e) => this.#said.has(e.id)).sort((a, b) => b.created - a.created).map((e) => ({
      id: e.id, name: calledOf(e), pinned: e.pinned, index: e.index, parent: e.parent, bytes: sizeOf(e), restorable: e.size > 0, ...this.#said.get(e.id),
    }));
  }

  /** The entry of a run; undefined where there is none. */
  find(id) { return this.#entries.get(id); }

  /** The same, or an error. */
  entry(id) {
    const entry = this.#entries.get(id);
    if (!entry) throw fault('run_unknown', { found: String(id).slice(0, 40) }, 'runs');
    return entry;
  }

  /** Whether the record of a run can be read. */
  reads(id) { return this.#said.has(id); }

  /** Whether a run is stored as a record says it is, verified. */
  has(id, { step, fingerprint }) {
    const entry = this.#entries.get(id);
    return entry?.size > 0 && !entry.before && entry.step === step && this.#said.get(id)?.record.fingerprint === fingerprint;
  }

  /** A time after all that is stored, also where the clock was set back. */
  now() { return Math.max(Date.now(), ...[...this.#entries.values()].map((e) => Math.max(e.created, e.at, 0) + 1 || 0)); }

  /** A new entry, in the first look that no run has. parent: {id, step} of a branch, else null. */
  fresh(id, parent) {
    const taken = new Set([...this.#entries.values()].map((e) => e.index));
    const index = [...Array(LOOKS).keys()].find((i) => !taken.has(i)) ?? this.#entries.size % LOOKS;
    return { id, name: '', pinned: false, index, created: this.now(), parent, checkpoint: '', size: 0, sum: '', before: null };
  }

  /** How many bytes all runs may take; 0: nothing is stored. */
  get budget() {
    const { bytes } = this.room.stored;
    return this.where === 'memory' ? Math.min(bytes, IN_MEMORY) : bytes;
  }

  /** Reads what is stored, and what the trainer says of it. Resolves to what had to be left out and was not told before, [{name, why}]. */
  async read() {
    const entries = (await this.storage.list()).sort((a, b) => a.created - b.created).slice(-2 * MOST);
    const { records, buffers } = entries.length
      ? await this.#engine.request('records', {}, entries.map((e) => readable(e.record))) : { records: [], buffers: [] };
    this.#entries = new Map(entries.map((e) => [e.id, e]));
    this.#said.clear();
    const unread = [];
    entries.forEach((e, i) => {
      const { error, diff = [] } = records[i];
      if (!error) {
        this.#said.set(e.id, { record: { ...records[i], diff }, picture: buffers[i] });
      } else if (!this.#left.has(e.id)) {
        this.#left.add(e.id);
        unread.push({ name: calledOf(e), why: error });
      }
    });
    return unread;
  }

  /** Notes an entry as it is stored now, and what its record says. */
  async note(entry, { record, picture }) {
    const before = this.#entries.get(entry.id);
    let diff = before?.link === entry.link ? this.#said.get(entry.id)?.record.diff : undefined;
    this.#entries.set(entry.id, entry);
    this.#said.set(entry.id, { record: { ...record, diff: diff ?? [] }, picture });
    diff ??= await this.#compare(entry);
    if (this.#said.has(entry.id)) this.#said.get(entry.id).record.diff = diff;
  }

  /** What a run changes in the recipe of the one before it. */
  async #compare(entry) {
    const [before] = [...this.#entries.values()].filter((e) => e.created < entry.created && this.#said.has(e.id)).sort((a, b) => b.created - a.created);
    if (!before) return [];
    const { records } = await this.#engine.request('records', {}, [before.record.slice(0), entry.record.slice(0)]);
    return records[1].diff ?? [];
  }

  /** Changes what is said of a run. */
  async change(id, fields) {
    const next = { ...this.entry(id), ...fields };
    await this.storage.update(next);
    this.#entries.set(id, next);
  }

  async remove(ids) {
    if (!ids.length) return; // as in a page that is embedded, which stores none
    await this.storage.remove(ids.map((id) => this.entry(id)));
    for (const map of [this.#entries, this.#said, this.#left]) ids.forEach((id) => map.delete(id));
  }

  get ids() { return [...this.#entries.keys()]; }

  /**
   * Makes room within the budget: the oldest runs let go of their checkpoints, and of more runs than there may be the oldest go. Pinned ones
   * and the one that is open stay as they are. Resolves to whether something went.
   */
  async thin(open) {
    const free = () => [...this.#entries.values()].filter((e) => !e.pinned && e.id !== open).sort((a, b) => a.at - b.at);
    let went = false;
    for (const entry of free().filter((e) => e.size > 0)) {
      if (this.bytes <= this.budget) break;
      this.#entries.set(entry.id, await this.storage.letGo(entry));
      went = true;
    }
    const over = free().slice(0, Math.max(0, this.#entries.size - MOST)).map((e) => e.id);
    if (over.length) await this.remove(over);
    return went || over.length > 0;
  }
}

const calledOf = (e) => e.name || nameOf(e.id);
const sizeOf = (e) => e.size + (e.record?.byteLength ?? 0) + (e.before?.size ?? 0);

/** The bytes of a record for the trainer; what has grown beyond any record is not sent. */
const readable = (b) => (b instanceof ArrayBuffer && b.byteLength < MIB ? b.slice(0) : new ArrayBuffer(0));
