// The menu of lessons: chapters of links. Arrow keys go through the lessons, left and right through the chapters, Home and
// End to the ends; letters lead to the next lesson that has a word which begins so.

import { h, setText } from '../../kit/dom.js';
import { bindMenu } from '../menu.js';
import { say } from '../../kit/words.js';

const TYPING_MS = 700; // between letters of one word

/** What is open without a lesson. */
export const FREE = {
  id: '', title: say('free_title'), idea: say('free_idea'), chapter: say('free_chapter'), link: '#v=1',
};

/** Whether a click on a link is for this tab; the link is not followed then. */
export function chosen(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return false;
  event.preventDefault();
  return true;
}

export class LessonMenu {
  #typed = '';
  #typedAt = 0;

  /** choose(lesson) opens one that a person chose, quiz() the questions about all of them. */
  constructor({ menu, name, list }, store, { choose, quiz }) {
    Object.assign(this, { menu, name, list, store, choose, quiz });
    this.links = [];
    bindMenu(menu);
    store.on('described', () => this.#build());
    store.on('recipe', () => this.#mark());
    menu.addEventListener('toggle', () => {
      this.#typed = '';
      if (menu.open) this.#current()?.focus();
    });
    menu.addEventListener('keydown', (event) => this.#key(event));
    menu.addEventListener('focusout', ({ relatedTarget: to }) => {
      if (to && !menu.contains(to)) menu.open = false;
    });
  }

  #build() {
    this.links = [];
    const chapters = Map.groupBy([...this.store.lessons, FREE], (lesson) => lesson.chapter);
    this.list.replaceChildren(h('div', {}, ...[...chapters].map(([chapter, lessons], i) => h('section', { 'aria-labelledby': `chapter-${i}` },
      h('h2', { id: `chapter-${i}` }, chapter),
      h('ul', {}, ...lessons.map((lesson) => h('li', {}, this.#link(lesson)))))),
      h('button', { type: 'button', class: 'quiet small', title: say('quiz_open_title'), onclick: () => this.#leave(() => this.quiz()) }, say('quiz_open'))));
    this.#mark();
  }

  #link(lesson) {
    const { id, title, idea, link } = lesson;
    const follow = (event) => this.#leave(() => { if (id && chosen(event)) this.choose(lesson); });
    const a = h('a', { href: link, 'data-lesson': id, onclick: follow }, h('b', {}, title), ' ', h('span', {}, idea));
    this.links.push(a);
    return a;
  }

  #leave(act) {
    this.menu.open = false;
    this.menu.querySelector('summary').focus();
    act();
  }

  #mark() {
    const id = this.store.running?.lesson || '';
    for (const a of this.links) {
      if (a.dataset.lesson === id) a.setAttribute('aria-current', 'true');
      else a.removeAttribute('aria-current');
    }
    setText(this.name, this.#current()?.querySelector('b').textContent || FREE.title);
  }

  #current() {
    return this.links.find((a) => a.hasAttribute('aria-current')) || this.links[0];
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = this.links.indexOf(document.activeElement);
    if (at < 0) {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      if (this.menu.open) this.#current().focus();
      else this.menu.open = true;
      return;
    }
    const to = this.#goal(event, at);
    if (to === undefined) return;
    event.preventDefault(); // also from the page's own keys
    to?.focus();
  }

  /** The link that a key leads to: undefined when the key means nothing here, null when there is none. */
  #goal({ key, timeStamp }, at) {
    const { links } = this;
    const n = links.length;
    switch (key) {
      case 'ArrowDown': return links[(at + 1) % n];
      case 'ArrowUp': return links[(at + n - 1) % n];
      case 'ArrowRight': case 'PageDown': return this.#chapter(links[at], 'nextElementSibling');
      case 'ArrowLeft': case 'PageUp': return this.#chapter(links[at], 'previousElementSibling');
      case 'Home': return links[0];
      case 'End': return links[n - 1];
      default: return key.length === 1 ? this.#type(key, at, timeStamp) : undefined;
    }
  }

  #chapter(link, sibling) {
    return link.closest('section')[sibling]?.querySelector('a') ?? null;
  }

  #type(letter, at, now) {
    if (now - this.#typedAt > TYPING_MS) this.#typed = '';
    this.#typedAt = now;
    if (letter === ' ' && !this.#typed) {
      this.links[at].click();
      return null;
    }
    this.#typed += letter.toLowerCase();
    const first = this.#typed.length === 1 ? at + 1 : at; // more letters may mean the same lesson still
    const order = [...this.links.slice(first), ...this.links.slice(0, first)];
    const says = (a) => ` ${a.textContent.toLowerCase()}`.includes(` ${this.#typed}`);
    return order.find(says) ?? null;
  }
}
