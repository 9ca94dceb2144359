// What would be taken in the place of something that was refused, as buttons. What mends it the trainer says: {text, field: the link of that}.

import { h } from '../../kit/dom.js';
import { alone, say } from '../../kit/words.js';

/** A place for them: update(list) shows others. act(link) takes one. */
export function repairButtons(act) {
  const element = h('div', { class: 'layer-repairs', role: 'group', 'aria-label': say('repairs') });
  const update = (list = []) => element.replaceChildren(...list.map(({ field: link, text }) => h('button', {
    type: 'button', class: 'quiet small', onclick: () => act(link),
  }, alone(text))));
  return { element, update };
}

/** The same as actions of a bar, the first of them its primary one. */
export function repairActions(list = [], act) {
  return list.map(({ field: link, text }, i) => ({ label: alone(text), primary: i === 0, act: () => { act(link); } }));
}
