// The help dialog.

import { h, icon } from '../kit/dom.js';
import { SHORTCUTS } from './keys.js';

/** Fills the dialog and opens it. */
export function openHelp(dialog) {
  if (dialog.open) return;
  if (!dialog.firstChild) build(dialog);
  dialog.showModal();
}

function build(dialog) {
  const close = h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close help', onclick: () => dialog.close() }, icon('close'));
  const terms = [
    ['Test MSE', 'Mean squared error per pixel, pixels from 0 to 1, over all held-out images. It is the figure to compare runs by, whatever loss is trained.'],
    ['Fingerprint', 'Eight digits made from every bit of the weights. Same link, same arithmetic: same fingerprint after the same step, on any machine.'],
    ['Reset and seed', 'Reset plays the same start again. A new seed draws other first weights, another order and other noise.'],
    ['Dead unit', 'A code unit that says the same of every test image: it carries nothing. ReLU codes lose some early, by chance.'],
    ['Filters', 'The weights of the first layer, what each unit looks for, or of the last, what each number paints: orange adds, blue takes away.'],
    ['Spread', 'Of a variational code the standard deviations. One, with a mean near zero, is the prior: such a number says nothing of the image.'],
    ['Dashed line', 'What as many principal components as the code has numbers leave of the held-out images: the best that a linear code can do.'],
    ['Live', 'Learning rate and corruption change while training goes on. A link replays with the last value from the start, so such a run is not repeatable by its link.'],
  ];
  dialog.append(
    h('div', { class: 'dialog-head' }, h('h2', { id: 'help-title' }, 'Help'), close),
    h('p', {}, 'An autoencoder squeezes an image into a few numbers, the code, and paints it back from them. Press Play and watch the reconstructions sharpen; change the recipe on the side; send the address of the page to share exactly this run.'),
    h('h3', {}, 'Keys'),
    h('table', { class: 'shortcuts' }, h('tbody', {}, ...SHORTCUTS.map(([key, what]) =>
      h('tr', {}, h('th', { scope: 'row' }, h('kbd', {}, key)), h('td', {}, what))))),
    h('h3', {}, 'Words'),
    h('dl', { class: 'terms' }, ...terms.flatMap(([word, text]) => [h('dt', {}, word), h('dd', {}, text)])),
    h('h3', {}, 'Pictures'),
    h('p', {}, 'Drop, paste, choose or draw. A picture becomes gray, light paper turns dark, the ink is fitted into 20 by 20 pixels and centred by its mass in 28 by 28, as MNIST was made; a network for faces or your own pictures gets the middle of it, as large as it takes. PNG, JPEG and GIF up to 64 MiB and 16 megapixels. Nothing is sent anywhere.'),
    h('h3', {}, 'Your data'),
    h('p', {}, 'Drop several pictures, a folder or a zip of them, a table (CSV), IDX or NumPy files, and train on them. Folders become labels, rows with missing numbers are left out and listed, every tenth picture or row is held out. The link of such a run does not hold the files.'),
    h('h3', {}, 'Scripting'),
    h('p', {}, 'The console has ', h('code', {}, 'window.bottleneck'), ': ', h('code', {}, 'await bottleneck.train({epochs: 1})'), ' and more, in docs/scripting.md.'));
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close(); // a click on the backdrop
  });
}
