// Links: opening one in place of the run, what it got wrong, and the address that always holds the recipe of the run on the page.

import { bar, settle, toast } from '../notices.js';
import { addressOf, claimLink, commitLink, keepAddress, onLink, releaseAddress, takePageKeys, withLasting, writeLink } from './hash.js';
import { saidBy, split } from './pagekeys.js';
import { repairActions } from './repairs.js';
import { beside, say } from '../../kit/words.js';

const FILES_WANTED = ['pictures_wanted', 'table_wanted']; // notices

export class Links {
  #waiting = null; // {link, standIn}: a recipe that waits for a person's files, and the link of what stands in for it
  #opened = 0; // links that were asked for; what an earlier one comes to is not told

  /**
   * missing: why data sets are not part of this site, by name; replaced() is called when a link took the place of what was there; kept() resolves to
   * whether the list of runs has the run that is open; said(page) does what a link says to the page and returns what it got wrong, [key, text] each; proofs
   * check what it claims; itemsHere(data) resolves to how many items of a data set are on this device, {train, test}; chooseFiles() lets a person choose theirs; fail(text, about) says an error.
   */
  constructor(store, engine, { editor, transport, missing = {}, replaced, kept, said, proofs, itemsHere, chooseFiles, fail }) {
    Object.assign(this, { store, engine, editor, transport, missing, replaced, kept, said, proofs, itemsHere, chooseFiles, fail });
    for (const event of ['recipe', 'draft']) {
      store.on(event, () => {
        if (transport.touched || store.pending.length || store.draft.changes.length) claimLink();
        writeLink(this.#shown); // edits that wait are no part of it
      });
    }
    // Whoever opens it, a script too: what was said of the link before goes.
    let known = '';
    store.on('run', () => {
      releaseAddress();
      if (store.running.link !== known) settle('link');
      known = store.running.link;
    });
    onLink((text) => this.given(text));
  }

  /** Copies a link as a whole address, with what lasts of what is said to the page, and says so. */
  async copy(link, done) {
    const address = addressOf(withLasting(link));
    try {
      await navigator.clipboard.writeText(address);
      toast(done, 'good');
    } catch {
      toast(say('link_not_copied', { link: address }), 'error');
    }
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
    return this.#wanted(link, { trained: true });
  }

  /** Opens a recipe that a control of the page has, as take(), but asks first where that loses a run. Resolves to whether it was opened, once that is known. */
  instead(link, { trained = false } = {}) {
    return new Promise((resolve, reject) => {
      this.#offer((options) => this.take(link, options), { trained, answered: resolve }).catch(reject);
    });
  }

  /**
   * The link in a text that somebody gave, in whatever way it was written, and what it says to the page: {link, page}. The text itself where there is none;
   * what speaks to the page alone is of the recipe that a visit without a link begins with.
   */
  async read(text) {
    const { link: found = '' } = await this.engine.request('pasted', { link: text });
    const { link, keys } = split(found || text);
    return { link: !link && keys.size ? this.store.start : link, page: saidBy(keys), found: found !== '' };
  }

  /**
   * Replaces the run by the link's and tells what it got wrong. The address has it then: as it was given, or written by us. page: what the link says to
   * the page; first: no run was there. Resolves to whether it did.
   */
  async open(link, { commit = false, start = false, first = false, given = false, page = {} } = {}) {
    const { store } = this;
    const asked = ++this.#opened;
    try {
      const before = store.running?.link;
      const { notices = [] } = await this.engine.request('open', { link });
      if (asked !== this.#opened) return false; // another was opened meanwhile
      if (store.pending.length) this.editor.discard(); // edits of what was there
      await this.#waits(link, notices);
      if (asked !== this.#opened) return false;
      if (commit) commitLink(before, this.#shown);
      else if (given) keepAddress(this.#shown);
      else writeLink(this.#shown);
      if (!first) this.replaced();
      this.#tell(notices, this.said(page));
      if (page.proof) this.#prove(page.proof, notices);
      else if (start) await this.transport.start();
      return true;
    } catch (error) {
      if (asked !== this.#opened) return false;
      const title = say('link_not_opened', { why: error.message });
      if (error.code === 'images_missing') this.#offerFewer(link, error, { commit, start, first, given, page });
      else if (page.proof && store.running) this.proofs.untried(page.proof, error.message);
      else if (error.repairs?.length) bar('link', { kind: 'error', about: 'link', title, actions: repairActions(error.repairs, (other) => this.take(other, { start })) });
      else this.fail(title, 'link');
      if (store.running && !given) writeLink(store.running.link);
      return false;
    }
  }

  // A recipe of a person's files that are not here stays in the address, so that a reload asks for them again.
  async #waits(link, notices) {
    this.#waiting = null;
    if (!notices.some(({ code }) => FILES_WANTED.includes(code))) return;
    const { run } = this.store;
    const { link: canonical } = await this.editor.preview(link);
    if (canonical && this.store.run === run) this.#waiting = { link: canonical, standIn: this.store.running.link };
  }

  // Without a network there are fewer images: one click runs the recipe with these.
  async #offerFewer(link, { values: { data } }, options) {
    const here = await this.itemsHere(data);
    const some = here.train > 0 && here.test > 0;
    const run = { label: say('images_run_here', { train: here.train }), primary: true, act: () => { this.#withFewer(link, here); } };
    bar('offline', {
      kind: 'warning',
      about: 'link',
      title: say('images_not_here'),
      lines: [some ? say('images_not_here_note', { train: here.train, test: here.test }) : say('images_none_here')],
      actions: [...some ? [run] : [], { label: say('images_try_again'), act: () => { this.open(link, options); } }],
    });
  }

  async #withFewer(link, here) {
    let fewer = link;
    try {
      const { recipe } = await this.engine.request('parse', { link });
      for (const name of ['train', 'test']) {
        if (!(Number(recipe[name]) <= here[name])) ({ link: fewer } = await this.engine.request('parse', { link: fewer, name, value: String(here[name]) }));
      }
      await this.take(fewer, { start: true });
    } catch (error) {
      this.fail(say('link_not_opened', { why: error.message }), 'link');
    }
  }

  // Checks what a link claims of the run that it has just opened.
  #prove(proof, notices) {
    this.transport.touched = true;
    this.proofs.check(proof, notices);
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

  /** The run at the address goes on where it stood. page: what the address says to the page. */
  resumed(page) {
    keepAddress(this.store.running.link);
    this.#tell([], this.said(page));
  }

  /** The link in a text, in place of the run. */
  async takeText(text) {
    const { link, page } = await this.read(text);
    return this.take(link, { page });
  }

  /** A link that somebody pasted somewhere in the page. Resolves to whether there is one in the text. */
  async pasted(text) {
    const { link, page, found } = await this.read(text);
    if (found) await this.#offer((options) => this.take(link, { ...options, page }));
    return found;
  }

  /** A link that a picture carries. Resolves to whether it was opened at once. */
  async carried(text) {
    const { link, page } = await this.read(text);
    const { run } = this.store;
    await this.#offer((options) => this.take(link, { ...options, page }));
    return this.store.run !== run;
  }

  /** Says that a link could not be read at all. */
  notRead(why) {
    bar('link', { kind: 'warning', about: 'link', title: say('link_not_read'), lines: [why] });
  }

  /** An address that the person typed, clicked or went back to. */
  async given(text) {
    keepAddress();
    const { link, page } = await this.read(text);
    takePageKeys(page, link);
    return this.#wanted(link, { given: true, page });
  }

  // A link that the person wants to see. given: the address has it already; trained: and to see it trained.
  async #wanted(link, { given = false, trained = false, page = {} }) {
    const { store, transport } = this;
    const address = given ? keepAddress : writeLink;
    const { link: canonical, notices = [], refused } = await this.editor.preview(link);
    if (refused) {
      this.notRead(refused);
      address(this.#shown);
      return;
    }
    if (canonical === store.running?.link && !store.pending.length && !page.proof) {
      address(canonical);
      this.#tell(notices, this.said(page));
      if (trained && ['ready', 'paused'].includes(store.state)) await transport.start();
      return;
    }
    await this.#offer((options) => this.open(link, { ...options, given, commit: trained, page }), { trained });
  }

  // Opens a link, but asks where that ends a run that somebody cares about. trained: it is trained then. answered(yes) is told whether it was opened.
  async #offer(open, { trained = false, answered = () => {} } = {}) {
    const { store, transport } = this;
    const start = trained || (transport.touched === false && store.state === 'running');
    const going = transport.wouldLose();
    if (!going || await this.kept()) {
      const done = await open({ start });
      if (done && going) toast(say('link_run_kept'), 'info', 'link');
      answered(done);
      return;
    }
    bar('open', {
      about: 'link',
      title: say('link_ends_run'),
      closable: false,
      actions: [
        { label: say('link_open'), primary: true, act: () => { answered(open({ start: trained })); } },
        {
          label: say('keep_run'),
          act: () => {
            releaseAddress();
            writeLink(this.#shown);
          },
        },
      ],
      gone: () => answered(false), // unless it was opened
    });
  }

  // What a link got wrong, by the names of the fields; that MNIST is not here is no fault of the link.
  #tell(notices, faults) {
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
        actions: [{ label: say('files_choose'), primary: true, act: () => this.chooseFiles() }],
      });
    }
    if (rest.length + faults.length === 0) return;
    bar('link', {
      kind: 'warning',
      about: 'link',
      title: say('link_read_except'),
      lines: [...rest.map((notice) => [notice.field, beside(notice, notice.field), repairActions(notice.repairs, (other) => this.take(other))]), ...faults],
    });
  }
}
