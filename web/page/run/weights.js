// Weights out of the page and back: a safetensors file of the run as it is now, and one that takes its place. What another program
// wrote is read as far as it can be, and what was done with it is said. A file of another network offers the recipe it was made with.

import { h, icon } from '../../kit/dom.js';
import { bytes } from '../../kit/format.js';
import { bar, settle, toast } from '../notices.js';
import { download } from '../pixels.js';
import { fault, say } from '../../kit/words.js';

const WEIGHTS = '.safetensors,.npz,.pt,.pth,.ckpt,.bin,.pkl,.h5,.keras,.onnx'; // what is read, and what is told how to become that

export class Weights {
  /** load(file) is that of exact.js; open(link) replaces the run and resolves to whether it did; wouldLose() says whether that ends a run under way. */
  constructor(container, store, engine, { load: take, open, wouldLose, fail }) {
    Object.assign(this, { engine, take, open, wouldLose });
    const file = h('input', { type: 'file', accept: WEIGHTS, class: 'unseen', tabindex: '-1', 'aria-label': say('weights_choose'), onchange: () => {
      const [given] = file.files;
      file.value = '';
      if (given) this.load(given).catch((error) => fail(`${given.name}: ${error.message}`, 'weights'));
    } });
    const save = h('button', { type: 'button', class: 'quiet', disabled: true, title: say('weights_save_title'), onclick: () => this.save().catch((error) => fail(error.message)) }, icon('save'), say('weights_save'));
    const load = h('button', { type: 'button', class: 'quiet', disabled: true, title: say('weights_load_title'), onclick: () => file.click() }, say('weights_load'));
    container.replaceChildren(save, load, file);
    store.on('run', () => { save.disabled = load.disabled = false; });
  }

  async save() {
    const reply = await this.engine.request('weights');
    download(new Blob([reply.buffers[0]], { type: 'application/octet-stream' }), fileName(reply));
  }

  /** Takes the weights of a file, or throws; one of another network is told in a bar, once. */
  async load(file, offered = false) {
    const room = this.engine.device.budget / 2; // of float64: limits.js
    if (file.size > room) throw fault('weights_too_large', { found: bytes(file.size), most: bytes(room) });
    try {
      const { notes } = await this.take(file);
      settle('weights');
      const loaded = say('weights_loaded', { file: file.name });
      toast(notes.length ? [`${loaded}.`, ...notes.map(({ text }) => text)].join(' ') : loaded, 'good');
    } catch (error) {
      if (!error.link || offered) throw error;
      this.#offer(file, error);
    }
  }

  #offer(file, { message, link }) {
    const again = async () => {
      if (await this.open(link)) await this.load(file, true);
    };
    bar('weights', {
      kind: 'warning',
      about: 'weights link',
      title: say('weights_of_another', { file: file.name }),
      lines: [message, say('weights_made_with', { link })],
      actions: [
        { label: say('weights_open_recipe'), primary: true, act: () => { again().catch((error) => toast(`${file.name}: ${error.message}`, 'error', 'weights')); } },
        { label: this.wouldLose() ? say('keep_run') : say('cancel') },
      ],
    });
  }
}

/** linear-step-3000.safetensors; without a lesson what goes in, and how long the code is. */
export function fileName({ lesson, recipe, cost, metrics }) {
  return `${lesson || `${recipe.data}-code-${cost.code_size}`}-step-${metrics.step}.safetensors`;
}
