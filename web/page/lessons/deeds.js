// What the one button of a guided page does, by the only key that its entry has beside its label:
//
//   steps      trains so many more
//   link       opens a recipe and trains it
//   code       moves a unit of the code to so many deviations from its mean
//   press      presses a control, by the name of its spot
//   point      chooses a code of two numbers
//   compare    trains two recipes and shows them side by side

/** The ways to do it, {name: (value) => promise}; who can what is told by app.js. */
export function deedsOf({ train, open, move, press, choose, compare }) {
  return {
    steps: (n) => train(n),
    link: (link) => open(link),
    code: ({ unit, deviations }) => move(unit, deviations),
    press: (name) => press(name),
    point: (z) => choose(z),
    compare: ([a, b]) => compare(a, b),
  };
}

/** Which of them an entry asks for. */
export const deedOf = (entry) => ['steps', 'link', 'code', 'press', 'point', 'compare'].find((name) => entry[name] !== undefined);
