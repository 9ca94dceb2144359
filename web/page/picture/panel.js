// What is on the panel, and where: sources, pad, frame, brushes, noise, preparation, strip. Whoever has the pictures is told what a person does.

import { Corruption } from './corruption.js';
import { byId, h, icon, setText } from '../../kit/dom.js';
import { loss } from '../../kit/format.js';
import { enlarger } from './enlarge.js';
import { lasting } from '../fold.js';
import { Pad } from './pad.js';
import { meanSquaredError } from '../pixels.js';
import { rankSaid } from './rank.js';
import { Split } from './split.js';
import { Stages } from './stages.js';
import { Strip } from './strip.js';
import { Tools } from './tools.js';
import { say } from '../../kit/words.js';

export class Panel {
  /**
   * act: {take(files), paste(), another(), choose(item), draw(), noise(), paint(x, y, first), lift(), back(how), without(names), save(), saveAll()};
   * back takes strokes back: "undo", "redo" or "clear".
   */
  constructor(container, act) {
    const file = h('input', { type: 'file', accept: 'image/png,image/jpeg,image/gif,image/webp,image/avif,image/bmp,.safetensors', multiple: true, class: 'unseen', tabindex: '-1', 'aria-label': say('picture_choose_label'), onchange: () => {
      act.take([...file.files]);
      file.value = '';
    } });
    const button = (label, does, glyph) => h('button', { type: 'button', class: 'quiet', onclick: does }, glyph && icon(glyph), label);
    this.padPlace = h('div', { class: 'pad-place', id: 'pad', hidden: true });
    this.draw = button(say('picture_draw'), () => this.open(this.padPlace.hidden), 'pencil');
    this.draw.setAttribute('aria-controls', 'pad');
    const paste = navigator.clipboard?.read && button(say('picture_paste'), act.paste);
    paste?.classList.add('for-touch'); // who has keys presses these
    this.another = button(say('picture_test'), act.another);
    this.split = new Split({ onPaint: act.paint, onLift: act.lift });
    this.tools = new Tools({ onHold: (brush) => this.split.hold(brush), onUndo: () => act.back('undo'), onRedo: () => act.back('redo'), onClear: () => act.back('clear') });
    const note = (label) => ({ note: h('span', { class: 'tile-note' }), label });
    this.notes = { input: note(''), before: note(say('split_mode_before')), after: note(say('split_mode_after')) };
    this.rank = h('p', { class: 'rank' });
    this.noise = new Corruption(act.noise);
    this.stages = new Stages(act.without);
    this.strip = new Strip(act.choose);
    this.save = button(say('picture_save'), act.save, 'save');
    this.saveAll = button(say('picture_save_all'), act.saveAll, 'save');
    this.pictureOnly = [this.draw, paste, this.tools.element].filter(Boolean);
    const more = lasting(h('details', { class: 'picture-more' }, h('summary', {}, say('picture_more')), paste, this.tools.element, this.noise.element, this.stages.element), 'picture');
    more.addEventListener('toggle', () => { if (!more.open) this.tools.hold(''); });
    container.append(
      h('div', { class: 'sources' }, file, this.draw, button(say('picture_choose'), () => file.click()), this.another),
      this.padPlace,
      this.split.frame,
      h('div', { class: 'split-notes' }, ...Object.values(this.notes).map((n) => h('span', {}, n.label && h('span', { class: 'hint' }, n.label, ' '), n.note))),
      h('div', { class: 'split-keys' }, this.split.modes, enlarger(container.parentElement)),
      this.rank,
      more,
      this.strip.element,
      h('div', { class: 'saves' }, this.save, this.saveAll));
    this.pad = new Pad(this.padPlace, act.draw);
    container.addEventListener('keydown', (event) => this.#undoKeys(event, act));
    this.open(false);
    this.clear();
  }

  /** Opens the pad, or closes it. */
  open(open) {
    this.padPlace.hidden = !open;
    this.draw.setAttribute('aria-expanded', String(open));
    if (open) this.tools.hold('');
  }

  /** The network takes rows, or pictures. */
  setRows(rows) {
    for (const el of this.pictureOnly) el.hidden = rows;
    if (rows) this.open(false);
    this.tools.hold('');
    setText(this.another, rows ? say('picture_test_row') : say('picture_test'));
    setText(byId('picture-title'), rows ? say('picture_row_title') : say('picture_title'));
    byId('picture-hint').hidden = rows;
  }

  /** Shows an item; noise: which the recipe gives the held-out inputs, mse: their mean error. */
  show(item, { noise, mse }) {
    const { input, corrupted, output, note, rank, strokes, shape } = item;
    this.split.draw(item);
    const says = (values) => say('picture_mse', { mse: loss(meanSquaredError(values, input)) });
    setText(this.notes.input.note, note || '');
    setText(this.notes.before.note, corrupted ? says(corrupted) : say('picture_not_corrupted'));
    setText(this.notes.after.note, output ? says(output) : '');
    const about = { rows: shape.row, mse, noise: noise === 'none' ? '' : noise, own: item.noise?.value ?? '', painted: !strokes.empty };
    setText(this.rank, output ? rankSaid(rank, about) : '');
    this.save.disabled = !output;
  }

  clear() {
    this.split.clear();
    for (const { note } of Object.values(this.notes)) setText(note, '');
    setText(this.rank, '');
    this.stages.show([]);
    this.tools.follow(1, null);
    this.save.disabled = true;
    this.several();
  }

  /** Offers the zip where there is more than one picture. */
  several() {
    this.saveAll.hidden = this.strip.items.length < 2;
  }

  #undoKeys(event, act) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const how = key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' ? 'redo' : '';
    if (!how) return;
    event.preventDefault();
    if (!this.padPlace.hidden && how === 'undo') this.pad.undo();
    else act.back(how);
  }
}
