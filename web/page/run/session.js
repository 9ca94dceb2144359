// What the page knows: the recipe that runs, the recipe that is being edited, and the run's state.
// What a link means is decided by the trainer; this module only asks and keeps the answers.

/** Fields that have a place of their own outside the form. */
export const OUTSIDE_FORM = new Set(['seed']);

export class Session {
  #listeners = new Map();
  #edits = Promise.resolve();

  constructor(engine) {
    this.engine = engine;
    this.fields = [];
    this.lessons = [];
    this.layers = []; // kinds of layer
    this.presets = []; // defaults of other programs
    this.device = null;
    this.state = 'loading';
    this.metrics = null;
    this.running = null; // {link, values, lesson, cost, plan}
    this.draft = null; //   the same, with diff: what it changes in the running recipe
  }

  on(event, fn) {
    if (!this.#listeners.has(event)) this.#listeners.set(event, new Set());
    this.#listeners.get(event).add(fn);
  }

  emit(event, detail) {
    for (const fn of this.#listeners.get(event) || []) fn(detail);
  }

  async describe() {
    const reply = await this.engine.request({ op: 'describe' });
    this.fields = reply.fields || [];
    this.lessons = reply.lessons || [];
    this.layers = reply.layers || [];
    this.presets = reply.presets || [];
    this.device = reply.device || this.device;
    this.emit('described');
  }

  field(name) {
    return this.fields.find((f) => f.name === name);
  }

  /** Shows a link's recipe that is not open yet. Resolves to "" or to why the link cannot be read at all. */
  async foresee(link) {
    return this.#take(await this.#parse(link));
  }

  /** Replaces the run by the link's. Returns the notices about what the link got wrong. */
  async open(link) {
    const reply = await this.engine.request({ op: 'open', link });
    await this.adopt(reply);
    return reply.notices || [];
  }

  /** Takes a reply that describes the recipe now running. Edits that wait go on waiting if they are to be kept. */
  async adopt(reply, keepEdits = false) {
    const edited = keepEdits && this.pending.length > 0 && this.draft.link;
    if (reply.recipe) {
      this.running = recipeOf(reply, this.running);
      this.draft = { ...this.running, diff: [] };
      this.emit('recipe');
      if (!edited) this.emit('draft');
    }
    if (reply.state) this.setState(reply.state);
    if (reply.metrics) this.setMetrics(reply.metrics);
    if (reply.recipe && edited) this.#take(await this.#parse(edited, 'seed', this.running.values.seed));
  }

  /** Resolves when no edit is under way. */
  get settled() { return this.#edits; }

  /**
   * Edits one field of the draft; a live field is applied to the run as well. Resolves to "" or to why the
   * value was refused. Edits happen one after another, so that none is lost.
   */
  edit(name, value) {
    const turn = this.#edits.then(() => this.#edit(name, value));
    this.#edits = turn.catch(() => {});
    return turn;
  }

  /** Edits several fields, [name, value] each, one after the other. Resolves to "" or to why one was refused. */
  editAll(list) {
    const turn = this.#edits.then(async () => {
      for (const [name, value] of list) {
        const refused = await this.#edit(name, value);
        if (refused) return `${name}: ${refused}`;
      }
      return '';
    });
    this.#edits = turn.catch(() => {});
    return turn;
  }

  async #edit(name, value) {
    const reply = await this.#parse(this.draft.link, name, value);
    if (reply.refused) return reply.refused;
    if (this.#appliesLive(name)) {
      try {
        const set = await this.engine.request({ op: 'set', name, value });
        this.running = recipeOf({ cost: this.running.cost, ...set }, this.running);
        if ((this.metrics?.step || 0) > 0 && this.state !== 'done') this.#noteLiveChange(name, value);
      } catch (error) {
        return strip(error.message, name);
      }
      return this.#take(await this.#parse(reply.link));
    }
    return this.#take(reply);
  }

  // A live field acts on the run, unless it belongs to a group that waits for a restart: the rate of another
  // optimizer is no rate for this one.
  #appliesLive(name) {
    const field = this.field(name);
    return !!field?.live && !this.draft.diff.some((c) => this.field(c.field)?.group === field.group);
  }

  /** Puts one field of the draft back to what the lesson or the default says. */
  reset(name) {
    const turn = this.#edits.then(async () => {
      const standard = without(this.draft.link, name);
      const reply = await this.#parse(standard);
      const value = reply.recipe?.[name];
      return value === undefined ? reply.refused || '' : this.#edit(name, value);
    });
    this.#edits = turn.catch(() => {});
    return turn;
  }

  /** True when the field differs from the lesson or the default: a link says nothing else. */
  differs(name) {
    return pairs(this.draft.link).some(([key]) => key === name);
  }

  async discard() {
    this.#take(await this.#parse(this.running.link));
  }

  /** The link and its cost, without touching the run. */
  preview(link) {
    return this.#parse(link);
  }

  async #parse(link, name, value) {
    const request = { op: 'parse', link };
    if (name !== undefined) Object.assign(request, { name, value });
    try {
      const reply = await this.engine.request(request);
      const fault = name !== undefined && reply.notices?.[0];
      return fault ? { ...reply, refused: strip(fault.text, name) } : reply;
    } catch (error) {
      return { refused: strip(error.message, name) };
    }
  }

  #take(reply) {
    if (reply.refused || !reply.recipe) return reply.refused || '';
    this.draft = recipeOf(reply, this.draft);
    this.emit('draft');
    return '';
  }

  #noteLiveChange(name, value) {
    this.emit('live', { name, value, step: this.metrics.step });
  }

  setState(state, text) {
    const changed = state !== this.state;
    this.state = state;
    if (changed || text) this.why = (state === 'done' && text) || ''; // a run ended early
    if (changed || text) this.emit('state', { state, text });
  }

  /** event: what came with the metrics, when they came unasked. */
  setMetrics(metrics, event) {
    this.metrics = metrics;
    this.emit('metrics', { metrics, event });
  }

  /** Changes that need a restart. */
  get pending() {
    return (this.draft?.diff || []).filter((c) => !OUTSIDE_FORM.has(c.field));
  }
}

function recipeOf(reply, before) {
  return {
    link: reply.link,
    values: reply.recipe,
    lesson: reply.lesson || '',
    cost: reply.cost || before?.cost || null,
    plan: reply.plan || before?.plan || null, // the network, layer by layer
    diff: reply.diff || [],
    views: reply.views || before?.views || null, // panels that belong to it
  };
}

function pairs(link) {
  return link.replace(/^#/, '').split('&').map((p) => p.split('='));
}

function without(link, name) {
  return '#' + pairs(link).filter(([key]) => key !== name).map((p) => p.join('=')).join('&');
}

// Messages start with the field's name, which stands beside them already.
function strip(text, name) {
  return name && text.startsWith(`${name}: `) ? text.slice(name.length + 2) : text;
}
