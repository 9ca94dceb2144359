package recipe

import "slices"

// Preset is what a library calls an optimizer's defaults: fields to set in one go.
type Preset struct {
	Optimizer string `json:"optimizer"`
	Label     string `json:"label"`  // whose defaults
	Values    string `json:"values"` // in link notation, the learning rate last
}

// presets lists the defaults of the libraries that the tutorials use, where they differ. Beside the values programs differ in
// where epsilon stands: here it is added to the corrected root, as in PyTorch; Keras adds it before the correction. Today's
// Keras starts Adagrad from sums of 0.1, which cannot be said here.
var presets = []Preset{
	{"sgd", "Keras", "learning_rate=0.01"},
	{"sgd", "PyTorch", "learning_rate=0.001"},
	{"rmsprop", "Keras", "rho=0.9&epsilon=1e-7&learning_rate=0.001"},
	{"rmsprop", "PyTorch", "rho=0.99&epsilon=1e-8&learning_rate=0.01"},
	{"adagrad", "Keras to 2.2", "epsilon=1e-7&learning_rate=0.01"},
	{"adagrad", "PyTorch", "epsilon=1e-10&learning_rate=0.01"},
	{"adam", "Keras", "beta_1=0.9&beta_2=0.999&epsilon=1e-7&learning_rate=0.001"},
	{"adam", "PyTorch, TensorFlow 1", "beta_1=0.9&beta_2=0.999&epsilon=1e-8&learning_rate=0.001"},
	{"adamw", "Keras", "beta_1=0.9&beta_2=0.999&epsilon=1e-7&weight_decay=0.004&learning_rate=0.001"},
	{"adamw", "PyTorch", "beta_1=0.9&beta_2=0.999&epsilon=1e-8&weight_decay=0.01&learning_rate=0.001"},
	{"adadelta", "Keras to 2.2", "rho=0.95&epsilon=1e-7&learning_rate=1"},
	{"adadelta", "Keras today", "rho=0.95&epsilon=1e-7&learning_rate=0.001"},
	{"adadelta", "PyTorch", "rho=0.9&epsilon=1e-6&learning_rate=1"},
}

// Presets returns the defaults of known libraries, optimizer by optimizer.
func Presets() []Preset { return slices.Clone(presets) }
