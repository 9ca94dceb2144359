// The text of the lesson that is open, and the way to its neighbors. Texts are JSON written by hand; which lessons there
// are is for the trainer to say.

import { h, setText } from '../../kit/dom.js';
import { asset } from '../../kit/assets.js';
import { formula } from './formula.js';
import { FREE } from './menu.js';
import { say } from '../../kit/words.js';

export class Lessons {
  #shown = null;
  #texts = new Map();
  #back = h('li', {}); // to the lesson as it was, while something in it is changed

  /** beside(link) trains a recipe beside the run that is open. */
  constructor({ panel, title, place }, store, beside) {
    Object.assign(this, { panel, title, place, store, beside });
    store.on('recipe', () => this.#show());
  }

  async #show() {
    const { lessons, running } = this.store;
    const at = lessons.findIndex((l) => l.id === running.lesson);
    const lesson = lessons[at] || FREE;
    this.#back.hidden = running.link === lesson.link;
    if (lesson.id === this.#shown) return;
    const first = this.#shown === null;
    this.#shown = lesson.id;
    setText(this.title, lesson.title);
    setText(this.place, at < 0 ? '' : say('lesson_place', { lesson: at + 1, lessons: lessons.length }));
    this.#back.replaceChildren(h('a', { href: lesson.link }, say('lesson_back')));
    const steps = stepsBetween(lessons[at - 1], lessons[at + 1]);
    const ours = this.panel.contains(document.activeElement);
    this.panel.replaceChildren(...(at < 0 ? this.#freePlay() : [h('p', {}, lesson.summary)]), steps);
    if (!first) this.#toTheTop(ours);
    if (at < 0) return;
    try {
      const text = await this.#text(lesson.id);
      if (lesson.id === this.#shown) this.panel.replaceChildren(...this.#draw(text), steps);
    } catch {
      // The summary stands; the longer text is a bonus that a broken connection may cost.
      steps.before(h('p', { class: 'source' }, say('lesson_after', { tutorial: lesson.tutorial })));
    }
  }

  /** A new text is read from its beginning, by a reader who was at the end of the one before. */
  #toTheTop(focus) {
    const scroller = this.title.closest('.side');
    const top = Math.max(0, getComputedStyle(scroller).overflowY === 'visible' ? 0 : scroller.getBoundingClientRect().top);
    if (this.title.getBoundingClientRect().top < top) this.title.scrollIntoView({ block: 'start' });
    if (focus) this.title.focus({ preventScroll: true });
  }

  async #text(id) {
    if (!this.#texts.has(id)) {
      const reply = await fetch(asset(`lessons/${id}.json`));
      if (!reply.ok) throw new Error(`lesson ${id}: ${reply.status}`);
      this.#texts.set(id, await reply.json());
    }
    return this.#texts.get(id);
  }

  #draw(text) {
    return [
      ...texts(text.paragraphs).map((t) => h('p', {}, t)),
      ...formulas(text.formula),
      ...section(say('lesson_look_for'), texts(text.lookFor).map((t) => h('li', {}, t))),
      ...section(say('lesson_try'), [
        ...(text.tryLinks || []).filter((t) => String(t.link).startsWith('#')).map((t) => h('li', {}, h('a', { href: t.link }, t.label), ' ', this.#besideOf(t))),
        this.#back,
      ]),
      ...section(say('lesson_expect'), texts(text.expected).map((t) => h('li', {}, t))),
      ...texts(text.source).map((t) => h('p', { class: 'source' }, t)),
    ];
  }

  #besideOf({ link, label }) {
    const title = say('lesson_beside_title', { label });
    return h('button', { type: 'button', class: 'text-button lesson-beside', title, 'aria-label': title, onclick: () => this.beside(link) }, say('lesson_beside'));
  }

  #freePlay() {
    const go = (link, label) => h('li', {}, h('a', { href: link }, label), ' ', this.#besideOf({ link, label }));
    return [
      h('p', {}, say('free_text')),
      ...section(say('lesson_try'), [
        go(this.store.start, say('free_start')),
        go('#v=1&latent_dim=2&latent_activation=linear&encoder=dense(128,relu)', say('free_squeeze')),
        go('#v=1&noise=gaussian(0.4)', say('free_noise')),
        go('#v=1&loss=bce', say('free_entropy')),
        go('#v=1&data=digits', say('free_drawn')),
      ]),
    ];
  }
}

/** Links to the lessons before and after. */
function stepsBetween(before, after) {
  const step = (lesson, word, rel) => lesson && h('a', { href: lesson.link, rel, class: rel }, h('small', {}, word), ' ', h('span', {}, lesson.title));
  return h('nav', { class: 'lesson-steps', 'aria-label': say('lesson_steps') },
    step(before, say('lesson_previous'), 'prev'), step(after, say('lesson_next'), 'next'));
}

function texts(value) {
  if (value == null) return [];
  return (Array.isArray(value) ? value : [value]).map((v) => (typeof v === 'string' ? v : v.text || Object.values(v).join(': ')));
}

/** The network and its loss in signs, and what these stand for. */
function formulas({ lines, where } = { lines: [] }) {
  return lines.length ? [h('h3', {}, say('lesson_formula')), h('div', { class: 'formula' }, ...lines.map(formula)), h('p', { class: 'where' }, where)] : [];
}

function section(title, items) {
  return items.length ? [h('h3', {}, title), h('ul', {}, ...items)] : [];
}
