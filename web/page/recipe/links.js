// Links: opening one in place of the run, what it got wrong, and the address that always holds the recipe of the run on the page.

import { byId } from '../../kit/dom.js';
import { bar, settle, toast } from '../notices.js';
import { addressOf, claimLink, commitLink, copyAddress, onLink, writeLink } from './hash.js';
import { repairActions } from './repairs.js';
import { beside, say } from '../../kit/words.js';

const FILES_WANTED = ['pictures_wanted', 'table_wanted']; // notices

export class Links {
  #waiting = null; // {link, standIn}: a recipe that waits for a person's files, and the link of what stands in for it
  #opened = 0; // links that were asked for; what an earlier one comes to is not told

  /**
   * missing: why data sets are not part of this site, by name; replaced() is called when a link took the place of what was there; kept() resolves to
   * whether the list of runs has the run that is open; fail(text, about) says an error.
   */
  constructor(store, engine, { editor, transport, missing = {}, replaced, kept, fail }) {
    Object.assign(this, { store, engine, editor, transport, missing, replaced, kept, fail });
    for (const event of ['recipe', 'draft']) {
      store.on(event, () => {
        if (transport.touched || store.pending.length || store.draft.changes.length) claimLink();
        writeLink(this.#shown); // edits that wait are no part of it
      });
    }
    // Whoever opens it, a script too: what was said of the link before goes.
    let known = '';
    store.on('run', () => {
      if (store.running.link !== known) settle('link');
      known = store.running.link;
    });
    onLink((link) => this.#given(link));
    byId('copy-link').addEventListener('click', () => this.copy(this.#shown, say('link_copied')));
  }

  /** Copies a link as a whole address, and says so. */
  async copy(link, done) {
    if (await copyAddress(link)) toast(done, 'good');
    else toast(say('link_not_copied', { link: addressOf(link) }), 'error');
  }

  // Of the run on the page, or of the one that waits for its files while it stands in; before there is one, of the recipe that is about to be.
  get #shown() {
    const { running, draft } = this.store;
    if (running && running.link === this.#waiting?.standIn) return this.#waiting.link;
    return (running ?? draft)?.link;
  }

  /** A link that the page offers, as one that the person clicked, and trains it. */
  choose(link) {
    claimLink();
    return this.#given(link, true);
  }

  /** Replaces the run by the link's, tells what it got wrong, and writes the address. first: none was there. Resolves to whether it did. */
  async open(link, { commit = false, start = false, first = false } = {}) {
    const { store } = this;
    const asked = ++this.#opened;
    try {
      const before = store.running?.link;
      const { notices = [] } = await this.engine.request('open', { link });
      if (asked !== this.#opened) return false; // another was opened meanwhile
      if (store.pending.length) this.editor.discard(); // edits of what was there
      await this.#waits(link, notices);
      if (commit) commitLink(before, this.#shown);
      else writeLink(this.#shown);
      if (!first) this.replaced();
      this.#tell(notices);
      if (start) await this.transport.start();
      return true;
    } catch (error) {
      if (asked !== this.#opened) return false;
      const title = say('link_not_opened', { why: error.message });
      if (error.repairs?.length) bar('link', { kind: 'error', about: 'link', title, actions: repairActions(error.repairs, (other) => this.take(other, { start })) });
      else this.fail(title, 'link');
      if (store.running) writeLink(store.running.link);
      return false;
    }
  }

  // A recipe of a person's files that are not here stays in the address, so that a reload asks for them again.
  async #waits(link, notices) {
    this.#waiting = null;
    if (!notices.some(({ code }) => FILES_WANTED.includes(code))) return;
    const { link: canonical } = await this.editor.preview(link);
    if (canonical) this.#waiting = { link: canonical, standIn: this.store.running.link };
  }

  /** The person's first command: the run is theirs, and Back leads to the link before. */
  take(link, options) {
    this.transport.touched = true;
    return this.open(link, { commit: true, ...options });
  }

  /** A run took the place of the one at the link before: edits of that one end, and Back leads there. */
  opened(before) {
    const { store, transport } = this;
    transport.touched = true;
    if (store.pending.length) this.editor.discard();
    commitLink(before, store.running.link);
    settle('link');
  }

  /** Says that a link could not be read at all. */
  notRead(why) {
    bar('link', { kind: 'warning', about: 'link', title: say('link_not_read'), lines: [why] });
  }

  // A link that the person typed, clicked or went back to. trained: and wants to see trained.
  async #given(link, trained = false) {
    const { store, transport } = this;
    const { link: canonical, notices = [], refused } = await this.editor.preview(link);
    if (refused) {
      this.notRead(refused);
      writeLink(this.#shown);
      return;
    }
    if (canonical === store.running?.link && !store.pending.length) {
      writeLink(store.running.link);
      this.#tell(notices);
      if (trained && ['ready', 'paused'].includes(store.state)) await transport.start();
      return;
    }
    const start = trained || (transport.touched === false && store.state === 'running');
    const going = transport.wouldLose();
    if (!going || await this.kept()) {
      if (await this.open(link, { start, commit: trained }) && going) toast(say('link_run_kept'), 'info', 'link');
      return;
    }
    bar('open', {
      about: 'link',
      title: say('link_ends_run'),
      closable: false,
      actions: [
        { label: say('link_open'), primary: true, act: () => { this.open(link, { start: trained, commit: trained }); } },
        { label: say('keep_run'), act: () => writeLink(this.#shown) },
      ],
    });
  }

  // What a link got wrong, by the names of the fields; that MNIST is not here is no fault of the link.
  #tell(notices) {
    settle('link');
    const drawn = this.missing.mnist;
    const standIn = notices.find(({ code }) => FILES_WANTED.includes(code));
    const rest = notices.filter((notice) => notice !== standIn && !(drawn && notice.code === 'data_not_here'));
    if (rest.length + (standIn ? 1 : 0) < notices.length) {
      bar('data', { kind: 'warning', about: 'link', title: say('digits_drawn'), lines: [drawn] });
    }
    if (standIn) {
      bar('wanted', {
        kind: 'warning',
        about: 'link data',
        title: say('files_wanted'),
        lines: [beside(standIn)],
        actions: [{ label: say('files_choose'), primary: true, act: () => byId('own-files').click() }],
      });
    }
    if (rest.length === 0) return;
    bar('link', {
      kind: 'warning',
      about: 'link',
      title: say('link_read_except'),
      lines: rest.map((notice) => [notice.field, beside(notice, notice.field), repairActions(notice.repairs, (other) => this.take(other))]),
    });
  }
}
