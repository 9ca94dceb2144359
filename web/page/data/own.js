// "Your data": files of the person's own to train on, what was understood of them, and the first of it.

import { h, setText } from '../../kit/dom.js';
import { chosen } from '../../kit/dropped.js';
import { choiceFor, filesOf, handlesFor, keepHandles, picked, undecided } from './handles.js';
import { classesOf, doubtful, rangeOf, rolesOf } from './roles.js';
import { drawGray } from '../pixels.js';
import { beside, fault, say } from '../../kit/words.js';

const SIDE = 32; // of the pictures shown
const ROOM = 2 / 5; // of the trainer's memory: what pictures or a table may take beside it: CIFAR has 184 MB
const LINES = 6; // of problems that are shown without being asked for

export class OwnData {
  #reading = 0;
  #halts = () => {}; // ends what waits for the trainer
  #names = new Map(); // of classes, by the kind of data
  #lent = null; // what was read last: {given, handles, choice}
  #waits = false; // what was read waits for a look before it is trained on

  /** exchange reads the files; hooks: came() resolves to whether files that came are for a run that waits for them; open(link, {start}) opens a recipe; wouldLose() tells whether that ends a run; ask(title, act) asks first. */
  constructor(engine, exchange, hooks) {
    Object.assign(this, { engine, exchange, ...hooks });
    const input = (attrs) => {
      const el = h('input', { type: 'file', class: 'unseen', tabindex: '-1', ...attrs, onchange: () => {
        this.take(chosen(el.files)).catch(() => {}); // it is on the page
        el.value = '';
      } });
      return el;
    };
    const files = input({ multiple: true, id: 'own-files', 'aria-label': say('own_choose_files') });
    this.inputs = [files];
    const folder = input({ id: 'own-folder', 'aria-label': say('own_choose_folder') });
    folder.webkitdirectory = true;
    this.inputs.push(folder);
    this.status = h('p', { class: 'own-status', role: 'status' });
    this.progress = h('progress', { max: '1', 'aria-label': say('own_reading_files'), hidden: true });
    this.stop = h('button', { type: 'button', class: 'quiet own-stop', hidden: true, onclick: () => this.#halt() }, say('own_stop'));
    this.found = h('div', { class: 'own-found' });
    this.element = h('div', { class: 'own', role: 'group', 'aria-labelledby': 'own-title' },
      h('p', { class: 'own-title', id: 'own-title' }, say('own_title')),
      files, folder,
      h('div', { class: 'own-choose' },
        h('button', { type: 'button', class: 'quiet', onclick: () => this.#choose(false) }, say('own_files')),
        h('button', { type: 'button', class: 'quiet', onclick: () => this.#choose(true) }, say('own_folder'))),
      h('p', { class: 'own-hint' }, say('own_hint')),
      this.progress, this.status, this.stop, this.found);
  }

  // By a dialog that gives handles, where there is one.
  async #choose(folder) {
    const handles = await picked(folder);
    if (!handles) this.inputs[Number(folder)].click();
    else if (handles.length) this.#reread(handles).catch(() => {}); // it is on the page
  }

  /** Reads again what was read under a name, for a click: the browser may ask whether it may. */
  async again(name) { return this.#reread(await handlesFor(name)); }

  async #reread(handles) { return this.take(await filesOf(handles), { handles }); }

  /** Whether what was read under a name can be read again without being dropped. */
  async knows(name) { return (await handlesFor(name)).length > 0; }

  /**
   * Reads files, [{file, path}], and opens a recipe for them, or where something is in doubt waits for the person's word; with open false neither. handles, if there are some, are kept for the next visit, and so is what the person
   * chose for them (choice, see roles.js), which counts again when files of this name come. Resolves to what was understood.
   */
  async take(given, { open = true, handles = [], choice } = {}) {
    const turn = ++this.#reading;
    const files = given.map(({ file }) => file);
    const fields = { names: given.map(({ path }) => path), sizes: files.map((file) => file.size) };
    this.exchange.stop(fault('files_replaced'));
    this.#busy(say('own_reading'));
    try {
      const { budget } = await Promise.race([this.engine.ready, new Promise((_, reject) => { this.#halts = reject; })]);
      if (turn !== this.#reading) throw fault('files_replaced'); // others came meanwhile
      const read = (choice) => this.exchange.ask('read', { ...fields, room: Math.floor(budget * ROOM), ...choice && { choice } }, {
        files,
        told: (progress) => { if (turn === this.#reading) this.#told(progress); },
      });
      let reply = await read(choice);
      const before = choice ? undefined : await choiceFor(reply.own.name);
      if (!undecided(before)) {
        choice = before;
        reply = await read(choice);
      }
      if (turn === this.#reading) this.stop.hidden = true; // it has all been read
      const { own, summary, labels, buffers: [content, shown] } = reply;
      const { link } = await this.engine.request('own', {}, [content]);
      const found = { ...own, summary, names: labels ?? [], link };
      const other = this.#lent?.given !== given;
      this.#lent = { given, handles, choice };
      keepHandles(found.name, handles, choice).catch((error) => console.info(error.message)); // without them the page asks for the files
      this.#names.set(found.kind, found.classes ?? []);
      if (turn === this.#reading) {
        this.#busy('');
        const doubt = open && doubtful(found);
        this.#waits = doubt || this.#waits && !other;
        this.#show(found, shown);
        if (open && await this.came()) this.#begun();
        else if (doubt) this.found.firstElementChild.scrollIntoView({ block: 'nearest' });
        else if (open) await this.#offer(found);
      }
      return found;
    } catch (error) {
      if (turn === this.#reading) this.#refuse(error);
      throw error;
    }
  }

  /** Says how many files of a folder were found so far, before they are read. */
  counting(files) {
    this.#busy(say('own_counting', { files }));
    this.stop.hidden = true; // it is over soon
  }

  // Ends the reading, also one that has not begun.
  #halt() {
    this.#halts(fault('exchange_stopped'));
    this.exchange.stop();
  }

  /** The names of the classes of data of that kind, by label; none where these are numbers, or others' data. */
  names(kind) {
    return this.#names.get(kind) ?? [];
  }

  /** How far the reading is. */
  #told({ done = 0, total = 0, loading }) {
    this.progress.value = total ? done / total : 0;
    setText(this.status, loading ? say('own_loading') : say('own_reading_of', { done: Math.min(done + 1, total), total }));
  }

  #busy(text) {
    this.progress.hidden = this.stop.hidden = !text;
    if (text) this.progress.removeAttribute('value');
    this.element.classList.remove('refused');
    setText(this.status, text);
  }

  // What was there before stays, on the page as in the trainer.
  #refuse(error) {
    this.progress.hidden = this.stop.hidden = true;
    this.element.classList.toggle('refused', error.code !== 'exchange_stopped'); // that was the person's own wish
    setText(this.status, beside(error, 'data'));
  }

  async #offer(found) {
    const train = () => {
      this.#begun();
      return this.open(found.link, { start: true });
    };
    if (this.wouldLose()) this.ask(say('own_ends_run', { name: found.name }), train);
    else await train();
  }

  // What waited for a look was looked at.
  #begun() {
    this.#waits = false;
    this.found.querySelector('.own-doubt')?.remove();
  }

  #show(found, buffer) {
    const { kind, name, train, test, w, h: high, columns, classes, labels } = found;
    const table = kind === 'table';
    const facts = [
      table ? say('own_rows', { train, test }) : say('own_pictures', { train, test }),
      table ? say('own_columns', { columns: columns.length }) : w ? say('own_size', { w, h: high }) : say('own_sizes'),
      !table && (found.c === 3 ? say('own_color') : say('own_gray')),
      rangeOf(found.summary),
      classes ? labelsOf(classes) : labels ? say('own_labelled') : '',
    ].filter(Boolean);
    setText(this.status, say('own_found', { name, facts: facts.join('; ') }));
    const { choice } = this.#lent;
    const focused = this.found.contains(document.activeElement) && document.activeElement.dataset.label;
    const trains = table ? say('own_train_table') : say('own_train_pictures');
    this.found.replaceChildren(...[
      this.#waits && h('div', { class: 'own-doubt' },
        h('p', {}, say('own_doubt')),
        h('button', { type: 'button', class: 'primary', onclick: () => this.#offer(found) }, trains)),
      table ? rows(found, new Float32Array(buffer)) : thumbs(found, new Uint8Array(buffer)),
      rolesOf(found.summary, choice, (changed) => { this.take(this.#lent.given, { open: false, handles: this.#lent.handles, choice: changed }).catch((error) => { // what was there stays, and why
        this.#show(found, buffer);
        this.#refuse(error);
      }); }),
      classesOf(found.summary),
      found.notes?.length > 0 && h('ul', { class: 'own-notes' }, ...found.notes.map(({ text }) => h('li', {}, text))),
      found.left > 0 && problems(found),
      h('button', { type: 'button', class: 'quiet', onclick: () => this.#offer(found) }, trains),
    ].filter(Boolean));
    if (focused) [...this.found.querySelectorAll('select')].find((el) => el.dataset.label === focused)?.focus();
  }
}

function labelsOf(classes) {
  const labels = classes.slice(0, 4).join(', ');
  return classes.length > 4 ? say('own_labels_of', { labels, all: classes.length }) : say('own_labels', { labels });
}

/** The first rows, in a table that scrolls on its own, with what labels them at the end. */
function rows({ columns, shown, names, summary }, values) {
  const width = columns.length;
  const labelled = names.length > 0;
  const label = summary.roles?.find(({ role }) => role === 'label')?.name ?? say('role_label');
  return h('div', { class: 'own-rows', tabindex: '0', role: 'region', 'aria-label': say('own_first_rows') },
    h('table', {},
      h('thead', {}, h('tr', {}, ...columns.map((name) => h('th', { scope: 'col' }, name)), labelled && h('th', { scope: 'col', class: 'own-label' }, label))),
      h('tbody', {}, ...Array.from({ length: shown }, (_, i) =>
        h('tr', {}, ...Array.from(values.subarray(i * width, (i + 1) * width), (v) => h('td', {}, Number(v.toPrecision(4)).toString())), labelled && h('td', { class: 'own-label' }, names[i]))))));
}

function thumbs({ shown, train, names, c = 1 }, pixels) {
  if (names.length) {
    const size = SIDE * SIDE * c;
    return h('div', { class: 'own-sheet', role: 'group', 'aria-label': say('own_thumbs', { shown, all: train }) }, ...names.map((name, i) => {
      const canvas = h('canvas', { role: 'img', 'aria-label': name });
      drawGray(canvas, pixels.subarray(i * size, (i + 1) * size), SIDE, SIDE, c);
      return h('figure', {}, canvas, h('figcaption', { title: name, 'aria-hidden': 'true' }, name));
    }));
  }
  const canvas = h('canvas', { class: 'own-thumbs', role: 'img', 'aria-label': say('own_thumbs', { shown, all: train }) });
  const across = 8;
  const high = Math.ceil(shown / across);
  const all = new Uint8Array(across * high * SIDE * SIDE * c);
  const wide = SIDE * c;
  for (let i = 0; i < shown; i++) {
    for (let y = 0; y < SIDE; y++) {
      const at = (Math.floor(i / across) * SIDE + y) * across * wide + (i % across) * wide;
      all.set(pixels.subarray((i * SIDE + y) * wide, (i * SIDE + y + 1) * wide), at);
    }
  }
  drawGray(canvas, all, across * SIDE, high * SIDE);
  return canvas;
}

function problems({ problems: list, left }) {
  const line = ({ name, text }) => h('li', {}, h('b', {}, name), ' ', text);
  return h('details', { class: 'own-left', open: left <= LINES },
    h('summary', {}, say('own_left_out', { left })),
    h('ul', {}, ...list.map(line), left > list.length && h('li', {}, say('and_more', { more: left - list.length }))));
}
