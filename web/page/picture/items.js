// A picture, from where it came to what the network makes of it. An item is {name, source, without, input, stages, strokes, shape, test?, note?}: source
// is {file}, {pad} (strokes of the pad) or {test} (which held-out input), and without names steps of the preparation that were left out. {output,
// corrupted, noise, rank} is what the network made of it, and with which noise; fresh: nobody has seen it yet.

import { paint, Strokes } from './brushes.js';
import { PAD_SIDE } from './pad.js';

/** What a picture becomes as an input, and what the network makes of that: one request for both. bytesOf draws strokes of the pad. */
export async function prepared(engine, { name, source, without = [] }, shape, noise, bytesOf) {
  const [op, fields, buffer] = source.file ? ['prepare', {}, await source.file.arrayBuffer()] : ['prepareGray', { w: PAD_SIDE, h: PAD_SIDE }, bytesOf(source.pad, shape.c).buffer];
  const { stages = [], rank, buffers } = await engine.request(op, { ...fields, names: without, through: true, ...noise }, [buffer]);
  const [input, ...pictures] = buffers;
  const item = { name, source, without, shape, strokes: new Strokes(), input: new Float32Array(input), stages: stages.map((s, i) => ({ ...s, gray: new Uint8Array(pictures[i]) })) };
  return made(item, pictures.slice(stages.length), noise, rank);
}

/** A held-out input, the last where there are fewer, with strokes over it; null where the network takes inputs of another shape by now. */
export async function heldOut(engine, index, shape, strokes, noteOf) {
  const reply = await engine.request('testImages', { n: index + 1 });
  const at = Math.min(index, (reply.n ?? index + 1) - 1);
  const { dim, buffers: [x, labels] } = reply;
  if (dim !== shape.size) return null;
  const input = new Float32Array(x).slice(at * dim, (at + 1) * dim);
  return { name: `test-${at}`, source: { test: at }, test: at, input, stages: [], without: [], strokes, note: noteOf(labels && new Uint8Array(labels)[at]), shape };
}

/** Runs an item through the network as it is now. */
export async function through(engine, item, noise) {
  const spoiled = seen(item);
  const { rank, buffers } = await engine.request('reconstruct', { n: 1, ...noise }, [spoiled.slice().buffer, item.input.slice().buffer]);
  made(item, buffers, noise, rank);
  if (!item.corrupted && spoiled !== item.input) item.corrupted = spoiled;
  item.fresh = false;
}

/** What the brushes left of an item. */
export function seen({ input, shape, strokes }) {
  return paint(input, shape, strokes.list);
}

/** Whether the network has made something of an item with this noise that nobody has seen yet. */
export function isFresh({ fresh, noise }, { value, seed }) {
  return !!fresh && noise.value === value && noise.seed === seed;
}

function made(item, [output, corrupted], noise, rank = null) {
  if (!output) return item; // no network was there
  return Object.assign(item, { output: new Float32Array(output), corrupted: corrupted ? new Float32Array(corrupted) : null, noise, rank, fresh: true });
}
