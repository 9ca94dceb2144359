package main

// manuals are what help says about a command, before its flags.
var manuals = map[string]string{
	"train": `Train runs the recipe of a link to its end and prints one JSON object for each
epoch, a line each, and one more where the run ends within an epoch. The figures
of a line are those of its step.

Where standard error is a terminal it shows how far the run is, how fast it goes
and how long it will take; -quiet shows nothing.

An interrupt (Ctrl-C) or a termination ends the run after the step at hand:
train then writes -out and -checkpoint, prints the last line, and ends with 130
or 143. A second one ends it at once. A run that has not made a step writes
nothing.

-checkpoint keeps all that a run needs to go on: it is written at the end of an
epoch, at most every ten seconds, and at the end of the run. -resume goes on from
there, with the same bits as a run that was never stopped. The file has the link;
one that is given beside it may have other epochs, steps, patience and later
changes, and nothing else that differs.

The fingerprints are those of the browser in the same arithmetic. -products gonum
multiplies with gonum instead, which sums in an order of its own.

	bottleneck train -checkpoint run -out w.safetensors '#v=1&lesson=linear'
	bottleneck train -resume run -checkpoint run -out w.safetensors

With -out - the weights go to standard output, and the lines to standard error.
`,
	"reconstruct": `Reconstruct sends the rows of a NumPy array through encoder and decoder, with
the weights of a file, and writes what comes out as another array.
See "bottleneck help files" for what arrays may hold.
`,
	"encode": `Encode writes the code of each row of a NumPy array, with the weights of a file.
See "bottleneck help files" for what arrays may hold.

	bottleneck encode -weights w.safetensors -in - -out - lesson=plane <digits.npy >codes.npy
`,
	"decode": `Decode writes what the codes of a NumPy array stand for, a row each, with the
weights of a file.
`,
	"classify": `Classify trains a linear probe and a small CNN on images, on their
reconstructions, on their codes and on as many principal components. It prints
one JSON object for each: "accuracy" is the share of the "n" held-out images
whose class it names.

The weights of the autoencoder come from a file, or from training, to the end of
the recipe or for some steps.
`,
	"data": `Data reads files and folders as "train -data" does, trains nothing, and prints
one JSON object: what kind of data they hold, how many items to train on and how
many held out, their shape and range, their classes with their counts, notes and
what was left out, each with its code, and a link to train on them. Ranges are of
what is read: of pictures from 0, black, to 1, white. With -preview it also writes
so many of the pictures to train on as one PNG. What a column or an array is can
be said: with -role name=role, in the words that are printed, and with -turn; all
commands that take -data take these, too.

	bottleneck data faces | jq -r .link
	bottleneck data -preview 100 -out sheet.png faces
	bottleneck data -role year=label -role 'id=left out' wines.csv
`,
	"export": `Export writes the run of a recipe as a program for another library: data,
network, first weights, loss and prices, noise, optimizer, schedule, loop and
figures, and a reader and a writer of files of weights. What the program does not
do as the run does is said at its head and on standard error.

Targets are pytorch, keras, npz and onnx. npz is the weights alone, as NumPy's
arrays in Keras' layouts and in the order of set_weights; onnx the network with
its weights, and beside it the encoder and the decoder alone.

With -weights the program starts from those. With -out what it needs is written
beside it under the same name: the weights, and data that were made up or that
-data names. MNIST it loads itself. -notebook writes a Jupyter notebook.

	bottleneck export -to pytorch -weights w.safetensors -out conv.py '#v=1&lesson=conv'
`,
	"verify": `Verify trains the lessons and holds their figures to those of trusted
implementations. It prints the table of docs/results.md, a row for each figure.
A lesson whose data are not at hand says so in its row; the others run.
`,
	"version": `Version tells which version of the program this is, which revision it was built
of and by which Go, which links it writes, and what multiplies its matrices.
`,
	"completion": `Completion prints a script for a shell, which then completes commands, flags,
files and the lessons of links:

	source <(bottleneck completion bash)        in ~/.bashrc
	source <(bottleneck completion zsh)         in ~/.zshrc, behind compinit
	bottleneck completion fish | source         in ~/.config/fish/config.fish
`,
}

// topics are what help says beside the commands. The first sentence is its summary.
var topics = map[string]string{
	"exit": `What the program ends with.

	0    all was done
	1    something failed: a file, a recipe that cannot run, a figure out of range
	2    the call is wrong: a command, a flag or an argument; nothing was tried
	130  an interrupt (Ctrl-C) ended it
	143  a termination (SIGTERM) ended it
`,
	"files": `Files that are read and written.

The name - stands for standard input or output. A file is replaced wholly or not
at all: it is written beside its place and renamed, with the permissions of the
file before it or, of a new one, those that umask leaves. A symbolic link stays
and its target is replaced. Devices and pipes are written to, never replaced.

Each row of an array (.npy, or .npz: x.npz:name is an array of several) holds
one input or one code: numbers as the network sees them, pixels from 0 to 1.
Bytes are divided by 255. Other numbers that go up to 255 may mean the same or
not: -scale 255 divides them, -scale 1 takes them as they are, and without it
they are refused.

Weights are safetensors files with PyTorch's names and layouts, or .npz archives
of Keras' get_weights. Floats of other widths are converted, a prefix as module.
is taken off, tensors that the network has not are passed over; each is said.
What is no such file is called what it is, with the line that converts it.
`,
	"link": `Links of the playground.

A link is the recipe of a run, as docs/link.md describes it. Quote it: the shell
takes # for a comment and & for its own.

	bottleneck train '#v=1&lesson=plane&latent_dim=3&seed=7'
	bottleneck train 'lesson=plane'

It may be a whole address, with ? in place of #, percent-encoded once or twice,
or have the bracket, point, comma or quote at its end that stood behind it in a
text. Fields that cannot be read are named on standard error, and the rest
holds. What is no link is an error.
`,
}
