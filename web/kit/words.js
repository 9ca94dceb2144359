// What people are told. Everything that a program here says is made from a code and values, by the catalogue; whoever decides
// something decides by the code. Another language is another catalogue of the same codes.
//
// A sentence names its values in braces, as those of core/fact do:
//   {n}                        as it is
//   {n|grouped}                12,345
//   {n|image|images}           1 image, 2 images
//   {n|train=training|*=test}  a word for each value; * for all others

import { CODE } from './english/code.js';
import { COMPARE } from './english/compare.js';
import { ERRORS } from './english/errors.js';
import { GUIDE } from './english/guide.js';
import { PAGE } from './english/page.js';
import { PANELS } from './english/panels.js';
import { PLANE } from './english/plane.js';
import { RECIPE } from './english/recipe.js';
import { RUN } from './english/run.js';
import { RUNS } from './english/runs.js';
import { SHARE } from './english/share.js';
import { SLOW } from './english/slow.js';
import { TAKEHOME } from './english/takehome.js';
import { TIME } from './english/time.js';
import { VIEW } from './english/view.js';

const ENGLISH = { ...CODE, ...COMPARE, ...ERRORS, ...GUIDE, ...PAGE, ...PANELS, ...PLANE, ...RECIPE, ...RUN, ...RUNS, ...SHARE, ...SLOW, ...TAKEHOME, ...TIME, ...VIEW };
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Takes sentences that come with a script that says them, which the build has taken out of the catalogue: web/site/build/sentences.go. */
export function learn(sentences) {
  Object.assign(ENGLISH, sentences);
}

/** The sentence of a code. */
export function say(code, values = {}) {
  return ENGLISH[code].replace(/\{(\w+)(?:\|([^}]*))?\}/g, (_, name, form) => write(values[name], form));
}

function write(value, form) {
  if (form === undefined) return String(value);
  if (form === 'grouped') return Number.isFinite(value) ? whole.format(value) : '\u2013';
  const options = form.split('|');
  if (form.includes('=')) {
    const found = options.map((o) => o.split('=')).find(([key]) => key === String(value) || key === '*');
    return found ? found[1] : String(value);
  }
  const [one, many] = options;
  return `${whole.format(value)} ${value === 1 ? one : many}`;
}

/** An Error with its sentence as the message. of: what it is about, which the message begins with. */
export function fault(code, values = {}, of = '') {
  const says = say(code, values);
  return Object.assign(new Error(of ? `${of}: ${says}` : says), { code, of, values });
}

/** The sentence of an error, or of a notice with its text, for a place where what it is about stands already. */
export function beside({ message, text = message, of = '' }, name = of) {
  const about = of === name || of.startsWith(`${name}: `) ? name : '';
  return about ? text.slice(about.length + 2) : text;
}

/** A sentence that stands alone begins with a capital. */
export function alone(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
