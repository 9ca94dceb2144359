// Package metrics holds the figures of a run at one step: train measures them, wire and the command line pass them on. It measures nothing itself.
package metrics

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
	InputMSE float64 `json:"input_mse,omitempty"`
	// Phase is the part of the run that the latest step belongs to: "pre-training layer 2 of 3", where TrainLoss is the
	// loss of that layer's own reconstruction, or "fine-tuning". PhaseCode is the same for programs: phase_pretraining, with the
	// layer, counted from 1, and how many there are, or phase_fine_tuning. Not written where there is one part only.
	Phase     string `json:"phase,omitempty"`
	PhaseCode string `json:"phase_code,omitempty"`
	Layer     int    `json:"layer,omitempty"`
	Layers    int    `json:"layers,omitempty"`
	// HiddenMean is the mean activation of the layer in pre-training. Zero, and not written, elsewhere.
	HiddenMean float64 `json:"hidden_mean,omitempty"`
	// FreeEnergyGap is the mean free energy of held-out images less that of as many training images, as the layer in
	// pre-training has it at the end of the latest epoch, in nats. It grows when a layer learns its images by heart.
	FreeEnergyGap float64 `json:"free_energy_gap,omitempty"`
	// BaselineMSE is the test_mse of as many principal components as the code has numbers; not written before it is known.
	BaselineMSE float64 `json:"pca_mse,omitempty"`
	// BaselineLoss is the same in the distance of the recipe's loss, without a price on the code; for cross-entropy with outputs clipped to 0.001 and 0.999.
	BaselineLoss float64 `json:"pca_loss,omitempty"`

	// The codes of the held-out images: mean over all units; share of units and images that are active, that is not
	// zero, or above one half where the code's activation is a sigmoid; number of units that say the same of every image.
	CodeMean   float64 `json:"code_mean"`
	CodeActive float64 `json:"code_active"`
	DeadUnits  int     `json:"dead_units"`
	// KL is the divergence of a variational code from the standard normal distribution, summed over its numbers, in nats.
	KL float64 `json:"kl,omitempty"`
	// Jacobian is the squared Frobenius norm of dz/dx; written where the encoder is one dense layer or has a price on it.
	Jacobian float64 `json:"jacobian,omitempty"`

	LearningRate    float64 `json:"learning_rate"` // of the next step, by the schedule
	ImagesPerSecond float64 `json:"images_per_second"`
	Fingerprint     string  `json:"fingerprint"` // 8 hex digits of the weights
	Arithmetic      string  `json:"arithmetic"`  // "plain" or "fused"; "gonum" where its products were asked for
}

// MarshalJSON writes one object on one line, keys in the order of the struct.
func (m Metrics) MarshalJSON() ([]byte, error) {
	b := make([]byte, 0, 512)
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
	if m.Phase != "" {
		b = strconv.AppendQuote(append(b, `,"phase":`...), m.Phase)
		b = strconv.AppendQuote(append(b, `,"phase_code":`...), m.PhaseCode)
	}
	if m.Layers != 0 {
		b = strconv.AppendInt(append(b, `,"layer":`...), int64(m.Layer), 10)
		b = strconv.AppendInt(append(b, `,"layers":`...), int64(m.Layers), 10)
	}
	if m.HiddenMean != 0 {
		b = appendNumber(append(b, `,"hidden_mean":`...), m.HiddenMean)
	}
	if m.FreeEnergyGap != 0 {
		b = appendNumber(append(b, `,"free_energy_gap":`...), m.FreeEnergyGap)
	}
	if m.BaselineMSE != 0 {
		b = appendNumber(append(b, `,"pca_mse":`...), m.BaselineMSE)
	}
	if m.BaselineLoss != 0 {
		b = appendNumber(append(b, `,"pca_loss":`...), m.BaselineLoss)
	}
	b = appendNumber(append(b, `,"code_mean":`...), m.CodeMean)
	b = appendNumber(append(b, `,"code_active":`...), m.CodeActive)
	b = strconv.AppendInt(append(b, `,"dead_units":`...), int64(m.DeadUnits), 10)
	if m.KL != 0 {
		b = appendNumber(append(b, `,"kl":`...), m.KL)
	}
	if m.Jacobian != 0 {
		b = appendNumber(append(b, `,"jacobian":`...), m.Jacobian)
	}
	b = appendNumber(append(b, `,"learning_rate":`...), m.LearningRate)
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
