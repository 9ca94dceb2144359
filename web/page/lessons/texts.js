// What was written about the lessons: JSON by hand, fetched when somebody wants it, once.

import { asset } from '../../kit/assets.js';

const known = new Map();

/** The JSON file of static/ with this name, {} of promises: a fetch that failed is tried again the next time. */
export function text(name) {
  if (!known.has(name)) {
    const wanted = load(name);
    known.set(name, wanted);
    wanted.catch(() => known.delete(name));
  }
  return known.get(name);
}

async function load(name) {
  const reply = await fetch(asset(name));
  if (!reply.ok) throw new Error(`${name}: ${reply.status}`);
  return reply.json();
}

/** The text of a lesson. */
export const lessonText = (id) => text(`lessons/${id}.json`);
