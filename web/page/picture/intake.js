// Files from anywhere: dropped on the page, pasted, picked, or handed on by the canvas.

import { byId, typing } from '../../kit/dom.js';
import { chosen, dropped } from '../../kit/dropped.js';
import { handlesOf } from '../data/handles.js';
import { fault, say } from '../../kit/words.js';

/**
 * Calls onFiles([{file, path}], handles) for files that reach the window, with handles where there are some, onNothing(text) when a drop holds none, and
 * onText(text) for text that is pasted where nobody writes. onCount(files) hears how many of a folder are found so far.
 */
export function bindIntake(onFiles, onNothing, onText, onCount) {
  const veil = byId('veil');
  let depth = 0;
  const carriesFiles = (event) => [...(event.dataTransfer?.types || [])].includes('Files');
  const lift = () => {
    depth = 0;
    veil.classList.remove('shown');
  };
  addEventListener('dragenter', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth++;
    veil.classList.add('shown');
  });
  addEventListener('dragleave', () => {
    if (--depth <= 0) lift();
  });
  addEventListener('dragover', (event) => {
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    lift();
    Promise.all([dropped(event.dataTransfer, onCount), handlesOf(event.dataTransfer)]).then(([given, handles]) => {
      if (given.length) onFiles(given, handles);
      else onNothing(say('drop_empty'));
    }, (error) => onNothing(say('drop_not_read', { why: error.message })));
  });
  addEventListener('paste', (event) => {
    const given = chosen(event.clipboardData?.files);
    const text = event.clipboardData?.getData('text/plain');
    if (!given.length && text && !typing(event.target)) onText(text);
    if (!given.length) return;
    event.preventDefault();
    onFiles(given, []);
  });
}

/** The pictures on the clipboard, asked for by a button. Throws a readable Error. */
export async function pasted() {
  let items;
  try {
    items = await navigator.clipboard.read();
  } catch {
    throw fault('clipboard_closed');
  }
  const files = [];
  for (const item of items) {
    const type = item.types.find((t) => t.startsWith('image/'));
    if (type) files.push(new File([await item.getType(type)], `pasted.${type.split('/')[1]}`, { type }));
  }
  if (!files.length) throw fault('clipboard_empty');
  return files;
}
