// How the code's units behave on the test images: a bar for each, as high as the share of images it answers to.
// A unit that answers to none is dead, and carries nothing.

import { h, setText, svg } from './dom.js';
import { count } from './format.js';
import { deadUnits } from './summary.js';

const MOST = 128; // bars; more would be thinner than a pixel
const H = 20;

export class UnitStrip {
  #run = -1;

  constructor(host) {
    this.text = h('span', {});
    this.bars = svg('svg', { class: 'unit-bars', role: 'img', 'aria-label': 'Share of test images on which each code unit is not zero' });
    this.host = host;
    host.replaceChildren(this.text, this.bars);
  }

  snapshot({ run, units }) {
    if (!units && run === this.#run) return;
    this.#run = run;
    this.host.hidden = !units;
    if (!units) return;
    const n = units.active.length;
    const dead = deadUnits(units);
    setText(this.text, `${count(n)} code ${n === 1 ? 'unit' : 'units'}, ${dead ? `${count(dead)} dead` : 'none dead'}`);
    this.host.classList.toggle('some-dead', dead > 0);
    this.host.title = dead
      ? 'A dead unit is zero on every test image and carries nothing. Another seed or another initialiser may keep it alive.'
      : 'Share of test images on which each code unit is not zero';
    this.#draw(units.active.subarray(0, MOST));
  }

  #draw(active) {
    const step = active.length > 64 ? 3 : active.length > 32 ? 4 : 6;
    this.bars.setAttribute('width', step * active.length);
    this.bars.setAttribute('height', H);
    while (this.bars.childElementCount > active.length) this.bars.lastElementChild.remove();
    while (this.bars.childElementCount < active.length) this.bars.append(svg('rect', {}));
    [...this.bars.children].forEach((bar, i) => {
      const dead = active[i] === 0;
      const height = dead ? H : Math.max(2, H * active[i]);
      bar.setAttribute('class', dead ? 'dead' : 'alive');
      bar.setAttribute('x', step * i);
      bar.setAttribute('y', H - height);
      bar.setAttribute('width', step - (step > 3 ? 2 : 1));
      bar.setAttribute('height', height);
    });
  }
}
