// What a drop or a file dialog holds, as [{file, path}]: folders are opened, and the path begins with the folder's name.

const MOST = 100_000; // core/data/files.MaxFiles

/** Call it within the event: the browser forgets what was dropped when that is over. told(files) hears how many of a folder are found so far. */
export async function dropped(transfer, told = () => {}) {
  const entries = [...(transfer.items || [])].map((item) => item.kind === 'file' && item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return chosen(transfer.files);
  const found = [];
  for (const entry of entries) await walk(entry, entry.name, found, told);
  return found;
}

/** The files of a list; those of a folder that was chosen know their place in it. */
export function chosen(files) {
  return [...(files || [])].map((file) => ({ file, path: file.webkitRelativePath || file.name || 'file' }));
}

const fileOf = (entry) => new Promise((resolve, reject) => { entry.file(resolve, reject); });

async function walk(entry, path, found, told) {
  if (found.length >= MOST) return;
  if (entry.isFile) {
    found.push({ file: await fileOf(entry), path });
    return;
  }
  const reader = entry.createReader();
  for (;;) { // a hundred at a time
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (some.length === 0) return;
    const files = await Promise.all(some.map((inside) => (inside.isFile ? fileOf(inside) : null))); // one after the other each would wait for the browser
    for (const [i, inside] of some.entries()) {
      const at = `${path}/${inside.name}`;
      if (!files[i]) await walk(inside, at, found, told);
      else if (found.length < MOST) found.push({ file: files[i], path: at });
    }
    told(found.length);
  }
}

const PICTURE = /\.(png|jpe?g|gif|webp|avif|bmp)$/i;

// What others call pictures: the picture panel says why it shows none of them.
const REFUSED = /\.(heic|heif|svgz?|tiff?|jxl|ico|psd)$/i;

const WEIGHTS = /\.(safetensors|ptm?|pth|ckpt|h5|keras|onnx|gguf)$/i;

/** Whether a file is one of weights, by its name: also of formats that are not read, but are told how to become one that is. */
export function isWeights({ name }) { return WEIGHTS.test(name); }

/** What files are for: "weights", "picture" (one, or some, to be shown to the network) or "data" to train on. */
export function purpose(given) {
  if (given.some(({ file }) => isWeights(file))) return 'weights';
  const loose = given.filter(({ path }) => !path.includes('/'));
  const pictures = loose.filter(({ file }) => PICTURE.test(file.name) || /^image\/(png|jpeg|gif|webp|avif|bmp)$/.test(file.type));
  if (pictures.length === given.length) return 'picture';
  // One file is data, whatever the end of its name: .data, .tra, .names. Of a name without an end only its content tells, to which the picture panel looks.
  const [{ file }] = given;
  const shown = loose.length === 1 && given.length === 1 && (/^image\//.test(file.type) || REFUSED.test(file.name) || !/[.]\w+$|ubyte$/i.test(file.name));
  return shown ? 'picture' : 'data';
}
