// "Restart with changes": what waits, from what to what, and the two ways out.

import { h } from '../../kit/dom.js';
import { labelOf, shown } from './labels.js';
import { say } from '../../kit/words.js';

export function bindPending(container, store, { restart, discard, copy }) {
  const title = h('p', { class: 'pending-title', id: 'pending-title' });
  const list = h('ul', {});
  container.replaceChildren(title, list,
    h('div', { class: 'pending-actions' },
      h('button', { type: 'button', class: 'primary', onclick: restart }, say('changes_restart')),
      h('button', { type: 'button', class: 'quiet', onclick: discard }, say('changes_discard')),
      h('button', { type: 'button', class: 'text-button', onclick: copy }, say('changes_copy'))));

  store.on('draft', () => {
    const changes = store.pending;
    container.hidden = changes.length === 0;
    container.dataset.link = store.draft.link;
    if (container.hidden) return;
    title.textContent = changes.length === 1 ? say('change_waits') : say('changes_wait', { changes: changes.length });
    list.replaceChildren(...changes.map((c) => {
      const field = store.field(c.field);
      return h('li', {}, h('span', { class: 'what' }, field ? labelOf(field, store.draft) : c.label), ' ',
        h('del', {}, shown(field, c.from)), h('span', { class: 'to', 'aria-label': say('changes_becomes') }, '\u2192'), h('ins', {}, shown(field, c.to)));
    }));
  });
}
