// What part of a processor's peak the steps of a network reach. The bench has measured it (docs/performance.md), so an estimate can be made where nothing
// has run yet: of the peak alone, which takes some milliseconds to find.

// [operations of a step, share of the peak of one thread], ascending: the smallest steps are calls more than arithmetic.
const DENSE = [[5e4, 0.05], [5e6, 0.54], [6.4e7, 0.73], [4e8, 1.04]];
const WINDOWS = [[5e4, 0.04], [5e6, 0.45], [2e8, 0.72], [4e10, 0.81]];
const THREADS = [[5e6, 0], [6e7, 0.75]]; // and what each further thread adds: nothing to steps that are too small to be shared

/** Operations a second of a kind of work (workOf in speed.js) on so many threads, where one does peak of them. */
export function rateOf({ windows, size }, threads, peak) {
  const table = windows ? WINDOWS : DENSE;
  const first = Math.log10(table[0][0]);
  const small = size < first ? 10 ** (size - first) : 1; // of which each takes as long as the smallest
  return peak * small * between(table, size) * (1 + (threads - 1) * between(THREADS, size));
}

// The value of a table at a size, between two of its rows in proportion.
function between(table, size) {
  const rows = table.map(([flops, value]) => [Math.log10(flops), value]);
  if (size <= rows[0][0]) return rows[0][1];
  const i = rows.findIndex(([at]) => at >= size);
  if (i < 0) return rows.at(-1)[1];
  const [[from, low], [to, high]] = [rows[i - 1], rows[i]];
  return low + ((size - from) / (to - from)) * (high - low);
}
