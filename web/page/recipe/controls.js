// One control for each kind of field: {element, single, tall, update(value, draft, force), invalid(on)}.
// A control reports text in the notation of the link; whether it is right is for the trainer to say.

import { h } from '../../kit/dom.js';
import { layersControl } from './layers.js';
import { outputControl } from './output.js';
import { say } from '../../kit/words.js';

// A live field changes the run, and each change is a part of its recipe: one value a move of the hand is enough.
const REST_MS = 250;

/** kinds: () => the kinds of layer, which the trainer describes. */
export function makeControl(field, ids, commit, kinds) {
  switch (field.kind) {
    case 'choice': return choice(field, ids, commit);
    case 'classes': return classes(field, ids, commit);
    case 'layers': return layersControl(field, ids, commit, kinds);
    case 'output': return outputControl(field, ids, commit, kinds);
    case 'noise': return noise(field, ids, commit);
    default: return number(field, ids, commit);
  }
}

function described(ids) {
  return { id: ids.input, 'aria-describedby': `${ids.help} ${ids.error}` };
}

function choice(field, ids, commit) {
  if (field.arguments?.some(Boolean)) return choiceWithArgument(field, ids, commit);
  const select = choices(field, ids, () => commit(select.value));
  return {
    element: select,
    single: true,
    update: (value) => { select.value = value; },
    invalid: (on) => select.setAttribute('aria-invalid', on),
  };
}

function choices(field, ids, onchange) {
  return h('select', { ...described(ids), onchange }, ...field.choices.map((c, i) => h('option', { value: c }, field.choice_labels?.[i] ?? c)));
}

// A choice, and a box for the number that the chosen one may take.
function choiceWithArgument(field, ids, commit) {
  const taken = () => field.arguments[field.choices.indexOf(select.value)];
  const report = () => commit(taken() ? `${select.value}(${box.input.value.trim()})` : select.value);
  const select = choices(field, ids, () => {
    box.input.value = taken()?.default ?? '';
    report();
  });
  const number = { ...field, kind: 'float' };
  const box = textBox(number, { ...ids, input: `${ids.input}-argument` }, report);
  const name = h('label', { for: `${ids.input}-argument` });
  return {
    element: h('div', { class: 'choice-and-box' }, select, name, box.input),
    single: true,
    update(value, draft, force) {
      const [, chosen, argument] = split(value);
      select.value = chosen;
      const is = taken();
      box.input.hidden = name.hidden = !is;
      if (!is) return;
      Object.assign(number, { min: is.min, max: is.max });
      name.textContent = is.name;
      box.input.title = say('argument_range', { argument: is.name, least: is.min, most: is.max });
      box.input.setAttribute('aria-label', say('field_part', { field: field.label, part: is.name }));
      box.update(argument, draft, force);
    },
    invalid: (on) => (taken() ? box : { invalid: (v) => select.setAttribute('aria-invalid', v) }).invalid(on),
  };
}

// name(argument), or a name alone.
const split = (value) => /^(\w+)(?:\((.*)\))?$/.exec(value) || [value, value, ''];

// A box for the exact text; for fields one likes to turn, a slider too.
function number(field, ids, commit) {
  const box = textBox(field, ids, commit);
  const slides = field.log && (field.live || (field.kind === 'int' && ['Data', 'Network'].includes(field.group)));
  if (!slides) {
    return { element: box.input, single: true, update: box.update, invalid: box.invalid };
  }
  const slide = slider(field, scaleOf(field), (text) => { box.input.value = text; }, commit);
  return {
    element: h('div', { class: 'slide-and-box' }, slide.input, box.input),
    single: true,
    update(value, draft, force) {
      if (slide.waits()) return;
      box.update(value, draft, force);
      slide.update(Number(value));
    },
    invalid: box.invalid,
  };
}

function textBox(field, ids, commit) {
  let settled = '';
  let timer = 0; // of what the arrows chose; 0: nothing waits
  const now = (text) => {
    clearTimeout(timer);
    timer = 0;
    commit(text);
  };
  const input = h('input', {
    ...described(ids),
    type: 'text',
    inputmode: field.kind === 'int' ? 'numeric' : 'decimal',
    autocomplete: 'off',
    spellcheck: 'false',
    onchange: () => now(input.value.trim()),
    onblur: () => timer && now(input.value.trim()),
    onkeydown: (event) => {
      if (event.key === 'Escape' && input.value !== settled) {
        input.value = settled;
        now(settled);
        event.stopPropagation();
      }
      const up = ['int', 'float'].includes(field.kind) && { ArrowUp: 1, ArrowDown: -1 }[event.key];
      const next = up && nudge(field, Number(input.value), up, event.shiftKey);
      if (next === undefined || Number.isNaN(Number(input.value))) return;
      event.preventDefault();
      input.value = next;
      clearTimeout(timer);
      if (field.live) timer = setTimeout(now, REST_MS, next);
      else commit(next);
    },
  });
  return {
    input,
    update(value, _, force) {
      settled = value;
      if (timer) return; // it is about to be another
      if (force || document.activeElement !== input) input.value = value;
    },
    invalid: (on) => input.setAttribute('aria-invalid', on),
  };
}

function nudge(field, value, up, large) {
  if (!up) return undefined;
  let next = field.kind === 'int' ? value + up * (large ? 10 : 1) : value * (large ? 2 : 1.1) ** up;
  next = Math.min(field.max ?? Infinity, Math.max(field.min ?? 0, next));
  return field.kind === 'int' ? String(Math.round(next)) : short(next);
}

// Two digits are enough for a slider, and make links that one can read.
function short(x) {
  const text = Number(x.toPrecision(2));
  return String(text);
}

// Three decades to either side of the default, within the allowed range.
function scaleOf(field) {
  const centre = Number(field.default);
  const low = Math.log(Math.max(field.min, centre / 1000));
  const high = Math.log(Math.min(field.max, centre * 1000));
  const whole = field.kind === 'int';
  return {
    at: (t) => {
      const v = Math.exp(low + t * (high - low));
      return whole ? String(Math.round(Number(v.toPrecision(v < 100 ? 2 : 3)))) : short(v);
    },
    from: (v) => (Math.log(v) - low) / (high - low),
  };
}

// Shows while it moves. It reports then, too, but never more than one value ahead of the answer; of a live field only where the hand rests.
function slider(field, scale, show, commit) {
  let waiting = null;
  let busy = false;
  let touched = 0;
  let timer = 0;
  const send = async () => {
    clearTimeout(timer);
    if (busy) return;
    busy = true;
    while (waiting !== null) {
      const text = waiting;
      waiting = null;
      await commit(text);
    }
    busy = false;
  };
  const input = h('input', {
    type: 'range',
    min: '0',
    max: '1',
    step: '0.005',
    'aria-label': say('field_part', { field: field.label, part: say('field_slider') }),
    oninput: () => {
      touched = performance.now();
      waiting = scale.at(Number(input.value));
      input.setAttribute('aria-valuetext', waiting);
      show(waiting);
      clearTimeout(timer);
      if (field.live) timer = setTimeout(send, REST_MS);
      else send();
    },
    onchange: () => send(),
  });
  return {
    input,
    waits: () => waiting !== null,
    update(value) {
      input.setAttribute('aria-valuetext', String(value));
      if (busy || (document.activeElement === input && performance.now() - touched < 400)) return;
      input.value = String(Math.min(1, Math.max(0, scale.from(value))));
    },
  };
}

// Ten chips, pressed when the digit is used.
function classes(field, ids, commit) {
  let used = new Set();
  const all = Array.from({ length: 10 }, (_, i) => i);
  const report = () => commit(used.size === 10 ? 'all' : [...used].sort((a, b) => a - b).join(','));
  const chips = all.map((digit) => h('button', {
    type: 'button',
    class: 'chip',
    'aria-pressed': 'true',
    onclick: () => {
      const next = new Set(used);
      if (!next.delete(digit)) next.add(digit);
      if (next.size === 0) next.add(digit); // at least one stays
      used = next;
      show();
      report();
    },
  }, String(digit)));
  const show = () => chips.forEach((chip, digit) => chip.setAttribute('aria-pressed', used.has(digit)));
  return {
    element: h('div', { class: 'chips', role: 'group', 'aria-labelledby': `${ids.input}-label`, 'aria-describedby': `${ids.help} ${ids.error}` }, ...chips),
    tall: true,
    update(value) {
      used = new Set(value === 'all' ? all : value.split(',').map(Number));
      show();
    },
    invalid() {},
  };
}

// A kind, and how much of it.
function noise(field, ids, commit) {
  let amount = '0.2';
  const report = () => commit(kind.value === 'none' ? 'none' : `${kind.value}(${box.input.value.trim()})`);
  const kind = choices(field, ids, () => {
    if (kind.value !== 'none' && !(Number(box.input.value) > 0)) box.input.value = amount;
    report();
  });
  const box = textBox({ ...field, kind: 'float', label: say('field_part', { field: field.label, part: say('field_amount') }) }, { ...ids, input: `${ids.input}-amount` }, report);
  box.input.setAttribute('aria-label', say('field_part', { field: field.label, part: field.unit || say('field_amount') }));
  const top = Math.min(field.max, 1);
  const slide = slider(field, { at: (t) => String(Math.round(t * top * 100) / 100), from: (v) => v / top }, (text) => {
    if (Number(text) === 0) kind.value = 'none';
    else if (kind.value === 'none') kind.value = field.choices.find((c) => c !== 'none');
    box.input.value = text;
  }, report);
  return {
    element: h('div', { class: 'noise' }, kind, h('div', { class: 'slide-and-box' }, slide.input, box.input)),
    single: true,
    tall: true,
    update(value, draft, force) {
      if (slide.waits()) return;
      const [, name, argument] = split(value);
      kind.value = name;
      if (Number(argument) > 0) amount = argument;
      box.update(name === 'none' ? '0' : argument, draft, force);
      slide.update(name === 'none' ? 0 : Number(argument));
    },
    invalid: box.invalid,
  };
}
