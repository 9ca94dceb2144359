// What the panel shows outlives a reload: where the picture came from, and what was decided and painted. From these it is made anew, the
// same. They lie in the storage of the tab, as text.

const KEY = 'bottleneck picture';
const MOST = 2 << 20; // bytes of a file: a tab has about five million characters

/**
 * Keeps {name, source, without, strokes}; null: nothing. source is {file}, {pad: strokes of the pad} or {test: index}. Resolves to false where the
 * picture is too large for it, or the browser refuses.
 */
export async function keep(what, storage = () => sessionStorage) {
  try {
    const text = what && JSON.stringify(await written(what));
    if (text) storage().setItem(KEY, text);
    else storage().removeItem(KEY);
    return true;
  } catch {
    try {
      storage().removeItem(KEY); // an older picture is not the one that was there
    } catch {
      // There is no storage at all.
    }
    return false;
  }
}

/** What was kept, or null. */
export function kept(storage = () => sessionStorage) {
  try {
    const { name, source, without, strokes } = JSON.parse(storage().getItem(KEY));
    if (source.bytes !== undefined) {
      const bytes = Uint8Array.from(atob(source.bytes), (c) => c.charCodeAt(0));
      return { name, source: { file: new File([bytes], name) }, without, strokes };
    }
    return { name, source, without, strokes };
  } catch {
    return null;
  }
}

async function written({ source, ...rest }) {
  if (!source.file) return { source, ...rest };
  if (source.file.size > MOST) throw new RangeError();
  const bytes = new Uint8Array(await source.file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return { source: { bytes: btoa(text) }, ...rest };
}
