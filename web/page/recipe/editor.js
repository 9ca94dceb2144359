// Editing: the draft of the next recipe, which the store holds. What an edit means is decided by the trainer; a live field is
// applied to the run as well.

import { recipeOf } from '../store.js';
import { beside } from '../../kit/words.js';

export class Editor {
  #edits = Promise.resolve();
  #behind = new Map(); // fields that the run changed and a draft with edits has not: name to value

  /** onLive({name, value, step}) is told of a field that was changed while the run goes on. */
  constructor(store, engine, onLive) {
    Object.assign(this, { store, engine, onLive });
    store.on('recipe', ({ changed }) => this.#follow(changed));
  }

  /** Shows a link's recipe that is not open yet. Resolves to "" or to why the link cannot be read at all. */
  async foresee(link) {
    return this.#take(await this.#parse(link));
  }

  /** The link and its cost, without touching the run or the draft. */
  preview(link) {
    return this.#parse(link);
  }

  /** Resolves when no edit is under way. */
  get settled() { return this.#edits; }

  /**
   * Edits one field of the draft; a live field is applied to the run as well. Resolves to "" or to why the
   * value was refused. Edits happen one after another, so that none is lost.
   */
  edit(name, value) {
    return this.#inTurn(() => this.#edit(name, value));
  }

  /** Edits several fields, [name, value] each, one after the other. Resolves to "" or to why one was refused. */
  editAll(list) {
    return this.#inTurn(async () => {
      for (const [name, value] of list) {
        const refused = await this.#edit(name, value);
        if (refused) return `${name}: ${refused}`;
      }
      return '';
    });
  }

  /** Puts one field of the draft back to what the lesson or the default says. */
  reset(name) {
    return this.#inTurn(async () => {
      const reply = await this.#parse(without(this.store.draft.link, name));
      const value = reply.recipe?.[name];
      return value === undefined ? reply.refused || '' : this.#edit(name, value);
    });
  }

  /** True when the field differs from the lesson or the default: a link says nothing else. */
  differs(name) {
    return pairs(this.store.draft.link).some(([key]) => key === name);
  }

  /** Gives up what waits for a restart. */
  discard() {
    this.#behind.clear();
    this.store.setDraft(this.store.running);
  }

  #inTurn(act) {
    const turn = this.#edits.then(act);
    this.#edits = turn.catch(() => {});
    return turn;
  }

  async #edit(name, value) {
    const { store } = this;
    const { draft } = store;
    const reply = await this.#parse(draft.link, name, value);
    if (store.draft !== draft) return this.#edit(name, value); // another recipe was opened meanwhile
    if (reply.refused) return reply.refused;
    if (!this.#appliesLive(name)) return this.#take(reply);
    try {
      await this.engine.request('set', { name, value });
    } catch (error) {
      return beside(error, name);
    }
    if (store.metrics?.step > 0 && store.state !== 'done') this.onLive({ name, value, step: store.metrics.step });
    return this.#catchUp();
  }

  // A live field acts on the run, unless it belongs to a group that waits for a restart: the rate of another
  // optimizer is no rate for this one.
  #appliesLive(name) {
    const { store } = this;
    const field = store.field(name);
    return !!field?.live && !store.draft.diff.some((c) => store.field(c.field)?.group === field.group);
  }

  #follow(changed) {
    const { running, draft } = this.store;
    if (draft === running) {
      this.#behind.clear();
      return;
    }
    for (const name of changed) this.#behind.set(name, running.values[name]);
    this.#inTurn(() => this.#catchUp());
  }

  async #catchUp() {
    for (const [name, value] of this.#behind) {
      this.#behind.delete(name);
      this.#take(await this.#parse(this.store.draft.link, name, value));
    }
    return '';
  }

  async #parse(link, name, value) {
    const fields = name === undefined ? { link } : { link, name, value };
    try {
      const reply = await this.engine.request('parse', fields);
      const fault = name !== undefined && reply.notices?.[0];
      return fault ? { ...reply, refused: beside(fault, name) } : reply;
    } catch (error) {
      return { refused: beside(error, name) };
    }
  }

  #take(reply) {
    if (reply.refused || !reply.recipe) return reply.refused || '';
    this.store.setDraft(recipeOf(reply));
    return '';
  }
}

function pairs(link) {
  return link.replace(/^#/, '').split('&').map((p) => p.split('='));
}

function without(link, name) {
  return '#' + pairs(link).filter(([key]) => key !== name).map((p) => p.join('=')).join('&');
}
