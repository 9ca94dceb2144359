package wire

import "bottleneck/core/recipe"

// MaxRecords is how many records a message may have.
const MaxRecords = 256

// Record tells what the record of a run says. One that cannot be read has only the error, and why.
type Record struct {
	Link   string `json:"link,omitempty"`
	Lesson string `json:"lesson,omitempty"`
	Data   string `json:"data,omitempty"` // kind of data
	Axis   string `json:"axis,omitempty"` // as recipe.Showing.Loss

	StepsPerEpoch int `json:"steps_per_epoch,omitempty"`
	BatchSize     int `json:"batch_size,omitempty"`
	EpochImages   int `json:"epoch_images,omitempty"` // that an epoch looks at

	Step    int     `json:"step"`
	Total   int     `json:"total_steps,omitempty"`
	Elapsed float64 `json:"elapsed,omitempty"` // seconds of training
	Loaded  bool    `json:"loaded,omitempty"`  // weights came from a file: no link leads to them

	TrainLoss   float64 `json:"train_loss"`
	TestLoss    float64 `json:"test_loss"`
	TestMSE     float64 `json:"test_mse"`
	Fingerprint string  `json:"fingerprint,omitempty"`

	Own    *RecordOwn `json:"own,omitempty"` // nil: not on a person's own data
	Steps  []int32    `json:"steps,omitempty"`
	Losses []float32  `json:"losses,omitempty"` // at these steps
	W      int        `json:"w,omitempty"`      // of the picture, whose gray bytes are in a buffer of their own; 0: none
	H      int        `json:"h,omitempty"`
	Size   int        `json:"size,omitempty"` // bytes of the checkpoint

	Diff  []recipe.Change `json:"diff,omitempty"` // from the record before
	Error string          `json:"error,omitempty"`
	Told
}

// RecordOwn names the files that a run was trained on.
type RecordOwn struct {
	Name  string `json:"name"`
	Train int    `json:"train"` // pictures or rows in use
	Test  int    `json:"test"`
}
