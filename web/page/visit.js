// How a visit begins: with the link that was given, with the run that was open before, or with one that starts by itself.

import { byId, setText } from '../kit/dom.js';
import { embedded } from './embed/embed.js';
import { closeBar } from './notices.js';
import { givenLink, keepAddress, takePageKeys } from './recipe/hash.js';
import { rememberedPause } from './run/transport.js';

const CANVAS_WAIT_MS = 6000;
const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');

/** Begins it with the parts of the page. Resolves when the page's own link is open. */
export async function beginVisit(parts) {
  try {
    const opened = await open(parts);
    start(parts, opened);
  } catch (error) {
    setText(byId('cover-text'), error.message);
    byId('cover-progress').hidden = true;
    throw error;
  }
}

// Brings the page's link to life, and resolves to the promise of a canvas, as an object.
async function open({ engine, store, keeper, links, classroom, editor, canvas, recorded, runs }) {
  const stored = embedded ? null : keeper.load().catch((error) => console.info(error.message)); // without it the page is a new one
  await engine.ready;
  store.describe(await engine.request('describe'));
  const text = givenLink();
  if (text) keepAddress();
  const { link, page } = text ? await links.read(text) : { link: store.start, page: {} };
  takePageKeys(page, link);
  classroom.take(page);
  const refused = await editor.foresee(link); // the recipe is on the page before its data is
  await stored;
  const drawing = canvas.load();
  if (store.draft?.lesson) recorded.show(store.draft.lesson);
  if (embedded || page.proof || !await runs.resume(text && store.draft?.link)) {
    await links.open(link, { first: true, given: text !== '', page });
    if (runs.waits) closeBar('wanted'); // files are asked for once
  } else if (text) {
    links.resumed(page);
  }
  if (refused) links.notRead(refused);
  byId('cover').hidden = true;
  return { drawing };
}

// A visit without a link starts by itself. The first seconds are the best to watch: they wait for the canvas, though
// not for long.
async function start({ store, transport, paces }, { drawing }) {
  if (givenLink() || rememberedPause()) return;
  await Promise.race([drawing, new Promise((done) => setTimeout(done, CANVAS_WAIT_MS))]);
  if (transport.touched || store.state !== 'ready') return;
  if (!lessMotion.matches) await paces.ramp();
  await transport.start();
}
