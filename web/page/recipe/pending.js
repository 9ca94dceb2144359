// "Restart with changes": what waits, from what to what, and the two ways out.

import { h } from '../../kit/dom.js';
import { shown } from './form.js';
import { inWords } from '../../kit/format.js';

export function bindPending(container, store, { restart, discard }) {
  const title = h('p', { class: 'pending-title', id: 'pending-title' });
  const list = h('ul', {});
  container.replaceChildren(title, list,
    h('div', { class: 'pending-actions' },
      h('button', { type: 'button', class: 'primary', onclick: restart }, 'Restart with changes'),
      h('button', { type: 'button', class: 'quiet', onclick: discard }, 'Discard')));

  store.on('draft', () => {
    const changes = store.pending;
    container.hidden = changes.length === 0;
    if (container.hidden) return;
    title.textContent = changes.length === 1 ? 'One change waits for a restart' : `${changes.length} changes wait for a restart`;
    list.replaceChildren(...changes.map((c) => {
      const field = store.field(c.field);
      return h('li', {}, h('span', { class: 'what' }, inWords(c.label, store.draft.showing?.rows)), ' ',
        h('del', {}, shown(field, c.from)), h('span', { class: 'to', 'aria-label': 'becomes' }, '\u2192'), h('ins', {}, shown(field, c.to)));
    }));
  });
}
