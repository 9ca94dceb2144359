// What a teacher's link hides and locks. That lasts as long as the page, whatever link is opened in it, until one says otherwise: pupils follow
// links, too. It guides and guards nothing: whoever knows the address of the page has all of it.

import { h, icon } from '../../kit/dom.js';
import { correctPageKey } from '../recipe/hash.js';
import { BESIDE, lockable, names, placeOf } from './parts.js';
import { say } from '../../kit/words.js';

const CONTROLS = 'button, input, select, textarea';
const STOPPED = ['click', 'pointerdown', 'keydown', 'beforeinput', 'input', 'change', 'drop'];
const LEAVING = ['Tab', 'Escape']; // keys
const ofLesson = (name) => name.startsWith('page:');

export class Classroom {
  #hidden = new Set();
  #locked = new Set();
  #sheet = new CSSStyleSheet();
  #watched = new Map(); // element that is locked: what watches it
  #lesson = ''; // whose pages are hidden

  /** view: ViewChoice; turned() is told when other pages of a lesson are hidden. */
  constructor(store, view, turned) {
    Object.assign(this, { store, view, turned });
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#sheet];
    store.on('draft', () => this.#lock()); // fields are there from then on
    store.on('recipe', () => { if ([...this.#hidden].some(ofLesson)) correctPageKey('hide', this.keys.hide); });
  }

  /** What a link's keys say; a link without them changes nothing. Returns what they got wrong: [key, text] each. */
  take({ hide, lock }, lesson = this.store.running?.lesson ?? '') {
    const faults = [];
    if (hide !== undefined) this.#lesson = lesson;
    if (hide !== undefined) this.#hidden = this.#known('hide', hide, faults);
    if (lock !== undefined) this.#locked = this.#known('lock', lock, faults);
    if (hide === undefined && lock === undefined) return faults;
    for (const [key, value] of Object.entries(this.keys)) correctPageKey(key, value); // without what is unknown
    this.#hide();
    this.#lock();
    this.turned();
    return faults;
  }

  /** What is hidden and locked, as a link has it. */
  get keys() {
    const here = (this.store.running?.lesson ?? '') === this.#lesson; // in another lesson its pages would be meant
    return { hide: [...this.#hidden].filter((name) => here || !ofLesson(name)).join(','), lock: [...this.#locked].join(',') };
  }

  /** Whether a page of a lesson, from 0 on, is hidden: by the link of that lesson. */
  hidesPage(lesson, at) { return lesson === this.#lesson && this.hides(`page:${at + 1}`); }

  hides(name) { return this.#hidden.has(name); }

  locks(name) { return this.#locked.has(name); }

  /** Whether a person may use what belongs to a part: keys of the keyboard ask. */
  allows(name) { return !this.hides(name) && !this.locks(name); }

  /** More of the page is there. */
  refresh() { this.#lock(); }

  #known(key, value, faults) {
    const known = new Set();
    for (const name of names(value)) {
      if (name === 'none') continue;
      const place = placeOf(name, this.store);
      if (place === undefined) faults.push([key, say('part_unknown', { found: name.slice(0, 40) })]);
      else if (key === 'lock' && !lockable(name)) faults.push([key, say('part_not_locked', { found: name })]);
      else known.add(name);
    }
    return known;
  }

  #hide() {
    const { store } = this;
    const places = [...this.#hidden].map((name) => placeOf(name, store)).filter(Boolean);
    const gone = BESIDE.every((name) => this.#hidden.has(name));
    if (gone) places.push('.side');
    this.#sheet.replaceSync(places.map((place) => `:is(${place}) { display: none !important; }`).join('\n'));
    document.documentElement.dataset.hidden = [...this.#hidden, gone && 'side'].filter(Boolean).join(' ');
    const panels = (of) => [...of].filter((name) => name.startsWith('panel:')).map((name) => name.slice(6));
    this.view.hide(panels(this.#hidden), panels(this.#locked));
  }

  #lock() {
    const places = [...this.#locked].map((name) => placeOf(name, this.store)).filter(Boolean);
    const wanted = new Set(places.flatMap((place) => [...document.querySelectorAll(place)]));
    for (const [el, watch] of this.#watched) if (!wanted.has(el)) this.#open(el, watch);
    for (const el of wanted) if (!this.#watched.has(el)) this.#close(el);
  }

  // Controls are disabled, whatever else enables them, and what is no control hears nothing.
  #close(el) {
    const ours = new Set(); // that would not be disabled without us
    const disable = () => {
      for (const control of [el, ...el.querySelectorAll(CONTROLS)]) {
        if (!control.matches(CONTROLS) || control.disabled) continue;
        ours.add(control);
        control.disabled = true;
      }
    };
    const stop = (event) => {
      if (LEAVING.includes(event.key)) return;
      if (event.type !== 'keydown') event.preventDefault(); // by keys the browser scrolls and copies
      event.stopImmediatePropagation();
    };
    for (const type of STOPPED) el.addEventListener(type, stop, { capture: true });
    disable();
    const observer = new MutationObserver(disable);
    observer.observe(el, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
    const { title } = el;
    const mark = h('span', { class: 'lock-mark' }, icon('locked'));
    el.querySelector('.field-head, .panel-head')?.prepend(mark);
    el.classList.add('locked');
    el.title = say('locked');
    this.#watched.set(el, { observer, stop, title, mark, ours });
  }

  #open(el, { observer, stop, title, mark, ours }) {
    observer.disconnect();
    for (const type of STOPPED) el.removeEventListener(type, stop, { capture: true });
    for (const control of ours) control.disabled = false;
    mark.remove();
    el.classList.remove('locked');
    el.title = title;
    this.#watched.delete(el);
  }
}
