// The links that are given to others.

import { addressOf } from '../recipe/hash.js';
import { withKeys } from '../recipe/pagekeys.js';
import { proofOf } from './proof.js';
import { viewOf } from './view.js';
import { say } from '../../kit/words.js';

export class Given {
  /** choice: ViewChoice; classroom: what is hidden and locked. */
  constructor(store, editor, { choice, classroom }) {
    Object.assign(this, { store, editor, choice, classroom });
  }

  /** The link of the run that is open, with the arithmetic that it ran in, and no more. */
  async whole() {
    const { running, metrics } = this.store;
    if (running.values.arithmetic !== 'auto' || !(metrics?.step > 0) || !metrics.arithmetic) return running.link;
    const { link } = await this.editor.preview(`${running.link}&arithmetic=${metrics.arithmetic}`);
    return link ?? running.link;
  }

  /** The same with the view, and what a teacher's link hides and locks. */
  async link() {
    const { store, choice, classroom } = this;
    return withKeys(await this.whole(), { ...viewOf(choice.chosen, store.running.showing, store.choice), ...classroom.keys });
  }

  /** The proof of the run at the moment that is shown. */
  async proof() {
    const proof = proofOf(this.store);
    return withKeys(await this.whole(), { proof });
  }
}

/** A link for a class: {hide, lock} are sets of names. */
export function classLink(link, { hide, lock }) {
  return withKeys(link, { hide: [...hide].join(','), lock: [...lock].join(',') });
}

/** The code of a frame for another page. origin: whose commands it takes, '' for nobody's. */
export function frameOf(link, { ticked, height, origin }) {
  const base = addressOf('').replace(/\?.*/, '').replace(/[^/]*$/, '');
  const address = `${base}embed.html${origin ? `?origin=${encodeURIComponent(origin)}` : ''}${classLink(link, ticked)}`;
  const quoted = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<iframe src="${quoted(address)}"\n  title="${quoted(say('embed_frame_title'))}" width="100%" height="${height}" style="border:0"\n  allow="cross-origin-isolated; fullscreen; clipboard-write" loading="lazy"></iframe>`;
}
