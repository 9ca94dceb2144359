// A sliding window in the notation of a link, "3x5", "s2", "p1", "o1", and the boxes that edit it. A convolution is padded by
// "same" and moves by 1 where nothing is said, a pool is not padded and moves by its kernel.

import { h } from '../../kit/dom.js';

/** ['3', 's2', 'p1', 'o1'] as {kernel, stride, padding, output}, each as its box shows it. */
export function readWindow([kernel = '', ...rest], conv) {
  const of = (letter) => rest.find((r) => r !== 'same' && r[0] === letter)?.slice(1);
  const padding = of('p');
  const unsaid = conv ? 'same' : 'none';
  return {
    kernel,
    stride: of('s') ?? (conv ? '1' : kernel),
    padding: rest.includes('same') ? 'same' : padding === '0' ? 'none' : padding ?? unsaid,
    output: of('o') ?? '0',
  };
}

/** The same as arguments. What is not understood is left for the trainer to refuse, but never read as something else. */
export function writeWindow({ kernel, stride, padding, output }, conv) {
  const usual = conv ? '1' : kernel;
  const digits = padding.replace(/^p(?=\d)/, '');
  const none = digits === 'none' || digits === '0';
  const own = digits !== 'same' && digits !== '';
  return [
    kernel,
    stride && stride !== usual && `s${stride}`,
    digits === 'same' && !conv && 'same',
    own && (none ? conv && 'p0' : `p${digits}`),
    own && output && output !== '0' && `o${output}`,
  ].filter(Boolean);
}

/** Boxes for a window: commit(args) takes what they say. turned: of a transposed convolution, which can pad its output. */
export function windowBoxes(name, ids, args, conv, turned, commit) {
  const now = readWindow(args, conv);
  const box = (key, label, title, off) => {
    const input = h('input', {
      type: 'text', value: now[key], autocomplete: 'off', spellcheck: 'false', disabled: off, title,
      'aria-label': `${name}: ${label}`, 'aria-describedby': ids.error,
      onchange: () => commit(writeWindow({ ...now, [key]: input.value.trim() }, conv)),
    });
    return h('label', { class: 'layer-part' }, h('span', {}, label), input);
  };
  return [
    box('kernel', 'kernel', 'Rows and columns: 3, or 3x5'),
    box('stride', 'stride', 'How far it moves: 2, or 2x1'),
    box('padding', 'padding', 'same, none, or so many on every side: 1, or 1x2'),
    turned && box('output', 'out pad', now.padding === 'same'
      ? 'Rows and columns added at the end; with a padding of its own only, not with same'
      : 'Rows and columns added at the end, fewer than the stride', now.padding === 'same'),
  ].filter(Boolean);
}
