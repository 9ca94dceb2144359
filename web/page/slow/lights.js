// Lights the part of the drawn network that is at work in a phase.

const FLOWS = new Set(['encode', 'decode', 'back', 'move', 'up', 'down', 'up_again', 'statistics']); // between levels

/** Marks levels, and flows towards levels, of a figure that drawHourglass drew; phase null: none. */
export function light(figure, phase) {
  const drawn = [...figure.querySelectorAll('[data-level]')];
  const levels = new Set(phase ? [...phase.parts, ...phase.layers].map(({ level }) => level) : []);
  if (phase?.phase === 'compare') { // the two ends
    levels.add(0);
    levels.add(Math.max(...drawn.map((el) => Number(el.dataset.level))));
  }
  const flows = phase && FLOWS.has(phase.phase);
  for (const el of drawn) {
    const on = levels.has(Number(el.dataset.level)) && (flows || !el.classList.contains('flow'));
    el.classList.toggle('at-work', on);
  }
}
