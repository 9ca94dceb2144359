package fact

import "slices"

// Exports is English with what is said of exports. The trainer in the page, whose bytes count, makes none and goes without.
func Exports() Catalogue { return append(slices.Clone(English), ofExports) }

// What a program or a file that was exported does not say as the run does.
const ofExports = `
export_unknown           {found|quoted} found, one of {names} expected
export_draws_differ      {library} draws its own random numbers: first weights, the order of the data and noise are of the same kind, and other numbers.
export_data_missing      The data are made up here, and the program needs them as {name}: export to a file, and they are written beside it.
export_data_wanted       The data are your own: name your file or folder in DATA, now {name|quoted}.
export_pictures_differ   Other programs reduce pictures to gray and to another size with other roundings.
export_clip_differs      PyTorch divides by the norm and a millionth where it shortens gradients.
export_pretraining_loss  In pre-training the loss that is shown is the mean squared error, whatever the loss of the run.
export_unpool            The decoder unpools to where the encoder's pools found the maxima of its latest batch: codes alone are not enough for it.
`
