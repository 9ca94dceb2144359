// The lesson that is open: its guided pages first, then the formula, the notes and the way to its neighbors. Texts are JSON written by hand; which lessons
// there are is for the trainer to say.

import { h, setText } from '../../kit/dom.js';
import { correctPageKey, givenLink, onPageKeys, pageKey, setPageKey } from '../recipe/hash.js';
import { formula } from './formula.js';
import { chosen, FREE } from './menu.js';
import { QUIZ, quizPages } from './quiz.js';
import { phone } from './spotlight.js';
import { lessonText, text } from './texts.js';
import { say } from '../../kit/words.js';

const SOON_MS = 1500; // so long the text of before may stand

export class Lessons {
  #shown = null;
  #turn = 0; // of the lessons that were chosen
  #text = null; // of that lesson, once it is there
  #chosen = ''; // the lesson that a person chose, until its pages are there
  #wanted = wantedBy(givenLink()); // {id, page}: the page of a lesson that the address asks for; page '': none
  #back = h('li', {}); // to the lesson as it was, while something in it is changed
  #begin = h('li', {}); // to the recipe with which the page begins, while another is open
  #versions = []; // links to the quick version and the whole one

  /**
   * guide shows the pages; progress knows how far a person has come; beside(link) trains a recipe beside the run that is open, open(link) in its place;
   * film(id) shows what was recorded of a lesson; fail(text) says an error.
   */
  constructor({ panel, title, place, guide, progress }, store, { beside, open, film, fail }) {
    Object.assign(this, { panel, title, place, guide, progress, store, beside, open, film, fail });
    store.on('recipe', () => this.#show());
    onPageKeys((link) => this.#turned(link));
  }

  /** A person chose a lesson: its quick version is opened and trained, and the page that was seen last. */
  async choose({ id, link }) {
    const turn = ++this.#turn;
    this.#chosen = id;
    this.film(id);
    this.#leaveQuiz();
    this.guide.open(true);
    const { quick } = await lessonText(id).catch(() => ({})); // without it there is the lesson's own recipe
    if (turn !== this.#turn) return; // another one was chosen meanwhile
    await this.open(quick || link);
    if (this.store.running?.lesson !== id) this.film(''); // the run before goes on
    this.#pages();
    if (!phone.matches) this.title.scrollIntoView({ block: 'nearest' });
  }

  /** A person turned to a page of a lesson. */
  turned(id, at) {
    if (id === this.#shown) setPageKey('page', String(at + 1));
  }

  // Another address was opened: of another lesson when that is there, of this one now.
  #turned(link) {
    this.#wanted = wantedBy(link);
    if (this.#asked && this.#text) this.#pages();
  }

  // The page that the address asks for of the lesson that is shown; '': none.
  get #asked() {
    const { id, page } = this.#wanted;
    return id === this.#shown ? page : '';
  }

  // What was written about a lesson comes with its title and pages in one go: nothing is moved by what comes later, unless that takes long.
  async #show() {
    const { lessons, running } = this.store;
    const at = lessons.findIndex((l) => l.id === running.lesson);
    const lesson = lessons[at] || FREE;
    this.#back.hidden = running.link === lesson.link;
    this.#current();
    if (lesson.id === this.#shown) return;
    const first = this.#shown === null;
    this.#shown = lesson.id;
    this.#text = null;
    if (this.guide.id !== QUIZ) this.guide.leave();
    if (!this.#asked) setPageKey('page', '');
    const wanted = at < 0 ? null : lessonText(lesson.id).catch((error) => {
      console.info(error.message);
      return null;
    });
    const soon = await Promise.race([wanted, later(SOON_MS)]);
    if (lesson.id !== this.#shown) return;
    this.#put(lesson, at, soon, first);
    const written = await wanted;
    if (written && !soon && lesson.id === this.#shown) this.#put(lesson, at, written, true);
  }

  // Without a text there is the idea: the longer text is a bonus that a broken connection may cost.
  #put(lesson, at, written, first) {
    const { lessons } = this.store;
    setText(this.title, lesson.title);
    setText(this.place, at < 0 ? '' : say('lesson_place', { lesson: at + 1, lessons: lessons.length }));
    this.#back.replaceChildren(h('a', { href: lesson.link }, say('lesson_back')));
    const steps = stepsBetween(lessons[at - 1], lessons[at + 1], (other) => this.choose(other));
    const short = () => [h('p', {}, `${lesson.idea}.`), h('p', { class: 'source' }, say('lesson_after', { tutorial: lesson.tutorial }))];
    const ours = this.panel.contains(document.activeElement);
    if (this.guide.id !== QUIZ) this.guide.show(lesson.id, []); // an experiment of the quiz may be of another lesson
    this.#text = written || null;
    this.panel.replaceChildren(...(at < 0 ? this.#freePlay() : written ? this.#draw(written, lesson) : short()), at < 0 ? '' : this.#quizKey(), steps);
    if (!first) this.#toTheTop(ours);
    this.#current();
    this.#pages();
  }

  /** A new text is read from its beginning, by a reader who was at the end of the one before. */
  #toTheTop(focus) {
    const scroller = this.title.closest('.side');
    const top = Math.max(0, getComputedStyle(scroller).overflowY === 'visible' ? 0 : scroller.getBoundingClientRect().top);
    if (this.title.getBoundingClientRect().top < top) this.title.scrollIntoView({ block: 'start' });
    if (focus) this.title.focus({ preventScroll: true });
  }

  // The page that the address asks for, or the one that was seen last.
  #pages() {
    const { pages = [] } = this.#text ?? {};
    const id = this.#shown;
    if (!this.#text || !pages.length || (this.guide.id === QUIZ && !this.#asked)) return;
    const asked = this.#asked;
    const go = asked >= 1 && asked <= pages.length;
    this.#wanted = {};
    const at = go ? asked - 1 : this.progress.of(id).at;
    const chosenNow = this.#chosen === id;
    if (chosenNow) this.#chosen = '';
    if (go) {
      this.guide.open(true);
      this.progress.seen(id, at);
    }
    // A phone shows one panel: that of which the page speaks, unless the link names one. Who chose the lesson is led there.
    this.guide.show(id, pages, { at, go: go || (chosenNow && phone.matches), open: go || (phone.matches && !pageKey('panel')) });
    if (asked && !go) correctPageKey('page', ''); // nobody turned to another page: the address stays
    else setPageKey('page', go ? String(this.guide.at + 1) : '');
  }

  #draw(written, lesson) {
    return [
      this.#versionsOf(written, lesson),
      ...formulas(written.formula),
      h('details', { class: 'notes' }, h('summary', {}, h('h3', {}, say('guide_notes'))),
        ...texts([written.summary ?? [], written.paragraphs ?? []].flat()).map((t) => h('p', {}, t)),
        ...section(say('lesson_look_for'), texts(written.lookFor).map((t) => h('li', {}, t))),
        ...section(say('lesson_try'), [
          ...(written.tryLinks || []).filter((t) => String(t.link).startsWith('#')).map((t) => h('li', {}, h('a', { href: t.link }, t.label), ' ', this.#besideOf(t))),
          this.#back,
        ]),
        ...section(say('lesson_expect'), texts(written.expected).map((t) => h('li', {}, t))),
        ...section(say('guide_papers'), texts(written.papers).map((t) => h('li', {}, t))),
        ...texts(written.source).map((t) => h('p', { class: 'source' }, t))),
    ];
  }

  // The quick version and the whole one, which is as in the tutorial where there is one: which of them is open is marked.
  #versionsOf({ quick }, { link, tutorial, ours }) {
    const version = (to, label, title) => h('a', { class: 'version', href: to, title }, label);
    this.#versions = quick ? [version(quick, say('guide_quick'), say('guide_quick_title')), version(link, ours ? say('guide_full') : say('guide_as_tutorial'), say('guide_full_title', { tutorial }))] : [];
    return h('p', { class: 'versions', hidden: !quick }, ...this.#versions);
  }

  #current() {
    this.#begin.hidden = this.store.running.link === this.store.start;
    for (const a of this.#versions) {
      if (ordered(a.getAttribute('href')) === ordered(this.store.running.link)) a.setAttribute('aria-current', 'true');
      else a.removeAttribute('aria-current');
    }
  }

  #besideOf({ link, label }) {
    const title = say('lesson_beside_title', { label });
    return h('button', { type: 'button', class: 'text-button lesson-beside', title, 'aria-label': title, onclick: () => this.beside(link) }, say('lesson_beside'));
  }

  #quizKey() {
    return h('p', { class: 'quiz-key' }, h('button', { type: 'button', class: 'quiet small', title: say('quiz_open_title'), onclick: () => this.quiz() }, say('quiz_open')));
  }

  /** Asks the questions of the quiz, in the place of the lesson's pages. */
  async quiz() {
    let questions;
    try {
      ({ questions } = await text('quiz.json'));
    } catch (error) {
      console.info(error.message);
      this.fail(say('quiz_missing'));
      return;
    }
    const pages = quizPages(questions);
    const { answers, at } = this.progress.of(QUIZ);
    const open = pages.findIndex(({ key }) => !answers[key]?.right);
    this.score = h('span', { class: 'hint', role: 'status' });
    this.guide.open(true);
    this.guide.show(QUIZ, pages, { at: open < 0 ? at : open, go: true, foot: [
      this.score,
      h('button', { type: 'button', class: 'text-button', onclick: () => this.#afresh() }, say('quiz_again')),
      h('button', { type: 'button', class: 'quiet small', onclick: () => this.#backFromQuiz() }, say('quiz_back')),
    ] });
    this.scored();
  }

  /** The score of the quiz has changed. */
  scored() {
    if (this.guide.id !== QUIZ) return;
    const first = Object.values(this.progress.of(QUIZ).answers).filter((a) => a.first).length;
    setText(this.score, say('quiz_score', { right: this.guide.solved, all: this.guide.length, first }));
  }

  #afresh() {
    this.progress.forget(QUIZ);
    this.quiz();
  }

  #leaveQuiz() {
    if (this.guide.id === QUIZ) this.guide.show(this.#shown, []);
  }

  #backFromQuiz() {
    this.#leaveQuiz();
    this.#pages();
    this.title.focus();
  }

  #freePlay() {
    const go = (link, label) => h('li', {}, h('a', { href: link }, label), ' ', this.#besideOf({ link, label }));
    this.#begin = go(this.store.start, say('free_start'));
    return [
      h('p', {}, say('free_text')),
      ...section(say('lesson_try'), [
        this.#begin,
        go('#v=1&latent_dim=2&latent_activation=linear&encoder=dense(128,relu)', say('free_squeeze')),
        go('#v=1&noise=gaussian(0.4)', say('free_noise')),
        go('#v=1&data=digits', say('free_drawn')),
      ]),
    ];
  }
}

const later = (ms) => new Promise((done) => { setTimeout(done, ms); });

// What an address asks for, beside its link.
const wantedBy = (link) => ({ id: /[#&]lesson=(\w+)/.exec(link)?.[1] ?? '', page: pageKey('page') });

// A link whose keys may stand in any order.
const ordered = (link) => link.slice(1).split('&').sort().join('&');

/** Links to the lessons before and after, which choose(lesson) opens. */
function stepsBetween(before, after, choose) {
  const step = (lesson, word, rel) => lesson && h('a', { href: lesson.link, rel, class: rel, onclick: (event) => chosen(event) && choose(lesson) }, h('small', {}, word), ' ', h('span', {}, lesson.title));
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
