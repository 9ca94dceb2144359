package train

import (
	"fmt"
	"math"

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
	noise  string     // that the held-out images were measured under
	at     int        // held-out images measured
	sum    float64    // their squared errors
	z, y   []float32
}

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
	case b.noise != r.noiseText():
		b.noise, b.at, b.sum = r.noiseText(), 0, 0
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
	b.at += B
}

func (r *Run) noiseText() string {
	if r.noise.Kind == "none" {
		return "none"
	}
	return fmt.Sprint(r.recipe.Get("noise"), " ", r.recipe.Seed)
}

// Baseline returns the mean squared error per pixel of the held-out images that
// as many principal components as the code has numbers leave, of inputs corrupted
// as the network's are; false while it is not known.
func (r *Run) Baseline() (mse float64, known bool) {
	b := r.baseline
	if b == nil || b.code == nil || b.noise != r.noiseText() || b.at < r.test.N {
		return 0, false
	}
	return b.sum / float64(r.test.N*b.code.Dim), true
}

// baselineLoss is the same in the unit of the run's loss, with its name; 0 where
// the loss is none of squared errors alone, or it is not known.
func (r *Run) baselineLoss() (float32, string) {
	mse, known := r.Baseline()
	if !known || lossUnit(r.recipe) != distanceUnit(r.recipe) || r.recipe.Loss == "bce" {
		return 0, ""
	}
	if r.recipe.Reduction != "mean" {
		mse *= float64(r.model.Dim())
	}
	if r.recipe.Loss == "l2" {
		mse /= 2
	}
	name := "PCA, 1 component"
	if k := r.model.Latent(); k != 1 {
		name = fmt.Sprintf("PCA, %d components", k)
	}
	return float32(mse), name
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
			sum = sum*31 + fingerprint(func(i int) uint32 { return math.Float32bits(row[i]) }, len(row))
		}
	}
	return fmt.Sprint(key, r.train.N, " ", r.test.N, " ", r.model.Latent(), " ", sum)
}
