package wire

// Accuracy is how often a classifier names the class of images that it was not trained on.
type Accuracy struct {
	Input      string  `json:"input"`      // "originals", "reconstructions", "codes", "pca"
	Classifier string  `json:"classifier"` // "linear", "cnn"
	Accuracy   float64 `json:"accuracy"`   // 0 to 1
	N          int     `json:"n"`          // held-out images
	Train      int     `json:"train"`      // images it was trained on
	Dim        int     `json:"dim"`        // numbers it sees of each
}

// Classification is what classifiers have shown so far of the weights of one step.
type Classification struct {
	Step        int        `json:"step"`
	Fingerprint string     `json:"fingerprint"`
	Results     []Accuracy `json:"results"`
	Input       string     `json:"input"` // at work on; "" when all is done
	Classifier  string     `json:"classifier"`
	Loss        float64    `json:"loss"`      // cross-entropy of the one at work, over its latest batches; 0 where none has been
	Accuracy    float64    `json:"accuracy"`  // of the one at work on the held-out images so far, once it is tried on them
	Done        float64    `json:"done"`      // share of the work
	Elapsed     float64    `json:"elapsed"`   // seconds
	Remaining   float64    `json:"remaining"` // seconds, an estimate; 0 at first and at the end
}
