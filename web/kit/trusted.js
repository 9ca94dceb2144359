// The page's one Trusted Types policy: scripts of this site only. The same guard holds where there is no such thing.

function ownSite(text) {
  if (new URL(text, globalThis.location.href).origin !== globalThis.location.origin) {
    throw new TypeError(text); // of another site
  }
  return text;
}

const policy = globalThis.trustedTypes?.createPolicy('bottleneck', { createScriptURL: ownSite });

/** A URL that new Worker and serviceWorker.register accept. */
export function scriptURL(text) {
  return policy ? policy.createScriptURL(text) : ownSite(text);
}
