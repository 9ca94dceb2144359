// What there is to see in each phase of a step.

import { say } from '../../kit/words.js';
import { batchFigure, codeFigure, drawnFigure, inputFigure, layerFigure, signedFigure } from './figures.js';
import { barList } from './lengths.js';
import { isImage } from './pictures.js';
import { percentOf } from './said.js';
import { mostOf, partOf, short } from './step.js';

const PARTS = {
  log_variance: say('slow_log_variance'),
  weights: say('slow_weights'),
  hidden_biases: say('slow_hidden_biases'),
  visible_biases: say('slow_visible_biases'),
};
const TERMS = {
  reconstruction: say('slow_reconstruction'),
  divergence: say('slow_divergence'),
  sparsity: say('slow_sparsity'),
  contraction: say('slow_contraction'),
};

/** The elements for a phase of a step. of: {rows, layerAt(level), ink, choose(place)}. */
export function show(step, phase, of) {
  return SHOWN[phase.phase](step, phase, of).filter(Boolean);
}

const less = (a, b) => ({ ...a, values: a.values.map((v, i) => v - b.values[i]) });

const clean = (step) => inputFigure(say('slow_part_clean'), partOf(step, 'clean'), step.label < 0 ? undefined : say('slow_label', { label: step.label }));
const input = (step) => inputFigure(say('slow_part_input'), partOf(step, 'input'));
const output = (step) => inputFigure(say('slow_part_output'), partOf(step, 'output'));
const layers = (phase, { layerAt }) => phase.parts.filter(({ part }) => part === 'layer').map((p) => layerFigure(layerAt(p.level), p));
const code = (step, { ink }) => codeFigure(say('slow_part_code'), ink, partOf(step, 'code'));
const states = (step, { ink }) => codeFigure(say('slow_part_states'), ink, partOf(step, 'states'));

/** Visible units are an input, or what the layer below makes. */
function visible(name, part, ink) {
  return part.level === 0 ? inputFigure(name, part) : codeFigure(name, ink, part);
}

function lengths(phase, label, { layerAt }, value, text) {
  return barList(label, phase.layers.map((l) => ({
    name: l.part ? PARTS[l.part] : layerAt(l.level), value: value(l), text: text(l),
  })), { log: true });
}

const gradients = (phase, of) => lengths(phase, say('slow_gradients'), of, (l) => l.gradient, (l) => short(l.gradient));

const SHOWN = {
  draw: (step, _, { rows, choose }) => {
    const batch = partOf(step, 'batch');
    return [batchFigure(say('slow_part_batch'), batch, step.image, rows, choose), isImage(batch) && clean(step)];
  },

  corrupt(step, _, { noisy }) {
    const [x, seen] = [partOf(step, 'clean'), partOf(step, 'input')];
    return noisy ? [clean(step), signedFigure(say('slow_part_noise'), less(seen, x)), input(step)] : [input(step)];
  },

  encode(step, phase, of) {
    const [mean, deviation, z] = [partOf(step, 'mean'), partOf(step, 'deviation'), partOf(step, 'code')];
    const drawn = deviation && drawnFigure(say('slow_part_drawn'), of.ink, mean, deviation, z);
    return [input(step), ...layers(phase, of), drawn || code(step, of)];
  },

  decode: (step, phase, of) => [code(step, of), ...layers(phase, of), output(step)],

  compare: (step, { terms }) => [
    clean(step), output(step),
    signedFigure(say('slow_part_error'), less(partOf(step, 'output'), partOf(step, 'clean')), 1),
    Object.keys(terms).length > 1 && barList(say('slow_terms'), Object.entries(terms).map(([term, value]) => ({ name: TERMS[term], value, text: short(value) }))),
  ],

  back: (_, phase, of) => [gradients(phase, of)],

  move(step, phase, of) {
    const update = ({ update: u, weights }) => say('slow_update', { value: short(u), percent: percentOf(u, weights) });
    const list = lengths(phase, say('slow_updates'), of, (l) => l.update, update);
    const [before, after] = [partOf(step, 'before'), partOf(step, 'after')];
    if (!before) return [list];
    const most = mostOf(before.values, after.values);
    return [
      list,
      signedFigure(say('slow_part_before', { unit: before.unit }), before, most),
      signedFigure(say('slow_part_after', { unit: after.unit }), after, most),
      signedFigure(say('slow_part_change'), less(after, before)),
    ];
  },

  up: (step, _, { ink }) => [
    visible(say('slow_part_visible'), partOf(step, 'visible'), ink),
    codeFigure(say('slow_part_hidden'), ink, partOf(step, 'hidden')), states(step, { ink }),
  ],

  down: (step, _, { ink }) => [
    states(step, { ink }), visible(say('slow_part_painted'), partOf(step, 'painted'), ink), visible(say('slow_part_visible'), partOf(step, 'visible'), ink),
    signedFigure(say('slow_part_error'), less(partOf(step, 'painted'), partOf(step, 'visible')), 1),
  ],

  up_again: (step, _, { ink }) => [
    visible(say('slow_part_painted'), partOf(step, 'painted'), ink),
    codeFigure(say('slow_part_hidden_painted'), ink, partOf(step, 'hidden_painted')),
    codeFigure(say('slow_part_hidden'), ink, partOf(step, 'hidden')),
  ],

  statistics(step, phase, of) {
    const [data, model] = [partOf(step, 'data'), partOf(step, 'model')];
    const most = mostOf(data.values, model.values);
    return [
      signedFigure(say('slow_part_data', { unit: data.unit }), data, most),
      signedFigure(say('slow_part_model', { unit: model.unit }), model, most),
      signedFigure(say('slow_part_difference'), less(model, data)),
      gradients(phase, of),
    ];
  },
};
