// The editor of encoder and decoder: a row for each layer with the shape it makes, the list as text, and the padlock
// that makes the decoder mirror the encoder. What a layer is made of, the trainer says (recipe.Notation).

import { h, icon } from '../../kit/dom.js';
import { count } from '../../kit/format.js';
import { windowBoxes } from './window.js';
import { say } from '../../kit/words.js';

/** "a(16,3,s2,relu),b(9,tanh)" as [{kind: 'a', args: ['16', '3', 's2', 'relu']}]. */
export function readLayers(text) {
  return [...text.matchAll(/(\w+)\(([^()]*)\)/g)].map(([, kind, args]) => ({ kind, args: args.split(',').map((a) => a.trim()).filter(Boolean) }));
}

export function writeLayers(layers) {
  return layers.length ? layers.map((l) => `${l.kind}(${l.args.join(',')})`).join(',') : 'none';
}

/** A shape as people read it: 14×14×16, or how many numbers. */
export function shapeText({ h: rows, w: columns, c: channels }) {
  return rows * columns === 1 ? count(channels) : `${rows}\u00d7${columns}\u00d7${channels}`;
}

/** kinds: () => the kinds of layer, once they are known. */
export function layersControl(field, ids, commit, kinds) {
  const mirrors = field.default === 'mirror';
  const rows = h('ol', { class: 'layer-rows' });
  const text = h('input', { type: 'text', class: 'layer-text', spellcheck: 'false', autocomplete: 'off', 'aria-label': say('layers_as_text', { field: field.label }), 'aria-describedby': ids.error, onchange: () => commit(text.value.trim()) });
  const add = h('button', { type: 'button', class: 'text-button add', onclick: () => change([...layers, next(layers.at(-1), kinds())]) }, icon('plus'), say('layer_add'));
  const lock = h('button', { type: 'button', class: 'text-button lock', onclick: () => commit(locked ? writeLayers(mirrored) : 'mirror') });
  const asText = h('button', { type: 'button', class: 'text-button', 'aria-pressed': 'false', onclick: () => write(text.hidden) }, say('layer_text'));
  let layers = [];
  let locked = false;
  let mirrored = []; // what the padlock, opened, starts from
  let levels = []; // what each layer makes, as far as it is known
  let drawn = '';
  text.hidden = true;

  // A refused list stays on view, so that it can be corrected.
  function change(list) {
    layers = list;
    levels = [];
    draw();
    commit(writeLayers(list));
  }

  function write(on) {
    text.hidden = !on;
    asText.setAttribute('aria-pressed', String(on));
    draw();
    if (on) text.focus();
  }

  function draw() {
    const open = !text.hidden && !locked;
    const state = `${locked} ${open} ${writeLayers(locked ? mirrored : layers)} ${JSON.stringify(levels)}`;
    if (document.activeElement !== text) text.value = writeLayers(layers);
    text.hidden = !open;
    if (state === drawn) return;
    drawn = state;
    const focus = focusWithin(rows);
    const shown = locked ? mirrored.map((layer, i) => still(layer, levels[i])) : open ? [] : layers.map((layer, i) => row(layer, i));
    rows.replaceChildren(...shown);
    restore(rows, focus);
    add.hidden = locked || open;
    asText.hidden = locked;
    lock.hidden = !mirrors;
    if (!mirrors) return;
    lock.replaceChildren(icon(locked ? 'locked' : 'unlocked'), locked ? say('layer_unlock') : say('layer_mirror'));
    lock.setAttribute('aria-pressed', String(locked));
  }

  // A layer of the mirror, to be read only.
  function still(layer, level) {
    return h('li', { class: 'layer still' }, h('span', {}, `${layer.kind}(${layer.args.join(', ')})`), made(level));
  }

  function row(layer, i) {
    const name = say('layer_of', { field: field.label, layer: i + 1 });
    const kind = kinds().find((k) => k.name === layer.kind);
    const with_ = (args) => change(layers.map((l, k) => (k === i ? { ...l, args } : l)));
    const pick = h('select', {
      class: 'layer-kind',
      'aria-label': say('layer_part', { layer: name, part: say('layer_kind') }),
      title: kind && about(kind),
      'aria-describedby': ids.error,
      onchange: () => change(layers.map((l, k) => (k === i ? readLayers(kinds().find((c) => c.name === pick.value).new)[0] : l))),
    }, ...kinds().map((k) => h('option', { value: k.name, selected: k.name === layer.kind }, k.label)));
    const remove = h('button', { type: 'button', class: 'icon-button', 'aria-label': say('layer_part', { layer: name, part: say('layer_remove') }), title: say('layer_remove_title'), onclick: () => change(layers.filter((_, k) => k !== i)) }, icon('close'));
    return h('li', { class: 'layer' }, pick, remove,
      h('div', { class: 'layer-parts' }, ...parts(field, name, ids, kind, layer.args, with_)),
      made(levels[i]));
  }

  return {
    element: h('div', { class: 'layers', role: 'group', 'aria-labelledby': `${ids.input}-label`, 'aria-describedby': ids.help }, rows, text, h('div', { class: 'layer-actions' }, add, lock, asText)),
    tall: true,
    update(value, draft) {
      locked = value === 'mirror';
      layers = locked ? [] : readLayers(value);
      const plan = draft.plan?.[field.name] || [];
      levels = plan.slice(0, locked ? -1 : layers.length);
      mirrored = mirrors && locked ? levels.flatMap((l) => readLayers(l.layer)) : [];
      draw();
    },
    invalid(on) {
      for (const input of [text, ...rows.querySelectorAll('input, select')]) input.setAttribute('aria-invalid', on);
    },
  };
}

// What a kind of layer does, and what other programs call it.
function about({ help, keras, torch }) {
  const names = [keras && say('layer_keras', { name: keras }), torch && say('layer_torch', { name: torch })].filter(Boolean).join(', ');
  return names ? say('layer_called', { help, names }) : help;
}

/** What a layer makes, behind its name where that is not seen otherwise. */
export function made(level, name) {
  return level && h('small', { class: 'layer-shape' }, name ? `${name} ` : '', `\u2192 ${shapeText(level.shape)}`, level.parameters ? say('layer_parameters', { parameters: level.parameters }) : '');
}

// One control for each argument; the arguments of a window go together.
function parts(field, name, ids, kind, args, change) {
  if (!kind) return [];
  let at = 0;
  return kind.parts.flatMap((part, i) => {
    const first = at;
    const last = part.options ? args.length - (kind.parts.length - 1 - i) : at + 1;
    at = last;
    const own = args.slice(first, last);
    const set = (...values) => change([...args.slice(0, first), ...values.filter(Boolean), ...args.slice(last)]);
    const box = (label, value, commit) => {
      const input = h('input', { type: 'text', value, autocomplete: 'off', spellcheck: 'false', 'aria-label': say('layer_part', { layer: name, part: label }), title: label, 'aria-describedby': ids.error, onchange: () => commit(input.value.trim()) });
      return input;
    };
    switch (part.kind) {
      case 'activation':
        return h('select', { 'aria-label': say('layer_part', { layer: name, part: say('layer_activation') }), title: say('layer_activation'), onchange: (event) => set(event.target.value) },
          ...(field.choices || []).map((c, k) => h('option', { value: c, selected: c === own[0] }, field.choice_labels?.[k] ?? c)));
      case 'int': return stepper(part, name, ids, own[0], set);
      case 'window': return windowBoxes(name, ids, own, part, (list) => set(...list));
      default: return labelled(part.name, box(part.name, own[0], set));
    }
  });
}

function labelled(text, input) {
  return h('label', { class: 'layer-part' }, h('span', {}, text), input);
}

function stepper(part, name, ids, value, set) {
  const input = h('input', {
    type: 'text',
    inputmode: 'numeric',
    value,
    autocomplete: 'off',
    'aria-label': say('layer_part', { layer: name, part: part.name }),
    title: part.name,
    'aria-describedby': ids.error,
    onchange: () => set(input.value.trim()),
    onkeydown: (event) => {
      const up = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!up) return;
      event.preventDefault();
      set(stepped(part, input.value, up));
    },
  });
  const button = (label, glyph, up) => h('button', { type: 'button', class: 'icon-button', 'aria-label': say('layer_part', { layer: name, part: label }), onclick: () => set(stepped(part, value, up)) }, icon(glyph));
  return h('div', { class: 'stepper' }, button(say('layer_fewer', { part: part.name }), 'minus', -1), input, button(say('layer_more', { part: part.name }), 'plus', 1));
}

/** What the next layer usually is: of the same kind where the trainer says how many units it has then, else the first of the kinds. */
export function next(last, kinds) {
  const kind = kinds.find((k) => k.name === last?.kind);
  if (!kind?.next) return readLayers(kinds[0].new)[0];
  const [{ min, max }] = kind.parts;
  const units = Math.round(kind.next * (Number(last.args[0]) || 0));
  return { ...last, args: [String(Math.min(max, Math.max(min, units))), ...last.args.slice(1)] };
}

/** A tenth up or down, to a round number; by ones when small. */
export function stepped(part, value, up) {
  const n = Number(value) || 1;
  const size = n <= 16 ? 1 : n <= 64 ? 4 : n <= 256 ? 16 : 50;
  const to = up > 0 ? Math.floor(n / size) * size + size : Math.ceil(n / size) * size - size;
  return String(Math.min(part.max, Math.max(part.min, to)));
}

function focusWithin(rows) {
  const at = [...rows.querySelectorAll('button, input, select')].indexOf(document.activeElement);
  return at < 0 ? null : at;
}

function restore(rows, at) {
  if (at === null) return;
  const all = [...rows.querySelectorAll('button, input, select')];
  all[Math.min(at, all.length - 1)]?.focus();
}
