package fact

// What the data are, and how far they are.
const ofData = `
data_loading        loading {data}, {part|train=training|*=test} images {from|grouped} to {to|grouped}
images_loading      {part|train=training|*=test} images {from|grouped} to {to|grouped}
drawing_digits      drawing digits
drawing_faces       drawing faces
drawing_shapes      drawing shapes
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

pictures_wanted     pictures are your own: drop several, a folder or a zip of them on the page; drawings stand in
table_wanted        table is your own: drop a CSV file on the page; a made-up table of 18 columns stands in
columns_differ      {asked} asked for, your table has {found}
data_not_here       {data} is not part of this site; the drawn digits are used

files_missing       no files found
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
changes_unreadable       {found|quoted} found, changes as 2000:learning_rate=1e-4,5000:noise=gaussian(0.1) or none expected
changes_too_many         more than {most} changes found, at most {most} expected
changes_full             the recipe holds {most} live changes, which is all that it can; restart the run with the values of now to go on changing it
change_out_of_order      it stands behind a change after step {before}; changes in the order of their steps expected
change_given_twice       given more than once at this step; the first was {first}
form                     {name}
form_with_argument       {name}({argument}) with {argument} from {least} to {most}
memory_too_small         about {needed} MiB needed to train, {free} of {all} MiB are free

repair_mirror            let the decoder mirror the encoder
repair_layer             {layer} instead of {found}
repair_without           without {layer}
repair_set               set {fields}
repair_field             {label} to {value}
objective_unfit          this network cannot be made {objective}
repair_start             the recipe that this page begins with
recipe_nearest           {why}; open instead: {instead}
repair_lesson            open the lesson {lesson}

loss_needs_sigmoid       {loss} reads the outputs as probabilities and needs a sigmoid output; the output is {found}
loss_needs_minmax        {loss} reads the values as probabilities and needs columns scaled to 0 to 1; scale={found} found
kl_needs_sigmoid         a KL price reads mean activations as probabilities and needs a sigmoid code; the code is {found}
kl_needs_sigmoid_layer   a KL price reads mean activations as probabilities and needs a sigmoid code; the encoder ends in {found}
contractive_with_top_k   a price on contraction needs a code with derivatives, and the choice of the k strongest units has none
direct_needs_encoder     the code is to be what the encoder's last layer gives, and the encoder has no layers
code_too_large           a code of {found} numbers found, at most {most} expected of an encoder's last layer
parameters_too_many      {found} parameters found, at most {most} expected
rbm_needs_sigmoid_layers Boltzmann machines have binary units and need dense sigmoid layers; layer {layer} of the encoder is {found}
rbm_needs_mirror         Boltzmann machines are unrolled both ways and need a decoder that mirrors the encoder; {found} found
rbm_needs_dense_output   Boltzmann machines need a dense output layer; {found} found
rbm_needs_code           a Boltzmann machine's units are sigmoid, binary, or linear, Gaussian; the code is {found}
rbm_needs_visible        a Boltzmann machine's units are sigmoid, binary, or linear, Gaussian; the output is {found}
rbm_needs_binary         a Boltzmann machine needs sigmoid, binary units on one side; code and output are both linear
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
