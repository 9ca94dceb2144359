// Sets size and sharing of the memory that a module imports. The twin of wasm/memory (Go), for the loader: it knows
// only in the browser how much the device grants, and whether it grants a shared memory.
// A classic script, so that a worker can import it: importScripts("memory.js").
'use strict';

/**
 * Changes, in place, the limits of env.memory in a module built by web/site.
 * @param {Uint8Array} module the module's bytes
 * @param {number} pages minimum = maximum, in pages of 64 KiB
 * @param {boolean} shared
 */
globalThis.setMemoryLimits = (module, pages, shared) => {
  let at = 8;
  const number = () => {
    for (let value = 0, shift = 0; shift < 35; shift += 7) {
      const byte = module[at++];
      if (byte === undefined) throw new Error(`memory: module cut off at byte ${at - 1}`);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new Error(`memory: number before byte ${at} exceeds 32 bits`);
  };
  const limits = () => {
    const flags = module[at++];
    number();
    if (flags & 1) number();
  };
  if (!(pages >= 1 && pages <= 65536)) throw new Error(`memory: ${pages} pages asked for, 1 to 65536 expected`);
  if (String(module.subarray(0, 8)) !== '0,97,115,109,1,0,0,0') throw new Error('memory: not a WebAssembly module');
  while (at < module.length) {
    const section = module[at++];
    const end = number() + at;
    if (section !== 2) {
      at = end;
      continue;
    }
    for (let left = number(); left > 0; left--) {
      at = number() + at; // module: number() moves at, so its order matters
      at = number() + at; // name
      const kind = module[at++];
      if (kind === 0) number();
      else if (kind === 1) { at++; limits(); }
      else if (kind === 3) at += 2;
      else if (kind === 4) { at++; number(); }
      else if (kind === 2) {
        const from = at;
        limits();
        if (at - from !== 7) throw new Error('memory: the limits are not padded; build the module with web/site');
        const three = [pages & 0x7f | 0x80, pages >> 7 & 0x7f | 0x80, pages >> 14];
        module.set([shared ? 3 : 1, ...three, ...three], from);
        return;
      } else throw new Error(`memory: import of unknown kind ${kind}`);
    }
    break;
  }
  throw new Error('memory: no imported memory found');
};
