package fact

// OfExports is what a program or a file that was exported does not say as the run does.
const OfExports = `
export_unknown           {found|quoted} found, one of {names} expected
picture_size_unknown     {w} x {h} pixels found, at least one to a side and {most|grouped} in all expected
array_unfilled           {found|byte|bytes} found, {expected} expected for its shape
export_weights_missing   no weights found, a file of them expected: it is they that are exported
export_draws_differ      {library} draws its own random numbers: first weights, the order of the data and noise are of the same kind, and other numbers.
export_data_missing      The data are made up here, and the program needs them as {name}: export to a file, and they are written beside it.
export_data_wanted       The data are your own: name your file or folder in DATA, now {name|quoted}.
export_pictures_differ   Other programs reduce pictures to gray and to another size with other roundings.
export_clip_differs      PyTorch divides by the norm and a millionth where it shortens gradients.
export_pretraining_loss  In pre-training the loss that is shown is the mean squared error, whatever the loss of the run.
export_epsilon_early        Keras adds the epsilon of {optimizer} before it corrects the bias of the first steps, and the run behind that: in these steps it counts for more here.
export_epsilon_inside       Keras adds the epsilon of {optimizer} below the root, and the run behind it.
export_velocity             Keras keeps the learning rate in the velocity of {optimizer}, so that a rate that changes acts some steps later than in the run.
export_pretraining_missing  Layers are not trained one by one before the run: start from weights that were, as those of this program behind its pre-training.
export_code_order           Codes are maps of rows, columns and channels here; as vectors, and in files, the program has them by channels, rows and columns.
export_decoder_missing      There is no model of the decoder alone: it unpools to where the encoder found the maxima, in windows that are padded.
export_unpool            The decoder unpools to where the encoder's pools found the maxima of its latest batch: codes alone are not enough for it.
`
