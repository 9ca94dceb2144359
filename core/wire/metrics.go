package wire

import (
	"math"
	"strconv"
)

// Metrics are the figures of a run at one step.
type Metrics struct {
	Step  int `json:"step"`
	Epoch int `json:"epoch"` // completed
	// TrainLoss is the recipe's loss, the mean of the latest batches, one epoch's worth of them at most, each
	// measured before its update. At the end of an epoch it is what Keras prints.
	TrainLoss float64 `json:"train_loss"`
	// TestLoss is the same loss on all held-out images at the end of the latest epoch (before training: of the
	// first weights), TestMSE the mean squared error per pixel in [0,1] of the clean image to the output.
	TestLoss float64 `json:"test_loss"`
	TestMSE  float64 `json:"test_mse"`
	// InputMSE is the mean squared error of the corrupted input to the clean image: what denoising has to beat.
	// Zero, and not written, where nothing is corrupted.
	InputMSE        float64 `json:"input_mse,omitempty"`
	ImagesPerSecond float64 `json:"images_per_second"`
	Fingerprint     string  `json:"fingerprint"` // 8 hex digits of the weights
	Arithmetic      string  `json:"arithmetic"`  // "plain" or "fused"; "gonum" natively
}

// MarshalJSON writes one object on one line, keys in the order of the struct.
func (m Metrics) MarshalJSON() ([]byte, error) {
	b := make([]byte, 0, 256)
	b = append(b, `{"step":`...)
	b = strconv.AppendInt(b, int64(m.Step), 10)
	b = append(b, `,"epoch":`...)
	b = strconv.AppendInt(b, int64(m.Epoch), 10)
	b = appendNumber(append(b, `,"train_loss":`...), m.TrainLoss)
	b = appendNumber(append(b, `,"test_loss":`...), m.TestLoss)
	b = appendNumber(append(b, `,"test_mse":`...), m.TestMSE)
	if m.InputMSE != 0 {
		b = appendNumber(append(b, `,"input_mse":`...), m.InputMSE)
	}
	b = appendNumber(append(b, `,"images_per_second":`...), m.ImagesPerSecond)
	b = strconv.AppendQuote(append(b, `,"fingerprint":`...), m.Fingerprint)
	b = strconv.AppendQuote(append(b, `,"arithmetic":`...), m.Arithmetic)
	return append(b, '}'), nil
}

func appendNumber(b []byte, v float64) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return append(b, "null"...)
	}
	return strconv.AppendFloat(b, v, 'g', 7, 64)
}
