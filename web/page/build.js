// The copy of the site on this device, in words: which build it is, that a newer one is there, and what a reload would bring.

import { build, manifest } from '../kit/assets.js';
import { byId, setText } from '../kit/dom.js';
import { say } from '../kit/words.js';
import { Room } from './data/room.js';
import { embedded } from './embed/embed.js';
import { bar } from './notices.js';
import { startOffline } from './offline.js';

/** isIdle(): false while an unasked reload would lose something. */
export function bindBuild(isIdle) {
  setText(byId('build-id'), build ? say('build', { build }) : '');
  const room = new Room(byId('room'), manifest);
  byId('more-menu').addEventListener('toggle', () => room.look());
  if (embedded) return; // a frame in another page keeps nothing on the device
  const offer = (name, title, note, apply, no) => bar(name, {
    title, lines: [note], actions: [{ label: say('reload'), primary: true, act: apply }, { label: no }],
  });
  startOffline({
    onReady: () => {
      room.look();
      if (build) setText(byId('build-id'), say('build_offline', { build }));
    },
    onUpdate: ({ apply }) => offer('update', say('offline_update'), say('offline_update_note'), apply, say('later')),
    onIsolationOffer: ({ apply }) => offer('isolation', say('offline_isolation'), say('offline_isolation_note'), apply, say('not_now')),
    onError: (error) => console.info(error.message),
    isIdle,
  });
}
