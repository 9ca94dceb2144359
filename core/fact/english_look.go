package fact

// OfViews is what the pictures and charts are of.
const OfViews = `
unit_per_pixel        {error} per pixel
unit_per_image        {error} per image
unit_per_value        {error} per value
unit_per_row          {error} per row
loss_with_argument    {loss} ({argument} {value})
unit_with_divergence  {unit}, with divergence
unit_with_penalty     {unit}, with penalty

baseline                     PCA, {components|component|components}
baseline_without_divergence  PCA, without divergence, {components|component|components}
baseline_without_penalty     PCA, without penalty, {components|component|components}
baseline_clipped             {baseline}, clipped to {least} and {most}

axis_unit             z[{unit}]
axis_component        PC {component} ({percent|f0}%)
axis_input_component  input PC {component} ({percent|f0}%)

filters_first_units     first layer, {units} units
filters_first_windows   first layer, {units} filters of {h}x{w}
filters_last_inputs     last layer, what its {units} inputs draw
filters_last_windows    last layer, {units} inputs, windows of {h}x{w}
filters_pretraining     layer {layer} of {layers}, {units} units
filters_channel         channel 1 of {channels}
filters_colors          red, green and blue are weights of these, gray is 0
filters_through_layers  seen through the layers below as if they were linear
`

// OfCanvas is what stands beside the pictures.
const OfCanvas = `
runs_too_many      {found} runs found, at most {most} expected
run_malformed      run {run|grouped} has no color, no dash, or a curve that is none

panel_code          Code
panel_filters       Filters
panel_images        Reconstructions
panel_input_grid    Input grid
panel_input_plane   Input plane
panel_latent_grid   Latent grid
panel_latent_plane  Latent plane
panel_line          Line
panel_loss          Loss

codes_none    No codes yet
filters_none  No filters yet
grid_none     No grid yet
images_none   No images yet
line_none     No line yet
losses_none   No losses yet
rows_none     No rows yet

row_clean      Clean
row_code       Code
row_corrupted  Corrupted
row_deviation  Spread
row_error      Error
row_mse        MSE
row_output     Output

at_step             step {step|grouped}
axis_epoch          epoch
axis_images         images seen
runs_earlier        {runs|earlier run|earlier runs}
runs_left_out       {runs|run|runs} of another loss left out
card_mse            {head}, MSE {mse}
image_labeled       Label {label}, test image {image|grouped}
image_named         Test image {image|grouped}
images_errors       error: blue too dark, orange too bright
images_errors_color error: as bright in each color as it is off there
images_worst_first  largest errors first, step {step|grouped}
row_named           Row {row|grouped}

code_colors         black 0, white {most}
code_colors_signed  black 0, orange up to {most}, blue below 0
code_deviations     deviations below
code_distributions  distributions above, their deviations below; 1 says nothing
code_first_numbers  the first {shown|grouped} of {numbers|grouped} numbers each
code_numbers        {numbers|grouped} numbers each
code_one_number     one number each

filters_all   all {filters}
filters_some  {shown} of {filters|grouped}
unit_weights  Unit {unit}: {least} to {most}

grid_part    {shown} of {grid}
grid_points  {grid} decoded points
grid_size    {points} × {points}

grid_shape      {h}×{w}
line_code       A code, decoded
line_colors     black 0, orange above, blue below
line_draw       draw {draw}
line_input      Input
line_mean       Mean
line_more       +{more|grouped} more
line_mse        MSE {mse}
line_own        Your own picture
line_part       {first}–{last} of {all}
line_shape      {h}×{w}×{c}

node_channels   weights, channels {channels}
node_filter     weights
node_from       of {inputs|input|inputs}, most from
node_link       {name}: {value} × {weight} = {product}
node_map        {name}, map {map}, row {row}, column {column}
node_pixel      {name}, row {row}, column {column}
node_sum        {value} = {activation} of {sum}, bias {bias}
node_sum_linear bias {bias}
node_switches   where the largest stood
node_to         into {outputs|output|outputs}, most into
node_to_link    {name}: × {weight} = {product}
node_unit       {name}, unit {unit}

curve_test      test
curve_smooth    train, smoothed
curve_train     train
log_scale       log scale
unit_log        {unit}, log scale
unit_log_brief  {unit}, log

term_contraction     contraction
term_divergence      divergence
term_reconstruction  reconstruction
term_sparsity        sparsity

cell                   {column}, row {row|grouped}
cell_clean             clean {value}
cell_corrupted         corrupted {value}
cell_difference        difference {value}
cell_output            output {value}
columns_shown          columns {first}–{last} of {columns}
row_brief              row {row|grouped}
table_lines            clean over output
table_lines_corrupted  clean, corrupted, output
table_tints            blue too low, orange too high
`

// Panels is what the page says of panels in words, and writes where there is no canvas. No program of Go says it: web/kit/english/panels.js is
// written from it, so that all words of a panel are in one file.
const Panels = `
said_alive       All {units|grouped} code units are used.
said_baseline    The dashed line is {name}: {loss}.
said_centre      {label} at {point}
said_centres     Centres by label: {list}.
said_dead        {dead|grouped} of {units|grouped} code units are dead (the same on every test {rows|true=row|*=image}): {list}.
said_dead_more   {dead|grouped} of {units|grouped} code units are dead (the same on every test {rows|true=row|*=image}): {list} and more.
said_divergence  Divergence by unit: {list}.
said_earlier     Behind it, by {by|step=step|epoch=epoch|images=images seen}: {list}.
said_earlier_run {name} to {loss}
said_filters     Filters, {layer}: {shown} of {all|grouped} shown, {h} by {w} weights each, colors from −{scale} to {scale}.
said_filters_color Filters, {layer}: {shown} of {all|grouped} shown, {h} by {w} weights each for red, for green and for blue, from −{scale} to {scale}; gray is 0.
said_flat_many   Within a tenth of that: {count} of them.
said_flat_unit   Within a tenth of that: unit {list}.
said_flat_units  Within a tenth of that: units {list}.
said_grid        Latent grid: {side} by {side} decoded points, from {x_range} to the right and from {y_range} upwards.
said_left_out    Of another loss, and left out: {runs|run|runs}.
said_line        The way of {whose} through the network: {way}.
said_line_draw   The decoder sees draw {draw} of the code.
said_line_error  The output differs from the clean input by a mean squared error of {mse}.
said_node        Pointed at: {name}, {value}.
said_node_from   Made most of {list}.
said_node_to     It adds most to {list}.
said_more_units  {list} and {more|grouped} more, from {low} to {high} in all
said_phase       {phase} from step {step|grouped}
said_phases      Parts of the run: {list}.
said_plane       Latent plane, {points|grouped} test {rows|true=rows|*=images}: {x} from {x_range}, {y} from {y_range}.
said_range       {low} to {high}
said_terms       The train loss is the sum of {list}.
said_term        {term} {loss}
said_variance    Variance by unit: {list}.

way_code        code
way_deviation   spread
way_input       input
way_layer       {name}, {layer}
way_link        {name} ({carried})
way_mean        mean
way_of_code     the chosen code
way_of_image    test {rows|true=row|*=image} {image|grouped}
way_of_labelled test image {image|grouped}, labelled {label},
way_of_own      your own picture
way_part        {name} {shape} from {least} to {most}
way_pixel       {name}, map {map}, row {row}, column {column}
way_unit        {name}, unit {unit}

plain_axes       {x} to the right, {y} upwards
plain_clean      clean
plain_code       code {row}
plain_corrupted  corrupted
plain_curve      {unit}: train solid, test dashed
plain_smooth     {unit}: train smoothed, the loss as it is behind it, test dashed
plain_filters    {layer}: white {scale}, black −{scale}
plain_output     output
plain_term       {term|reconstruction=reconstruction|divergence=divergence|sparsity=sparsity|contraction=contraction}

table_codes          Code of each {rows|true=row|*=image}
table_codes_spread   Code of each {rows|true=row|*=image}, mean ± deviation
table_curve          Test loss, {unit}
table_errors         Reconstruction error of each test image
table_first_numbers  {caption}, the first {shown} of {all|grouped} numbers
table_image          Image
table_label          Label
table_mse            MSE
table_line           The way through the network
table_line_least     Least
table_line_most      Most
table_line_part      Part
table_line_shape     Shape
table_row            Row
table_rows           Held-out rows and what became of them
table_step           Step
`
