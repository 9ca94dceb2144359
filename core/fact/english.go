package fact

import "slices"

// English is the catalogue of what the program says in English: what all programs may say, and the parts of those packages that are linked in.
var English = Catalogue{ofSession, ofData, ofRecipe, ofLayers, ofRun, ofFrames}

// Add adds a part to English, when the package starts that says it: a program in the page, whose bytes count, goes without the sentences of others.
func Add(part string) {
	if !slices.Contains(English, part) {
		English = append(English, part)
	}
}

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
loss_not_finite      The loss became {loss} at step {step|grouped}: {where}. The run stopped there; {field}={value} from the last good state may help.
diverged_layer       the {term|divergence=divergence of the code|sparsity=price on the code|contraction=price on contraction|*=error of the reconstruction} is no number, and layer {layer} of {layers}, {written}, was the first to make numbers that are too large
diverged_term        the {term|divergence=divergence of the code|sparsity=price on the code|contraction=price on contraction|*=error of the reconstruction} is no number, though every output is one

train_amount_missing steps {steps} and epochs {epochs} found, one of them from 1 on expected
train_too_long       at most {most|grouped} steps in all expected
training_paused      training stopped at step {step|grouped}: it was paused
training_replaced    training stopped at step {step|grouped}: other training was asked for
training_started     training stopped at step {step|grouped}: it was started without an end
training_reopened    training stopped at step {step|grouped}: another recipe was opened
training_diverged    training stopped at step {step|grouped}: {why}

view_missing         none found
pace_out_of_range    {found} found, from 0 to {most|grouped} steps a second expected
plane_missing        no plane is shown yet
number_missing       the line has no number {number} of {part} of level {level}
point_not_finite     x {x} and y {y} found, finite numbers expected

rows_broken          {bytes} bytes found, a multiple of {dim} numbers of 4 bytes expected
rows_differ          {rows} rows of {dim} numbers found, {expected} expected
rows_too_many        {rows} rows found, at most {most} at once expected
rows_wanted          the network takes rows of {dim} numbers, no pictures
value_not_in_unit    row {row}, number {number}: {found} found, a number in [0,1] expected
value_not_finite     row {row}, number {number}: {found} found, a finite number expected
count_out_of_range   {found} found, a number from {least} to {most} expected
place_out_of_range   place {found} found, one from 0 to {most} expected
pixels_differ        {bytes} bytes found, {w} x {h} expected

threads_out_of_range {found} found, 1 to {most} here expected
fused_computed       this browser has no fused multiply-add: it is computed, to the same bits, and takes many times as long as plain
fused_missing        fused found, this device has only plain; auto takes what there is

run_training         a run is training; pause it first
classifiers_training classifiers are being trained; stop them first
bench_stopped        stopped

classify_stopped     stopped: it was asked to
classify_replaced    stopped: others were asked for
classify_reopened    stopped: another recipe was opened
classify_without_room stopped: an earlier step of the run needs the memory

survey_ended         stopped: the run that was looked at is no longer there
code_alone_wanted    {codes} codes and {inputs} inputs found, one of each expected
input_alone_wanted   {inputs} inputs found, one expected: the codes are moved from its own
jacobian_too_large   the derivatives of {dim} values by {latent} units take {needed|f0} MB, and there is room for {most|f0} MB

seek_out_of_range    step {found|grouped} found, a step from 0 to {latest|grouped} expected: the run has made no other yet
seek_unknown         {found|quoted} found, exact or nearest expected
seek_replaced        stopped: another step was asked for
seek_reopened        stopped: another recipe was opened
seek_ended           stopped: the run as it is now was asked for
seek_weights_loaded  weights were loaded into the run at step {latest|grouped}: no training leads to step {step|grouped}, and no state of it is kept. The steps before step {first|grouped} can be shown
look_without_room    memory has {free} MB left beside the run that is open, and this one takes {needed} MB
look_replaced        stopped: another step was asked for
look_ended           stopped: the memory was wanted for something else
look_state_wanted    the run is not here any more: its checkpoint and its record are needed
seek_without_room    memory has no room for the run beside an earlier step of it, and its weights are no numbers to come back to
moments_none         no moment of the run was recorded for this view
moment_not_exact     step {step|grouped} is there as a picture only; ask for it exactly, or go back to now
branch_without_moment no step is shown exactly; seek the one to go on from
branch_values_differ {names} fields and {values} values found, as many of both expected
training_branched    training stopped at step {step|grouped}: the run goes on from an earlier step
run_put_aside        The run waits at step {step|grouped}: memory has no room for it beside those that are compared.
run_put_away         The run waits at step {step|grouped}: memory has no room for it beside an earlier step.

moments_gone         {kept|grouped} recorded moments are kept; {gone|grouped} had to make way for later ones, since {megabytes} MB are there for them.
moments_without_frames      No pictures of earlier steps are kept: those of one step take {megabytes} MB, and there is room for {most} MB.
moments_without_checkpoints No state of the run is kept to go back to: it takes {megabytes} MB, and there is room for {most} MB. An earlier step is trained again from the start.
moments_off          Nothing is recorded of runs, as you chose: an earlier step is trained again from the start.
moments_in_turn      Memory has no room for two runs of this recipe: the run waits while an earlier step of it is shown.
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
