// What the trainer can take in one message.

import { fault } from '../words.js';

const MIB = 2 ** 20;

/**
 * Why buffers of a request are too large for a device with this heap, or null. More than a quarter of the heap would end
 * the worker for want of memory. A checkpoint comes from that heap and goes back to it; a person's data stay outside of it.
 */
export function tooLarge(op, buffers, budget) {
  const size = buffers.reduce((sum, b) => sum + b.byteLength, 0);
  if (op === 'restore' || op === 'look' || op === 'own' || size <= budget / 4) return null;
  return fault('message_too_large', { found: Math.ceil(size / MIB), most: budget / 4 / MIB }, op);
}
