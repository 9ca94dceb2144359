// Weights out of the page and back: a safetensors file of the run as it is now, and one that takes its place. A file of
// another network offers the recipe it was made with.

import { h, icon } from '../../kit/dom.js';
import { bytes } from '../../kit/format.js';
import { bar, toast } from '../notices.js';
import { download } from '../pixels.js';

export class Weights {
  /** open(link) replaces the run and resolves to whether it did; wouldLose() says whether that ends a run under way. */
  constructor(container, store, engine, { open, wouldLose, fail }) {
    Object.assign(this, { engine, open, wouldLose });
    const file = h('input', { type: 'file', accept: '.safetensors', class: 'unseen', tabindex: '-1', 'aria-label': 'Choose a file of weights', onchange: () => {
      const [given] = file.files;
      file.value = '';
      if (given) this.load(given).catch((error) => fail(`${given.name}: ${error.message}`));
    } });
    const save = h('button', { type: 'button', class: 'quiet', disabled: true, title: 'The weights as they are now, as a safetensors file with the recipe in it', onclick: () => this.save().catch((error) => fail(error.message)) }, icon('save'), 'Save weights');
    const load = h('button', { type: 'button', class: 'quiet', disabled: true, title: 'Go on from a safetensors file; or drop one anywhere on the page', onclick: () => file.click() }, 'Load weights\u2026');
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
    if (file.size > room) throw new Error(`${bytes(file.size)} found, at most ${bytes(room)} expected`);
    try {
      await this.engine.request('load', {}, [await file.arrayBuffer()]);
      toast(`Weights loaded from ${file.name}`, 'good');
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
      title: `${file.name} is of another network`,
      lines: [message, `The file says that it was made with ${link}`],
      actions: [
        { label: 'Open that recipe and load', primary: true, act: () => { again().catch((error) => toast(`${file.name}: ${error.message}`, 'error')); } },
        { label: this.wouldLose() ? 'Keep the run' : 'Cancel' },
      ],
    });
  }
}

/** linear-step-3000.safetensors; without a lesson what goes in, and how long the code is. */
export function fileName({ lesson, recipe, cost, metrics }) {
  return `${lesson || `${recipe.data}-code-${cost.code_size}`}-step-${metrics.step}.safetensors`;
}
