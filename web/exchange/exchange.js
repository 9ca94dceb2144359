// The worker of a program beside the trainer, such as reads people's files or makes pictures. It loads the program, in a memory of its own, and hands it its
// way to the page. It lives as long as there is something to do: whoever wants it to stop ends it. A classic script, because Go's loader is one.
// Messages are {json, buffers}; the page's files come ahead of what is asked of them, {files, at}.
'use strict';

const MIB = 2 ** 20;

let output = null; // what Go printed: worker/output.js
let given = []; // the files for what is asked next
let deliver = null; // Go's receiver
const early = []; // messages for Go that came before it was ready

onmessage = ({ data }) => {
  if (data.files) given = data.at ? given.concat(data.files) : data.files;
  else if (deliver) deliver(data.json);
  else if (data.hello) boot(data.hello).catch((error) => dead(told(error)));
  else early.push(data.json);
};
addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  dead({ code: 'worker_unhandled', values: { why: String(event.reason?.message ?? event.reason) } });
});

/** What this worker cannot do: a code, and values. The page, or Go, has the sentence. */
class Failure extends Error {
  constructor(code, values = {}) {
    super(code);
    Object.assign(this, { code, values });
  }
}

/** An error as {code, values}; of others than ours the words. */
function told(error) {
  if (error instanceof Failure) return { code: error.code, values: error.values };
  return { code: 'other', values: { why: String(error?.message ?? error) } };
}

function post(message, buffers = []) {
  postMessage({ json: JSON.stringify(message), buffers }, buffers);
}

/** The last word of this worker. The page terminates it. */
function dead({ code, values }) {
  deliver = () => {};
  post({ event: 'dead', code, values, report: output?.printed.splice(0).join('\n') ?? '' });
}

/** hello: {manifest: {build, files}, base, file: the program's} */
async function boot({ manifest, base, file }) {
  const url = (name) => {
    const file = manifest.files[name];
    if (!file) throw new Failure('file_not_in_build', { build: manifest.build, file: name });
    return new URL(file, base).href;
  };
  const policy = globalThis.trustedTypes?.createPolicy('bottleneck', {
    createScriptURL(text) {
      if (new URL(text).origin !== location.origin) throw new TypeError(text); // of another site
      return text;
    },
  });
  for (const name of ['wasm_exec.js', 'worker/files.js', 'worker/output.js']) importScripts(policy ? policy.createScriptURL(url(name)) : url(name));
  output = collectOutput();

  const program = await WebAssembly.compile(await engineProgress()(url(file), manifest.digests?.[manifest.files[file]])).catch((error) => {
    throw error instanceof Failure ? error : new Failure('program_not_compiled', { file, why: error.message });
  });
  const go = new Go();
  go.exit = (code) => dead(output.why(code));
  globalThis.deskHost = {
    ...fileAccess(base, manifest.digests, (file) => given[file]),
    now: () => performance.now(),
    post: (json, buffers) => postMessage({ json, buffers }, buffers),

    /** Go's receiver: called with each message, those included that came early. */
    listen(receive) {
      deliver = receive;
      for (const json of early.splice(0)) receive(json);
    },
  };
  go.run(await WebAssembly.instantiate(program, go.importObject)).catch((error) => dead(told(error)));
}
