// The editor of encoder and decoder: a row for each layer, and the padlock that makes the decoder mirror the encoder.

import { h, icon } from './dom.js';

/** "dense(500,tanh),dense(300,tanh)" as [{kind, units, activation}]. */
export function readLayers(text) {
  return [...text.matchAll(/(\w+)\(([^,()]*),(\w+)\)/g)].map(([, kind, units, activation]) => ({ kind, units, activation }));
}

export function writeLayers(layers) {
  return layers.length ? layers.map((l) => `${l.kind}(${l.units},${l.activation})`).join(',') : 'none';
}

export function layersControl(field, ids, commit) {
  const mirrors = field.default === 'mirror';
  const rows = h('div', { class: 'layer-rows' });
  const add = h('button', { type: 'button', class: 'text-button add', onclick: () => grow() }, icon('plus'), 'Add layer');
  const lock = h('button', { type: 'button', class: 'text-button lock', onclick: () => toggleLock() });
  const note = h('p', { class: 'mirror-note' });
  let layers = [];
  let locked = false;
  let mirrored = []; // the encoder reversed: what an opened padlock starts from
  let drawn = '';

  const change = (next) => commit(writeLayers(next));
  const grow = () => {
    const last = layers.at(-1) || mirrored.at(-1);
    const units = last ? Math.max(2, Math.round(Number(last.units) / 2)) : 128;
    change([...layers, { kind: 'dense', units, activation: last?.activation || 'relu' }]);
  };
  const toggleLock = () => commit(locked ? writeLayers(mirrored) : 'mirror');

  function draw(force) {
    const text = `${locked}:${writeLayers(locked ? mirrored : layers)}`;
    if (text === drawn && !force) return;
    const focus = focusWithin(rows);
    drawn = text;
    rows.replaceChildren(...(locked ? [] : layers.map((layer, i) => row(layer, i))));
    restore(rows, focus);
    add.hidden = locked;
    lock.hidden = !mirrors;
    note.hidden = !locked;
    if (!mirrors) return;
    lock.replaceChildren(icon(locked ? 'locked' : 'unlocked'), locked ? 'Unlock' : 'Mirror the encoder');
    lock.setAttribute('aria-pressed', String(locked));
    note.textContent = mirrored.length
      ? `Mirrors the encoder: ${mirrored.map((l) => `${l.units} ${l.activation}`).join(', ')}`
      : 'Mirrors the encoder: no layers between';
  }

  function row(layer, i) {
    const name = `${field.label}, layer ${i + 1}`;
    const with_ = (part) => change(layers.map((l, k) => (k === i ? { ...l, ...part } : l)));
    const units = h('input', {
      type: 'text',
      inputmode: 'numeric',
      value: String(layer.units),
      autocomplete: 'off',
      'aria-label': `${name}: width`,
      'aria-describedby': ids.error,
      onchange: () => with_({ units: units.value.trim() }),
      onkeydown: (event) => {
        const up = { ArrowUp: 1, ArrowDown: -1 }[event.key];
        if (!up) return;
        event.preventDefault();
        with_({ units: stepped(field, units.value, up) });
      },
    });
    const button = (label, glyph, act) => h('button', { type: 'button', class: 'icon-button', 'aria-label': `${name}: ${label}`, onclick: act }, icon(glyph));
    return h('div', { class: 'layer' },
      h('div', { class: 'stepper' },
        button('narrower', 'minus', () => with_({ units: stepped(field, layer.units, -1) })),
        units,
        button('wider', 'plus', () => with_({ units: stepped(field, layer.units, 1) }))),
      h('select', { 'aria-label': `${name}: activation`, onchange: (event) => with_({ activation: event.target.value }) },
        ...(field.choices || []).map((c, k) => h('option', { value: c, selected: c === layer.activation }, field.choice_labels?.[k] ?? c))),
      button('remove', 'close', () => change(layers.filter((_, k) => k !== i))));
  }

  return {
    element: h('div', { class: 'layers', role: 'group', 'aria-labelledby': `${ids.input}-label`, 'aria-describedby': ids.help }, note, rows, h('div', { class: 'layer-actions' }, add, lock)),
    tall: true,
    update(value, values, force) {
      locked = value === 'mirror';
      layers = locked ? [] : readLayers(value);
      mirrored = mirrors ? readLayers(values.encoder || '').reverse() : [];
      draw(force);
    },
    invalid(on) {
      for (const input of rows.querySelectorAll('input')) input.setAttribute('aria-invalid', on);
    },
  };
}

// A tenth up or down, to a round number; by ones when small.
function stepped(field, units, up) {
  const n = Number(units) || 1;
  const size = n <= 16 ? 1 : n <= 64 ? 4 : n <= 256 ? 16 : 50;
  const next = up > 0 ? Math.floor(n / size) * size + size : Math.ceil(n / size) * size - size;
  return Math.min(field.max, Math.max(field.min, next));
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
