// Pictures that other programs hand over: shared to the installed page, whose service worker keeps them until the page is there, or opened with it.

import { chosen } from '../../kit/dropped.js';
import { say } from '../../kit/words.js';

const SHELF = 'shared'; // as web/offline/sw.js calls it, behind the path of the site
const ASKED = 'shared'; // in the address of a page to which something was shared: "files", or "refused"

/** Calls onFiles([{file, path}]) for what was handed over, and onNothing(text) where it was lost. */
export async function bindHanded(onFiles, onNothing) {
  globalThis.launchQueue?.setConsumer(async ({ files = [] }) => {
    try {
      const opened = await Promise.all(files.map((handle) => handle.getFile()));
      if (opened.length) onFiles(chosen(opened));
    } catch (error) {
      onNothing(say('handed_not_read', { why: error.message }));
    }
  });
  const address = new URL(location.href);
  const asked = address.searchParams.get(ASKED);
  if (asked === null) return;
  address.searchParams.delete(ASKED);
  history.replaceState(history.state, '', address); // a reload asks for nothing
  const given = asked === 'files' ? await taken() : [];
  if (given.length) onFiles(chosen(given));
  else onNothing(say('handed_lost'));
}

/** The files that the service worker has kept, which go from there. */
async function taken() {
  try {
    const name = `bottleneck ${new URL('./', location.href).pathname} ${SHELF}`;
    const cache = await caches.open(name);
    const files = [];
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      const blob = await response.blob();
      files.push(new File([blob], decodeURIComponent(response.headers.get('x-name')) || 'file', { type: blob.type }));
    }
    await caches.delete(name);
    return files;
  } catch {
    return [];
  }
}
