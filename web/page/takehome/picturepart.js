// The part of the dialog that makes pictures and films of what is seen.

import { h } from '../../kit/dom.js';
import { captionOf } from './caption.js';
import { gif, recordedFrames, some, webm, webmKind } from './film.js';
import { theme } from '../../kit/theme.js';
import { say } from '../../kit/words.js';
import { thereAndBack, WayPicture } from './way.js';

const WHOLE_MS = 6000; // of a film
const LONGEST_MS = 250; // for one of its pictures
const LAST_MS = 1500; // for the last
const WAY_MS = 110; // for each of a way, which goes on in a circle

export class PicturePart {
  #theme = '';
  #panel = null; // null: what is seen

  /**
   * pictures: Pictures; view: {seen, of(panel)}, views as core/wire has them; link() resolves to the link of the run; recorded: {ask(), frames}, what was
   * recorded of it; way() is the way from A to B as Route's film, or null; request(op, fields, buffers) asks the trainer; on(event, fn) hears it.
   */
  constructor(store, { pictures, view, link, recorded, way, request, on }) {
    Object.assign(this, { store, pictures, view, link, recorded, way, request, on });
  }

  /** What is chosen: elements to stand above the rows. */
  choices() {
    const { panels, running } = this.store;
    const option = (value, text, chosen) => h('option', { value, selected: chosen }, text);
    const panel = h('select', { id: 'take-panel', 'aria-label': say('picture_panel'), onchange: () => { this.#panel = panel.value || null; } },
      option('', say('picture_seen'), true), ...panels.filter(({ name }) => running.showing.tabs.includes(name)).map(({ name, label }) => option(name, label)));
    this.#panel = null;
    const chosen = this.#theme || theme();
    const shade = h('select', { id: 'take-theme', 'aria-label': say('picture_theme'), onchange: () => { this.#theme = shade.value; } },
      ...['light', 'dark'].map((name) => option(name, say('picture_theme_of', { name }), name === chosen)));
    return h('div', { class: 'take-choices' }, panel, shade);
  }

  /** Rows as the dialog has them: [name, title, what for, make(told)]. */
  rows() {
    const still = (name, make) => async (told) => {
      const link = await this.link();
      const view = this.#view();
      const svg = await this.pictures.svg(view, [await this.pictures.frame(view)], { caption: captionOf(this.store, this.store.figures), link, told });
      return { files: [{ name: `${this.#stem(view)}${name}`, bytes: await make(svg, link) }] };
    };
    const rows = [
      ['png', say('picture_png'), say('picture_png_for'), still('.png', (svg, link) => this.pictures.png(svg, 1, link))],
      ['png2', say('picture_png2'), say('picture_png2_for'), still('@2x.png', (svg, link) => this.pictures.png(svg, 2, link))],
      ['svg', say('picture_svg'), say('picture_svg_for'), still('.svg', (svg) => new TextEncoder().encode(svg.text))],
      ['gif', say('film_gif'), say('film_gif_for'), (told) => this.#film('gif', told)],
    ];
    if (webmKind()) rows.push(['webm', say('film_webm'), say('film_webm_for'), (told) => this.#film('webm', told)]);
    if (this.way()) {
      rows.push(['way-gif', say('way_gif'), say('way_gif_for'), (told) => this.#way('gif', told)]);
      if (webmKind()) rows.push(['way-webm', say('way_webm'), say('way_webm_for'), (told) => this.#way('webm', told)]);
    }
    rows.push(['print', say('sheet_print'), say('sheet_print_for'), () => {
      print();
      return { files: [] };
    }]);
    return rows;
  }

  #view() {
    const view = this.#panel ? this.view.of(this.#panel) : this.view.seen;
    return { ...view, theme: this.#theme || theme() };
  }

  #stem({ panels }) {
    const { lesson, values } = this.store.running;
    return [lesson || values.data, ...panels.length === 1 ? panels : [], `step-${this.store.figures?.step ?? 0}`].join('-');
  }

  // What was recorded of the view that is seen, from the start to now.
  async #film(kind, told) {
    const { store, pictures } = this;
    const link = await this.link();
    const view = { ...this.view.seen, theme: this.#theme || theme() };
    await this.recorded.ask();
    const found = await recordedFrames(this.request, this.on, some(this.recorded.frames), { before: store.moment, told });
    const canvas = document.createElement('canvas');
    const draw = async (i) => pictures.drawn(await pictures.svg(view, [found[i].frame], { caption: captionOf(store, found[i].metrics), link }), 1, canvas);
    const times = { delay: Math.min(LONGEST_MS, WHOLE_MS / found.length), last: LAST_MS };
    const bytes = kind === 'gif' ? await gif(pictures.program, found.length, draw, { ...times, link, told }) : await webm(found.length, draw, times);
    return { files: [{ name: `${this.#stem(view)}.${kind}`, bytes }] };
  }

  // The way from A to B, there and back.
  async #way(kind, told) {
    const { store, pictures } = this;
    const link = await this.link();
    const way = this.way();
    const places = thereAndBack(way.n);
    const picture = new WayPicture(way, captionOf(store, store.figures), this.#theme || theme());
    const draw = (i) => picture.at(places[i]);
    const times = { delay: WAY_MS, last: WAY_MS };
    const bytes = kind === 'gif' ? await gif(pictures.program, places.length, draw, { ...times, link, told }) : await webm(places.length, draw, times);
    return { files: [{ name: `${this.#stem({ panels: ['a-to-b'] })}.${kind}`, bytes }] };
  }
}
