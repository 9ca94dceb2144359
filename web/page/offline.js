// The page's side of the service worker: offline use, updates on a click, and the one reload that isolates the page
// on servers that send no isolation headers.

import { scriptURL } from '../kit/trusted.js';
import { fault } from '../kit/words.js';

const HOUR = 3600e3;
const INPUTS = ['pointerdown', 'keydown', 'wheel', 'dragenter', 'drop', 'paste', 'hashchange'];

/**
 * Registers the service worker. All callbacks are optional.
 *
 * @param {object} on
 * @param {() => void} on.onReady the whole site is stored: it works without network from now on
 * @param {(update: {apply: () => void}) => void} on.onUpdate a new version is stored; apply() takes it and reloads
 * @param {(offer: {apply: () => void}) => void} on.onIsolationOffer a reload would bring threads; apply() does it
 * @param {(error: Error) => void} on.onError offline use is not to be had: why
 * @param {() => boolean} on.isIdle false while an unasked reload would lose something; true if not given
 * @returns {Promise<ServiceWorkerRegistration|null>}
 */
export async function startOffline({ onReady, onUpdate, onIsolationOffer, onError, isIdle } = {}) {
  if (!navigator.serviceWorker) {
    onError?.(fault('offline_no_worker'));
    return null;
  }
  const watch = watchInput();
  const updates = new Updates(onUpdate);
  let registration;
  try {
    await loaded();
    registration = await navigator.serviceWorker.register(scriptURL('sw.js'), { updateViaCache: 'none' });
  } catch (error) {
    onError?.(fault('offline_not_stored', { why: error.message }));
    return null;
  }
  updates.follow(registration);
  const worker = registration.active || registration.waiting || registration.installing;
  const fresh = worker.state !== 'activated';
  if (await activation(worker)) {
    if (fresh) await controlled();
    onReady?.();
    isolate({ onIsolationOffer, isIdle, watch });
  } else if (!registration.active) {
    onError?.(fault('offline_not_complete'));
  }
  return registration;
}

/** Resolves when the page has loaded: storing must not compete with the first picture. */
function loaded() {
  if (document.readyState === 'complete') return Promise.resolve();
  return new Promise((resolve) => addEventListener('load', resolve, { once: true }));
}

/** Resolves to true once the worker is active, to false if it fails. */
function activation(worker) {
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state === 'activated') resolve(true);
      if (worker.state === 'redundant') resolve(false);
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

/** Resolves when the page's requests go through a service worker. One that has just become active claims the page, soon. */
function controlled() {
  const sw = navigator.serviceWorker;
  return sw.controller ? Promise.resolve() : new Promise((resolve) => { sw.addEventListener('controllerchange', resolve, { once: true }); });
}

class Updates {
  #onUpdate;
  #told = null;
  #reloading = false;

  constructor(onUpdate) {
    this.#onUpdate = onUpdate;
  }

  follow(registration) {
    const sw = navigator.serviceWorker;
    let controlled = Boolean(sw.controller);
    sw.addEventListener('controllerchange', () => {
      if (this.#reloading) location.reload();
      else if (controlled) this.#tell(null); // another tab took the new version: this one has to be reloaded
      controlled = true;
    });
    const track = (worker) => {
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'installed' && registration.active) this.#tell(worker);
      });
    };
    registration.addEventListener('updatefound', () => track(registration.installing));
    track(registration.installing);
    if (registration.waiting && registration.active) this.#tell(registration.waiting);
    let last = Date.now();
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'visible' || Date.now() - last < HOUR) return;
      last = Date.now();
      registration.update().catch(() => {}); // without network there is no news
    });
  }

  #tell(worker) {
    if (this.#told === (worker || true)) return;
    this.#told = worker || true;
    this.#onUpdate?.({
      apply: () => {
        if (!worker || worker.state === 'activated' || worker.state === 'redundant') return location.reload();
        this.#reloading = true;
        worker.postMessage('skip-waiting');
      },
    });
  }
}

/** Notes whether the user has done anything yet. */
function watchInput() {
  const state = { touched: false };
  const note = () => {
    state.touched = true;
    for (const type of INPUTS) removeEventListener(type, note, true);
  };
  for (const type of INPUTS) addEventListener(type, note, { capture: true, passive: true });
  return state;
}

/**
 * Isolation is fixed when a document is created, so the worker's headers count from the next load on. That load is
 * made once per tab, before the user has done anything; later it is offered. If it did not help, it is over.
 */
function isolate({ onIsolationOffer, isIdle, watch }) {
  if (globalThis.crossOriginIsolated !== false || window !== top) return;
  const key = `bottleneck isolation ${new URL('.', location.href).pathname}`;
  let tried = true;
  let noted = false;
  try {
    tried = sessionStorage.getItem(key) !== null;
    sessionStorage.setItem(key, 'tried');
    noted = true;
  } catch {
    tried = false; // no storage, no memory of the attempt: never reload unasked
  }
  if (tried) return;
  if (noted && !watch.touched && (!isIdle || isIdle())) {
    location.reload();
    return;
  }
  onIsolationOffer?.({ apply: () => location.reload() });
}
