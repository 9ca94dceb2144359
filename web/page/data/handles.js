// Files of a person's own that outlive the page: where the browser gives handles to them (File System Access), these are kept by the name of what was read, so that
// after a reload one click reads them again. Elsewhere the page says what to drop again.

import { fault } from '../../kit/words.js';

const NAME = 'bottleneck.files';
const STORE = 'handles';
const MOST = 20; // names

/** Handles of what was dropped; none where the browser gives none of one of them. Call it within the event: what was dropped is forgotten when that is over. */
export async function handlesOf(transfer) {
  const files = [...(transfer?.items || [])].filter((item) => item.kind === 'file');
  const found = await Promise.all(files.map((item) => item.getAsFileSystemHandle?.())).catch(() => []);
  return found.every(Boolean) ? found : [];
}

/** Lets the person choose files, or a folder: handles; null where the browser has no such dialog, none where nothing was chosen. */
export async function picked(folder) {
  const dialog = folder ? globalThis.showDirectoryPicker : globalThis.showOpenFilePicker;
  if (!dialog) return null;
  try {
    return [await dialog.call(globalThis, folder ? {} : { multiple: true })].flat();
  } catch (error) {
    return error.name === 'AbortError' ? [] : null;
  }
}

/** Keeps under a name, in place of what was kept before, handles and what the person chose, see roles.js. Nothing is kept where there is neither, now and before. */
export async function keepHandles(name, handles, choice) {
  if (!handles.length && undecided(choice) && undecided(await choiceFor(name))) return;
  const kept = (await transact('readonly', (store) => store.getAll())).filter((e) => e.name !== name).sort((a, b) => b.at - a.at);
  await transact('readwrite', (store) => {
    for (const old of kept.slice(MOST - 1)) store.delete(old.name);
    return store.put({ name, at: Math.max(Date.now(), ...kept.map((e) => e.at + 1)), handles, choice }, name);
  });
}

/** Those that are kept under a name; none where there are none. */
export async function handlesFor(name) {
  const kept = await transact('readonly', (store) => store.get(name)).catch(() => undefined);
  return kept?.handles ?? [];
}

/** What the person chose for what was read under a name; undefined where that is nothing. */
export async function choiceFor(name) {
  return (await transact('readonly', (store) => store.get(name)).catch(() => undefined))?.choice;
}

export const forgetHandles = () => transact('readwrite', (store) => store.clear());

/** The files behind handles, as [{file, path}]; folders are opened. Call it for a click: the browser may ask whether the page may read them. */
export async function filesOf(handles) {
  for (const handle of handles) {
    const mode = { mode: 'read' };
    if (await handle.queryPermission(mode) !== 'granted' && await handle.requestPermission(mode) !== 'granted') throw fault('files_not_allowed', { name: handle.name });
  }
  const found = [];
  for (const handle of handles) await walk(handle, handle.name, found);
  return found;
}

async function walk(handle, path, found) {
  if (handle.kind === 'file') {
    found.push({ file: await handle.getFile(), path });
    return;
  }
  for await (const inside of handle.values()) await walk(inside, `${path}/${inside.name}`, found);
}

/** Runs one transaction, and resolves to the result of what use(store) asks for. */
function transact(mode, use) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const t = db.transaction(STORE, mode);
      const request = use(t.objectStore(STORE));
      t.oncomplete = () => { db.close(); resolve(request.result); };
      t.onabort = () => { db.close(); reject(t.error); };
    };
  });
}

/** Whether a choice decides nothing. */
export const undecided = (choice) => !choice?.roles?.length && !choice?.turn;
