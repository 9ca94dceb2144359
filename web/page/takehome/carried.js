// The recipe that travels in a picture: in a text chunk of a PNG, the comment of a GIF, the metadata of an SVG. Whoever drops the picture on the page
// opens it.

import { crc32 } from '../picture/zip.js';

const KEYWORD = 'bottleneck'; // of a PNG's chunk
const MOST = 20_000_000; // bytes of a file that is looked into
const LINK = /^#?v=\d/; // what every link that a picture carries begins with

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A PNG with the link in an iTXt chunk behind its head (PNG, third edition, 11.3.3.4). */
export function withLink(png, link) {
  const text = new TextEncoder().encode(`iTXt${KEYWORD}\0\0\0\0\0${link}`); // not packed, no language, no translated keyword
  const chunk = new Uint8Array(text.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, text.length - 4);
  chunk.set(text, 4);
  view.setUint32(text.length + 4, crc32(text));
  const head = 33; // the signature and IHDR
  const out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, head));
  out.set(chunk, head);
  out.set(png.subarray(head), head + chunk.length);
  return out;
}

/** The link in a picture's bytes; '' where it carries none. */
export function linkIn(bytes) {
  const link = starts(bytes, PNG) ? inPNG(bytes) : starts(bytes, [0x47, 0x49, 0x46]) ? inGIF(bytes) : inSVG(bytes);
  return LINK.test(link) ? link : '';
}

/** The link in a file that somebody gave; '' where it is no picture that carries one. */
export async function carried(file) {
  if (file.size > MOST || !/\.(png|gif|svg)$/i.test(file.name) && !/^image\/(png|gif|svg\+xml)$/.test(file.type)) return '';
  return linkIn(new Uint8Array(await file.arrayBuffer()));
}

const starts = (bytes, magic) => magic.every((b, i) => bytes[i] === b);

const textOf = (bytes) => new TextDecoder().decode(bytes);

function inPNG(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = PNG.length; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const kind = textOf(bytes.subarray(at + 4, at + 8));
    if (kind === 'IDAT' || kind === 'IEND') return '';
    if (kind === 'iTXt') {
      const content = textOf(bytes.subarray(at + 8, at + 8 + length));
      const head = `${KEYWORD}\0\0\0\0\0`;
      if (content.startsWith(head)) return content.slice(head.length);
    }
    at += length + 12;
  }
  return '';
}

function inGIF(bytes) {
  const table = (flags) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + table(bytes[10]);
  const blocks = () => { // of up to 255 bytes, to an empty one
    let text = '';
    for (let n = bytes[at]; n > 0; n = bytes[at]) {
      text += textOf(bytes.subarray(at + 1, at + 1 + n));
      at += n + 1;
    }
    at++;
    return text;
  };
  while (bytes[at] === 0x21) { // what comes before the first picture
    const kind = bytes[at + 1];
    at += 2;
    const text = blocks();
    if (kind === 0xfe && LINK.test(text)) return text;
  }
  return '';
}

function inSVG(bytes) {
  const [, text = ''] = /<bottleneck\b[^>]*>([^<]*)<\/bottleneck>/.exec(textOf(bytes.subarray(0, 65536))) ?? [];
  const names = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(\w+);/g, (whole, name) => names[name] ?? whole);
}
