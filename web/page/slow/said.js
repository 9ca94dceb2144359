// What happens in a phase, in a sentence with the numbers of that step.

import { extentOf, lengthOf, partOf, short } from './step.js';
import { say } from '../../kit/words.js';

/** The names of the phases. */
export const NAMES = {
  draw: say('slow_draw'),
  corrupt: say('slow_corrupt'),
  encode: say('slow_encode'),
  decode: say('slow_decode'),
  compare: say('slow_compare'),
  back: say('slow_back'),
  move: say('slow_move'),
  up: say('slow_up'),
  down: say('slow_down'),
  up_again: say('slow_up_again'),
  statistics: say('slow_statistics'),
};

/** The sentence of a phase of a step. of: {values: of the recipe, rows, layerAt(level), code: the level that is}. */
export function said(step, phase, of) {
  return SENTENCES[phase.phase](step, phase, of);
}

const mse = (a, b) => short(lengthOf(a.map((v, i) => v - b[i])) ** 2 / a.length);

function range(values) {
  const [low, high] = extentOf(values);
  return { low: short(low), high: short(high) };
}

const SENTENCES = {
  draw: ({ batch, all, index }, _, { rows }) => say('slow_said_draw', { batch, all, index: index + 1, rows }),

  corrupt(step, _, { values, rows }) {
    const [clean, input] = [partOf(step, 'clean').values, partOf(step, 'input').values];
    const changed = input.reduce((n, v, i) => n + Number(v !== clean[i]), 0);
    if (values.noise === 'none') return say('slow_said_clean', { rows });
    return say('slow_said_corrupt', { rows, noise: values.noise, changed, n: input.length, mse: mse(input, clean) });
  },

  encode(step) {
    const n = partOf(step, 'input').values.length;
    const z = partOf(step, 'code').values;
    if (partOf(step, 'deviation')) return say('slow_said_encode_drawn', { n, latent: z.length });
    const zeros = z.reduce((k, v) => k + Number(v === 0), 0);
    const { low, high } = range(z);
    const code = { n, latent: z.length, low, high };
    return zeros > 0 ? say('slow_said_encode_sparse', { ...code, zeros }) : say('slow_said_encode', { ...code });
  },

  decode(step) {
    const y = partOf(step, 'output').values;
    const { low, high } = range(y);
    return say('slow_said_decode', { latent: partOf(step, 'code').values.length, n: y.length, low, high });
  },

  compare(step, { terms }, { rows }) {
    const away = mse(partOf(step, 'output').values, partOf(step, 'clean').values);
    const [loss, share] = [short(step.loss), short(100 * step.share)];
    return Object.keys(terms).length > 1
      ? say('slow_said_compare_priced', { mse: away, loss, share, rows })
      : say('slow_said_compare', { mse: away, loss, share, rows });
  },

  back(_, { layers }, { values, layerAt, code }) {
    const length = total(layers, 'gradient');
    const most = Number(values.clip_norm) || Infinity;
    const longest = layers.reduce((a, b) => (b.gradient > a.gradient ? b : a));
    const at = { length: short(length), longest: short(longest.gradient), layer: say('slow_layer_of', { layer: layerAt(longest.level), encoder: longest.level <= code }) };
    return length > most ? say('slow_said_back_clipped', { ...at, most: values.clip_norm }) : say('slow_said_back', { ...at });
  },

  move(step, { layers }, { values }) {
    const length = total(layers, 'update');
    const moved = { n: layers.reduce((sum, l) => sum + l.parameters, 0), rate: short(step.learning_rate), length: short(length), percent: percentOf(length, total(layers, 'weights')) };
    return step.layer ? say('slow_said_machine', { ...moved }) : say('slow_said_move', { ...moved, optimizer: values.optimizer });
  },

  up: (step) => say('slow_said_up', { layer: step.layer, visible: partOf(step, 'visible').values.length, hidden: partOf(step, 'hidden').values.length }),

  down(step) {
    const painted = partOf(step, 'painted').values;
    return say('slow_said_down', { visible: painted.length, mse: mse(painted, partOf(step, 'visible').values), loss: short(step.loss) });
  },

  up_again: (step) => say('slow_said_up_again', { mse: mse(partOf(step, 'hidden_painted').values, partOf(step, 'hidden').values) }),

  statistics: (step, { layers }) => say('slow_said_statistics', { length: short(total(layers, 'gradient')), unit: partOf(step, 'data').unit }),
};

function total(layers, of) {
  return lengthOf(layers.map((l) => l[of]));
}

/** A part of something in percent; of nothing it is all. */
export function percentOf(part, whole) {
  return short(whole > 0 ? (100 * part) / whole : 100);
}
