// What of the site's data is on this device, and all of it for a room without a network. The service worker keeps whatever was fetched through it.

import { h, setText } from '../../kit/dom.js';
import { bytes } from '../../kit/format.js';
import { fault, say } from '../../kit/words.js';

const FILM_BYTES = 30000; // or so: the build tells the lengths of data alone

/** All that a visit loads on demand: the chunks of all data sets and the films of the lessons, [{file, bytes}]. */
function onDemand({ data, files }) {
  const films = Object.values(files ?? {}).filter((file) => file.endsWith('.film')).map((file) => ({ file, bytes: FILM_BYTES }));
  return [...Object.values(data ?? {}).flatMap(({ train, test }) => [...train, ...test]), ...films];
}

/** Whether a file of the site is stored on this device. */
async function isHere(file) {
  return !!globalThis.caches && !!await caches.match(new URL(file, document.baseURI));
}

/** How many items of a data set are here, from the first on without a gap: {train, test}. */
export async function itemsHere(corpus) {
  const count = async (chunks) => {
    let here = 0;
    for (const { file, from, to } of chunks) {
      if (from > here || !await isHere(file)) break;
      here = to;
    }
    return here;
  };
  return { train: await count(corpus?.train ?? []), test: await count(corpus?.test ?? []) };
}

/** The part of the device's menu that says what is here and fetches the rest. */
export class Room {
  #stop = null; // ends the download under way

  constructor(element, manifest) {
    this.chunks = onDemand(manifest);
    this.said = h('p', { class: 'hint', role: 'status' });
    this.progress = h('progress', { max: 1, value: 0, 'aria-label': say('room_progress') });
    this.button = h('button', { type: 'button', class: 'quiet small', id: 'download-everything', onclick: () => (this.#stop ? this.#stop.abort() : this.#fetch()) });
    element.append(this.said, this.progress, this.button);
    this.progress.hidden = this.button.hidden = true;
  }

  /** Looks what is here, and says it. */
  async look() {
    if (this.#stop) return;
    const missing = await this.#missing();
    const size = missing.reduce((sum, { bytes: n }) => sum + n, 0);
    this.button.hidden = !missing.length;
    this.progress.hidden = true;
    setText(this.button, say('room_download', { size: bytes(size) }));
    setText(this.said, missing.length ? say('room_some', { here: this.chunks.length - missing.length, of: this.chunks.length }) : say('room_all'));
  }

  async #missing() {
    const here = await Promise.all(this.chunks.map(({ file }) => isHere(file)));
    return this.chunks.filter((_, i) => !here[i]);
  }

  async #fetch() {
    const stop = this.#stop = new AbortController();
    setText(this.button, say('room_stop'));
    this.progress.hidden = false;
    const missing = await this.#missing();
    const total = missing.reduce((sum, chunk) => sum + chunk.bytes, 0);
    let done = 0;
    let failed = '';
    try {
      if (!navigator.serviceWorker?.controller) throw fault('room_no_worker');
      for (const chunk of missing) {
        this.progress.value = done / total;
        setText(this.said, say('room_so_far', { done: bytes(done), total: bytes(total) }));
        await fetchWhole(chunk.file, stop.signal);
        if (!await isHere(chunk.file)) throw fault('room_no_space');
        done += chunk.bytes;
      }
    } catch (error) {
      if (!stop.signal.aborted) failed = say('room_failed', { why: error.message });
    }
    this.#stop = null;
    await this.look();
    if (failed) setText(this.said, failed);
  }
}

async function fetchWhole(file, signal) {
  const reply = await fetch(file, { signal });
  if (!reply.ok) throw fault('file_refused', { file, status: reply.status });
  await reply.arrayBuffer();
}
