package fact

// English is the catalogue of what the program says in English.
var English = Catalogue{ofSession, ofData, ofRecipe, ofLayers, ofRun, ofViews, ofFiles}

// What the session answers and tells.
const ofSession = `
other                {why}

message_unreadable   message not understood: {why}
operation_unknown    operation {operation|quoted} is not known
internal_error       internal error: {why}
version_differs      the page speaks version {page}, the trainer {trainer}: reload the page
buffer_missing       one buffer of data expected beside the message

no_run               no recipe is open yet
recipe_loading       a recipe is being loaded; this has to wait until it is there
opening_replaced     another recipe was opened meanwhile
restart_needed       a new value needs a restart of the run; restart with it, or keep {kept}

run_diverged         the run stopped at a loss that is not finite; reset it, or go back to the last good state
run_complete         the run is complete after {steps|grouped} steps; reset it, or give it more epochs
run_stopped_early    {why} Reset it, or give it more patience.
loss_not_finite      The loss became {loss} at step {step|grouped}. The run stopped there; {field}={value} from the last good state may help.

train_amount_missing steps {steps} and epochs {epochs} found, one of them from 1 on expected
train_too_long       at most {most|grouped} steps in all expected
training_paused      training stopped at step {step|grouped}: it was paused
training_replaced    training stopped at step {step|grouped}: other training was asked for
training_started     training stopped at step {step|grouped}: it was started without an end
training_reopened    training stopped at step {step|grouped}: another recipe was opened
training_diverged    training stopped at step {step|grouped}: {why}

view_missing         none found
plane_missing        no plane is shown yet
point_not_finite     x {x} and y {y} found, finite numbers expected

rows_broken          {bytes} bytes found, a multiple of {dim} numbers of 4 bytes expected
rows_differ          {rows} rows of {dim} numbers found, {expected} expected
rows_too_many        {rows} rows found, at most {most} at once expected
rows_wanted          the network takes rows of {dim} numbers, no pictures
value_not_in_unit    row {row}, number {number}: {found} found, a number in [0,1] expected
value_not_finite     row {row}, number {number}: {found} found, a finite number expected
count_out_of_range   {found} found, a number from {least} to {most} expected
pixels_differ        {bytes} bytes found, {w} x {h} expected

threads_out_of_range {found} found, 1 to {most} here expected
fused_missing        fused found, this device has only plain; auto takes what there is

run_training         a run is training; pause it first
classifiers_training classifiers are being trained; stop them first
bench_stopped        stopped

classify_stopped     stopped: it was asked to
classify_replaced    stopped: others were asked for
classify_reopened    stopped: another recipe was opened
`

// What the data are, and how far they are.
const ofData = `
data_loading        loading {data}, {part|train=training|*=test} images {from|grouped} to {to|grouped}
images_loading      {part|train=training|*=test} images {from|grouped} to {to|grouped}
drawing_digits      drawing digits
drawing_faces       drawing faces
making_table        making rows of the table
preparing_pictures  preparing your pictures
scaling_table       scaling your table

data_too_few        {asked|grouped} asked for, {data} has {most|grouped}
images_too_few      {asked|grouped} images asked for, {data} has {most|grouped} here
images_missing      this recipe needs {part|train=training|*=test} images {from|grouped} to {to|grouped} of {data}, which are not on this device yet ({why})
classes_empty       none of the first {n|grouped} {part|train=training|*=test} images is of the digits {classes}
chunk_size_differs  {images} images with {labels} labels found, {expected} with labels expected
chunk_misplaced     begins at image {from}, {expected} expected
image_shape_differs {found} images found, {expected} as before expected

pictures_wanted     pictures are your own: drop several, a folder or a zip of them on the page; drawn faces stand in
table_wanted        table is your own: drop a CSV file on the page; a made-up table of 18 columns stands in
columns_differ      {asked} asked for, your table has {found}
data_not_here       {data} is not part of this site; the drawn digits are used

files_reading       reading your files
files_replaced      other files came meanwhile
files_missing       no files found
sizes_differ        {names} names and {sizes} sizes found
file_changed        {found} bytes found, {expected} expected: the file changed
picture_undecodable the {format} could not be decoded: {why}
`

// What is wrong with a recipe.
const ofRecipe = `
link_too_long            {found} bytes found, at most {most} expected; nothing of it was read
version_unreadable       {found|quoted} found, a version from 1 to {newest} expected; read as {newest}
version_too_new          {found} found, this program knows versions up to {newest}; read as far as it understands
version_other            {found} found, {expected} expected
faults_not_listed        {more} more faults are not listed
field_unknown            no field of this name
field_left_out           no field of this name; left out
field_unused             not used with {with}={value}, only with {in}
value_left_out           {found|quoted} found, percent-encoded UTF-8 expected; left out
value_given_twice        given more than once; the first, {first|quoted}, counts
value_replaced           {why}; {used} is used
lesson_unknown           {found|quoted} found, one of {names} expected; the defaults are used

value_unknown            {found|quoted} found, one of {names} expected
integer_out_of_range     {found|quoted} found, a whole number from {least} to {most} expected
number_out_of_range      {found|quoted} found, a number from {least} to {most} expected

classes_unreadable       {found|quoted} found, digits from 0 to 9 as 1,5,6 or all expected
noise_unreadable         {found|quoted} found, none, gaussian(sigma) or heteroscedastic(sigma) with sigma from {least} to {most}, masking(share) or salt_pepper(share) with share from 0 to 1, or dropout(share) to 0.99 expected
form                     {name}
form_with_argument       {name}({argument}) with {argument} from {least} to {most}
memory_too_small         about {needed} MiB needed to train, {free} of {all} MiB are free

loss_needs_sigmoid       loss={loss} needs output_activation=sigmoid, because it reads the outputs as probabilities; output_activation={found} found
loss_needs_minmax        loss={loss} needs scale=minmax, because it reads the values as probabilities; scale={found} found
kl_needs_sigmoid         sparsity=kl needs latent_activation=sigmoid, because it reads mean activations as probabilities; latent_activation={found} found
kl_needs_sigmoid_layer   sparsity=kl needs a code of sigmoids, because it reads mean activations as probabilities; an encoder that ends in {found} found
contractive_with_top_k   contractive does not go with sparsity=top_k, whose choice of units has no derivative
direct_needs_encoder     latent=direct needs an encoder, whose last layer gives the code; encoder=none found
code_too_large           a code of {found} numbers found, at most {most} expected with latent=direct
parameters_too_many      {found} parameters found, at most {most} expected
rbm_needs_sigmoid_layers pretrain=rbm needs dense layers of sigmoid units, which are a machine's binary units; layer {layer} of the encoder is {found}
rbm_needs_mirror         pretrain=rbm needs decoder=mirror, because the machines are unrolled into both; {found} found
rbm_needs_dense_output   pretrain=rbm needs output=dense; {found} found
rbm_needs_code           pretrain=rbm needs latent_activation=sigmoid, binary units, or linear, Gaussian ones; {found} found
rbm_needs_visible        pretrain=rbm needs output_activation=sigmoid, binary visible units, or linear, Gaussian ones; {found} found
rbm_needs_binary         pretrain=rbm needs binary units on one side of each layer; code and output are linear, and Gaussian units alone have no distribution once weights grow
`

// How a recipe's layers are written, and what does not fit of them.
const ofLayers = `
layer_unknown      layer {found|quoted} found at column {column}, one of {names} expected
text_unexpected    {found|quoted} found at column {column}, {expected} expected
end_unexpected     the end found at column {column}, {expected} expected
arguments_too_few  too few arguments found, {form} expected
layers_too_many    more than {most} layers found, at most {most} expected
output_unknown     {found|quoted} found, {forms|or} expected

comma              a comma between layers
layer_as           a layer as {like}
argument_as        an argument as in {form}
arguments_end      no more arguments after {form}
nothing_behind     nothing behind {form}
open_parenthesis   "(" as in {form}
close_parenthesis  "," or ")" as in {form}
one_of             one of {names}
part_in_range      {part} from {least} to {most}
pair_in_range      {part} from {least} to {most}, or two as 3x5
window_part        a stride as s2, a padding as p1 or same, or an activation
shape_as           rows, columns and channels as 7x7x16

layer_kindless     a layer of no kind found
layers_missing     no layers found, at least one expected with latent=direct
values_too_many    {found} values found, at most {most} expected
size_differs       {found} numbers found ({shape}), {expected} expected
pool_missing       no maxpool left in the encoder for it to undo
pool_differs       {found} found, {expected} expected: it undoes {pool}
stride_not_whole   the decoder ends in {from}, which no whole stride takes to {to}
mirror_misfit      {layer} makes {made} of {of}, {expected} expected as in the encoder; write the decoder
output_misfit      {layer} makes {made} of {of}, {expected} expected as the input

input_empty                  a {found} input found, at least 1x1x1 expected
input_below_window           a {found} input found, at least {least} expected without padding
input_below_padded_window    a {found} input found, at least {least} expected with padding {padding}
kernel_empty                 a {found} kernel found, at least 1x1 expected
filters_too_few              {found} filters found, at least 1 expected
factor_too_small             factor {found} found, at least 1 expected
stride_too_small             stride {found} found, at least 1 expected
stride_below_window          stride {found} found, at least the window's {least} expected
padding_negative             padding {found} found, at least 0 expected
padding_too_large            padding {found} found, at most half the window, {most}, expected
padding_twice                padding same and explicit padding found, one of them expected
output_padding_misplaced     output padding {found} found, none expected but by convt
output_padding_out_of_range  output padding {found} found, 0 or more and less than the stride {stride} expected
unpool_misfit                a {found} input found, {expected} expected, the output of its {pool}
`

// What becomes of a run, and of the machine that it runs on.
const ofRun = `
stopped_early        Stopped after epoch {epoch}: since epoch {since} the held-out loss has not been below {best|.4}.
stopped_without_loss Stopped after epoch {epoch}: the held-out loss is not a number.
loss_diverged        the loss is {loss} at step {step}, a finite number expected

phase_layer          layer {layer}
phase_pretraining    pre-training layer {layer} of {layers}
phase_fine_tuning    fine-tuning

arithmetic_wrong     this browser computes other numbers than it should, on one thread and in plain arithmetic too: nothing could be trained here
fused_wrong          The fused arithmetic of this browser gives {found|hex} where {expected|hex} is right: the training uses the plain one.
threads_wrong        {threads} threads give {found|hex} where one gives {expected|hex}: the training uses one.

name_unknown              {found|quoted} found, a name that is known here expected
stddev_negative           standard deviation {found} found, at least 0 expected
rate_out_of_range         rate {found} found, at least 0 and less than 1 expected
machine_activation        activation {found} found in the encoder, sigmoid or linear expected
machine_not_dense         layer {layer} of the encoder is not dense
machine_linear            layer {layer} is linear; only the code's may be, over sigmoid units or binary data
machine_misfit            layer {layer} from the output has {inputs} inputs and {outputs} outputs, {expected_inputs} and {expected_outputs} expected, the encoder's in reverse
machines_differ           {found} dense layers in the decoder found, {expected} expected, the encoder's in reverse
sample_needs_variational  latent {found} found, variational expected: no other code has a distribution to draw from

count_too_small            {found} found, a number from {least} on expected
classify_unknown           {what} {found|quoted} found, one of {names} expected
passes_out_of_range        {found} found, 0 to {most} expected
classifier_misfit          classifier {classifier} on {input} asked for, which is only for {only}
classify_memory_too_small  about {needed} MiB needed for {images} images, {free} free; fewer images need less
labels_missing             {data} has no labels; a classifier needs the class of every image
classes_too_few            {found|class|classes} found in {images} training images, at least 2 expected

workload_unknown      workload {found|quoted} found, one of {names}, peak, gemm:MxNxK or a link expected
seconds_out_of_range  {found} found, a number to {most} expected
peak_missing          the {kernels} kernels have no loop in registers
product_unreadable    {found|quoted} found, {form}:MxNxK with sizes from 1 to {most} expected
product_too_large     matrices of {found} numbers found, at most {most} expected
`

// What the pictures and charts are of.
const ofViews = `
unit_per_pixel        {error} per pixel
unit_per_image        {error} per image
unit_per_value        {error} per value
unit_per_row          {error} per row
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
filters_through_layers  seen through the layers below as if they were linear
`

// What is wrong with files of weights, and with checkpoints.
const ofFiles = `
tensor_missing        missing, shape {expected} expected
tensor_unknown        this network has no such tensor
tensor_shape_differs  shape {found} found, {expected} expected
tensor_dtype          dtype {found|quoted} found, F32 expected
tensor_rank           rank {found} found, at most {most} expected
tensor_too_large      shape {shape} does not fit the file
tensor_misplaced      data starts at byte {from}, {expected} expected (an overlap or a hole)
tensor_cut_off        data ends at byte {to} of {bytes}
tensor_size_differs   {found} bytes found, shape {shape} expects {expected}
tensor_not_finite     {values} values are not finite
tensors_too_short     {found} bytes found, at least 8 expected
tensors_data_differs  {found} bytes of data found, {expected} expected
order_foreign         {layer} reads values of an image of {from} as one of {as}

header_too_long          header of {announced} bytes announced, at most {most} can follow
header_not_over          {bytes} bytes behind the header's object
header_name_twice        {name}: found twice
header_key_unknown       {tensor}: {found|quoted} found, dtype, shape or data_offsets expected
header_key_missing       {tensor}: dtype, shape and two data_offsets expected
header_character         {found|quoted} found, '{expected}' expected
header_integer           an integer of 64 bits expected
header_tensors_too_many  more than {most} tensors
header_numbers_too_many  more than {most} numbers
header_string_open       a string does not end
header_string_not_utf8   a string is not UTF-8
header_surrogate         half of a surrogate pair
header_escape            an escape sequence that JSON has not
header_hex               four hex digits expected

checkpoint_foreign         these are not the bytes of a checkpoint
checkpoint_damaged         damaged: its checksum does not fit its contents
checkpoint_too_long        {bytes} bytes too many
checkpoint_cut_off         it ends early
checkpoint_array_differs   {found} found, {expected} expected
checkpoint_of_another_run  of another run than this one of {parameters} parameters on {images} images: {why}
`
