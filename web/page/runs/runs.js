// The runs of this device: going on after a reload, and what a person should know of the storage.

import { bytes } from '../../kit/format.js';
import { say } from '../../kit/words.js';
import { bar, closeBar, toast } from '../notices.js';
import { filesWanted, ofArithmetic, ofFiles } from './refused.js';

export class Runs {
  #awaited = ''; // id of the run that waits for its files

  /**
   * acts: opened(before) is called when a run took the place of the link before; chooseFiles() lets a person choose theirs; fail(text) says an
   * error. files: {knows(name), again(name)}, data/own.js.
   */
  constructor(keeper, store, acts) {
    Object.assign(this, { keeper, store, acts });
    keeper.on('trouble', (trouble) => this.#tell(trouble));
    keeper.on('writer', ({ held }) => this.#writer(held));
  }

  /** Goes on with the run that was open, if the address, "" for none, is not another's. Resolves to whether it did. */
  async resume(link) {
    const { keeper } = this;
    if (!keeper.writes) this.#writer(false);
    const entry = keeper.last(link);
    if (!entry) return false;
    try {
      await keeper.restore(entry.id, { until: entry.until });
      return true;
    } catch (error) {
      this.#refused(entry.id, error);
      return false;
    }
  }

  /** Goes on with a run where it stood, in place of the one that is open. */
  async restore(id, how) {
    const before = this.store.running?.link;
    try {
      await this.keeper.restore(id, how);
    } catch (error) {
      if (!this.#refused(id, error)) throw error;
      return;
    }
    this.waitNoMore();
    this.acts.opened(before);
  }

  /** Resolves to whether the run that is open is in the list as it is now. */
  async kept() {
    const { keeper } = this;
    try {
      await keeper.keep();
    } catch {
      return false;
    }
    return keeper.writes && keeper.book.list.some((run) => run.id === keeper.current && run.restorable);
  }

  /** Whether a run waits for its files. */
  get waits() { return this.#awaited !== ''; }

  waitNoMore() {
    this.#awaited = '';
    closeBar('files-again');
    closeBar('run-arithmetic');
  }

  /** Files came: the run that waits for them goes on with them. Resolves to whether one waits; others than its own are not trained on. */
  async filesCame() {
    if (!this.waits) return false;
    await this.restore(this.#awaited).catch((error) => this.acts.fail(error.message));
    return true;
  }

  // The files of a run are not here, or these are others, or it had another arithmetic. Resolves to whether that is why.
  #refused(id, error) {
    if (ofArithmetic(error.code)) {
      this.#ofArithmetic(id, error);
      return true;
    }
    if (!ofFiles(error.code)) {
      if (!this.store.running) this.acts.fail(say('run_not_resumed', { why: error.message }));
      return false;
    }
    this.#awaited = id;
    const wanted = filesWanted(error.code);
    const { name } = this.keeper.book.list.find((r) => r.id === id);
    const { files, fail } = this.acts;
    const ask = (first) => bar('files-again', {
      kind: 'warning',
      title: wanted ? say('run_waits_for_files', { name }) : say('run_has_other_files', { name }),
      lines: [error.message],
      actions: [...first, { label: say('files_choose'), primary: !first.length, act: () => { this.acts.chooseFiles(); return false; } }],
    });
    ask([]);
    const read = error.values.name;
    if (wanted) {
      files.knows(read).then((known) => { // no need to look for them
        if (!known || this.#awaited !== id) return;
        ask([{ label: say('files_read_again', { name: read }), primary: true, act: () => { files.again(read).catch((e) => fail(e.message)); return false; } }]);
      });
    }
    return true;
  }

  // It goes on only as somebody says.
  #ofArithmetic(id, { message }) {
    const { name } = this.keeper.book.list.find((r) => r.id === id);
    bar('run-arithmetic', {
      kind: 'warning',
      title: say('run_of_another_arithmetic', { name }),
      lines: [message, say('run_interrupted_arithmetic')],
      actions: [{ label: say('recover_plain'), primary: true, act: () => { this.restore(id, { arithmetic: 'plain' }).catch((error) => this.acts.fail(error.message)); } }],
    });
  }

  #writer(held) {
    if (held) {
      closeBar('runs-writer');
      return;
    }
    bar('runs-writer', {
      title: say('runs_elsewhere'),
      lines: [say('runs_elsewhere_note')],
      actions: [{ label: say('runs_take_over'), act: () => { this.keeper.takeOver(); return false; } }],
    });
  }

  #tell({ code, why, list }) {
    const size = bytes(this.keeper.book.budget);
    const said = {
      lost: () => toast(say('runs_lost'), 'warning'),
      full: () => toast(say('runs_full'), 'warning'),
      failed: () => toast(say('runs_failed', { why }), 'warning'),
      large: () => toast(say('run_too_large', { size }), 'warning'),
      thinned: () => toast(say('runs_thinned', { size })),
      unread: () => bar('runs-unread', {
        kind: 'warning',
        title: say('runs_not_read', { runs: list.length }),
        lines: list.map((run) => [run.name, run.why]),
      }),
      refused: () => toast(say('runs_refused')),
    };
    said[code]();
  }
}
