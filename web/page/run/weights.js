// Weights out of the page and back: a safetensors file of the run as it is now, and one that takes its place. A file of
// another network offers the recipe it was made with.

import { h, icon } from '../../kit/dom.js';
import { bytes } from '../../kit/format.js';
import { bar, settle, toast } from '../notices.js';
import { download } from '../pixels.js';
import { fault, say } from '../../kit/words.js';

export class Weights {
  /** open(link) replaces the run and resolves to whether it did; wouldLose() says whether that ends a run under way. */
  constructor(container, store, engine, { open, wouldLose, fail }) {
    Object.assign(this, { engine, open, wouldLose });
    const file = h('input', { type: 'file', accept: '.safetensors', class: 'unseen', tabindex: '-1', 'aria-label': say('weights_choose'), onchange: () => {
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
    const room = this.engine.device.budget / 4; // limits.js
    if (file.size > room) throw fault('weights_too_large', { found: bytes(file.size), most: bytes(room) });
    try {
      await this.engine.request('load', {}, [await file.arrayBuffer()]);
      settle('weights');
      toast(say('weights_loaded', { file: file.name }), 'good');
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
