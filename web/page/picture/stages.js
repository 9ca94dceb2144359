// How a picture was prepared, step by step: what was found, what was done, and a switch that undoes it.

import { h, setText } from '../../kit/dom.js';
import { drawGray } from '../pixels.js';
import { alone, say } from '../../kit/words.js';

// What is done to a picture, as the trainer names it (core/data/prepare).
const STAGES = {
  picture: say('stage_picture'), inverted: say('stage_inverted'), leveled: say('stage_leveled'), contrast: say('stage_contrast'), swept: say('stage_swept'),
  thickened: say('stage_thickened'), box: say('stage_box'), centered: say('stage_centered'), framed: say('stage_framed'),
};

export class Stages {
  /** onChange(without) is told the names of the steps that are to be left out. */
  constructor(onChange) {
    this.onChange = onChange;
    this.title = h('summary', {});
    this.list = h('ul', { class: 'stages' });
    this.element = h('details', { class: 'preparation', hidden: true }, this.title, this.list);
  }

  /** Shows the stages of an item; a picture that needed none has none. */
  show(stages) {
    this.element.hidden = stages.length === 0;
    const done = stages.slice(1).filter((s) => !s.undone);
    setText(this.title, done.length ? say('stages_done', { steps: done.map((s) => STAGES[s.name] || s.name).join(', ') }) : say('stages_none'));
    const focused = this.element.contains(document.activeElement) && document.activeElement.dataset.stage;
    this.list.replaceChildren(...stages.map((s) => this.#row(s, stages)));
    if (focused) this.list.querySelector(`[data-stage="${focused}"]`)?.focus();
  }

  #row(s, stages) {
    const stage = STAGES[s.name] || s.name;
    const canvas = h('canvas', { class: 'stage-tile', role: 'img', 'aria-label': s.note ? say('stage_with_note', { stage, note: s.note }) : stage });
    drawGray(canvas, s.gray, s.w, s.h, s.c);
    const words = h('span', { class: 'stage-words' }, h('b', {}, alone(stage)), h('span', { class: 'hint' }, alone(s.note || '')));
    if (s.name === 'picture' || s.code === 'prepared_already') return h('li', { class: 'prepared' }, canvas, words);
    const box = h('input', { type: 'checkbox', 'data-stage': s.name, onchange: () => {
      const without = stages.filter((other) => other.undone && other.name !== s.name).map((other) => other.name);
      this.onChange(box.checked ? without : [...without, s.name]);
    } });
    box.checked = !s.undone;
    return h('li', { class: 'prepared' }, h('label', { class: s.undone ? 'undone' : '' }, canvas, words, box));
  }
}
