// The panels that show a run, in order: what each says in words, and how it is drawn where there is no canvas. A module exports
//   has(snapshot)   whether there is what it shows
//   text(snapshot, rows)  a sentence or more, or ''; rows: the data are a table's
//   table(snapshot) {caption, head, rows}, or null; it is asked only if it has
//   draw(ink, snapshot, area, view)  likewise
//
// Written by web/modules from the list of core/recipe/panels.go: go generate ./web/modules

import * as line from './panels/line.js';
import * as images from './panels/images.js';
import * as table from './panels/table.js';
import * as code from './panels/code.js';
import * as latent from './panels/latent.js';
import * as grid from './panels/grid.js';
import * as filters from './panels/filters.js';
import * as loss from './panels/loss.js';

export const PANELS = { line, images, table, code, latent, grid, filters, loss };
