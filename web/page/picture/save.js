// Pictures as files: one as a sheet of what went in and what came out, several as a zip with names kept.

import { download, rowBytes, sheet, toBytes } from '../pixels.js';
import { distinct, zip } from './zip.js';

/** Hands the person a PNG: the clean picture, what the network saw where that is another, and what it made of it. */
export async function saveOne({ name, shape, input, corrupted, output }) {
  const parts = [input, corrupted, output].filter(Boolean).map((x) => (shape.row ? rowBytes(x, [input, output]) : toBytes(x)));
  const stem = name.replace(/\.[^.]*$/, '').replace(/[^\w-]+/g, '-').slice(0, 60) || 'picture';
  download(await sheet(parts, shape.w, shape.h, 10), `${stem}-bottleneck.png`);
}

export async function saveAll(items) {
  download(new Blob([zip(await filesOf(items))], { type: 'application/zip' }), 'bottleneck-pictures.zip');
}

/** The files of a zip: what came out in after/, what the network saw in before/, each pixel as one, under the names that the pictures came with. */
export async function filesOf(items) {
  const names = distinct(items.map(({ name }) => `${name.replace(/\.[^.]*$/, '') || 'picture'}.png`));
  const files = [];
  for (const [folder, of] of [['after', (i) => i.output], ['before', (i) => i.corrupted ?? i.input]]) {
    for (const [k, item] of items.entries()) {
      const png = await sheet([toBytes(of(item))], item.shape.w, item.shape.h, 1);
      files.push({ name: `${folder}/${names[k]}`, bytes: new Uint8Array(await png.arrayBuffer()) });
    }
  }
  return files;
}
