// The light on what a guided page speaks of: a frame around it, and the way there. It is no dialog: nothing is darkened, and the page can be used as ever.

import { reveal } from '../fold.js';
import { elementOf, panelOf, unfold } from './spots.js';

const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');
/** Where the guide is a sheet: what is lit stands above it, and one panel is seen at a time. */
export const phone = matchMedia('(max-width: 720px)');

export class Spotlight {
  #lit = null;
  #wanted = null; // [spot, way], where the page had no such thing

  /** see(panel) opens a panel of the canvas. */
  constructor(see) {
    this.see = see;
  }

  /** Lights a spot. go: the view that has it is opened, and the page moves there; open: the view alone; else only what is there is marked. */
  light(spot, { go = false, open = go } = {}) {
    this.off();
    const panel = panelOf(spot);
    if (open && panel) this.see(panel);
    const el = elementOf(spot);
    if (!el) {
      this.#wanted = [spot, { go, open }];
      return;
    }
    if (go) {
      reveal(el);
      unfold(el);
    }
    this.#lit = el;
    el.classList.add('in-light');
    if (go) el.scrollIntoView({ block: phone.matches ? 'start' : 'nearest', behavior: lessMotion.matches ? 'auto' : 'smooth' });
  }

  /** More of the page is there, maybe what was to be lit. */
  again() {
    if (this.#wanted) this.light(...this.#wanted);
  }

  off() {
    this.#wanted = null;
    this.#lit?.classList.remove('in-light');
    this.#lit = null;
  }
}
