// The mean that a curve is drawn with.

/**
 * The mean around each value, in which the weight falls by a share from value to value, to both sides. What is no number counts for nothing and stays.
 * wasm/canvas/board/smooth.go has the same.
 */
export function smooth(values, share) {
  const sums = new Float64Array(values.length);
  const weights = new Float64Array(values.length);
  for (const [from, step] of [[0, 1], [values.length - 1, -1]]) {
    let sum = 0;
    let weight = 0;
    for (let i = from; i >= 0 && i < values.length; i += step) {
      sums[i] += sum;
      weights[i] += weight;
      const counts = Number.isFinite(values[i]);
      sum = share * (sum + (counts ? values[i] : 0));
      weight = share * (weight + (counts ? 1 : 0));
    }
  }
  return Array.from(values, (v, i) => (Number.isFinite(v) ? (sums[i] + v) / (weights[i] + 1) : v));
}
