// What an error means: its place among those of the held-out images or rows.

import { loss } from '../../kit/format.js';
import { say } from '../../kit/words.js';

/**
 * The sentence of a rank, as the trainer tells it (core/wire's Rank). rows: the data are a table. mse: the mean of the held-out ones. noise: which
 * the recipe gives these, own: that of this picture, in the same notation; painted: there are strokes over it.
 */
export function rankSaid(rank, { rows, mse, noise, own, painted }) {
  if (!rank) return say('rank_not_yet', { rows });
  const { better, of, error } = rank;
  const worse = 2 * better >= of;
  const percent = Math.floor((100 * (worse ? better : of - better)) / of);
  const values = { of, rows, mse: loss(error), mean: loss(mse) };
  const place = better === 0 ? say('rank_best', values) : better === of ? say('rank_worst', values) : say('rank_place', { worse, percent, ...values });
  const differs = own === noise ? '' : say('rank_noise', { noise: noise || 'none', own: own || 'none' });
  return [place, differs, painted && say('rank_painted')].filter(Boolean).join(' ');
}
