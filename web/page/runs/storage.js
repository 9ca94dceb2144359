// Where runs are kept between visits: the browser's IndexedDB, or memory where it refuses that. An entry says what a run is and has its
// record; its checkpoint lies beside it under a key of its own, so that a list of runs reads no checkpoints.
//
//   entry: {id, name, pinned, index, created, at, parent, until, record, link, step, checkpoint, size, sum, before}
//   record      bytes of core/record, which the trainer reads
//   link        of the run as it is now: what was changed since the checkpoint is in it, and not in the record
//   checkpoint  key of the checkpoint; '' when it was let go
//   size, sum   its bytes, and their SHA-256 in hex; '' where that was not taken
//   before      {record, checkpoint, size, sum} that stay until what was written in a hurry is known to be there
//
// A shelf is what lies below: get(store, key), all(store), keys(store), and apply([[store, key, value]...]), which does all of it or
// nothing; a value that is undefined goes.

import { fault } from '../../kit/words.js';

const NAME = 'bottleneck';
const STORES = ['runs', 'checkpoints'];
const SILENT_MS = 15000; // without an answer: longer than any read takes

export class Storage {
  #shelf;

  constructor(shelf, where) {
    this.#shelf = shelf;
    this.where = where; // "device" or "memory"
  }

  /** Opens what the browser has. lost(): what was stored was cleared by somebody else, or the database was closed. */
  static async open(lost, factory = globalThis.indexedDB, patience = usual) {
    try {
      return new Storage(await Database.open(factory, lost, patience), 'device');
    } catch {
      return new Storage(new Memory(), 'memory');
    }
  }

  list() { return this.#shelf.all('runs'); }

  /** The checkpoint of an entry, or of what was before it, for the caller to keep; null where it is not there or not as it was written. */
  async checkpoint({ checkpoint, size, sum }) {
    if (!checkpoint) return null;
    const bytes = await this.#shelf.get('checkpoints', checkpoint);
    return await same(bytes, size, sum) ? bytes : null;
  }

  /**
   * Writes an entry with a checkpoint under a new key, reads it back and compares it, and only then lets the entry point to it and the old one go.
   * On an error the entry and its old checkpoint are there as they were. Resolves to the entry.
   */
  async save(entry, bytes) {
    const key = newKey(entry);
    try {
      await this.#shelf.apply([['checkpoints', key, bytes]]);
      if (!equal(await this.#shelf.get('checkpoints', key), bytes)) throw fault('run_not_written');
      const sum = await sumOf(bytes);
      const next = { ...entry, checkpoint: key, size: bytes.byteLength, sum, before: null };
      await this.#shelf.apply([['runs', entry.id, next], ...gone(keysOf(entry))]);
      return next;
    } catch (error) {
      await this.#shelf.apply(gone([key])).catch(() => {}); // what is refused may be refused again; a sweep finds it later
      throw error;
    }
  }

  /**
   * The same in one go, for a page that is being left and cannot wait: what was known to be there stays beside it until the next save.
   * old: the entry as it is stored, undefined where there is none.
   */
  hurry(old, entry, bytes) {
    const key = newKey(entry);
    const before = old?.before ?? (old?.checkpoint ? { record: old.record, checkpoint: old.checkpoint, size: old.size, sum: old.sum } : null);
    const next = { ...entry, checkpoint: key, size: bytes.byteLength, sum: '', before };
    return this.#shelf.apply([['checkpoints', key, bytes], ['runs', entry.id, next], ...gone(old?.before ? [old.checkpoint] : [])]).then(() => next);
  }

  /** Changes what is said of a run. */
  update(entry) { return this.#shelf.apply([['runs', entry.id, entry]]); }

  /** Lets the checkpoint of a run go, and keeps the rest. Resolves to the entry. */
  async letGo(entry) {
    const next = { ...entry, checkpoint: '', size: 0, sum: '', before: null };
    await this.#shelf.apply([['runs', entry.id, next], ...gone(keysOf(entry))]);
    return next;
  }

  remove(entries) {
    return this.#shelf.apply(entries.flatMap((e) => [['runs', e.id, undefined], ...gone(keysOf(e))]));
  }

  /** Removes checkpoints that no entry points to: a page was left in the middle of a write. */
  async sweep() {
    const used = new Set((await this.list()).flatMap(keysOf));
    const left = (await this.#shelf.keys('checkpoints')).filter((key) => !used.has(key));
    if (left.length) await this.#shelf.apply(gone(left));
    return left.length;
  }
}

const usual = () => new Promise((over) => { setTimeout(over, SILENT_MS); });

const newKey = ({ id, at }) => `${id} ${at} ${crypto.getRandomValues(new Uint32Array(1))[0]}`;
const keysOf = ({ checkpoint, before }) => [checkpoint, before?.checkpoint].filter(Boolean);
const gone = (keys) => keys.map((key) => ['checkpoints', key, undefined]);

/** SHA-256 in hex; '' in pages that are not served securely, where the browser has none. */
async function sumOf(bytes) {
  if (!globalThis.crypto?.subtle) return '';
  return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (b) => b.toString(16).padStart(2, '0')).join('');
}

/** Whether two buffers have the same bytes: much less work than two sums of them. */
function equal(a, b) {
  if (a?.byteLength !== b.byteLength) return false;
  const words = b.byteLength >>> 2;
  const [x, y] = [new Int32Array(a, 0, words), new Int32Array(b, 0, words)];
  for (let i = 0; i < words; i++) if (x[i] !== y[i]) return false;
  const [left, right] = [new Uint8Array(a, 4 * words), new Uint8Array(b, 4 * words)];
  return left.every((byte, i) => byte === right[i]);
}

async function same(bytes, size, sum) {
  return bytes?.byteLength === size && (!sum || await sumOf(bytes) === sum);
}

/** IndexedDB as a shelf. */
class Database {
  #factory;
  #lost;
  #patience; // resolves when a read has waited for too long
  #opened; // promise of the database

  static async open(factory, lost, patience) {
    const shelf = new Database();
    shelf.#factory = factory;
    shelf.#lost = lost;
    shelf.#patience = patience;
    await shelf.#soon(shelf.#database());
    return shelf;
  }

  #database() {
    this.#opened ??= new Promise((resolve, reject) => {
      const request = this.#factory.open(NAME, 1);
      request.onupgradeneeded = () => STORES.forEach((name) => request.result.createObjectStore(name));
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const db = request.result;
        db.onversionchange = () => { db.close(); this.#closed(); };
        db.onclose = () => this.#closed();
        resolve(db);
      };
    });
    this.#opened.catch(() => { this.#opened = null; });
    return this.#opened;
  }

  // The next to ask opens it anew.
  #closed() {
    this.#opened = null;
    this.#lost();
  }

  /**
   * Runs one transaction and resolves, when it is complete, to what use(transaction) asked for. All writes are asked for at once, so that they can be committed at
   * once: they need this page no more, and one that is left meanwhile leaves no transaction behind for which the next would wait. A read that is committed may
   * be complete in Chromium before its answer has come.
   */
  async #transact(mode, use) {
    let db = await this.#database();
    let t;
    try {
      t = db.transaction(STORES, mode);
    } catch (error) {
      if (error.name !== 'InvalidStateError') throw error;
      this.#closed(); // it was closed and nobody said so
      db = await this.#database();
      t = db.transaction(STORES, mode);
    }
    return new Promise((resolve, reject) => {
      t.oncomplete = () => resolve(request?.result);
      t.onabort = () => reject(t.error ?? new DOMException('', 'AbortError'));
      let request;
      try {
        request = use(t);
        if (mode === 'readwrite') t.commit?.();
      } catch (error) {
        t.abort();
        reject(error);
      }
    });
  }

  // WebKit lets a read of a page that was just loaded anew wait for ever, though the database is open. It is asked once more, by another connection.
  async #read(use) {
    try {
      return await this.#soon(this.#transact('readonly', use));
    } catch (error) {
      if (error.code !== 'storage_silent') throw error;
    }
    this.#opened?.then((db) => db.close(), () => {});
    this.#opened = null;
    return this.#soon(this.#transact('readonly', use));
  }

  #soon(promise) {
    return Promise.race([promise, this.#patience().then(() => { throw fault('storage_silent'); })]);
  }

  get(store, key) { return this.#read((t) => t.objectStore(store).get(key)); }

  all(store) { return this.#read((t) => t.objectStore(store).getAll()); }

  keys(store) { return this.#read((t) => t.objectStore(store).getAllKeys()); }

  apply(changes) {
    return this.#transact('readwrite', (t) => {
      for (const [store, key, value] of changes) {
        if (value === undefined) t.objectStore(store).delete(key);
        else t.objectStore(store).put(value, key);
      }
    });
  }
}

/** A shelf that lasts as long as the page. */
class Memory {
  #stores = Object.fromEntries(STORES.map((name) => [name, new Map()]));

  async get(store, key) {
    const value = this.#stores[store].get(key);
    return value instanceof ArrayBuffer ? value.slice(0) : value;
  }

  async all(store) { return [...this.#stores[store].values()]; }

  async keys(store) { return [...this.#stores[store].keys()]; }

  async apply(changes) {
    for (const [store, key, value] of changes) {
      if (value === undefined) this.#stores[store].delete(key);
      else this.#stores[store].set(key, value);
    }
  }
}
