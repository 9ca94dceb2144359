// Weights of a file into the run. The trainer takes exact files alone. What it refuses the exchange reads, which knows what other programs
// write: it makes an exact file of it and notes what it did, or says what the file is.

const OF_FILE = /^(tensor|tensors|header)_/; // codes of what is wrong with a file
const NO_EXCHANGE = new Set(['exchange_died', 'exchange_stopped', 'worker_not_in_build']);

/**
 * Resolves to {metrics, notes: [{text, code, ...}]}. ask(op, fields, buffers) asks the trainer; link is the running recipe's; room is what the trainer takes at
 * once, in bytes. The error for weights of another network has the link of the recipe they were made with, where the file says it.
 */
export async function loadWeights(file, { ask, exchange, link, room }) {
  let refused = null;
  if (file.size <= room) {
    try {
      const content = await file.arrayBuffer();
      return { ...await ask('load', { steps: stepsOf(content, link) }, [content]), notes: [] };
    } catch (error) {
      const another = error.code === 'tensor_shape_differs'; // no other reading of it fits
      if (another || !OF_FILE.test(error.code)) throw error;
      refused = error;
    }
  }
  let read;
  try {
    read = await exchange.ask('weights', { names: [file.name], sizes: [file.size], link }, { files: [file] });
  } catch (error) {
    if (refused && NO_EXCHANGE.has(error.code)) throw refused;
    error.link ??= refused?.link;
    throw error;
  }
  const { notes = [], buffers: [exact] } = read;
  return { ...await ask('load', {}, [exact]), notes };
}

/** The steps in which a file's weights were made, where its recipe is that of link but for how long it trains; 0: not known. */
export function stepsOf(content, link) {
  const lasting = (text) => text.replace(/&(epochs|steps)=[^&]*/g, '');
  try {
    const length = Number(new DataView(content).getBigUint64(0, true));
    const { __metadata__: { step, recipe } } = JSON.parse(new TextDecoder().decode(new Uint8Array(content, 8, length)));
    return lasting(recipe) === lasting(link) && /^\d{1,9}$/.test(step) ? Number(step) : 0;
  } catch {
    return 0; // what the file is the trainer says
  }
}
