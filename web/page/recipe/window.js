// A sliding window as a link writes it, "3x5", "s2", "p1", and the boxes that edit it. options: what may follow the kernel, as the
// trainer describes it (recipe.Option).

import { h } from '../../kit/dom.js';
import { say } from '../../kit/words.js';

// What a box says where nothing is said: a text, or what another box says.
const usual = (option, now) => now[option.usual] ?? option.usual;
const argument = ({ words, letter }, text) => words?.[text] ?? letter + text.replace(new RegExp(`^${letter}(?=\\d)`), '');
const off = ({ unless }, options, now) => !!unless && options.some((o) => (now[o.name] || usual(o, now)) === unless);

/** ['3', 's2', 'p1'] as what the boxes show, by their names. */
export function readWindow([kernel = '', ...rest], options) {
  const now = { kernel };
  const words = options.flatMap((o) => Object.values(o.words || {}));
  for (const option of options) {
    const known = Object.entries(option.words || {});
    const said = rest.find((r) => (words.includes(r) ? known.some(([, arg]) => arg === r) : r[0] === option.letter));
    now[option.name] = said === undefined ? usual(option, now) : known.find(([, arg]) => arg === said)?.[0] ?? said.slice(1);
  }
  return now;
}

/** The same as arguments. What is not understood is left for the trainer to refuse, but never read as something else. */
export function writeWindow(now, options) {
  const said = options.filter((o) => now[o.name] && !off(o, options, now)).map((o) => {
    const own = argument(o, now[o.name]);
    return own !== argument(o, usual(o, now)) && own;
  });
  return [now.kernel, ...said].filter(Boolean);
}

/** Boxes for the window that a part describes: commit(args) takes what they say. */
export function windowBoxes(name, ids, args, part, commit) {
  const now = readWindow(args, part.options);
  const box = ({ name: key, label, help }, disabled) => {
    const input = h('input', {
      type: 'text', value: now[key], autocomplete: 'off', spellcheck: 'false', disabled, title: help,
      'aria-label': say('layer_part', { layer: name, part: label }), 'aria-describedby': ids.error,
      onchange: () => commit(writeWindow({ ...now, [key]: input.value.trim() }, part.options)),
    });
    return h('label', { class: 'layer-part' }, h('span', {}, label), input);
  };
  return [box({ ...part, label: part.name }, false), ...part.options.map((o) => box(o, off(o, part.options, now)))];
}
