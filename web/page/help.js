// The help dialog.

import { h, icon } from '../kit/dom.js';
import { setSingleKeys, SHORTCUTS, singleKeys } from './keys.js';
import { say } from '../kit/words.js';

/** Fills the dialog and opens it. */
export function openHelp(dialog) {
  if (dialog.open) return;
  if (!dialog.firstChild) build(dialog);
  dialog.showModal();
}

function build(dialog) {
  const close = h('button', { type: 'button', class: 'icon-button', 'aria-label': say('help_close'), onclick: () => dialog.close() }, icon('close'));
  const terms = [
    [say('help_test_mse'), say('help_test_mse_text')],
    [say('help_fingerprint'), say('help_fingerprint_text')],
    [say('help_reset'), say('help_reset_text')],
    [say('help_dead'), say('help_dead_text')],
    [say('help_filters'), say('help_filters_text')],
    [say('help_spread'), say('help_spread_text')],
    [say('help_dashed'), say('help_dashed_text')],
    [say('help_live'), say('help_live_text')],
  ];
  dialog.append(
    h('div', { class: 'dialog-head' }, h('h2', { id: 'help-title' }, say('help')), close),
    h('p', {}, say('help_intro')),
    h('h3', {}, say('help_keys')),
    h('table', { class: 'shortcuts' }, h('tbody', {}, ...SHORTCUTS.map(([key, what]) =>
      h('tr', {}, h('th', { scope: 'row' }, h('kbd', {}, key)), h('td', {}, what))))),
    h('label', { class: 'check' }, h('input', { type: 'checkbox', id: 'single-keys', checked: singleKeys(), onchange: ({ target }) => setSingleKeys(target.checked) }), say('help_keys_single')),
    h('h3', {}, say('help_words')),
    h('dl', { class: 'terms' }, ...terms.flatMap(([word, text]) => [h('dt', {}, word), h('dd', {}, text)])),
    h('h3', {}, say('help_pictures')),
    h('p', {}, say('help_pictures_text')),
    h('h3', {}, say('help_data')),
    h('p', {}, say('help_data_text')),
    h('h3', {}, say('help_scripting')),
    h('p', {}, say('help_scripting_has'), h('code', {}, 'window.bottleneck'), ': ', h('code', {}, 'await bottleneck.train({epochs: 1})'), say('help_scripting_more')));
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close(); // a click on the backdrop
  });
}
