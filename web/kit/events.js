// Who listens to what. A listener's fault is reported and stops neither the others nor who tells.

import { fault } from './words.js';

export class Events {
  #listeners;

  /** names: what can be listened to. */
  constructor(names) {
    this.#listeners = new Map(names.map((name) => [name, new Set()]));
  }

  /** Calls fn with the detail of each event of a name; returns a function that ends it. */
  on(name, fn) {
    const set = this.#listeners.get(name);
    if (!set) throw fault('event_unknown', { found: JSON.stringify(name), events: [...this.#listeners.keys()].join(', ') });
    set.add(fn);
    return () => set.delete(fn);
  }

  emit(name, detail) {
    for (const fn of [...this.#listeners.get(name)]) attempt(fn, detail);
  }
}

/** Tells a listener. */
export function attempt(fn, detail) {
  try {
    fn(detail);
  } catch (error) {
    reportError(error);
  }
}
