// "Take it home": a dialog of what a run can be taken home as, in groups: code, weights, data, pictures. A press makes a file and saves it; what a
// program does not do as the run does stands below the group.

import { h, icon, setText } from '../../kit/dom.js';
import { CodeOrder } from '../code/order.js';
import { allCodes } from './codes.js';
import { codesTable, lines, metricsTable } from './tables.js';
import { zip } from '../picture/zip.js';
import { download } from '../pixels.js';
import { fileName } from '../run/weights.js';
import { fault, say } from '../../kit/words.js';

export class TakeHome {
  #busy = false;
  #weights = true; // a program begins with those of now

  /** made: Made; pictures: PicturePart; request(op, fields, buffers) asks the trainer. */
  constructor(dialog, store, { made, pictures, request }) {
    Object.assign(this, { dialog, store, made, pictures, request });
    dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); }); // a click on the backdrop
  }

  open() {
    const { dialog, store } = this;
    if (dialog.open || !store.running) return;
    const close = h('button', { type: 'button', class: 'icon-button', 'aria-label': say('take_close'), onclick: () => dialog.close() }, icon('close'));
    const { step = 0 } = store.figures ?? {};
    dialog.replaceChildren(
      h('div', { class: 'dialog-head' }, h('h2', { id: 'take-title' }, say('take_title')), close),
      h('p', {}, store.moment ? say('take_at_moment', { step }) : say('take_at', { step })),
      this.#code(), this.#group('weights', say('take_weights'), say('take_weights_text'), [
        ['safetensors', say('take_safetensors'), say('take_safetensors_for'), () => this.#safetensors()],
        ['npz', say('take_npz'), say('take_npz_for'), (told) => this.made.as('npz', { told })],
        ['onnx', say('take_onnx'), say('take_onnx_for'), (told) => this.made.as('onnx', { told })],
      ]), this.#group('data', say('take_data'), say('take_data_text'), [
        ['metrics-csv', say('take_metrics_csv'), say('take_metrics_csv_for'), () => this.#metrics('csv')],
        ['metrics-lines', say('take_metrics_lines'), say('take_metrics_lines_for'), () => this.#metrics('jsonl')],
        ['codes-npz', say('take_codes_npz'), say('take_codes_npz_for'), (told) => this.#codes('npz', told)],
        ['codes-csv', say('take_codes_csv'), say('take_codes_csv_for'), (told) => this.#codes('csv', told)],
      ]), this.#group('pictures', say('take_pictures'), say('take_pictures_text'), this.pictures.rows(), this.pictures.choices()));
    dialog.showModal();
  }

  #code() {
    const check = h('input', { type: 'checkbox', id: 'take-from-weights', checked: this.#weights, onchange: () => { this.#weights = check.checked; } });
    const program = (target, notebook) => (told) => this.made.as(target, { notebook, weights: this.#weights, data: true, told });
    return this.#group('code', say('take_code'), say('take_code_text'), [
      ['pytorch', say('take_pytorch_script'), say('take_pytorch_script_for'), program('pytorch', false)],
      ['pytorch-notebook', say('take_pytorch_notebook'), say('take_pytorch_notebook_for'), program('pytorch', true)],
      ['keras', say('take_keras_script'), say('take_keras_script_for'), program('keras', false)],
      ['keras-notebook', say('take_keras_notebook'), say('take_keras_notebook_for'), program('keras', true)],
    ], h('label', { class: 'check' }, check, say('take_from_weights')));
  }

  // A group: rows of [name, title, what for, make(told) -> {files, notes}].
  #group(name, title, text, rows, ...before) {
    const said = h('div', { class: 'take-said', role: 'status' });
    return h('section', { 'aria-labelledby': `take-${name}` }, h('h3', { id: `take-${name}` }, title), h('p', {}, text), ...before,
      h('ul', { class: 'take-rows' }, ...rows.map(([key, what, use, make]) => {
        const row = h('button', { type: 'button', class: 'take-row', 'data-take': key, onclick: () => this.#take(row, said, make) }, icon('save'), h('b', {}, what), h('span', {}, use));
        return h('li', {}, row);
      })), said);
  }

  // Makes files and saves them, one at a time.
  async #take(row, said, make) {
    if (this.#busy) return;
    this.#busy = true;
    row.setAttribute('aria-busy', 'true');
    const line = h('p', {});
    const tell = (text) => setText(line, text);
    said.classList.remove('refused');
    said.replaceChildren(line);
    tell(say('take_making'));
    try {
      const { files, notes = [] } = await make(({ done = 0, total = 0, loading = false }) => {
        if (loading) tell(say('take_loading'));
        else if (total) tell(say('take_gathering', { done, total }));
      });
      if (!files.length) { // it was done
        said.replaceChildren();
        return;
      }
      const file = save(files);
      tell(files.length > 1 ? say('take_saved_all', { file, names: files.map((f) => f.name).join(', ') }) : say('take_saved', { file }));
      if (notes.length) said.append(h('p', {}, say('take_differs', { file: files[0].name })), h('ul', {}, ...notes.map(({ text }) => h('li', {}, text))));
    } catch (error) {
      said.classList.add('refused');
      tell(say('take_not_made', { why: error.message }));
    } finally {
      this.#busy = false;
      row.removeAttribute('aria-busy');
      said.scrollIntoView({ block: 'nearest' });
    }
  }

  async #safetensors() {
    const reply = await this.request('weights');
    return { files: [{ name: fileName(reply), bytes: new Uint8Array(reply.buffers[0]) }] };
  }

  async #metrics(kind) {
    const { history } = this.store;
    if (!history.length) throw fault('take_no_metrics');
    const text = kind === 'csv' ? metricsTable(history) : lines(history);
    return { files: [{ name: `${this.#stem()}.metrics.${kind}`, bytes: new TextEncoder().encode(text) }] };
  }

  async #codes(kind, told) {
    const { plan, values } = this.store.running;
    const found = await allCodes(this.request, Number(values.test), told);
    const codes = { ...found, z: new CodeOrder(() => plan).out(found.z) };
    const { n, dim, z, errors, labels } = codes;
    const bytes = kind === 'csv' ? new TextEncoder().encode(codesTable(codes)) : await this.made.arrays([
      { name: 'codes', shape: [n, dim], values: z }, { name: 'errors', shape: [n], values: errors },
      ...labels.length ? [{ name: 'labels', shape: [n], values: labels }] : [],
    ]);
    return { files: [{ name: `${this.#stem()}.codes.${kind}`, bytes }] };
  }

  #stem() {
    const { lesson, values } = this.store.running;
    return lesson || values.data;
  }
}

/** Hands the person one file as it is, several as a zip: its name. */
function save(files) {
  const [first] = files;
  if (files.length === 1) {
    download(new Blob([first.bytes], { type: 'application/octet-stream' }), first.name);
    return first.name;
  }
  const name = `${first.name}.zip`;
  download(new Blob([zip(files)], { type: 'application/zip' }), name);
  return name;
}
