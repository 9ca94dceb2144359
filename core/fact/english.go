package fact

// English is the catalogue of what the program says in English.
var English = Catalogue{ofSession, ofData, ofRecipe, ofLayers, ofRun, ofViews, ofCanvas, ofWeights, ofFiles, ofPictures, ofOwn, ofFrames}

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

// What stands beside the pictures.
const ofCanvas = `
panel_code          Code
panel_filters       Filters
panel_images        Reconstructions
panel_input_grid    Input grid
panel_input_plane   Input plane
panel_latent_grid   Latent grid
panel_latent_plane  Latent plane
panel_loss          Loss

codes_none    No codes yet
filters_none  No filters yet
grid_none     No grid yet
images_none   No images yet
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
card_mse            {head}, MSE {mse}
image_labeled       Label {label}, test image {image|grouped}
image_named         Test image {image|grouped}
images_errors       error: blue too dark, orange too bright
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

curve_test      test
curve_train     train
log_scale       log scale
unit_log        {unit}, log scale
unit_log_brief  {unit}, log

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

// What is wrong with files of weights, and with checkpoints.
const ofWeights = `
tensor_missing        {tensor} is missing, shape {expected} expected
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

// What is wrong with files of data.
const ofFiles = `
file_empty           the file is empty
file_ends_early      file ends early
file_not_arrived     {file} did not arrive: {why}
file_refused         {file} did not arrive: the server said {status}
file_broke_off       {file} broke off after {bytes} bytes: {why}
file_cut_off         {file} is cut off: {found} bytes found, {expected} expected
file_damaged         {file} is damaged: {why}
file_gone            the file is gone
packed_damaged       damaged: {why}
packed_too_large     more than {most} bytes when unpacked
canvas_refused       the browser gave no canvas for it
file_header_cut_off  file ends after {found} bytes, a header of {expected} expected
file_not_over        {says}, {rest}
bytes_follow         {bytes|byte follows|bytes follow}
more_bytes_follow    more than {bytes} bytes follow
labels_differ        {found} labels found, {expected} expected
labels_not_of_pictures  {found} labels found, {expected} expected: one a picture

header_says              header says {shape}
header_says_labels       header says {labels} labels
magic                    0x{number|hex}
magic_images             0x{number|hex} (images)
magic_labels             0x{number|hex} (labels)
magic_little_endian      0x{number|hex} (little-endian)
idx_magic                magic number {found} found, {expected} expected
idx_empty                {says}, sizes of 1 and more expected
idx_too_large            {says}, at most {most} pictures of {side}x{side} expected
idx_too_many_bytes       {says} = {bytes} bytes, at most {most} expected
idx_labels_out_of_range  {says}, 1 to {most} expected
idx_images_cut_off       {says}, file ends after {images} images
idx_labels_cut_off       {says}, file ends after {labels} labels
idx_cut_off_in_image     {says}, file ends after {images} images and {bytes|byte|bytes}

chunk_magic          {found|quoted} found, {expected|quoted} expected
chunk_version        version {found} found, {expected} expected
chunk_shape          {found} found, 1 to {most} pictures of at most {side}x{side}x4 expected
chunk_too_large      {says}, 1 to {most} pictures of at most {side}x{side}x4 and {bytes} bytes expected
chunk_labels         {says} and {labels} labels, none or one a picture expected
chunk_pixels_differ  {found} bytes of pixels found, {expected} expected, at most {most}
chunk_name_too_long  name or source longer than 65535 bytes
chunk_name_cut_off   file ends in the name
chunk_cut_off        {says}, content ends after {found} of {expected} bytes
`

// What is wrong with pictures, and what was done to them.
const ofPictures = `
file_kind          {kind|png=PNG|jpeg=JPEG|gif=GIF|webp=a WebP picture|avif=an AVIF picture|heic=a HEIC picture|heif=a HEIF picture|bmp=a BMP picture|tiff=a TIFF picture|svg=an SVG picture|pdf=a PDF document|zip=a ZIP archive|gzip=a gzip archive|idx=an IDX file|wasm=a WebAssembly module|html=an HTML page|xml=an XML file|text=plain text}
file_kind_unknown  an unknown format ({bytes})

picture_format          {found} found, PNG, JPEG or GIF expected
picture_file_too_large  file of {found} bytes, at most {most} expected
picture_file_beyond     file of more than {most} bytes, at most that expected
picture_too_large       {w}x{h} = {megapixels|f1} megapixels found, at most {most} megapixels and {side} a side expected
picture_empty           {w}x{h} pixels found, 1x1 and more expected
picture_size_differs    {w}x{h} pixels found, {expected_w}x{expected_h} expected
picture_bytes_differ    {found} bytes found, {w}x{h} = {expected} expected
picture_cut_off         damaged {format}: the file ends early
picture_damaged         damaged {format}: {why}
picture_without_pixels  it has no pixels
png_without_size        it does not begin with its size
png_checksum            checksum of chunk {chunk|quoted} is wrong
jpeg_segment            segment {marker} of {size} bytes found, 2 and more expected
jpeg_frame_header       frame header of {size} bytes found, 8 and more expected
jpeg_two_frame_headers  it has two frame headers
jpeg_pixels_first       it has pixels before its size
jpeg_scans_too_many     JPEG of {scans} scans, at most {most} expected
gif_without_picture     it has no picture
gif_frame_outside       a frame of {w}x{h} at {x}, {y} found, one inside {screen_w}x{screen_h} expected

picture_blank       blank: {why}
contrast_too_small  brightness from {from|f2} to {to|f2} found, a difference of {least|f2} expected
ink_missing         no ink found

picture_note         {parts}
picture_is           {format} of {w}x{h}
picture_size         {w}x{h}
picture_first_frame  the first of {frames} frames
picture_turned       turned upright (EXIF orientation {orientation})
picture_light_ink    light ink on a transparent ground
picture_gray         {w}x{h}, in gray
picture_framed       the middle, {how}, as {w}x{h}
border_light         the border is light ({border|f2})
light_falls_off      the light falls off by {fall|f2} across the page
prepared_already     28x28 already, as in MNIST: left as it is
contrast_stretched   {from|f2} to {to|f2} became 0 to 1
specks_removed       small specks removed: {specks}
strokes_thickened    strokes were {from|f1} pixels wide in the box, became {to|f1}
ink_scaled           ink of {w}x{h} scaled to {to_w}x{to_h}
mass_centered        center of mass in the middle of 28x28
`

// What is wrong with a person's own files, what was left out of them, and what a person should know.
const ofOwn = `
files                     {files|file|files}
files_too_many            {found} files found, at most {most} expected
files_left_out            {files|other file was|other files were} left out.
file_too_large            {found} MiB found, at most {most} expected
file_of_no_use            {found} found, a picture (PNG, JPEG, GIF, PGM), an array (IDX, .npy) or a table (CSV) expected
data_missing              nothing to train on found; pictures (PNG, JPEG, GIF, PGM), a zip or folder of them, IDX, NumPy .npy or .npz, or a table (CSV) expected
tables_left_out           The tables beside the pictures were left out.
one_table_used            The table is “{table}”; one table at a time is used.
first_rows_used           The first {rows} rows are used; the file has more.
first_rows_of_array_used  The first {rows} of {all} rows are used.
pictures_beyond_room      The first {pictures} pictures are used; there is no room for more.
pictures_too_few          {pictures|picture|pictures} found, 2 and more expected
pictures_too_large        pictures of {w}x{h} found, at most {side} a side expected
rows_too_few              {rows|row|rows} found, 2 and more expected
array_of_no_use           shape {shape} found, (N,H,W) or (N,H,W,1) for pictures, or (N,columns) for a table of at most {most} columns expected
labels_alone              labels alone found (shape {shape}), pictures or rows expected
labels_not_used           The labels of “{file}” go beyond 0 to 255 and are not used.
numbers_stretched         The numbers of “{file}” go from {from} to {to}; that becomes black to white.

csv_row                row {row}
csv_cell               row {row}, {column}
column                 column {column}
columns_too_many       {found} columns found, at most {most} expected
cells_differ           {cells|cell|cells} found, {expected} expected
cell_empty             nothing found, a number expected: the row is left out
cell_not_number        “{found}” found, a number expected: the row is left out
label_missing          (none)
column_constant        The column “{column}” is {value} throughout.
column_of_text         The column “{column}” is left out: it holds text.
column_of_few_numbers  The column “{column}” is left out: {numbers} of {cells} cells hold numbers.
column_labels          The column “{column}” labels the rows: {classes}.
whole_rows_too_few     {rows|row|rows} of {columns|column|columns} without a missing number found, 2 and more expected
csv_utf16              text in UTF-16 found, UTF-8 expected
csv_binary             binary content found, text expected
csv_without_rows       no row found
csv_without_numbers    {rows|row|rows} of {columns|column|columns} found, none of them of numbers
csv_ragged             the first row has {cells} cells by {separator|comma=commas|semicolon=semicolons|*=tabs}, {others} of {rows} others have not; rows of equal length, separated by commas, semicolons or tabs, expected
csv_decimal_comma      row {row}, “{column}”: “{found}” found, a decimal point expected; replace the decimal commas

zip_without_end          no end of the directory found: the archive is cut off or damaged
zip_large_format         an archive in the large format (zip64) found, the plain one expected: at most 65,534 files and 4 GiB
zip_split                a part of a split archive found, a whole one expected
zip_unpacks_too_far      it unpacks to more than a hundred times its size
zip_directory_misplaced  the directory is said to be {bytes} bytes from {from} on, byte {end} is where it ends
zip_directory_damaged    the directory is damaged at its file {file} of {files}
zip_file_beyond          {file} is said to lie beyond the archive's files
zip_files_overlap        {file} and {other} lie over one another
zip_file_missing         no file is where the directory says
zip_file_damaged         damaged: {found} bytes of checksum {found_sum|hex} found, {expected} of {expected_sum|hex} expected
zip_encrypted            encrypted; a zip without a password expected
zip_method               packed by method {method}; stored or deflated expected
zip_stored_size          stored in {found} bytes, {expected} expected
zip_cut_off              cut off

pgm_expected         PGM (P2 or P5) expected
pgm_header           the header ends or is damaged at byte {byte}; width, height and white expected
pgm_too_large        header says {w}x{h}, at most {most} megapixels and {side} a side expected
pgm_white            white is {white}, at most 65535 expected
pgm_cut_off          header says {w}x{h} = {expected} bytes, the file has {found}
pgm_pixel_missing    pixel {pixel} of {pixels}: a number expected at byte {byte}
pgm_pixel_too_large  pixel {pixel} of {pixels} is {found}, at most {most} expected

npy_magic              magic \x93NUMPY expected
npy_version            version {major}.{minor} found, 1.0 to 3.0 expected
npy_header_too_long    a header of {found} bytes found, at most {most} expected, and of the file's {file}
npy_header             header {header}: {expected} expected
npy_descr              'descr'
npy_descr_quoted       'descr' in quotes
npy_fortran_order      'fortran_order' True or False
npy_shape_in_brackets  'shape' in brackets
npy_shape_of_integers  'shape' of whole numbers
npy_structured         a structured type found, uint8, integers, float32 or float64 expected
npy_type               type {found} found, uint8, integers, float32 or float64 expected
npy_size               shape {shape} found, sizes of 1 and more and at most {most} MiB in all expected
npy_rank               shape {shape} found, 1 to 4 dimensions expected
npy_bytes_differ       shape {shape} of {type} needs {expected} bytes, the file has {found}
npy_not_finite         number {number} of {numbers} is {found}, a finite one expected
`

// What is wrong with a frame, between the trainer and the canvas.
const ofFrames = `
frame_too_large    {found} bytes found, at most {most} expected
frame_cut_off      {found} bytes found, a header of {expected} expected
frame_magic        {found|quoted} found, {expected|quoted} expected at the start
frame_version      version {found} found, {expected} expected; reload the page
frame_not_over     {bytes} bytes found after the last section, none expected
sections_too_many  {found} sections found, at most {most} expected
section_cut_off    {found} bytes found, a section header of 8 expected
section_length     length {found} found, a multiple of 4 up to {most} expected
section_twice      found twice, once expected
section_not_over   {bytes} bytes found after its end, none expected
field_bytes        {found} bytes found, {expected} expected
field_cut_off      {found} bytes found, at least {least} expected
field_length       {found} found, {expected} expected
field_too_large    {found} found, at most {most} expected
field_not_utf8     {found|quoted} found, UTF-8 expected
field_padding      {found} found in the padding, 0 expected
`
