// What metrics and frames tell of the code, in words for whoever shows it.

import { loss } from '../../kit/format.js';
import { say } from '../../kit/words.js';

/** How many code units say the same of every image. */
export function deadUnits(units) {
  return units.dead.reduce((n, dead) => n + dead, 0);
}

/** What the metrics tell of the code, of so many numbers: {short, value, says}. rows: the data are a table's. */
export function healthOf(m, numbers, rows) {
  const list = [];
  if (m.kl != null) list.push({ short: say('health_kl'), value: loss(m.kl), says: say('health_kl_says') });
  if (m.code_mean != null) list.push({ short: say('health_mean'), value: loss(m.code_mean), says: say('health_mean_says', { rows }) });
  if (m.code_active < 1) list.push({ short: say('health_active'), value: percent(m.code_active), says: say('health_active_says', { rows }) });
  if (m.jacobian != null) list.push({ short: say('health_jacobian'), value: loss(m.jacobian), says: say('health_jacobian_says', { rows }) });
  if (m.pca_mse != null) list.push({ short: say('health_pca', { numbers }), value: loss(m.pca_mse), says: say('health_pca_says', { numbers, rows }) });
  return list;
}

function percent(share) {
  return `${share < 0.1 ? (100 * share).toFixed(1) : Math.round(100 * share)}%`;
}
