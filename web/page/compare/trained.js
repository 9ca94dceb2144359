// Comparisons that begin by themselves: of a run with another of the list, of a recipe that is trained beside the run that is open, and of two
// recipes that are trained to their ends.

import { toast } from '../notices.js';
import { say } from '../../kit/words.js';

const ON_THE_WAY = ['loading', 'running'];

export class Comparisons {
  /**
   * view: CompareView. acts: preview(link) resolves to the link as it is written by us, and its cost; instead(link) trains it in place of the run that is
   * open, and resolves to whether it does; opened() is told when runs are compared; fail(text) says an error.
   */
  constructor(view, keeper, store, acts) {
    Object.assign(this, { view, keeper, store, acts });
  }

  /** A run and the baseline, else the one that is open, else the newest other. */
  withAnother(id) {
    const others = this.keeper.book.list.filter((run) => run.id !== id && run.restorable);
    const other = others.find((run) => run.pinned) ?? others.find((run) => run.id === this.keeper.current) ?? others[0];
    if (other) this.view.open(other.id, id);
  }

  /** Another recipe is trained beside the run that is open, at once, and both are compared as they go on. */
  async beside(link) {
    const { keeper, acts } = this;
    await keeper.keep().catch((error) => acts.fail(error.message));
    const before = keeper.current;
    if (!before) toast(keeper.book.budget ? say('lesson_beside_untrained') : say('lesson_beside_off'));
    if (!await acts.instead(link) || !before) return;
    let end = () => {};
    const kept = () => { // a short run may be that already
      if (!keeper.current || keeper.current === before) return false;
      end();
      if (keeper.book.find(before)) this.view.open(before, keeper.current).then(() => acts.opened());
      return true;
    };
    if (!kept()) end = keeper.on('list', kept);
  }

  /** Two recipes are trained to their ends, one after the other, and compared. One that was trained already need not be again. */
  async both(...links) {
    if (!this.keeper.book.budget) {
      toast(say('lesson_beside_off'));
      return;
    }
    const ids = [];
    for (const link of links) {
      const id = await this.#trained(link);
      if (!id) return; // somebody did something else meanwhile
      ids.push(id);
    }
    await this.view.open(...ids);
  }

  // The kept run of a link, trained to its end; '' where it did not come there.
  async #trained(link) {
    const { keeper, acts } = this;
    const { link: canonical, cost } = await acts.preview(link);
    const whole = (run) => run.restorable && run.record.link === canonical && run.record.step >= cost.total_steps;
    const before = keeper.book.list.find(whole);
    if (before) return before.id;
    if (!await acts.instead(link) || !await this.#ended()) return '';
    await keeper.keep();
    return keeper.current;
  }

  // Resolves to whether the run that is open came to its end: not where it rests before, ends otherwise, or another takes its place.
  #ended() {
    const { store } = this;
    const { run } = store;
    return new Promise((resolve) => {
      const look = () => {
        const ours = store.run === run;
        if (ours && ON_THE_WAY.includes(store.state)) return;
        for (const end of ends) end();
        resolve(ours && store.state === 'done');
      };
      const ends = [store.on('state', look), store.on('run', look)];
      look();
    });
  }
}
