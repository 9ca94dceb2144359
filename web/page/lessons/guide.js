// Guided pages: a lesson in five to eight of them, in any order. A page says a little, lights one thing, has one thing to do and asks one question that the
// run or the reader answers. The quiz is a guide, too, of pages that only ask.

import { h, icon, setText } from '../../kit/dom.js';
import { say } from '../../kit/words.js';
import { deedOf } from './deeds.js';
import { Question } from './question.js';

const ROW = 9; // dots that stand side by side in the narrowest column

export class Guide {
  #id = ''; // of the lesson or the quiz
  #pages = [];
  #at = 0;
  #question = null;
  #keys = []; // by which each answer is remembered

  /**
   * acts: {deeds, light, seen, proof, copy, turned}: what a page's button can do (deeds.js), the spotlight, seen() for checks.js, proof() and copy(link) for
   * an experiment that was solved, and turned(at), told when a person turns to a page. hides(id, at) says whether a page is not to be seen.
   * spoken(text) tells a screen reader, fail(text) says an error.
   */
  constructor(element, progress, acts) {
    Object.assign(this, { element, progress, acts });
    this.fold = h('button', { type: 'button', class: 'guide-fold', 'aria-expanded': 'false', onclick: () => this.open(element.classList.contains('folded')) });
    this.before = h('button', { type: 'button', class: 'icon-button', 'aria-label': say('guide_previous'), onclick: () => this.turn(this.#beside(-1)) }, icon('previous'));
    this.after = h('button', { type: 'button', class: 'icon-button', 'aria-label': say('guide_next'), onclick: () => this.turn(this.#beside(1)) }, icon('next'));
    this.dots = h('ol', { class: 'guide-dots' });
    this.page = h('div', { class: 'guide-page' });
    this.foot = h('div', { class: 'guide-foot' });
    this.bar = h('nav', { class: 'guide-bar', 'aria-label': say('guide_pages') }, this.before, this.dots, this.after);
    element.replaceChildren(this.fold, this.bar, this.page, this.foot);
    element.classList.add('folded');
    element.hidden = true;
  }

  get id() { return this.#id; }

  /** The page that is shown, from 0 on. */
  get at() { return this.#at; }

  get length() { return this.#pages.length; }

  /** The titles of the pages of a lesson; none of another. */
  titles(id) { return id === this.#id ? this.#pages.map(({ title }) => title) : []; }

  // The places of the pages that are to be seen.
  get #seen() { return [...this.#pages.keys()].filter((at) => !this.acts.hides(this.#id, at)); }

  /** Shows pages, [{title, text, spot, do, question, key}], from page at on; foot: elements below. go, open: as of the spotlight. */
  show(id, pages, { at = 0, foot = [], go = false, open = go } = {}) {
    this.#id = id;
    this.#pages = pages;
    this.#keys = pages.map(({ key }, i) => key ?? String(i));
    this.foot.replaceChildren(...foot);
    this.acts.light.off();
    const dots = pages.map((_, i) => h('li', {}, h('button', { type: 'button', class: 'guide-dot', onclick: () => this.turn(i) })));
    this.dots.replaceChildren(...dots);
    this.dots.classList.toggle('many', pages.length > ROW);
    this.#open(at, { go, open });
  }

  /** Other pages are to be seen. */
  refresh() {
    if (this.#pages.length) this.#open(this.#at);
  }

  // Opens a page or, where that is not to be seen, the next that is, or the one before.
  #open(at, way = {}) {
    const seen = this.#seen;
    this.element.hidden = !seen.length;
    if (seen.length) this.#to(seen.find((i) => i >= at) ?? seen.at(-1), way);
  }

  // The page before the one that is open, or after it; -1: none.
  #beside(by) {
    const seen = this.#seen;
    return seen[seen.indexOf(this.#at) + by] ?? -1;
  }

  /** Opens the sheet of a phone, or folds it. */
  open(on) {
    this.element.classList.toggle('folded', !on);
    this.fold.setAttribute('aria-expanded', String(on));
  }

  /** A person turns to a page: what it speaks of is lit, and its view opened. */
  turn(at) {
    if (!this.#seen.includes(at)) return;
    this.open(true);
    this.#to(at, { go: true });
    this.progress.seen(this.#id, at);
    this.acts.turned(this.#id, at);
  }

  #to(at, way) {
    this.#at = Math.max(0, Math.min(at, this.#pages.length - 1));
    const page = this.#pages[this.#at];
    const key = this.#keys[this.#at];
    this.#question = page.question ? new Question(page.question, this.progress.of(this.#id).answers[key], {
      answer: (right) => this.#answered(key, right),
      proof: () => this.acts.proof(),
      copy: (link) => this.acts.copy(link),
    }) : null;
    const title = h('h3', { class: 'guide-title', tabindex: '-1' }, page.title);
    this.page.replaceChildren(title, ...page.text.map((t) => h('p', {}, t)), this.#acts(page), this.#question?.element ?? '');
    const pressed = this.bar.contains(document.activeElement) && document.activeElement;
    this.#mark();
    // Whoever pages by the bar goes on there, unless that was the last page.
    if (pressed && !pressed.disabled) this.acts.spoken(this.fold.textContent);
    else if (way.go) title.focus({ preventScroll: true });
    if (page.spot) this.acts.light.light(page.spot, way);
    else this.acts.light.off();
    this.look();
  }

  #acts({ do: entry, spot }) {
    return h('div', { class: 'guide-acts' },
      entry && h('button', { type: 'button', class: 'quiet small guide-do', onclick: ({ currentTarget }) => this.#do(entry, currentTarget) }, entry.label),
      spot && h('button', { type: 'button', class: 'text-button guide-show', onclick: () => this.acts.light.light(spot, { go: true }) }, say('guide_show')));
  }

  async #do(entry, button) {
    if (button.hasAttribute('aria-busy')) return;
    const name = deedOf(entry);
    button.setAttribute('aria-busy', 'true');
    try {
      await this.acts.deeds[name](entry[name]);
    } catch (error) {
      this.acts.fail(error.message);
    } finally {
      button.removeAttribute('aria-busy');
    }
    this.look();
  }

  #answered(key, right) {
    this.progress.answer(this.#id, key, right);
    this.#mark();
    this.acts.answered?.(this.#id);
  }

  /** How many of the questions were answered rightly. */
  get solved() {
    const { answers } = this.progress.of(this.#id);
    return this.#keys.filter((key) => answers[key]?.right).length;
  }

  #mark() {
    const { answers } = this.progress.of(this.#id);
    const seen = this.#seen;
    [...this.dots.children].forEach((item, i) => {
      const dot = item.firstChild;
      item.hidden = !seen.includes(i);
      const done = !!answers[this.#keys[i]]?.right;
      dot.classList.toggle('done', done);
      dot.setAttribute('aria-label', say('guide_page', { n: seen.indexOf(i) + 1, title: this.#pages[i].title, done }));
      if (i === this.#at) dot.setAttribute('aria-current', 'step');
      else dot.removeAttribute('aria-current');
    });
    this.#along();
    this.before.disabled = this.#beside(-1) < 0;
    this.after.disabled = this.#beside(1) < 0;
    setText(this.fold, say('guide_at', { n: seen.indexOf(this.#at) + 1, of: seen.length, title: this.#pages[this.#at].title }));
  }

  // The dot of this page is in the middle of a line that is longer than its room.
  #along() {
    const { dots } = this;
    if (!dots.classList.contains('many')) return;
    const here = dots.children[this.#at];
    dots.scrollLeft = here.offsetLeft - dots.offsetLeft - (dots.clientWidth - here.offsetWidth) / 2;
  }

  /** The run is of another lesson, whose pages come: nothing that it does answers this question. */
  leave() {
    this.#question = null;
  }

  /** Something of the page is another: the question may be answered by it. */
  look() {
    if (!this.element.hidden) this.#question?.look(this.acts.seen());
  }
}
