// The slider that corrupts a picture before the network sees it: as the recipe does, until the person chooses otherwise.

import { h, icon, setText } from '../../kit/dom.js';
import { say } from '../../kit/words.js';

export class Corruption {
  seed = 1;
  #kind = 'gaussian';
  #amount = 0;
  #chosen = false; // by the person

  /** changed() is called when the person asks for more, less or other noise. */
  constructor(changed) {
    this.slide = h('input', { type: 'range', id: 'corrupt', min: '0', max: '1', step: '0.01', value: '0', oninput: () => {
      this.#chosen = true;
      this.#set(this.#most(Number(this.slide.value)));
      changed();
    } });
    this.label = h('label', { for: 'corrupt' }, say('noise_sigma'));
    this.shown = h('output', { class: 'amount' }, '0.00');
    const dice = h('button', { type: 'button', class: 'icon-button', 'aria-label': say('noise_other'), title: say('noise_other_title'), onclick: () => {
      this.seed++;
      changed();
    } }, icon('dice'));
    this.element = h('div', { class: 'corrupt' }, this.label, this.slide, this.shown, dice);
  }

  /** The noise, as the trainer takes it: its value in link notation, '' for none, and its seed. */
  get draw() {
    return { value: this.#amount > 0 ? `${this.#kind}(${this.#amount})` : '', seed: this.seed };
  }

  /** A network that learned to clean pictures expects them as noisy as it knows them, or as the person chose. True if that changed. */
  follow(noise) {
    const [, kind, argument] = /^(\w+)\((.*)\)$/.exec(noise) || ['', 'gaussian', '0'];
    const before = [this.#kind, this.#amount];
    this.#kind = kind;
    const amount = this.#most(this.#chosen ? this.#amount : Number(argument));
    if (kind === before[0] && amount === before[1]) return false;
    setText(this.label, kind === 'gaussian' || kind === 'heteroscedastic' ? say('noise_sigma') : say('noise_share'));
    this.slide.value = String(amount);
    this.#set(amount);
    return true;
  }

  #set(amount) {
    this.#amount = amount;
    setText(this.shown, amount.toFixed(2));
  }

  /** What is dropped is never all: the rest is scaled up. */
  #most(amount) {
    return Math.min(this.#kind === 'dropout' ? 0.99 : 1, amount);
  }
}
