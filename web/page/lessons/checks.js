// Questions that the run answers. A check is what a page of a lesson or of the quiz asks for; what is seen of the page is a plain value, so that
// a check is a function of both:
//
//   {figure, below | above, where}    a figure of the run, where these fields of its recipe have these values
//   {between: [a, b]}                 the chosen code lies between two classes of held-out codes
//   {code: {unit, below | above}}     a unit was moved to so many deviations from its mean
//   {chosen: kind}                    what is chosen is an image, a person's own picture or a code
//   {seek: {below | above}}           a step of the past is shown
//   {compared: true}                  two runs are shown side by side
//
// seen: {metrics, values, chosen, chosenBy, codes: {x, y, labels, dim} | undefined, moved: (unit) => deviations or NaN, moment, compared}.

/** Whether what is seen answers a check. */
export function met(check, seen) {
  const { figure, where, between, code, chosen, seek, compared } = check;
  if (figure) return !!seen.metrics && holds(where, seen.values) && bounded(Number(seen.metrics[figure] ?? NaN), check);
  if (between) return lies(between, seen);
  if (code) return bounded(seen.moved(code.unit), code);
  if (chosen) return seen.chosen?.kind === chosen && seen.chosenBy === 'person';
  if (seek) return !!seen.moment && bounded(seen.moment.step, seek);
  return !!compared && seen.compared;
}

function bounded(value, { below = Infinity, above = -Infinity }) {
  return value < below && value > above; // not of NaN
}

function holds(where = {}, values = {}) {
  return Object.entries(where).every(([name, value]) => values?.[name] === String(value));
}

/** How far a code of two numbers is from each class of the held-out ones: [label, distance to the nearest], the nearest first. */
export function classesNear([x, y], { x: xs, y: ys, labels }) {
  const near = new Map();
  for (let i = 0; i < labels.length; i++) {
    const d = Math.hypot(xs[i] - x, ys[i] - y);
    if (!(d >= near.get(labels[i]))) near.set(labels[i], d);
  }
  return [...near].sort((a, b) => a[1] - b[1]);
}

// The two nearest classes are these, and the code is between the thirds of the way from one to the other.
function lies(names, { chosen, codes }) {
  if (chosen?.kind !== 'code' || chosen.z.length !== 2 || codes?.dim !== 2 || codes.pca || !codes.labels.length) return false;
  const [[a, near], [b, far] = []] = classesNear(chosen.z, codes);
  return [a, b].map(String).sort().join() === [...names].map(String).sort().join() && near > (near + far) / 3;
}
