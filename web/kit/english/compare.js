// Two runs side by side.

export const COMPARE = {
  compare_title: 'Compare',
  compare_a: 'Run A',
  compare_b: 'Run B',
  compare_by: 'Curves by',
  compare_by_which: '{by|step=By step|epoch=By epoch|images=By images seen}',
  compare_close: 'Close',
  compare_looking: 'Looking at both runs',
  compare_gone: 'Two runs that are kept with their weights are needed to compare.',
  compare_status: '{a} at step {a_step|grouped}, {b} at step {b_step|grouped}',

  compare_images: 'The same test {rows|true=rows|*=images} with what both runs make of them',
  compare_inputs: 'Test {rows|true=row|*=image}',
  compare_input: '{rows|true=Row|*=Image} {index}',
  compare_corrupted: 'Corrupted, A',
  compare_difference: 'B \u2212 A',
  compare_other_inputs: 'These runs were tested on other inputs: their outputs have nothing to be compared by.',

  compare_planes: 'Latent planes',
  compare_plane_of: 'Latent plane of {name}: {points|grouped} test inputs, {x} to the right, {y} upwards',
  compare_image: 'Test image',
  compare_point: 'Point at a dot: the same test image is marked in both planes.',
  compare_image_at: 'Test image {image|grouped}: A {a}, B {b}',
  compare_labeled_at: 'Test image {image|grouped}, label {label}: A {a}, B {b}',

  compare_test_losses: 'Test loss',
  compare_train_losses: 'Train loss',
  compare_other_loss: 'Their losses are different ones: each has an axis of its own.',
  compare_curve_of: '{name}: from {from} to {to}',
  compare_log: 'log scale',
  compare_axis: '{at} {by|step=steps|epoch=epochs|images=images seen}',

  compare_figures: 'Figures',
  compare_step: 'Step',
  compare_epoch: 'Epoch',
  compare_train_loss: 'Train loss',
  compare_test_loss: 'Test loss',
  compare_mse: 'Test MSE',
  compare_common: '{test|true=Test loss|*=Train loss} at {by|step=step|epoch=epoch|images=images seen} {at}',
  compare_recipes: 'What the recipes do not have in common',
  compare_same_recipe: 'Both runs have the same recipe.',

  run_compare: 'Compare',
  run_compare_with: 'Compare {name} with another run',
  lesson_beside: 'beside',
  lesson_beside_title: 'Train it beside this run, and compare both: {label}',
};
