package train

import (
	"fmt"
	"math"

	"bottleneck/core/kernel"
	"bottleneck/core/wire"
)

// Evaluate measures the held-out images: loss, mean squared error, and the
// error of each image. Where the recipe corrupts its inputs so does Evaluate,
// each image with a fixed noise of its own, so figures of different epochs compare;
// and likewise where codes are drawn.
func (r *Run) Evaluate() {
	dim := r.model.Dim()
	r.model.SetBeta(r.recipe.Beta)
	var loss, mse, inputMSE float64
	for lo := 0; lo < r.test.N; lo += r.model.MaxBatch() {
		B := min(r.model.MaxBatch(), r.test.N-lo)
		x, input := r.testBatch(lo, B)
		errs := r.testErrors[lo : lo+B]
		kernel.Gaussian(r.model.Epsilon, r.testCode+uint64(lo))
		l := r.model.Losses(x, input, B, errs)
		loss += l * float64(B)
		for _, e := range errs {
			mse += float64(e)
		}
		inputMSE += kernel.SquaredDistance(input, x) / float64(dim)
	}
	n := float64(r.test.N)
	r.latest.TestLoss, r.latest.TestMSE, r.latest.InputMSE = loss/n, mse/n, inputMSE/n
	r.testCurve.add(r.step, loss/n)
}

// testBatch returns B test images from lo on, clean and as the network is to
// see them, both (B, dim), valid until the next call.
func (r *Run) testBatch(lo, B int) (x, input []float32) {
	dim := r.model.Dim()
	x = r.x[:B*dim]
	kernel.FromBytes(x, r.test.Pixels[lo*dim:(lo+B)*dim])
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
func (r *Run) Metrics() wire.Metrics {
	m := r.latest
	m.Step, m.Epoch = r.step, r.step/r.StepsPerEpoch()
	m.TrainLoss = r.losses.mean()
	m.ImagesPerSecond = r.rate
	m.Fingerprint = r.Fingerprint()
	m.Arithmetic = Arithmetic()
	return m
}

// Arithmetic names how the matrix products of this process are summed: "plain"
// (multiply, then add) or "fused", in the order the kernels define; or "gonum",
// whose order is its own, so that its fingerprints compare only with themselves.
func Arithmetic() string {
	if kernel.Name == "gonum" {
		return kernel.Name
	}
	return kernel.CurrentArithmetic().String()
}

// Fingerprint is eight hex digits that change when any bit of any weight does.
func (r *Run) Fingerprint() string {
	w := r.model.Values
	return fmt.Sprintf("%08x", fingerprint(func(i int) uint32 { return math.Float32bits(w[i]) }, len(w)))
}
