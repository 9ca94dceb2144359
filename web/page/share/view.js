// The view in a link: the panel, the axes of the plane, the side of the grid, and what is chosen.

import { say } from '../../kit/words.js';

const GRID = { least: 2, most: 40 };

/** What the view says in a link, by key; nothing of what is as always. choice: ViewChoice's parts, chosen: what somebody chose, or null. */
export function viewOf(choice, { tabs }, chosen) {
  const said = {};
  if (tabs.includes(choice.panel)) said.panel = choice.panel;
  if (choice.axes === 'dims') said.axes = `${choice.axis_x},${choice.axis_y}`;
  else if (choice.axes !== 'auto') said.axes = choice.axes;
  if (choice.grid) said.grid = String(choice.grid);
  if (chosen?.kind === 'image') said.chosen = String(chosen.image);
  if (chosen?.kind === 'code') said.chosen = `code:${Array.from(chosen.z, (v) => Number(v.toPrecision(6))).join(',')}`;
  return said;
}

/**
 * What a link says of the view: {choice: parts of ViewChoice's, chosen: an input or undefined, faults: [key, text] each}. running: the recipe that is open,
 * as the store has it.
 */
export function viewIn(page, { showing, cost, values }) {
  const choice = {};
  const faults = [];
  let chosen;
  if (page.panel) {
    if (page.panel === 'all') choice.panel = '';
    else if (showing.tabs.includes(page.panel)) choice.panel = page.panel;
    else faults.push(['panel', say('panel_unknown', { found: page.panel.slice(0, 40), panels: ['all', ...showing.tabs].join(', ') })]);
  }
  if (page.axes) {
    const axes = axesIn(page.axes, cost.code_size);
    if (axes) Object.assign(choice, axes);
    else faults.push(['axes', say('axes_unknown', { found: page.axes.slice(0, 40), last: cost.code_size - 1 })]);
  }
  if (page.grid) {
    const side = Number(page.grid);
    if (Number.isInteger(side) && side >= GRID.least && side <= GRID.most) choice.grid = side;
    else faults.push(['grid', say('grid_unknown', { found: page.grid.slice(0, 40), ...GRID })]);
  }
  if (page.chosen) {
    chosen = chosenIn(page.chosen, Number(values.test), cost.code_size);
    if (!chosen) faults.push(['chosen', say('chosen_in_link_unknown', { found: page.chosen.slice(0, 40), images: values.test, dim: cost.code_size })]);
  }
  return { choice, chosen, faults };
}

function axesIn(text, dim) {
  if (['pca', 'pixels'].includes(text)) return { axes: text };
  const [x, y, ...more] = text.split(',').map(Number);
  const is = (axis) => Number.isInteger(axis) && axis >= 0 && axis < dim;
  return is(x) && is(y) && !more.length ? { axes: 'dims', axis_x: x, axis_y: y } : null;
}

function chosenIn(text, images, dim) {
  if (/^\d+$/.test(text)) return Number(text) < images ? { kind: 'image', image: Number(text) } : undefined;
  const [, code] = /^code:(.+)$/.exec(text) ?? [];
  const z = code?.split(',').map((v) => (v.trim() ? Number(v) : NaN)) ?? [];
  return z.length === dim && z.every(Number.isFinite) ? { kind: 'code', z } : undefined;
}
