// What a guided page can light: a list of names. Each knows where its element is and how the view that has it is opened.
//
//   panel:NAME   a panel of the canvas, by the name that it has in core/recipe/panels.go
//   field:NAME   a field of the recipe

const PANEL = 'panel:';
const FIELD = 'field:';

/** The names that are no panel's and no field's, as core/guide has them, with the elements of the page they stand for; of several the first that is shown. */
export const SPOTS = {
  play: ['#play'],
  pace: ['#pace', '#full-speed'],
  timeline: ['#time'],
  line: ['#frame'],
  code: ['#code'],
  hourglass: ['#hourglass'],
  picture: ['.panel.picture'],
  runs: ['.panel.runs'],
  compare: ['.compare', '.panel.runs'],
  slow: ['#slow', '#pace'],
  loss: ['#frame'],
  menu: ['#lessons summary'],
  classes: ['#classes-panel'],
  seed: ['.seed'],
};

const PANELS = { line: 'line', loss: 'loss' }; // spots that are panels, too

/** The name of the panel that a spot opens, '' where it opens none. */
export function panelOf(spot) {
  return spot.startsWith(PANEL) ? spot.slice(PANEL.length) : PANELS[spot] ?? '';
}

/** The element of a spot, or undefined where the page has none now. */
export function elementOf(spot, root = document) {
  if (panelOf(spot)) return root.querySelector('#frame');
  if (spot === 'field:seed') return root.querySelector(SPOTS.seed[0]);
  if (spot.startsWith(FIELD)) return root.querySelector(`[data-field="${CSS.escape(spot.slice(FIELD.length))}"]`);
  const found = (SPOTS[spot] ?? []).map((selector) => root.querySelector(selector)).filter(Boolean);
  return found.find((el) => el.checkVisibility()) ?? found[0];
}

/** Opens what hides an element: folded parts around it. */
export function unfold(el) {
  for (let at = el; at; at = at.parentElement?.closest('details')) if (at.localName === 'details') at.open = true;
}
