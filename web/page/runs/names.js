// Names of runs that one remembers: two words, by the run's id.

import { say } from '../../kit/words.js';

const FIRST = say('run_first_words').split(' ');
const SECOND = say('run_second_words').split(' ');

/** An id for a new run: eight hexadecimal digits of chance. */
export function newId() {
  return crypto.getRandomValues(new Uint32Array(1))[0].toString(16).padStart(8, '0');
}

/** "quiet otter": the same for the same id. */
export function nameOf(id) {
  const n = parseInt(id, 16) >>> 0;
  return `${FIRST[n % FIRST.length]} ${SECOND[Math.floor(n / FIRST.length) % SECOND.length]}`;
}
