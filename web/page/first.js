// The first script of a page: it says so when the rest does not come, and mends what it can. It imports nothing and has its own words, since what it waits for
// may be what is missing; and it keeps its name from build to build, so that an old page finds it on a server that has a newer build.
//
// A page tells it that its programs run by the mark data-started on the root. data-deadline on its own tag is how many milliseconds that may take before it
// looks for the cause, 10,000 without; a file that is asked for then may take half as long. An event "mend" at the window asks it to mend the page and load it anew.
'use strict';

(() => {
  const root = document.documentElement;
  const deadline = Number(document.currentScript?.dataset.deadline) || 10000;
  const KEY = `bottleneck mended ${new URL('.', location.href).pathname}`;
  const TYPES = { js: /javascript/, css: /^text\/css/ };
  const WORDS = {
    missing: (file, status) => `${file} is not there: the server says ${status}.`,
    page: (file) => `The server sends a web page in the place of ${file}. Does this network ask you to log in first?`,
    type: (file, type) => `The server sends ${file} as ${type || 'nothing that it names'}, which the browser does not take.`,
    silent: (file) => `${file} does not arrive: the server is silent.`,
    unreachable: (file) => `${file} does not arrive. Is there a network?`,
    cut: (file) => `${file} breaks off on the way.`,
    damaged: (file) => `${file} arrives damaged.`,
    more: (n) => (n === 1 ? 'Another file is not right, either.' : `${n} more files are not right, either.`),
    script: (why) => `A script of the page failed: ${why}. A newer browser may help.`,
    slow: 'Its files are here, and it does not start.',
    file: 'The address begins with file:, and browsers run no programs of such a page. Serve its folder, for instance by python3 -m http.server in it, and open http://localhost:8000/.',
  };

  let thrown = ''; // what a script of the page died of
  let late = false;
  let looking = false;
  let again = false;
  let panel = null;
  const started = () => root.dataset.started !== undefined;

  root.dataset.first = ''; // who stands in for this script where it is missing can be silent
  addEventListener('error', ({ target, message }) => {
    if (target.integrity) look();
    else if (target === window && message && !started()) {
      thrown ||= message;
      look();
    }
  }, true);
  addEventListener('load', () => { if (!started() || sheets().some(bare)) look(); }); // for errors before this script came
  addEventListener('mend', (event) => {
    event.preventDefault(); // whoever asks is told that somebody mends
    mend();
  });
  const timer = setTimeout(() => {
    late = true;
    if (!started()) look();
  }, deadline);
  new MutationObserver(() => {
    if (!started()) return;
    clearTimeout(timer);
    if (panel && !panel.lasting) close();
  }).observe(root, { attributes: true, attributeFilter: ['data-started'] });
  if (location.protocol === 'file:') whenBody(() => tell([WORDS.file], true));

  function sheets() {
    return [...document.querySelectorAll('link[rel="stylesheet"]')];
  }

  // Whether a style sheet came to nothing. One that was refused may not even be looked at.
  function bare({ sheet }) {
    try {
      return !sheet?.cssRules.length;
    } catch {
      return true;
    }
  }

  // What a page loads by itself: {file, url, digest, sheet}; of a style sheet the element.
  function parts(of = document) {
    return [...of.querySelectorAll('script[integrity], link[integrity]')].map((el) => {
      const url = el.src || el.href;
      return { url, file: url.split('/').pop().replace(/\.[0-9a-f]{10}(?=\.)/, ''), digest: el.integrity, sheet: el.rel === 'stylesheet' ? el : null };
    });
  }

  // Looks for the cause, mends what a new request mends, and says what is left.
  async function look() {
    if (location.protocol === 'file:') return;
    again = looking;
    if (looking) return;
    looking = true;
    const faults = await faultsOf(parts(), 'default');
    for (const { code, part } of faults) if (code === 'silent') part.sheet?.remove(); // the page waits for it
    const left = await faultsOf(faults.map(({ part }) => part), 'reload');
    looking = false;
    if (faults.length && !left.length && !started() && firstTime()) {
      location.reload();
      return;
    }
    if (again) {
      look();
      return;
    }
    const all = left.length ? left : faults;
    if (all.length) {
      const [{ code, part, about }] = all;
      tell([WORDS[code](part.file, about), ...all.length > 1 ? [WORDS.more(all.length - 1)] : []], all.some(({ part: { sheet } }) => sheet) || started());
    } else if (!started() && (thrown || late)) {
      tell([thrown ? WORDS.script(thrown) : WORDS.slow], false);
    }
  }

  // Whether this tab has not been loaded anew by this script yet, which is done once unasked.
  function firstTime() {
    try {
      const first = sessionStorage.getItem(KEY) === null;
      sessionStorage.setItem(KEY, '1');
      return first;
    } catch {
      return false;
    }
  }

  async function faultsOf(list, cache) {
    const found = await Promise.all(list.map(async (part) => ({ part, ...await fault(part, cache) })));
    return found.filter(({ code }) => code);
  }

  // What is wrong with a file: {code, about}, nothing if it is right. It may take long, as long as something comes.
  async function fault({ url, digest }, cache) {
    const control = new AbortController();
    let stop = 0;
    const waits = () => {
      clearTimeout(stop);
      stop = setTimeout(() => control.abort(), deadline / 2);
    };
    waits();
    try {
      const response = await fetch(url, { cache, signal: control.signal, redirect: 'manual' });
      if (response.type === 'opaqueredirect') return { code: 'page' };
      if (!response.ok) return { code: 'missing', about: response.status };
      const type = response.headers.get('content-type') || '';
      if (/^text\/html/.test(type)) return { code: 'page' };
      const wanted = TYPES[/\.(\w+)$/.exec(url)?.[1]];
      if (wanted && !wanted.test(type)) return { code: 'type', about: type };
      const pieces = [];
      try {
        for (const reader = response.body.getReader(); ;) {
          const { value, done } = await reader.read();
          if (done) break;
          pieces.push(value);
          waits();
        }
      } catch {
        return { code: control.signal.aborted ? 'silent' : 'cut' };
      }
      return await whole(new Blob(pieces), url, digest) ? {} : { code: 'damaged' };
    } catch {
      return { code: control.signal.aborted ? 'silent' : 'unreachable' };
    } finally {
      clearTimeout(stop);
    }
  }

  async function whole(blob, url, digest) {
    if (!globalThis.crypto?.subtle) return fetch(url, { integrity: digest, cache: 'force-cache' }).then(() => true, () => false);
    const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
    return digest === `sha256-${btoa(String.fromCharCode(...sum))}`;
  }

  // Lets go of all copies of the site on this device, fetches what is damaged anew, and loads the page. Runs that are kept, and what a person shared, stay.
  async function mend() {
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // Then it is not loaded anew unasked.
    }
    try {
      const scope = new URL('.', location.href);
      const registration = await navigator.serviceWorker?.getRegistration(scope.href);
      if (registration?.scope === scope.href) await registration.unregister();
      const ours = `bottleneck ${scope.pathname} `;
      for (const name of await globalThis.caches?.keys() ?? []) {
        if (name.startsWith(ours) && name !== `${ours}shared`) await caches.delete(name);
      }
    } catch {
      // Storage may be refused: then nothing of it is in the way.
    }
    let digests = {};
    try {
      ({ digests = {} } = JSON.parse(document.getElementById('build').textContent));
    } catch {
      // The page itself came without its list.
    }
    const programs = Object.entries(digests).filter(([path]) => !path.startsWith('data/')).map(([path, digest]) => ({ url: new URL(path, location.href).href, digest }));
    const framed = [...document.querySelectorAll('iframe')].flatMap(({ contentDocument }) => (contentDocument ? parts(contentDocument) : []));
    const wrong = await faultsOf([...parts(), ...framed, ...programs], 'default');
    await faultsOf(wrong.map(({ part }) => part), 'reload');
    location.reload();
  }

  function whenBody(act) {
    if (document.body) act();
    else addEventListener('DOMContentLoaded', act, { once: true });
  }

  // lasting: it is true after the page has started, too.
  function tell(lines, lasting) {
    whenBody(() => {
      close();
      const el = document.createElement('div');
      const style = (node, properties) => Object.assign(node.style, properties);
      style(el, {
        position: 'fixed', inset: 'auto 0 0 0', zIndex: 1000, margin: '16px auto', boxSizing: 'border-box', width: 'calc(100% - 32px)', maxWidth: '560px', padding: '16px 20px',
        font: '16px/1.45 system-ui, sans-serif', color: '#16211f', background: '#fff', border: '1px solid #b3541e', borderLeftWidth: '6px', borderRadius: '10px', boxShadow: '0 6px 24px #0004',
      });
      el.setAttribute('role', 'alert');
      el.id = 'broken';
      const title = document.createElement('strong');
      title.textContent = lasting && started() ? 'A part of the page is missing' : 'Bottleneck does not start';
      el.append(title);
      for (const line of lines) {
        const p = document.createElement('p');
        p.textContent = line;
        style(p, { margin: '6px 0 0', overflowWrap: 'anywhere' });
        el.append(p);
      }
      if (location.protocol !== 'file:') {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = 'Reload';
        style(button, {
          marginTop: '12px', minHeight: '44px', padding: '0 20px', font: 'inherit', fontWeight: '600', color: '#fff', background: '#0b6b5e', border: '0', borderRadius: '8px', cursor: 'pointer',
        });
        button.addEventListener('click', () => {
          button.disabled = true;
          button.textContent = 'Fetching everything anew';
          mend();
        });
        el.append(button);
      }
      document.body.append(el);
      panel = { el, lasting };
    });
  }

  function close() {
    panel?.el.remove();
    panel = null;
  }
})();
