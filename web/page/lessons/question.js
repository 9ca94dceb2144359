// One question: choices, each with a why, or a check that the run answers. What was answered stays answered.

import { h, icon, setText } from '../../kit/dom.js';
import { loss } from '../../kit/format.js';
import { say } from '../../kit/words.js';
import { met } from './checks.js';

export class Question {
  /**
   * entry: {text, choice | check}; known: what the device knows of it, {right}; answer(right) is told of an answer; proof() promises a link that proves
   * an experiment, null where there is none, and copy(link) copies it.
   */
  constructor(entry, known, { answer, proof, copy }) {
    Object.assign(this, { entry, answer, proof, copy, solved: !!known?.right });
    this.told = h('p', { class: 'guide-told', role: 'status' });
    this.figure = h('p', { class: 'guide-figure' }); // it changes all the time, and is not read out
    const body = entry.choice ? this.#choices(entry.choice) : null;
    this.element = h('div', { class: 'guide-question', role: 'group', 'aria-label': say('guide_question') },
      h('p', { class: 'guide-asks' }, entry.text), body, this.figure, this.told);
    if (this.solved) this.#solve(false);
  }

  #choices(list) {
    this.buttons = list.map((choice) => h('button', { type: 'button', class: 'guide-choice', 'aria-pressed': 'false', onclick: () => this.#choose(choice) }, choice.text));
    return h('div', { class: 'guide-choices' }, ...this.buttons);
  }

  #choose(choice) {
    const { choice: list } = this.entry;
    this.buttons.forEach((button, i) => {
      const this_ = list[i] === choice;
      button.setAttribute('aria-pressed', String(this_));
      button.classList.toggle('right', this_ && !!choice.right);
      button.classList.toggle('wrong', this_ && !choice.right);
    });
    this.element.classList.toggle('solved', !!choice.right);
    setText(this.told, choice.why);
    this.solved ||= !!choice.right;
    this.answer(!!choice.right);
  }

  /** Looks whether the run has answered, and says how far it is. */
  look(seen) {
    const { check } = this.entry;
    if (!check || this.solved) return;
    if (met(check, seen)) {
      this.solved = true;
      this.#solve(true);
      this.answer(true);
      return;
    }
    const now = check.figure && Number(seen.metrics?.[check.figure] ?? NaN);
    setText(this.figure, Number.isFinite(now) && now !== 0 ? say('guide_now', { figure: check.figure, now: loss(now), bound: check.below ?? check.above, way: check.below !== undefined ? 'below' : 'above' }) : '');
  }

  // fresh: it was answered just now, so that the run can prove it.
  #solve(fresh) {
    this.element.classList.add('solved');
    const { choice, check } = this.entry;
    if (choice) {
      const at = choice.findIndex(({ right }) => right);
      this.buttons[at].classList.add('right');
      setText(this.told, choice[at].why);
      return;
    }
    setText(this.figure, '');
    const link = fresh && check.figure ? this.proof() : null;
    this.told.replaceChildren(icon('check'), say('guide_solved'), ...(link ? [' ', h('button', { type: 'button', class: 'text-button', onclick: async () => this.copy(await link) }, say('guide_proof'))] : []));
  }
}
