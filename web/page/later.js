// What nobody needs to bring a run to life comes in a script of its own: when the browser has nothing else to do, or at once when somebody wants what it has. The
// page names that script, and what it imports, in links of the relation "later" (web/site/build/scripts.go), with their digests: each file is held to its digest
// before the browser takes it as a module. So one that is damaged or missing can be asked for once more.

import { fault } from '../kit/words.js';

const IDLE_MS = 500; // a browser that is never idle gets it then
const SILENT_MS = 20000; // a file may take that long

export class Later {
  here = null; // what came
  #load;
  #told;
  #coming = null;

  /** load() imports the script and resolves to what it makes; told(error) hears each time that it does not come. */
  constructor(load, told) {
    this.#load = load;
    this.#told = told;
  }

  /** Resolves to what comes: the same for all who ask. After a failure it is asked for anew. */
  come() {
    this.#coming ??= this.#fetch().catch((error) => {
      this.#coming = null;
      this.#told(error);
      throw error;
    });
    return this.#coming;
  }

  /** As come(), when there is nothing else to do. */
  async soon() {
    if (globalThis.requestIdleCallback) await new Promise((done) => { requestIdleCallback(done, { timeout: IDLE_MS }); });
    return this.come();
  }

  /** As come(), for a person who has pressed a button: what is on its way may be about to fail. */
  async again() {
    await this.#coming?.catch(() => {});
    return this.come();
  }

  /** Does something with what comes, at once where it is here; nothing where it does not come, which is told. */
  with(act) {
    return this.here ? act(this.here) : this.come().then(act, () => {});
  }

  async #fetch() {
    await Promise.all([...document.querySelectorAll('link[rel="later"]')].map(arrive));
    this.here = await this.#load();
    return this.here;
  }
}

// Fetches a file as it should be, past the browser's own copy where that is not. The browser asks for it as a module then, held to the digest once more.
async function arrive(link) {
  const { href, integrity } = link;
  const ask = async (cache) => {
    const reply = await fetch(href, { integrity, cache, signal: AbortSignal.timeout(SILENT_MS) });
    if (!reply.ok || !/javascript/.test(reply.headers.get('content-type'))) throw new Error(String(reply.status)); // of another type it is no module, however whole
    await reply.arrayBuffer();
  };
  try {
    await ask('default').catch((error) => (error.name === 'TimeoutError' ? Promise.reject(error) : ask('reload')));
  } catch {
    throw fault('later_missing', { file: nameOf(href) });
  }
  link.rel = 'modulepreload';
}

// The name of a file without its hashes.
const nameOf = (href) => href.split('/').pop().replace(/(-[0-9A-Z]{8})?\.[0-9a-f]{10}(?=\.)/, '');
