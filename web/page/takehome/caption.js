// What stands below a picture: what the run is, where it is, and its figures.

import { loss } from '../../kit/format.js';
import { say } from '../../kit/words.js';

/** Two lines: the title of the lesson, or what goes in; step and figures. metrics: those of the moment that is in the picture. */
export function captionOf({ running, lessons }, metrics) {
  const { lesson, values, cost } = running;
  const title = lessons.find(({ id }) => id === lesson)?.title ?? say('caption_title', { data: values.data, code: cost?.code_size ?? values.latent_dim });
  const { step = 0, epoch = 0, test_mse: mse, fingerprint = '' } = metrics ?? {};
  const parts = [say('caption_step', { step, epoch }), ...mse > 0 ? [say('caption_mse', { mse: loss(mse) })] : [], ...fingerprint ? [say('caption_fingerprint', { fingerprint })] : []];
  return [title, parts.join(' \u00b7 ')];
}
