// What becomes of files that reach the page: data to train on, pictures to look at, weights.

import { byId } from '../kit/dom.js';
import { purpose } from '../kit/dropped.js';
import { say } from '../kit/words.js';
import { reveal } from './fold.js';
import { bar } from './notices.js';

/** Takes [{file, path}], with handles where there are some. own trains on them, picture looks at them and hands on weights; fail(text) says an error. */
export function takeFiles(given, handles, { own, picture, fail }) {
  const kind = purpose(given);
  if (kind === 'data') {
    own.take(given, { handles }).catch(() => {}); // it is on the page
    reveal(own.element);
    own.element.scrollIntoView({ block: 'nearest' });
    return;
  }
  picture.take(given.map(({ file }) => file));
  if (kind === 'picture') byId('picture').parentElement.scrollIntoView({ block: 'start' });
  if (kind === 'picture' && given.length > 1) {
    bar('own', {
      about: 'data link',
      title: say('own_train_many', { pictures: given.length }),
      lines: [say('own_so_far')],
      actions: [{ label: say('own_train_them'), primary: true, act: () => { own.take(given, { handles }).catch((error) => fail(error.message)); } }, { label: say('not_now') }],
    });
  }
}
