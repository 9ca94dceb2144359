// Of several tabs one writes runs: the one that holds the lock. Where the browser has no locks, all do, and of one run the last writer wins.

import { read, write } from './room.js';

const NAME = 'bottleneck.runs';
const WAIT_MS = 1500; // for the page before, which a reload is just closing; the trainer takes as long to start
const WAITS = 8; // where the page before was this tab's own, however slow the browser is to close it
const MINE_KEY = 'bottleneck.writer'; // of this tab: it held the lock

export class WriterLock {
  held = false;
  #changed;
  #locks;
  #release = () => {};

  /** changed(held) is called when it changes hands. */
  constructor(changed, locks = navigator.locks) {
    this.#changed = changed;
    this.#locks = locks;
    // The page that a reload brings must not wait until the browser has cleared this one away. One that comes back as it was asks again.
    addEventListener('pagehide', () => this.#release());
    addEventListener('pageshow', ({ persisted }) => {
      if (!persisted || !this.held) return;
      this.#set(false);
      this.#request({});
    });
  }

  /** Resolves to whether this tab writes, as far as that is known soon. It goes on waiting for the other tab. reloaded: so was the page of this tab. */
  async take({ waitMs = WAIT_MS, reloaded = wasReloaded() } = {}) {
    const granted = this.#request({}).then(() => true);
    const waits = reloaded && read('sessionStorage', MINE_KEY) ? WAITS : 1;
    for (let i = 0; i < waits; i++) {
      if (await Promise.race([granted, new Promise((done) => { setTimeout(done, waitMs); })])) break;
    }
    return this.held;
  }

  /** Takes it from the other tab. */
  takeOver() { return this.#request({ steal: true }); }

  // Resolves when the lock is held. It is held until another tab takes it or this page is left.
  #request(options) {
    return new Promise((granted) => {
      const hold = () => {
        this.#set(true);
        granted();
        return new Promise((release) => { this.#release = release; });
      };
      if (!this.#locks) {
        hold();
        return;
      }
      this.#locks.request(NAME, options, hold).catch((error) => {
        if (error.name === 'AbortError') { // another tab took it: this one waits again
          this.#set(false);
          this.#request({});
        } else {
          hold(); // refused here, as where storage is
        }
      });
    });
  }

  #set(held) {
    if (this.held === held) return;
    this.held = held;
    write('sessionStorage', MINE_KEY, held ? '1' : '');
    this.#changed(held);
  }
}

const wasReloaded = () => performance.getEntriesByType('navigation')[0]?.type === 'reload';
