// The parts of the page that a link can hide or lock, by the names that it has for them.

import { say } from '../../kit/words.js';

/**
 * Groups of parts: [name, where it is in the page, what it is called]. Beside them are field:NAME, a field of the recipe, panel:NAME, a panel of the
 * view, and page:N, one of the guided pages of the link's lesson, which can be hidden and not locked.
 */
export const GROUPS = () => [
  [say('parts_training'), [
    ['play', '#play', say('part_play')],
    ['reset', '#reset', say('part_reset')],
    ['batch', '#step-batch', say('part_batch')],
    ['epoch', '#step-epoch', say('part_epoch')],
    ['seed', '.seed', say('part_seed')],
    ['pace', '.pace', say('part_pace')],
    ['timeline', '#film, #time, #moment', say('part_timeline')],
    ['figures', '.course, .results', say('part_figures')],
  ]],
  [say('parts_page'), [
    ['menu', '#lessons', say('part_menu')],
    ['device', '#device-part', say('part_device')],
    ['share', '#copy-link, #share-open', say('part_share')],
    ['takehome', '#take-open', say('part_takehome')],
    ['recipe', '.recipe', say('part_recipe')],
    ['hourglass', '#hourglass, #layer-keys', say('part_hourglass')],
    ['weights', '#weights', say('part_weights')],
    ['form', '#form', say('part_form')],
    ['tabs', '#tabs', say('part_tabs')],
    ['view', '#view-controls', say('part_view')],
    ['plane', '#plane', say('part_plane')],
    ['code', '#code', say('part_code')],
    ['summary', '#twin', say('part_summary')],
    ['picture', '.panel.picture', say('part_picture')],
    ['lesson', '.panel.lesson', say('part_lesson')],
    ['pages', '#guide', say('part_pages')],
    ['classes', '#classes-panel', say('part_classes')],
    ['runs', '.panel.runs', say('part_runs')],
  ]],
];

/** Panels of the column on the right: without all of them there is none. */
export const BESIDE = ['picture', 'lesson', 'classes', 'runs'];

/** A list in the value of a key: its names, each once. */
export function names(value) {
  return [...new Set(value.split(',').map((name) => name.trim()).filter(Boolean))];
}

/** Whether a part can be locked. */
export const lockable = (name) => !name.startsWith('page:');

/** Where a part is, as a selector; '' where it is no element; undefined where there is no such part. fields, panels: as the store has them. */
export function placeOf(name, { fields, panels }) {
  const [kind, of] = name.split(':');
  if (of === undefined) return GROUPS().flatMap(([, parts]) => parts).find(([part]) => part === name)?.[1];
  if (kind === 'field' && of === 'seed') return '.seed';
  if (kind === 'field' && fields.some((f) => f.name === of)) return `[data-field="${of}"]`;
  if (kind === 'panel' && panels.some((p) => p.name === of)) return '';
  if (kind === 'page' && /^[1-9]\d?$/.test(of)) return '';
  return undefined;
}
