// A run that diverged, once more from its start with a lower learning rate, until one survives its first epoch.

import { fault, say } from '../../kit/words.js';

export class AnotherTry {
  busy = false;

  /** tell(text) says how far it is; done() that it is over. */
  constructor(engine, { tell, done }) {
    Object.assign(this, { engine, tell, done });
  }

  /** next() is what the latest divergence told: {name, value: the next rate, link: the recipe with it, step}. Resolves when an epoch is survived; the run waits there. */
  async from(next) {
    this.busy = true;
    try {
      for (let last = ''; ;) {
        const { name, value, link, step } = next();
        if (value === last) throw fault('rate_at_its_end', { name, value });
        last = value;
        this.tell(say('trying_again', { name, value, step }));
        await this.engine.request('open', { link });
        try {
          await this.engine.request('train', { epochs: 1 });
          return;
        } catch (error) {
          if (error.code !== 'training_diverged') throw error;
        }
      }
    } finally {
      this.busy = false;
      this.done();
    }
  }
}
