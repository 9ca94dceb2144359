// Files: fetched from the site, unpacked, and decoded where they are pictures; where a person lent them, read in parts.
// A classic script; the worker that loads it has the errors (Failure, told), the words to the page (post), and MIB.
'use strict';

const MAX_UNPACKED = 256 * MIB; // core/data.MaxInflated
const SILENCE_MS = 15_000; // of a server, before it is given up

/** What Go can ask of files. base: where those of the site are; digests: of the manifest, by path; lent(i): file i of those that a person gave. */
function fileAccess(base, digests = {}, lent = () => undefined) {
  return {
    /** Decodes a picture; calls back with (id, w, h, rgba, "") or (id, 0, 0, null, why). */
    decode(id, bytes, type, done) {
      pixels(bytes, type).then(
        ({ width, height, data }) => done(id, width, height, data, ''),
        (error) => done(id, 0, 0, null, lines(error)));
    },

    /** Reads bytes of a file that was given; calls back with (id, bytes, "") or (id, null, why). */
    read(id, file, from, to, done) {
      const part = lent(file)?.slice(from, to).arrayBuffer() ?? Promise.reject(new Failure('file_gone'));
      part.then((bytes) => done(id, new Uint8Array(bytes), ''), (error) => done(id, null, lines(error)));
    },

    /** Unpacks "gzip" or "deflate-raw", at most max bytes; calls back as read does. */
    inflate(id, format, bytes, max, done) {
      inflate(format, bytes, max).then((content) => done(id, content, ''), (error) => done(id, null, lines(error)));
    },

    /** Fetches and unpacks a file of the data; calls back with (id, bytes, "") or (id, null, why). */
    fetch(id, file, progress, done) {
      let told = performance.now();
      download(new URL(file, base).href, (n) => {
        if (performance.now() - told < 100) return;
        told = performance.now();
        progress(id, n);
      }, digests[file]).then((bytes) => unpack(bytes, file)).then((bytes) => done(id, bytes, ''), (error) => done(id, null, lines(error)));
    },
  };
}

/** An error as Go takes it: the code, then names and values by turns, a line each. */
function lines(error) {
  const { code, values } = told(error);
  return [code, ...Object.entries(values).flat()].map((v) => String(v).replaceAll('\n', ' ')).join('\n');
}

/** Fetches files and tells the page how far they are, together. */
function engineProgress() {
  const parts = [];
  let told = -Infinity;
  return async (url, digest) => {
    const part = { done: 0, total: 0 };
    parts.push(part);
    return download(url, (done, total) => {
      Object.assign(part, { done, total });
      const sum = (key) => parts.reduce((n, p) => n + p[key], 0);
      const finished = done === total;
      if (!finished && performance.now() - told < 50) return;
      told = performance.now();
      post({ event: 'progress', what: 'engine', name: 'engine', done: sum('done'), total: sum('total') });
    }, digest);
  };
}

/**
 * The bytes of a file of this site, in memory of their own. One whose digest is known is checked against it, and asked for once more where it is not
 * right, past the browser's cache.
 */
async function download(url, progress, digest) {
  try {
    return await attempt(url, 'default', progress, digest);
  } catch (error) {
    if (!['file_damaged', 'file_cut_off'].includes(error.code)) throw error;
    return attempt(url, 'reload', progress, digest);
  }
}

// The server's length may be that of the compressed file.
async function attempt(url, cache, progress = () => {}, digest = '') {
  const name = url.slice(url.lastIndexOf('/') + 1);
  const silence = timeLimit();
  const response = await fetch(url, { ...request(cache, digest), signal: silence.signal }).catch((error) => {
    throw new Failure('file_not_arrived', { file: name, why: silence.why ?? error.message });
  });
  if (!response.ok) throw new Failure('file_refused', { file: name, status: `${response.status} ${response.statusText}` });
  const compressed = !!response.headers.get('content-encoding');
  const announced = compressed ? 0 : Number(response.headers.get('content-length')) || 0;
  const pieces = [];
  let done = 0;
  for (const reader = response.body.getReader(); ;) {
    const { value, done: end } = await reader.read().catch((error) => {
      throw new Failure('file_broke_off', { file: name, bytes: done, why: silence.why ?? error.message });
    });
    if (end) break;
    silence.again();
    pieces.push(value);
    done += value.length;
    progress(done, Math.max(announced, done + 1));
  }
  silence.end();
  if (announced && done !== announced) throw new Failure('file_cut_off', { file: name, found: done, expected: announced });
  const bytes = joined(pieces, done);
  await check(bytes, name, digest);
  progress(done, done);
  return bytes;
}

/** How a file is asked for: where this program cannot make a digest, without a secure context, the browser checks it, and tells no progress. */
function request(cache, digest) {
  return globalThis.crypto?.subtle || !digest ? { cache } : { cache, integrity: digest };
}

/** Holds bytes to their digest. Natively made it takes 1 to 3 ms a megabyte. */
async function check(bytes, name, digest) {
  if (!digest || !globalThis.crypto?.subtle) return;
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const found = `sha256-${btoa(String.fromCharCode(...sum))}`;
  if (found !== digest) throw new Failure('file_damaged', { file: name, why: found });
}

/** Ends a request when nothing has come for a while. */
function timeLimit() {
  const control = new AbortController();
  const limit = {
    signal: control.signal,
    end: () => clearTimeout(limit.timer),
    again: () => {
      limit.end();
      limit.timer = setTimeout(() => {
        limit.why = `timed out, ${SILENCE_MS / 1000} s`;
        control.abort();
      }, SILENCE_MS);
    },
  };
  limit.again();
  return limit;
}

/** The content of a gzip archive, at most MAX_UNPACKED bytes; or the bytes themselves, if a server has unpacked them already. */
async function unpack(bytes, name) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return inflate('gzip', bytes, MAX_UNPACKED).catch((error) => {
    throw error instanceof Failure && error.code === 'packed_damaged' ? new Failure('file_damaged', { file: name, why: error.values.why }) : error;
  });
}

/**
 * The pixels of a picture file, upright, the colors not multiplied by alpha. The numbers are those in the file whatever
 * profile it names, as with Go's decoders, which know no profiles. Turning by EXIF is the default; older browsers refuse
 * the name of it ('from-image') and turn all the same.
 */
async function pixels(bytes, type) {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }), { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Failure('canvas_refused');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, width, height);
  } finally {
    bitmap.close();
  }
}

/** What is packed in bytes, as "gzip" or "deflate-raw". Stops where it is more than max, so that a small file cannot fill the memory. */
async function inflate(format, bytes, max) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const pieces = [];
  for (let size = 0; ;) {
    const { value, done } = await reader.read().catch((error) => { throw new Failure('packed_damaged', { why: error.message }); });
    if (done) return joined(pieces, size);
    size += value.length;
    if (size > max) {
      reader.cancel().catch(() => {});
      throw new Failure('packed_too_large', { most: max });
    }
    pieces.push(value);
  }
}

/** Pieces of so many bytes together, as one. */
function joined(pieces, size) {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
