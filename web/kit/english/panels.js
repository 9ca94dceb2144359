// What panels say in words, and write where there is no canvas.
//
// Written by web/modules from core/fact/english_look.go: go generate ./web/modules

export const PANELS = {
  said_alive: 'All {units|grouped} code units are used.',
  said_baseline: 'The dashed line is {name}: {loss}.',
  said_centre: '{label} at {point}',
  said_centres: 'Centres by label: {list}.',
  said_dead: '{dead|grouped} of {units|grouped} code units are dead (the same on every test {rows|true=row|*=image}): {list}.',
  said_dead_more: '{dead|grouped} of {units|grouped} code units are dead (the same on every test {rows|true=row|*=image}): {list} and more.',
  said_divergence: 'Divergence by unit: {list}.',
  said_filters: 'Filters, {layer}: {shown} of {all|grouped} shown, {h} by {w} weights each, colors from −{scale} to {scale}.',
  said_flat_many: 'Within a tenth of that: {count} of them.',
  said_flat_unit: 'Within a tenth of that: unit {list}.',
  said_flat_units: 'Within a tenth of that: units {list}.',
  said_grid: 'Latent grid: {side} by {side} decoded points, from {x_range} to the right and from {y_range} upwards.',
  said_more_units: '{list} and {more|grouped} more, from {low} to {high} in all',
  said_phase: '{phase} from step {step|grouped}',
  said_phases: 'Parts of the run: {list}.',
  said_plane: 'Latent plane, {points|grouped} test {rows|true=rows|*=images}: {x} from {x_range}, {y} from {y_range}.',
  said_range: '{low} to {high}',
  said_variance: 'Variance by unit: {list}.',

  plain_axes: '{x} to the right, {y} upwards',
  plain_clean: 'clean',
  plain_code: 'code {row}',
  plain_corrupted: 'corrupted',
  plain_curve: '{unit}: train solid, test dashed',
  plain_filters: '{layer}: white {scale}, black −{scale}',
  plain_output: 'output',

  table_codes: 'Code of each {rows|true=row|*=image}',
  table_codes_spread: 'Code of each {rows|true=row|*=image}, mean ± deviation',
  table_curve: 'Test loss, {unit}',
  table_errors: 'Reconstruction error of each test image',
  table_first_numbers: '{caption}, the first {shown} of {all|grouped} numbers',
  table_image: 'Image',
  table_label: 'Label',
  table_mse: 'MSE',
  table_row: 'Row',
  table_rows: 'Held-out rows and what became of them',
  table_step: 'Step',
};
