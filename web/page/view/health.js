// What metrics and frames tell of the code, in words for whoever shows it.

import { count, loss } from '../../kit/format.js';

/** How many code units say the same of every image. */
export function deadUnits(units) {
  return units.dead.reduce((n, dead) => n + dead, 0);
}

/** What the metrics tell of the code: {short, value, say}. */
export function healthOf(m, dim) {
  const list = [];
  if (m.kl != null) list.push({ short: 'KL', value: loss(m.kl), say: 'Divergence of the codes from the standard normal distribution, summed over their numbers, in nats' });
  if (m.code_mean != null) list.push({ short: 'mean', value: loss(m.code_mean), say: 'Mean of all numbers of all codes of the held-out images' });
  if (m.code_active < 1) list.push({ short: 'active', value: percent(m.code_active), say: 'Share of units that are active on an image, on average: not zero, or, of a sigmoid, above one half' });
  if (m.jacobian != null) list.push({ short: 'Jacobian\u00b2', value: loss(m.jacobian), say: 'How much the code moves with its input: the squared Frobenius norm of its Jacobian, on average over held-out images' });
  if (m.pca_mse != null) list.push({ short: `PCA ${count(dim)}`, value: loss(m.pca_mse), say: `Test MSE of as many principal components of the training images as the code has numbers, ${count(dim)}: the best that a linear code of this size does` });
  return list;
}

function percent(share) {
  return `${share < 0.1 ? (100 * share).toFixed(1) : Math.round(100 * share)}%`;
}
