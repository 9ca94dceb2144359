// The service worker: keeps one whole build for use without network, and adds the headers that make the page
// cross-origin isolated where the server cannot send them.
//
// A build is stored whole or not at all, file by file checked against its hash, and checked again whenever a file is used: storage may damage it. What is
// damaged is dropped and fetched anew, past the browser's cache; it gets neither to the page nor into the next build. A new build waits until the page
// asks for it ("skip-waiting"). Hashed files never change, so the caches of two builds can answer side by side while
// an older tab is still open. Each cache of a build has the list of its digests.
'use strict';

// Filled in by web/site: {build, precache: [{url, integrity}], data: [{url, integrity}], headers: {}, own: {}, types: {}}.
const site = null;

const scope = self.registration.scope;
const prefix = `bottleneck ${new URL(scope).pathname} `;
const shell = `${prefix}${site.build}`;
const shelf = `${prefix}data`; // chunks fetched on demand; hashed, so they outlive a build
const shared = `${prefix}shared`; // files that other programs shared to the page, until it takes them (page/picture/handed.js)
const precached = new Map(site.precache.map((file) => [address(file.url), file]));
const chunks = new Map(site.data.map((file) => [address(file.url), file]));
const LIST = 'digests.json'; // in the cache of a build: {address: digest}
const hashed = /\.[0-9a-f]{10}\.[a-z0-9]+$/;

function address(path) {
  return new URL(path, scope).href;
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  if (event.data === 'skip-waiting') self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'POST' && request.url === address('share')) {
    event.respondWith(share(request));
    return;
  }
  if (request.method !== 'GET' || !request.url.startsWith(scope) || request.headers.has('range')) return;
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return;
  event.respondWith(answer(request));
  if (request.mode === 'navigate' && request.destination === 'document') event.waitUntil(tidy());
});

async function install() {
  const cache = await caches.open(shell);
  const left = [...precached.values()];
  const some = async () => {
    try {
      for (let file = left.pop(); file; file = left.pop()) await store(cache, file);
    } catch (error) {
      left.length = 0; // the others stop as well
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: 6 }, some));
  const failed = ends.find((end) => end.status === 'rejected');
  if (!failed) {
    await cache.put(address(LIST), new Response(JSON.stringify(Object.fromEntries(Array.from(precached, ([url, { integrity }]) => [url, integrity])))));
    return;
  }
  await caches.delete(shell);
  throw failed.reason;
}

/** Puts one file of the build into the cache: from an earlier build if its name is hashed, else from the server. */
async function store(cache, file) {
  const url = address(file.url);
  if (await whole(await cache.match(url), file.integrity)) return;
  const kept = hashed.test(url) && (await search(url, file.integrity));
  await cache.put(url, kept || (await load(url, file.integrity)));
}

/** A response with its body read and found to be what it should be, else nothing. It costs 1 to 3 ms a megabyte, and the body comes at once and not bit by bit. */
async function whole(response, integrity) {
  if (!response) return undefined;
  try {
    const bytes = await response.arrayBuffer();
    const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    if (integrity !== `sha256-${btoa(String.fromCharCode(...sum))}`) return undefined;
    return new Response(bytes, { status: response.status, statusText: response.statusText, headers: response.headers });
  } catch {
    return undefined; // storage that cannot be read
  }
}

/**
 * Fetches a file whose hash is known; the browser refuses any other content. A hashed name may come from the browser's
 * own cache, which has it from the page's first load; where that copy is damaged, and for pages, the server is asked.
 */
async function load(url, integrity) {
  const get = async (cache) => {
    const response = await fetch(new Request(url, { integrity, cache, credentials: 'same-origin' }));
    if (!response.ok) throw new Error(`${url}: status ${response.status}, 200 expected`);
    return response;
  };
  if (hashed.test(url)) {
    try {
      return await get('default');
    } catch {
      // The next line says why, if it fails as well.
    }
  }
  return get('reload');
}

/** Looks a hashed file up in all our caches, and drops what is damaged. Without its digest that of the build counts whose cache has it. */
async function search(url, integrity = '') {
  for (const name of await caches.keys()) {
    if (!name.startsWith(prefix)) continue;
    const found = await caches.match(url, { cacheName: name }); // open() would create what is just being removed
    if (!found) continue;
    const digest = integrity || (await digestIn(name, url));
    const good = digest ? await whole(found, digest) : found;
    if (good) return good;
    await (await caches.open(name)).delete(url);
  }
  return undefined;
}

/** The digest of a file of an earlier build, if that has listed it. */
async function digestIn(name, url) {
  const list = await caches.match(address(LIST), { cacheName: name });
  return list?.json().then((digests) => digests[url], () => undefined); // which may be damaged itself
}

async function activate() {
  if (!(await otherTabs(1))) await drop();
  const cache = await caches.open(shelf);
  for (const request of await cache.keys()) {
    if (!chunks.has(request.url)) await cache.delete(request);
  }
  // Nobody waits for this: Firefox is done when every worker of the page has heard of it, and threads that wait in WebAssembly hear nothing. Until a service worker
  // has been activated it answers no request, so the page would wait for ever.
  self.clients.claim().catch((error) => console.warn(`sw: ${error.message}`));
}

/** Removes the builds before this one. */
async function drop() {
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix) && name !== shell && name !== shelf && name !== shared) await caches.delete(name);
  }
}

/** Tells whether more than n tabs of the site are open: they may run an older build. */
async function otherTabs(n) {
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return tabs.filter((tab) => tab.frameType !== 'nested' && tab.url.startsWith(scope)).length > n;
}

/** When the only tab of the site is just being loaded, nothing needs an older build any more. */
async function tidy() {
  const waiting = self.registration.installing || self.registration.waiting;
  if (!waiting && !(await otherTabs(1))) await drop();
}

/** Keeps what was shared, by the manifest's share_target, and opens the page, which takes it. Of two shares the later one counts. */
async function share(request) {
  let files = [];
  try {
    files = (await request.formData()).getAll('files').filter((file) => file instanceof File);
    await caches.delete(shared);
    const cache = await caches.open(shared);
    for (const [i, file] of files.entries()) {
      await cache.put(address(`share/${i}`), new Response(file, { headers: { 'content-type': file.type, 'x-name': encodeURIComponent(file.name) } }));
    }
  } catch (error) {
    console.warn(`sw: what was shared is not kept: ${error.message}`); // no space, or no form: the page says so
    files = [];
  }
  return Response.redirect(address(`./?shared=${files.length ? 'files' : 'refused'}`), 303);
}

async function answer(request) {
  const url = request.url.split(/[?#]/)[0];
  const page = url === scope ? address('index.html') : url;
  const file = precached.get(page);
  try {
    if (file) return dress(page, (await fromShell(page, file)) || (await fetch(request)));
    if (chunks.has(page)) return dress(page, await fromShelf(page));
    if (hashed.test(page)) {
      const kept = await search(page);
      if (kept) return dress(page, kept);
    }
    return dress(page, await fetch(request));
  } catch (error) {
    console.warn(`sw: ${error.message}`);
    return Response.error();
  }
}

/** A file of this build. If the browser has dropped it from the cache, or damaged it, it is fetched again, the same or nothing. */
async function fromShell(url, file) {
  const cache = await caches.open(shell);
  const found = await whole(await cache.match(url), file.integrity);
  if (found) return found;
  try {
    await cache.delete(url);
    const response = await load(url, file.integrity);
    await keep(cache, url, response.clone());
    return response;
  } catch (error) {
    if (hashed.test(url)) throw error;
    return undefined; // a page: the server's own is better than none
  }
}

async function fromShelf(url) {
  const cache = await caches.open(shelf);
  const { integrity } = chunks.get(url);
  const found = await whole(await cache.match(url), integrity);
  if (found) return found;
  await cache.delete(url);
  const response = await load(url, integrity);
  await keep(cache, url, response.clone());
  return response;
}

async function keep(cache, url, response) {
  try {
    await cache.put(url, response);
  } catch (error) {
    console.warn(`sw: ${url} is not kept: ${error.message}`); // no space: the page gets it all the same
  }
}

/** Adds the headers. What a server passes off for another kind of file (a web page for a program) is a plain 404. */
function dress(url, response) {
  if (response.status === 0 || response.type === 'opaqueredirect') return response;
  const headers = new Headers(response.headers);
  const type = site.types[(/\.[a-z0-9]+$/.exec(url) || [''])[0]];
  for (const [name, value] of Object.entries(site.headers)) headers.set(name, value);
  const own = site.own[url.slice(scope.length)];
  if (own) headers.set('content-security-policy', own);
  if (type && response.ok) {
    if (/^text\/html/.test(headers.get('content-type') || '') && !/^text\/html/.test(type)) {
      headers.set('content-type', 'text/plain');
      return new Response('not found', { status: 404, headers });
    }
    headers.set('content-type', type);
  }
  if (headers.has('content-encoding')) { // the body is decoded already, and longer than it was
    headers.delete('content-encoding');
    headers.delete('content-length');
  }
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
