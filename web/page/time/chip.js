// What is said of the moment that is shown, in a place of its own beside the time-line: its step, how far the way to it is, and the ways out of it.

import { h, setText } from '../../kit/dom.js';
import { say } from '../../kit/words.js';

const SOON_MS = 200; // a way that is shorter is not told
const SPEAK_MS = 5000;

export class Chip {
  #soughtAt = 0; // since when a step is sought; 0: none is
  #spokenAt = 0;

  /** acts: {stop, branch, now}; spoken(text) tells it to a screen reader; left() is told when a button that had the focus is gone. */
  constructor(container, { stop, branch, now, spoken, left }) {
    Object.assign(this, { spoken, left });
    const button = (text, title, act) => h('button', { type: 'button', class: 'quiet', title, onclick: act }, text);
    this.long = h('span', { class: 'long' });
    this.brief = h('span', { class: 'brief' });
    this.stop = button(say('time_stop'), say('time_stop_title'), stop);
    this.branch = button(h('span', { class: 'long' }, say('time_branch')), say('time_branch_title'), branch);
    this.branch.setAttribute('aria-label', say('time_branch'));
    this.branch.append(h('span', { class: 'brief' }, say('time_branch_brief')));
    this.now = button(say('time_now'), say('time_now_title'), now);
    this.hint = h('span', { class: 'time-hint' }, say('time_hint'));
    this.element = h('div', { class: 'moment-chip', role: 'group', 'aria-label': say('time_moment'), hidden: true },
      h('span', { class: 'moment-text' }, this.long, this.brief), this.stop, this.branch, this.now);
    container.append(this.hint, this.element);
  }

  /** moment and seeking are the store's; missing: a step that a hand passes and of which nothing was kept, or null; taken: there is no place for a hint, or no use. */
  show({ moment, seeking, missing, taken }) {
    this.#soughtAt = seeking ? this.#soughtAt || performance.now() : 0;
    const long = this.#soughtAt > 0 && performance.now() - this.#soughtAt >= SOON_MS;
    const shown = !!moment || long || missing !== null;
    const { activeElement: focused } = document;
    const inside = this.element.contains(focused);
    this.element.hidden = !shown;
    this.hint.hidden = shown || taken;
    if (shown) {
      this.element.dataset.state = long ? 'sought' : moment?.exact ? 'exact' : 'recorded';
      this.#say(long, { moment, seeking, missing });
      this.stop.hidden = !long;
      this.branch.hidden = long || !moment;
    }
    if (inside && !focused.checkVisibility()) this.left();
  }

  #say(long, { moment, seeking, missing }) {
    if (long) {
      const { step, done, total } = seeking;
      const percent = Math.floor((100 * done) / total);
      const text = say('time_replaying', { from: step - total, percent });
      setText(this.long, text);
      setText(this.brief, say('time_replaying_brief', { percent }));
      if (performance.now() - this.#spokenAt < SPEAK_MS) return;
      this.#spokenAt = performance.now();
      this.spoken(text);
      return;
    }
    const step = missing ?? moment.step;
    setText(this.long, missing !== null ? say('time_step_bare', { step }) : moment.exact ? say('time_step', { step }) : say('time_step_recorded', { step }));
    setText(this.brief, say('time_step', { step }));
  }
}
