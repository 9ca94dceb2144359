// A worker beside the trainer's: the exchange, which reads people's files and writes those for other programs, or the program that makes pictures. It is started when
// something is asked of it, and ended when nothing has been for a while. When it dies, whoever waits is told, and nothing else is lost.
//
//   const exchange = new Exchange(manifest);
//   const { own, buffers: [given, shown] } = await exchange.ask('read', { names, sizes, room }, { files, told: ({ done, total }) => {} });
//
// What it is asked, and what it answers: wasm/exchange/operations, wasm/pictures/picture.

import { scriptURL } from './trusted.js';
import { fault, say } from './words.js';

/** The programs: each is fetched when it is first asked for something. */
export const EXCHANGE = 'exchange.wasm';
export const PICTURES = 'pictures.wasm';

const IDLE_MS = 20_000;
const LOT = 500; // files

export class Exchange {
  #worker = null;
  #waiting = new Map(); // id: {resolve, reject, told}
  #nextId = 1;
  #idle = 0;

  /** program: EXCHANGE or PICTURES; base: URL of the site */
  constructor(manifest, program = EXCHANGE, base = new URL('.', globalThis.location.href).href) {
    Object.assign(this, { manifest, program, base });
  }

  /** Asks; resolves to the reply. Files are lent, not sent. told hears how far it is, {done, total, loading}: of the program itself, or of the files. */
  ask(op, fields, { files, told = () => {} } = {}) {
    clearTimeout(this.#idle);
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve, reject, told });
      try {
        this.#start();
        this.#send({ json: JSON.stringify({ ...fields, id, op }) }, files ?? []).catch((error) => this.#end(error));
      } catch (error) {
        this.#end(error);
      }
    });
  }

  // Files go ahead of what is asked, in lots: to hand over all of a large folder would hold the page for seconds.
  async #send(message, files) {
    const worker = this.#worker;
    for (let at = 0; at < files.length; at += LOT) {
      if (at > 0) await new Promise((later) => { setTimeout(later); });
      if (worker !== this.#worker) return; // it was stopped meanwhile
      worker.postMessage({ files: files.slice(at, at + LOT), at });
    }
    worker.postMessage(message);
  }

  /** Ends what is asked. why: the error that whoever waits is told. */
  stop(why = fault('exchange_stopped')) {
    if (this.#waiting.size > 0) this.#end(why);
  }

  #start() {
    if (this.#worker) return;
    const file = this.manifest.files['exchange/exchange.js'];
    if (!file) throw fault('worker_not_in_build', { file: 'exchange/exchange.js' });
    const worker = new Worker(scriptURL(new URL(file, this.base).href));
    this.#worker = worker;
    const mine = (act) => (event) => {
      if (worker === this.#worker) act(event);
    };
    worker.onmessage = mine(({ data }) => this.#receive(data));
    worker.onmessageerror = mine(() => this.#died(say('message_not_read')));
    worker.onerror = mine((event) => {
      event.preventDefault?.();
      this.#died(event.message || say('worker_not_loaded'));
    });
    worker.postMessage({ hello: { manifest: this.manifest, base: this.base, file: this.program } });
  }

  #receive({ json, buffers = [] }) {
    const { event, id, error, ...message } = JSON.parse(json);
    if (event === 'dead') this.#died(say(message.code, message.values));
    else if (event === 'progress') {
      for (const { told } of this.#waiting.values()) told({ ...message, loading: message.what === 'engine' });
    } else if (this.#waiting.has(id)) {
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#idle = setTimeout(() => this.#end(), IDLE_MS);
      const { code, of = '', values = {}, ...reply } = message;
      if (error) reject(Object.assign(new Error(error), { code, of, values, link: reply.link }));
      else resolve({ ...reply, buffers });
    }
  }

  #died(why) { this.#end(fault('exchange_died', { why })); }

  #end(error) {
    clearTimeout(this.#idle);
    this.#worker?.terminate();
    this.#worker = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(error);
  }
}
