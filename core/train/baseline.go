package train

import (
	"slices"
	"strconv"

	"bottleneck/core/data"
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/pca"
	"bottleneck/core/pca/size"
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
	loss   float64    // their losses
	z, y   []float32
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
			if k := r.model.Latent(); k <= size.Max {
				b.code = b.basis.First(k)
			}
		}
	case b.code == nil:
		return false
	case b.how != r.baselineHow():
		b.how, b.at, b.sum, b.loss = r.baselineHow(), 0, 0, 0
	case b.at < r.test.N:
		r.measureBaseline(b)
	default:
		return false
	}
	return true
}

func (r *Run) newBaseline() *baseline {
	dim := r.model.Dim()
	n, k := size.Rows(r.train.N, dim), size.Sought(r.model.Latent())
	return &baseline{key: r.baselineKey(), solver: pca.New(r.model.Arithmetic(), n, dim, k, r.train.Rows)}
}

// measureBaseline adds the errors of some held-out images, as the network sees them.
func (r *Run) measureBaseline(b *baseline) {
	dim, k := b.code.Dim, b.code.K
	B := min(r.model.MaxBatch(), r.test.N-b.at, max(1, int(2e7)/(dim*k)))
	x, input := r.testBatch(b.at, B)
	b.z, b.y = slices.Grow(b.z[:0], B*k)[:B*k], slices.Grow(b.y[:0], B*dim)[:B*dim]
	b.code.Encode(b.z, input, B)
	b.code.Decode(b.y, b.z, B)
	b.sum += kernel.SquaredDistance(b.y, x)
	b.loss += float64(r.model.Distance(b.y, x, B) * float64(B))
	b.at += B
}

func (r *Run) baselineHow() string {
	how := r.recipe.Loss.String() + " " + r.recipe.Reduction
	if r.noise.Kind != "none" {
		how += " " + r.now.Get("noise") + " " + r.recipe.Get("seed")
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

// BaselineLoss is the same in the distance and the reduction of the run's loss, without any price on the code. 0: not known.
func (r *Run) BaselineLoss() float64 {
	if _, known := r.Baseline(); !known {
		return 0
	}
	return r.baseline.loss / float64(r.test.N)
}

// ShareBaseline lets the run use what another has found, where the data, the size of the code and the arithmetic are the same.
func (r *Run) ShareBaseline(from *Run) {
	if from != nil && from.baseline != nil && r.baseline == nil && from.baseline.key == r.baselineKey() {
		r.baseline = from.baseline
	}
}

// baselineKey is every field of the data, the size of the code, the arithmetic, and a checksum of some of the images.
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
	return key + strconv.Itoa(r.train.N) + " " + strconv.Itoa(r.test.N) + " " + strconv.Itoa(r.model.Latent()) + " " + r.model.Arithmetic().String() + " " + fact.Hex(sum)
}
