// What the device remembers of the view from visit to visit.

import { BY } from '../runs/overlay.js';

const KEY = 'bottleneck.view';

/** The numbers there are to choose among: points of the plane, and by how much the weight of a point falls to the next in the mean of the loss. */
export const POINTS = [1000, 2000, 5000, 10000];
export const SMOOTH = [0, 0.6, 0.9, 0.97];

/** Keeps the parts of ViewChoice's choice. */
export function write(choice) {
  try {
    localStorage.setItem(KEY, JSON.stringify(choice));
  } catch {
    // Without storage the view lasts as long as the page.
  }
}

/** The parts that were kept and still mean something. */
export function read() {
  try {
    const saved = JSON.parse(localStorage.getItem(KEY) || '{}');
    const good = {};
    if (typeof saved.panel === 'string') good.panel = saved.panel;
    if (['first', 'worst'].includes(saved.order)) good.order = saved.order;
    if (['bars', 'picture'].includes(saved.code_as)) good.code_as = saved.code_as;
    if (['encoder', 'decoder'].includes(saved.filter_of)) good.filter_of = saved.filter_of;
    if (['auto', 'pca', 'dims', 'pixels'].includes(saved.axes)) good.axes = saved.axes;
    for (const key of ['axis_x', 'axis_y']) if (Number.isInteger(saved[key]) && saved[key] >= 0) good[key] = saved[key];
    if (Number.isInteger(saved.grid) && saved.grid >= 2 && saved.grid <= 40) good.grid = saved.grid;
    if (['codes', 'gaussian', 'hand'].includes(saved.grid_by)) good.grid_by = saved.grid_by;
    if (Array.isArray(saved.range) && saved.range.length === 4 && saved.range.every(Number.isFinite) && saved.range[0] < saved.range[1] && saved.range[2] < saved.range[3]) good.range = saved.range;
    if (POINTS.includes(saved.points)) good.points = saved.points;
    if (typeof saved.log === 'boolean') good.log = saved.log;
    if (typeof saved.terms === 'boolean') good.terms = saved.terms;
    if (SMOOTH.includes(saved.smooth)) good.smooth = saved.smooth;
    if (BY.includes(saved.runs)) good.runs = saved.runs;
    return good;
  } catch {
    return {};
  }
}
