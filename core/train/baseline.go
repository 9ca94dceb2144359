package train

import (
	"fmt"

	"bottleneck/core/data"
	"bottleneck/core/kernel"
	"bottleneck/core/pca"
	"bottleneck/core/recipe"
)

// baseline is what principal components of the training images do with the
// held-out ones: the best linear code of the same size, found without training.
// It is computed in small steps beside the run, takes no random number of it and
// changes nothing in it.
type baseline struct {
	key    string // of the data and the size: whether another run can use it
	solver *pca.Solver
	basis  *pca.Basis // nil: not yet
	code   *pca.Basis // as many of its components as the code has numbers; nil: too many
	how    string     // the noise and the distance that the held-out images were measured in
	at     int        // held-out images measured
	sum    float64    // their squared errors
	cross  float64    // their cross-entropies, with loss=bce
	z, y   []float32
	rest   []float32
}

// probabilityMargin is how far from 0 and 1 the components' outputs are kept as probabilities, where they are measured by
// cross-entropy: a linear output that is 0 and should not be would cost infinitely much. Of 1e-7
// (Keras), 0.001, 0.003, 0.01 and more this one gives components of MNIST, 2 to 64, their best.
const probabilityMargin = 0.001

// baselineRows is how many training images the components are found from: all, or
// as many as some 50 billion multiply-adds are enough for.
func baselineRows(n, dim int) int {
	const most, wide = 50e9, 2048
	if dim > wide {
		return min(n, 1500)
	}
	return min(n, max(dim, int(most)/(dim*dim)))
}

// BaselineStep does some milliseconds of work on the baseline, and says whether there is more to do.
func (r *Run) BaselineStep() bool {
	b := r.baseline
	switch {
	case b == nil:
		r.baseline = r.newBaseline()
	case b.basis == nil:
		if !b.solver.Step() {
			b.basis, b.solver = b.solver.Basis(), nil
			if k := r.model.Latent(); k <= pca.Max {
				b.code = b.basis.First(k)
			}
		}
	case b.code == nil:
		return false
	case b.how != r.baselineHow():
		b.how, b.at, b.sum, b.cross = r.baselineHow(), 0, 0, 0
	case b.at < r.test.N:
		r.measureBaseline(b)
	default:
		return false
	}
	return true
}

func (r *Run) newBaseline() *baseline {
	k := r.model.Latent()
	if k > pca.Max {
		k = 2
	}
	n := baselineRows(r.train.N, r.model.Dim())
	return &baseline{key: r.baselineKey(), solver: pca.New(n, r.model.Dim(), max(2, k), r.train.Rows)}
}

// measureBaseline adds the errors of some held-out images, as the network sees them.
func (r *Run) measureBaseline(b *baseline) {
	dim, k := b.code.Dim, b.code.K
	B := min(r.model.MaxBatch(), r.test.N-b.at, max(1, int(2e7)/(dim*k)))
	x, input := r.testBatch(b.at, B)
	b.z, b.y = grow(b.z, B*k), grow(b.y, B*dim)
	b.code.Encode(b.z[:B*k], input, B)
	b.code.Decode(b.y[:B*dim], b.z[:B*k], B)
	b.sum += kernel.SquaredDistance(b.y[:B*dim], x)
	if r.recipe.Loss == "bce" {
		b.cross += b.crossEntropy(b.y[:B*dim], x)
	}
	b.at += B
}

// crossEntropy is the sum of those of outputs y, clipped to be probabilities, against x. y is lost.
func (b *baseline) crossEntropy(y, x []float32) float64 {
	b.rest = grow(b.rest, len(y))
	kernel.Clamp(y, y, probabilityMargin, 1-probabilityMargin)
	kernel.Fill(b.rest, 1)
	kernel.Axpy(b.rest, -1, y)
	kernel.Log(b.rest, b.rest)
	kernel.Log(y, y)
	kernel.Axpy(y, -1, b.rest) // logits
	return kernel.CrossEntropyLogits(y, y, x, 1)
}

func (r *Run) baselineHow() string {
	how := "squares"
	if r.recipe.Loss == "bce" {
		how = "bce"
	}
	if r.noise.Kind != "none" {
		how += fmt.Sprint(" ", r.recipe.Get("noise"), " ", r.recipe.Seed)
	}
	return how
}

// Baseline returns the mean squared error per pixel of the held-out images that
// as many principal components as the code has numbers leave, of inputs corrupted
// as the network's are; false while it is not known.
func (r *Run) Baseline() (mse float64, known bool) {
	b := r.baseline
	if b == nil || b.code == nil || b.how != r.baselineHow() || b.at < r.test.N {
		return 0, false
	}
	return b.sum / float64(r.test.N*b.code.Dim), true
}

// BaselineLoss is the same in the distance and the reduction of the run's loss, of cross-entropy with outputs clipped to be
// probabilities, and without any price on the code. 0: not known.
func (r *Run) BaselineLoss() float64 {
	mse, known := r.Baseline()
	if !known {
		return 0
	}
	b := r.baseline
	loss := mse * float64(b.code.Dim)
	switch r.recipe.Loss {
	case "bce":
		loss = b.cross / float64(r.test.N)
	case "l2":
		loss /= 2
	}
	if r.recipe.Reduction == "mean" {
		loss /= float64(b.code.Dim)
	}
	return loss
}

// baselineLine is the dashed line beside the curve of the loss, with its name: what the run's loss has and the line has not
// comes first, as a small panel cuts it from behind.
func (r *Run) baselineLine() (float32, string) {
	loss := r.BaselineLoss()
	if loss == 0 {
		return 0, ""
	}
	name := "PCA"
	switch {
	case r.recipe.Latent == "variational":
		name += ", without divergence"
	case priced(r.recipe):
		name += ", without penalty"
	}
	if k := r.model.Latent(); k == 1 {
		name += ", 1 component"
	} else {
		name += fmt.Sprintf(", %d components", k)
	}
	if r.recipe.Loss == "bce" {
		name += fmt.Sprintf(", clipped to %g and %g", probabilityMargin, 1-probabilityMargin)
	}
	return float32(loss), name
}

// ShareBaseline lets the run use what another has found, where the data and the size of the code are the same.
func (r *Run) ShareBaseline(from *Run) {
	if from != nil && from.baseline != nil && r.baseline == nil && from.baseline.key == r.baselineKey() {
		r.baseline = from.baseline
	}
}

// baselineKey is every field of the data, the size of the code, and a checksum of some of the images.
func (r *Run) baselineKey() string {
	key := ""
	for _, f := range recipe.Fields() {
		if f.Group == "Data" {
			key += r.recipe.Get(f.Name) + " "
		}
	}
	sum := uint32(0)
	for _, set := range []*data.Set{r.train, r.test} {
		row := make([]float32, set.Dim())
		for i := 0; i < set.N; i += max(1, set.N/64) {
			set.Rows(row, i, i+1)
			sum = sum*31 + kernel.Checksum(row)
		}
	}
	return fmt.Sprint(key, r.train.N, " ", r.test.N, " ", r.model.Latent(), " ", sum)
}
