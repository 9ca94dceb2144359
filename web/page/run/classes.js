// "What is the code good for?": classifiers that the trainer trains beside the run, on the images themselves, on what the
// network makes of them and on the code alone, and how many held-out images each of them names rightly.

import { h, setText, svg } from '../../kit/dom.js';
import { about, count, loss } from '../../kit/format.js';
import { alone, beside, say } from '../../kit/words.js';

const USUAL = 10000; // images
const GIVEN_UP = new Set(['classify_stopped', 'classify_replaced', 'classify_reopened']); // nobody has to be told
const CLASSIFIERS = { linear: say('classify_linear'), cnn: say('classify_cnn') };
const INPUTS = {
  originals: say('classify_originals'), reconstructions: say('classify_reconstructions'), codes: say('classify_codes'), pca: say('classify_pca'),
};

export class Classes {
  #classes = null; // the latest, of the trainer's
  #run = 0; // of it
  #link = ''; // of the recipe then
  #working = false;

  constructor(container, panel, store, engine, fail) {
    Object.assign(this, { panel, store, engine });
    this.images = h('select', { id: 'classes-images' });
    this.passes = h('select', { id: 'classes-passes' },
      h('option', { value: '0' }, say('classify_passes_usual')), h('option', { value: '10' }, '10'), h('option', { value: '30' }, '30'));
    this.passes.title = say('classify_passes_title');
    this.go = h('button', { type: 'button', class: 'quiet', onclick: () => this.#start() }, say('classify_go'));
    this.stop = h('button', { type: 'button', class: 'quiet', onclick: () => this.#stop(fail) }, say('classify_stop'));
    this.bar = h('progress', { max: 1, value: 0, 'aria-label': say('classify_training') });
    this.doing = h('p', { class: 'hint' });
    this.running = h('output', { class: 'classes-running', 'aria-live': 'off' });
    this.work = h('div', { class: 'classes-work', hidden: true },
      h('div', { class: 'classes-bar' }, this.bar, this.running), h('div', {}, this.doing, this.stop));
    this.fault = h('p', { class: 'field-error', role: 'alert' });
    this.table = h('div', {});
    this.of = h('p', { class: 'hint' });
    this.spoken = h('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
    this.intro = h('p', { class: 'hint' }, say('classify_intro'));
    this.ask = h('div', { class: 'classes-ask' },
      h('label', {}, h('span', {}, say('classify_images')), this.images), h('label', {}, h('span', {}, say('classify_passes')), this.passes), this.go);
    container.replaceChildren(this.intro, this.table, this.of, this.ask, this.work, this.fault, this.spoken);

    store.on('recipe', () => this.#recipe());
    store.on('metrics', () => this.#age());
    engine.on('classify', (event) => this.#take(event));
    engine.on('phase', ({ phase }) => { if (phase !== 'running') this.#rest(); });
  }

  #recipe() {
    const { lesson, link, cost } = this.store.running;
    this.panel.classList.toggle('pointed', lesson === 'classify');
    const all = cost?.images || USUAL;
    const kept = Number(this.images.value) || USUAL;
    const numbers = [1000, 2000, USUAL].filter((n) => n < all).concat(all);
    this.images.replaceChildren(...numbers.map((n) => h('option', { value: String(n) }, n === all ? say('classify_all_images', { images: n }) : count(n))));
    this.images.value = String(numbers.includes(kept) ? kept : numbers.includes(USUAL) ? USUAL : all);
    setText(this.fault, '');
    if (this.#run !== this.store.run && link !== this.#link) this.#forget();
    this.#age();
  }

  async #start() {
    setText(this.fault, '');
    try {
      await this.engine.request('classify', { n: Number(this.images.value), epochs: Number(this.passes.value) });
    } catch (error) {
      if (!GIVEN_UP.has(error.code)) setText(this.fault, alone(beside(error, 'classify')));
    }
  }

  async #stop(fail) {
    try {
      await this.engine.request('unclassify');
    } catch (error) {
      fail(error.message);
    }
    this.go.focus();
  }

  /** Shows what the trainer tells, whoever asked for it: the button or a script. */
  #take({ classes, run, text }) {
    const { done, input, classifier, remaining, loss: entropy, accuracy } = classes;
    const focused = document.activeElement === this.go;
    this.#classes = classes;
    this.#run = run;
    this.#link = this.store.running?.link;
    if (text || done >= 1) {
      const had = document.activeElement === this.stop;
      this.#rest();
      if (had || focused) this.go.focus();
      if (!text) setText(this.spoken, say('classify_done', { results: said(classes.results) }));
    } else {
      this.#working = true;
      this.work.hidden = false;
      this.ask.hidden = true;
      this.bar.value = done;
      const what = input ? say('classify_doing', { classifier: CLASSIFIERS[classifier], input: INPUTS[input].toLowerCase() }) : say('classify_looking');
      setText(this.doing, remaining ? say('classify_left', { doing: what, time: about(remaining) }) : what);
      setText(this.running, accuracy ? percent(accuracy) : entropy ? say('classify_loss', { loss: loss(entropy) }) : '');
      setText(this.fault, '');
      if (focused) this.stop.focus();
      if (done === 0) setText(this.spoken, say('classify_begun'));
    }
    this.#draw();
    this.#age();
  }

  #rest() {
    this.#working = false;
    this.work.hidden = true;
    this.ask.hidden = false;
    this.#age();
  }

  #forget() {
    this.#classes = null;
    this.table.replaceChildren();
  }

  #draw() {
    const results = this.#classes.results || [];
    this.intro.hidden = results.length > 0;
    const groups = Object.keys(CLASSIFIERS).map((classifier) => {
      const rows = results.filter((r) => r.classifier === classifier);
      return rows.length && h('tbody', {},
        h('tr', {}, h('th', { scope: 'rowgroup', colspan: 2 }, CLASSIFIERS[classifier])),
        ...rows.map((r) => h('tr', {},
          h('th', { scope: 'row' }, INPUTS[r.input], h('small', {}, ` ${count(r.dim)}`, h('span', { class: 'unseen' }, ' ', say('classify_numbers_each')))),
          h('td', {}, h('div', {}, barOf(r), percent(r.accuracy))))));
    });
    this.table.replaceChildren(...(results.length ? [h('table', { class: 'accuracies' },
      h('caption', { class: 'unseen' }, say('classify_caption')),
      h('thead', { class: 'unseen' }, h('tr', {}, h('th', { scope: 'col' }, say('classify_input')), h('th', { scope: 'col' }, say('classify_accuracy')))),
      ...groups.filter(Boolean))] : []));
  }

  /** Says of which weights the figures are. */
  #age() {
    const results = this.#classes?.results || [];
    this.of.hidden = results.length === 0;
    if (this.intro.hidden !== results.length > 0) this.intro.hidden = results.length > 0;
    setText(this.go, results.length ? say('classify_again') : say('classify_go'));
    if (!results.length) return;
    const { step, fingerprint } = this.#classes;
    const [{ n, train }] = results;
    const print = this.store.metrics?.fingerprint;
    const before = this.#run !== this.store.run;
    const changed = !before && !!print && print !== fingerprint;
    for (const el of [this.panel, this.of]) el.classList.toggle('old', (before || changed) && !this.#working);
    const of = { step, train, test: n };
    setText(this.of, before ? say('classify_of_before', of) : changed ? say('classify_of_changed', of) : say('classify_of', of));
  }
}

function percent(share) {
  return `${(100 * share).toFixed(1)}%`;
}

function barOf({ accuracy, input }) {
  return svg('svg', { class: `accuracy ${input}`, 'aria-hidden': 'true' },
    svg('rect', { class: 'track', width: '100%', height: '100%' }),
    svg('rect', { class: 'share', width: percent(accuracy), height: '100%' }));
}

function said(results) {
  return results.map((r) => say('classify_result', { classifier: CLASSIFIERS[r.classifier], input: INPUTS[r.input].toLowerCase(), accuracy: percent(r.accuracy) })).join(' ');
}
