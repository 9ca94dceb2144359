package wire

import (
	"math"
	"strconv"
)

// Metrics are the numbers of a run at a step. TrainLoss is the mean over the batches since the last metrics of
// the recipe's loss; TestLoss is the same loss, TestMSE the mean squared error per pixel in [0,1], both over all
// held-out images at the last end of an epoch. NaN means not known yet and becomes null.
type Metrics struct {
	Step            int     `json:"step"`
	Epoch           int     `json:"epoch"` // completed
	TrainLoss       float64 `json:"train_loss"`
	TestLoss        float64 `json:"test_loss"`
	TestMSE         float64 `json:"test_mse"`
	ImagesPerSecond float64 `json:"images_per_second"`
	Fingerprint     string  `json:"fingerprint"` // 8 hex digits of the weights
	Arithmetic      string  `json:"arithmetic"`  // "plain" or "fused"
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
