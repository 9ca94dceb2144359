// Figures and codes as texts: lines of JSON, and tables with commas (RFC 4180).

const FIRST = ['step', 'epoch', 'train_loss', 'test_loss', 'test_mse'];

/** Metrics, a JSON object a line, as the command line prints them. */
export function lines(metrics) {
  return metrics.map((m) => `${JSON.stringify(m)}\n`).join('');
}

/** Metrics as a table, the usual ones first; a figure that a line has not is empty. */
export function metricsTable(metrics) {
  const names = [...new Set([...FIRST, ...metrics.flatMap(Object.keys)])].filter((name) => metrics.some((m) => m[name] !== undefined));
  return table(names, metrics.map((m) => names.map((name) => m[name] ?? '')));
}

/** Codes as a table, a line an input: its place, its label where there is one, its error, and the numbers of its code. */
export function codesTable({ n, dim, z, errors, labels }) {
  const labelled = labels.length > 0;
  const names = ['image', ...labelled ? ['label'] : [], 'mse', ...Array.from({ length: dim }, (_, j) => `z${j}`)];
  return table(names, Array.from({ length: n }, (_, i) => [i, ...labelled ? [labels[i]] : [], short(errors[i]), ...Array.from(z.subarray(i * dim, (i + 1) * dim), short)]));
}

/** As many digits as tell a float32 from its neighbors. */
function short(v) {
  return Number(v.toPrecision(9));
}

function table(names, rows) {
  return [names, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value) {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
