// What a frame and the page around it say to each other, docs/embed.md. Whoever listens is told of the run; commands are taken from the origins
// that the address of the frame names, and from its own.

import { fault } from '../../kit/words.js';

/** Of the messages: {bottleneck: VERSION, ...}. */
export const VERSION = 1;

/** The origins in the query of a frame's address, ?origin=https://a.example,https://b.example. What is none is left out. */
export function originsIn(search) {
  return (new URLSearchParams(search).get('origin') ?? '').split(',').map(originOf).filter(Boolean);
}

function originOf(text) {
  try {
    const { protocol, origin } = new URL(text.trim());
    return ['http:', 'https:'].includes(protocol) ? origin : ''; // pages of files have none, whatever a browser writes for it
  } catch {
    return '';
  }
}

/** The origin of the page around a frame, of location and document; '' where the browser does not tell. */
export function originAround({ ancestorOrigins }, { referrer }) {
  return ancestorOrigins?.[0] ?? originOf(referrer);
}

/**
 * The addresses to which a frame tells its events: the page around it, if it is one of those that may command; whatever page it is where the frame's address
 * names none, allowed being its own origin alone. around: '' where that is not known: a browser reports each that is another, and only then all are tried.
 */
export function listeners(allowed, around) {
  if (allowed.length === 1) return ['*'];
  return around ? allowed.filter((origin) => origin === around) : allowed;
}

/**
 * Answers messages: commands are functions by name, which take what the message has in args; allowed are the origins that may give them; post(message, origin) sends.
 * Returns the function that takes an event, a promise of when it is answered.
 */
export function answering(commands, allowed, post) {
  return async ({ data, origin }) => {
    if (!data || typeof data !== 'object' || !('bottleneck' in data) || !('command' in data)) return; // somebody else's
    const { bottleneck: version, id = null, command, args = [] } = data;
    try {
      if (!allowed.includes(origin)) throw fault('embed_origin_unknown', { found: origin });
      if (version !== VERSION) throw fault('embed_version', { found: String(version).slice(0, 20), expected: VERSION });
      if (!Object.hasOwn(commands, command)) throw fault('embed_command_unknown', { found: String(command).slice(0, 40), commands: Object.keys(commands).join(', ') });
      if (!Array.isArray(args)) throw fault('embed_args_missing', { found: typeof args });
      const value = await commands[command](...args);
      post({ bottleneck: VERSION, reply: id, value: value ?? null }, origin);
    } catch (error) {
      const { code = 'other', message, values = {} } = error;
      post({ bottleneck: VERSION, reply: id, error: { code, message, values } }, origin);
    }
  };
}
