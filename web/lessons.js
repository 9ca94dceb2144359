// The picker of lessons, and the text of the one that is open. Texts are JSON written by hand; which lessons
// there are is for the trainer to say.

import { h, setText } from './dom.js';
import { asset } from './assets.js';

export class Lessons {
  #shown = null;
  #texts = new Map();

  constructor({ menu, name, list, panel, title }, session) {
    Object.assign(this, { menu, name, list, panel, title, session });
    session.on('described', () => this.#pick());
    session.on('recipe', () => this.#show());
    document.addEventListener('click', (event) => {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !menu.open) return;
      menu.open = false;
      menu.querySelector('summary').focus();
      event.stopPropagation();
    });
  }

  #pick() {
    const close = () => { this.menu.open = false; };
    const card = (link, title, summary, note) => h('a', { class: 'lesson-card', href: link, onclick: close },
      h('b', {}, title), h('span', {}, summary), note && h('small', {}, note));
    this.list.replaceChildren(
      ...this.session.lessons.map((l) => card(l.link, l.title, l.summary, l.tutorial && `After ${l.tutorial}`)),
      card('#v=1', 'Free play', 'The default: 784 pixels, 32 numbers, 784 pixels, on 2,000 digits. It learns within seconds; change anything.'));
  }

  async #show() {
    const id = this.session.running.lesson;
    const lesson = this.session.lessons.find((l) => l.id === id);
    setText(this.name, lesson?.title || 'Free play');
    for (const a of this.list.children) a.classList.toggle('current', a.getAttribute('href') === (lesson?.link || '#v=1'));
    if (id === this.#shown) return;
    this.#shown = id;
    if (!lesson) {
      setText(this.title, 'Free play');
      this.#freePlay();
      return;
    }
    setText(this.title, lesson.title);
    this.panel.replaceChildren(h('p', {}, lesson.summary));
    try {
      const text = await this.#text(id);
      if (id === this.#shown) this.#draw(lesson, text);
    } catch {
      // The summary stands; the longer text is a bonus that a broken connection may cost.
    }
  }

  async #text(id) {
    if (!this.#texts.has(id)) {
      const reply = await fetch(asset(`lessons/${id}.json`));
      if (!reply.ok) throw new Error(`lesson ${id}: ${reply.status}`);
      this.#texts.set(id, await reply.json());
    }
    return this.#texts.get(id);
  }

  #draw(lesson, text) {
    setText(this.title, text.title || lesson.title);
    this.panel.replaceChildren(
      ...texts(text.paragraphs).map((t) => h('p', {}, t)),
      ...section('Look for', texts(text.lookFor).map((t) => h('li', {}, t))),
      ...section('Try', (text.tryLinks || []).filter((t) => String(t.link).startsWith('#'))
        .map((t) => h('li', {}, h('a', { href: t.link }, t.label)))),
      ...section('What to expect', texts(text.expected).map((t) => h('li', {}, t))),
      ...texts(text.source).map((t) => h('p', { class: 'source' }, t)),
    );
  }

  #freePlay() {
    const go = (link, label) => h('li', {}, h('a', { href: link }, label));
    this.panel.replaceChildren(
      h('p', {}, 'An autoencoder copies its input through a bottleneck. What fits through is what it has understood: here 784 pixels pass as a few numbers, and come back.'),
      ...section('Try', [
        go('#v=1&latent_dim=2&latent_activation=linear&encoder=dense(128,relu)', 'Squeeze through two numbers'),
        go('#v=1&noise=gaussian(0.4)', 'Give it noisy digits, ask for clean ones'),
        go('#v=1&loss=bce', 'Binary cross-entropy instead of squared error'),
        go('#v=1&data=digits', 'Learn drawn digits, then draw your own'),
      ]),
    );
  }
}

function texts(value) {
  if (value == null) return [];
  return (Array.isArray(value) ? value : [value]).map((v) => (typeof v === 'string' ? v : v.text || Object.values(v).join(': ')));
}

function section(title, items) {
  return items.length ? [h('h3', {}, title), h('ul', {}, ...items)] : [];
}
