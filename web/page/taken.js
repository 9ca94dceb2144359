// What becomes of files that reach the page: data to train on, pictures to look at or with a recipe in them, weights.

import { byId } from '../kit/dom.js';
import { purpose } from '../kit/dropped.js';
import { say } from '../kit/words.js';
import { reveal } from './fold.js';
import { bar, toast } from './notices.js';
import { carried } from './takehome/carried.js';

/**
 * Takes [{file, path}], with handles where there are some. own trains on them, picture looks at them and hands on weights; opens(link) opens the recipe that a
 * picture of ours carries and resolves to whether it did; fail(text) says an error.
 */
export async function takeFiles(given, handles, { own, picture, opens, fail }) {
  const [{ file }] = given;
  const link = given.length === 1 ? await carried(file).catch(() => '') : '';
  if (link) {
    if (await opens(link)) toast(say('carried_opened', { file: file.name }), 'good', 'link');
    return;
  }
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
