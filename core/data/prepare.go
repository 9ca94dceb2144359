package data

// Prepared is one picture made ready for a network that learned from MNIST.
type Prepared struct {
	Pixels []float32 // (28*28), in [0, 1]: bright ink on dark
	Steps  []Step    // what was done, in order
}

// Step is a stage of the preparation, as a small grey picture with a note.
type Step struct {
	Name string // "picture", "inverted", "box", "centered", ...
	Note string // what was found and done, for people
	W, H int
	Gray []byte // (H,W)
}
