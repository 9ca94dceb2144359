// Copying a text for somebody.

import { toast } from '../notices.js';
import { say } from '../../kit/words.js';

/** Copies a text; where the browser refuses, what shows it is selected, or the text told. */
export async function copy(text, { shown, done = say('share_copied') } = {}) {
  try {
    await navigator.clipboard.writeText(text);
    toast(done, 'good');
  } catch {
    shown?.select();
    toast(shown ? say('share_not_copied') : say('link_not_copied', { link: text }), 'error');
  }
}
