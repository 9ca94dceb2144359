// Which points of the plane lie within an outline.

/** outline: x, y, x, y and so on, all around; x, y: of the points. Gives the numbers of those within: a ray to the right crosses the outline oddly often. */
export function inside(outline, x, y) {
  const found = [];
  const n = outline.length / 2;
  for (let i = 0; i < x.length; i++) {
    let within = false;
    for (let a = 0, b = n - 1; a < n; b = a++) {
      const [ax, ay, bx, by] = [outline[2 * a], outline[2 * a + 1], outline[2 * b], outline[2 * b + 1]];
      if ((ay > y[i]) !== (by > y[i]) && x[i] < ax + ((y[i] - ay) / (by - ay)) * (bx - ax)) within = !within;
    }
    if (within) found.push(i);
  }
  return found;
}

/** A box as an outline. */
export function boxOf({ x0, x1, y0, y1 }) {
  return [x0, y0, x1, y0, x1, y1, x0, y1];
}
