package train

import (
	"bottleneck/core/autoencoder"
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/metrics"
)

// Evaluate measures the held-out images: loss, mean squared error, the error of
// each image, and how their codes behave. Where the recipe corrupts its inputs so does Evaluate,
// each image with a fixed noise of its own, so figures of different epochs compare;
// and likewise where codes are drawn.
func (r *Run) Evaluate() {
	r.unroll()
	dim := r.model.Dim()
	r.health.Reset()
	var loss, mse, inputMSE, jacobian float64
	for lo := 0; lo < r.test.N; lo += r.model.MaxBatch() {
		B := min(r.model.MaxBatch(), r.test.N-lo)
		x, input := r.testBatch(lo, B)
		errs := r.testErrors[lo : lo+B]
		l := r.model.Losses(autoencoder.Batch{Clean: x, Input: input,
			Epsilon: r.normal(r.testCode+uint64(lo), B), Beta: r.recipe.Beta, Nudge: r.testNudge + uint64(lo)}, errs)
		loss += float64(l * float64(B))
		for _, e := range errs {
			mse += float64(e)
		}
		z, deviations := r.model.Codes()
		r.health.Add(z, deviations, B)
		if norm, known := r.model.SquaredJacobian(); known {
			jacobian += float64(norm * float64(B))
		}
		inputMSE += kernel.SquaredDistance(input, x) / float64(dim)
	}
	n := float64(r.test.N)
	m := &r.latest
	m.TestLoss, m.TestMSE, m.InputMSE, m.Jacobian = loss/n, mse/n, inputMSE/n, jacobian/n
	m.CodeMean, m.CodeActive, m.KL, m.DeadUnits = r.health.summary()
	m.FreeEnergyGap = r.freeEnergyGap()
	r.testCurve.add(r.step, loss/n)
}

// testBatch returns B test images from lo on, clean and as the network is to
// see them, both (B, dim), valid until the next call.
func (r *Run) testBatch(lo, B int) (x, input []float32) {
	dim := r.model.Dim()
	x = r.x[:B*dim]
	r.test.Rows(x, lo, lo+B)
	if r.noise.Kind == "none" {
		return x, x
	}
	input = r.corrupted[:B*dim]
	for i := range B {
		r.corruptTest(input[i*dim:(i+1)*dim], x[i*dim:(i+1)*dim], lo+i)
	}
	return x, input
}

// corruptTest applies the noise that belongs to test image i.
func (r *Run) corruptTest(dst, x []float32, i int) {
	r.noise.Corrupt(dst, x, r.testNoise+uint64(i))
}

// Metrics returns the figures of this moment.
func (r *Run) Metrics() metrics.Metrics {
	m := r.latest
	m.Step, m.Epoch = r.step, r.step/r.StepsPerEpoch()
	m.TrainLoss = r.losses.mean()
	if phase := r.phase(); phase != nil {
		m.Phase, m.PhaseCode = phase.Error(), phase.Code
		if layer := r.latestLayer(); layer >= 0 {
			m.Layer, m.Layers = layer+1, len(r.pre.net.Machines)
		}
	}
	m.HiddenMean = r.hiddenMean()
	m.LearningRate = r.learningRate()
	m.BaselineMSE, _ = r.Baseline()
	m.BaselineLoss = r.BaselineLoss()
	m.ImagesPerSecond = r.rate
	m.Fingerprint = r.Fingerprint()
	m.Arithmetic = r.arithmetic()
	return m
}

// arithmetic names how the run's matrix products are summed, as kernel.Arithmetic.Summed does.
func (r *Run) arithmetic() string { return r.model.Arithmetic().Summed() }

// Fingerprint is eight hex digits that change when any bit of any weight does.
func (r *Run) Fingerprint() string {
	r.unroll()
	return fact.Hex(kernel.Checksum(r.model.Values))
}

// jacobian is the mean over the held-out images, as the network sees them, of
// the squared Frobenius norm of dz/dx: exact for an encoder of one dense layer,
// else estimated. A variational code has none, and gives 0.
func (r *Run) jacobian() float64 {
	if r.model.Drawn() {
		return 0
	}
	sum := 0.0
	for lo := 0; lo < r.test.N; lo += r.model.MaxBatch() {
		B := min(r.model.MaxBatch(), r.test.N-lo)
		_, input := r.testBatch(lo, B)
		sum += float64(r.model.Jacobian(input, B, r.testNudge+uint64(lo)) * float64(B))
	}
	return sum / float64(r.test.N)
}
