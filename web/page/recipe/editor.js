// Editing: the draft of the next recipe, which the store holds. What an edit means is decided by the trainer; that of a live field is
// a change of the run from its step on, and comes back as a part of its recipe.

import { recipeOf } from '../store.js';
import { beside } from '../../kit/words.js';

export class Editor {
  #edits = Promise.resolve();
  #changes = []; // live ones of the run, as the draft knows them
  #repairs = []; // of the latest value that was refused
  #behind = new Map(); // fields that the run changed and a draft with edits has not: name to value

  constructor(store, engine) {
    Object.assign(this, { store, engine });
    store.on('recipe', ({ changed }) => this.#follow(changed));
  }

  /** Shows a link's recipe that is not open yet. Resolves to "" or to why the link cannot be read at all. */
  async foresee(link) {
    return this.#take(await this.#parse(link));
  }

  /** Makes a link's recipe the draft, behind the edits that are under way. Resolves as foresee(). */
  take(link) {
    return this.#inTurn(() => this.foresee(link));
  }

  /** The link and its cost, without touching the run or the draft. */
  preview(link) {
    return this.#parse(link);
  }

  /** Resolves when no edit is under way. */
  get settled() { return this.#edits; }

  /**
   * Edits one field of the draft, or changes a live field of the run. Resolves to "" or to why the value was refused. Edits happen one
   * after another, so that none is lost.
   */
  edit(name, value) {
    return this.#inTurn(() => this.#edit(name, value));
  }

  /** Edits one field as edit() does. Resolves to {refused, repairs}: "" or why not, and what the trainer would take instead, {text, field: the link of that}, for take(). */
  attempt(name, value) {
    return this.#inTurn(() => this.#attempt(() => this.#edit(name, value)));
  }

  async #attempt(edit) {
    this.#repairs = [];
    return { refused: await edit(), repairs: this.#repairs };
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

  /** Makes a draft that begins with the values of now, and has no changes. Resolves as edit(). */
  startFromNow() {
    return this.#inTurn(async () => {
      const { store } = this;
      const now = store.fields.filter((f) => f.live && f.name in store.running.force).map(({ name }) => [name, store.inForce(name)]);
      for (const [name, value] of [['changes', 'none'], ...now]) {
        if (store.draft.values[name] === value) continue;
        const refused = this.#take(await this.#parse(store.draft.link, name, value));
        if (refused) return refused;
      }
      return '';
    });
  }

  /** Puts one field of the draft back to what the lesson or the default says. Resolves as attempt(). */
  reset(name) {
    return this.#inTurn(() => this.#attempt(async () => {
      const reply = await this.#parse(without(this.store.draft.link, name));
      const value = reply.recipe?.[name];
      return value === undefined ? reply.refused || '' : this.#edit(name, value);
    }));
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
    if (!this.appliesLive(name)) return this.#take(reply);
    try {
      await this.engine.request('set', { name, value });
    } catch (error) {
      return beside(error, name);
    }
    return this.#catchUp();
  }

  /**
   * True when an edit of the field changes the run: a live field does, unless the run has come to its end, or the field belongs to a group
   * that waits for a restart, for the rate of another optimizer is no rate for this one.
   */
  appliesLive(name) {
    const { store } = this;
    const field = store.field(name);
    return !!store.running && store.state !== 'done' && !!field?.live && !store.draft.diff.some((c) => c.field !== 'changes' && store.field(c.field)?.group === field.group);
  }

  #follow(changed) {
    const { running, draft } = this.store;
    const before = this.#changes;
    this.#changes = running.changes;
    if (draft === running) {
      this.#behind.clear();
      return;
    }
    for (const name of changed) this.#behind.set(name, running.values[name]);
    if (changed.includes('changes')) this.#behind.set('changes', written(taken(draft.changes, before, running.changes)));
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
      if (!fault) return reply;
      this.#repairs = fault.repairs ?? [];
      return { ...reply, refused: beside(fault, name) };
    } catch (error) {
      this.#repairs = error.repairs ?? [];
      return { refused: beside(error, name) };
    }
  }

  #take(reply) {
    if (reply.refused || !reply.recipe) return reply.refused || '';
    this.store.setDraft(recipeOf(reply));
    return '';
  }
}

// The changes of a draft, after those of the run were other ones before: what came comes, what went goes, and what the person removed stays
// removed.
function taken(draft, before, now) {
  const among = (list) => (change) => list.some(({ text }) => text === change.text);
  const stays = draft.filter((c) => among(now)(c) || !among(before)(c));
  const comes = now.filter((c) => !among(before)(c) && !among(draft)(c));
  return [...stays, ...comes].sort((a, b) => a.step - b.step);
}

/** A list of live changes as a link has it. */
export function written(changes) {
  return changes.map(({ text }) => text).join(',') || 'none';
}

function pairs(link) {
  return link.replace(/^#/, '').split('&').map((p) => p.split('='));
}

function without(link, name) {
  return '#' + pairs(link).filter(([key]) => key !== name).map((p) => p.join('=')).join('&');
}
