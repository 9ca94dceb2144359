// A zip archive of files as they are, without packing: PNGs are packed already. Source: PKWARE, APPNOTE.TXT 6.3, sections 4.3 and 4.4.

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20; // 2.0
const UTF8 = 0x0800; // names are in UTF-8
const DATE = 0x21; // the first day of 1980: the same files make the same archive

/** The bytes of an archive of [{name, bytes}], in this order. */
export function zip(files) {
  const parts = [];
  const directory = [];
  let at = 0;
  const add = (list, ...pieces) => {
    for (const piece of pieces) list.push(piece);
    return pieces.reduce((n, piece) => n + piece.length, 0);
  };
  for (const { name, bytes } of files) {
    const path = new TextEncoder().encode(name);
    const same = [VERSION, UTF8, 0, 0, DATE]; // needed, flags, no packing, time, date
    const sizes = [[crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [path.length, 2], [0, 2]];
    directory.push([words([CENTRAL, 4], [VERSION, 2], ...same.map((v) => [v, 2]), ...sizes, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), path]);
    at += add(parts, words([LOCAL, 4], ...same.map((v) => [v, 2]), ...sizes), path, bytes);
  }
  let length = 0;
  for (const entry of directory) length += add(parts, ...entry);
  add(parts, words([END, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [length, 4], [at, 4], [0, 2]));
  const out = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let to = 0;
  for (const part of parts) {
    out.set(part, to);
    to += part.length;
  }
  return out;
}

/** Names that no two files share: a.png, a (2).png. */
export function distinct(names) {
  const taken = new Set();
  return names.map((name) => {
    const [, stem, end] = /^(.*?)(\.[^.]*)?$/s.exec(name);
    let other = name;
    for (let n = 2; taken.has(other.toLowerCase()); n++) other = `${stem} (${n})${end ?? ''}`;
    taken.add(other.toLowerCase());
    return other;
  });
}

/** Numbers of 2 or 4 bytes, the lowest byte first. */
function words(...numbers) {
  const out = [];
  for (const [value, size] of numbers) {
    for (let k = 0; k < size; k++) out.push((value >>> (8 * k)) & 255);
  }
  return Uint8Array.from(out);
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

/** The checksum of bytes that zip archives and PNGs have. */
export function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 255];
  return (crc ^ -1) >>> 0;
}
