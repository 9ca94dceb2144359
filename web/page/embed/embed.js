// A frame in another page: it tells of the run and takes commands.

import { byId, h } from '../../kit/dom.js';
import { addressOf } from '../recipe/hash.js';
import { answering, listeners, originAround, originsIn, VERSION } from './protocol.js';
import { say } from '../../kit/words.js';

/** Whether the page is one without what stands around the run. */
export const embedded = 'embed' in document.documentElement.dataset;

/** api: window.bottleneck; ready: the promise of the page's own run. */
export function bindEmbed(store, api, ready) {
  linkOut(store);
  if (parent === window) return; // alone in a tab
  const allowed = [location.origin, ...originsIn(location.search)];
  let around = originAround(location, document);
  const post = (message, origin) => parent.postMessage(message, origin === 'null' ? '*' : origin); // a page without an origin has no other address
  const tell = (event, fields) => { // what nobody may command is no secret: figures of a run that its link decides
    for (const origin of listeners(allowed, around)) post({ bottleneck: VERSION, event, ...fields }, origin);
  };
  const commands = {
    open: (link) => api.open(link),
    train: (amount) => api.train(amount),
    start: () => api.start(),
    pause: () => api.pause(),
    reset: () => api.reset(),
    reseed: (seed) => api.reseed(seed),
    set: (name, value) => api.set(name, value),
    pace: (n) => api.pace(n),
    seek: (step) => api.seek(step),
    now: () => api.now(),
    link: () => api.link(),
    recipe: () => api.recipe,
    metrics: () => api.metrics,
    state: () => api.state,
  };
  const answer = answering(commands, allowed, post);
  addEventListener('message', (event) => {
    if (event.source !== parent) return;
    around = event.origin;
    answer(event);
  });

  const height = () => tell('height', { height: document.documentElement.scrollHeight });
  ready.then(() => {
    tell('ready', { link: api.link(), device: api.device, state: api.state });
    new ResizeObserver(height).observe(document.body);
    store.on('state', ({ state }) => tell('state', { state, link: api.link() }));
    store.on('metrics', () => tell('metrics', { metrics: store.metrics }));
  }, (error) => tell('failed', { error: { code: error.code ?? 'other', message: error.message } }));
}

// The whole page is a click away.
function linkOut(store) {
  const link = h('a', { class: 'embed-out', target: '_blank', rel: 'noopener' }, say('embed_open_whole'));
  const base = addressOf('').replace(/\?.*/, '').replace(/[^/]*$/, '');
  store.on('recipe', () => { link.href = base + store.running.link; });
  byId('twin').before(link);
}
