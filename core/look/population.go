package look

import (
	"math"

	"bottleneck/core/kernel"
	"bottleneck/core/train"
)

const (
	mostPopulation = 1000 // held-out images whose codes tell what a deviation is
	stepWork       = 2e8  // operations of a step of what is measured, some milliseconds
	populationWork = 5e9  // and of all these encodings
)

// population is how the codes of held-out images lie about their mean. A code that is drawn counts with its draws: the deviation
// of a unit is that of what the decoder sees.
type population struct {
	run       train.Reader
	n, at     int       // images, and those encoded
	block     int       // images a step
	x, s      []float32 // (block, dim), (block, latent)
	z         []float32 // (n, latent), about the mean when all are there
	drawn     []float64 // (latent) mean variance of the draws, 0 of a plain code
	mean      []float32 // (latent)
	deviation []float32 // (latent)
}

// passWork is about how many operations an input's way through the encoder takes, or a code's through the decoder: a sixth of
// what a step does.
func passWork(run train.Reader) float64 {
	r := run.Recipe()
	return max(1, r.CostOf(1).FLOPsPerStep/float64(r.BatchSize)/6)
}

// rowsFor is how many such passes are some milliseconds' work.
func rowsFor(pass float64) int { return int(min(256, max(1, stepWork/pass))) }

func newPopulation(run train.Reader) *population {
	dim, latent, pass := run.Dim(), run.Latent(), passWork(run)
	n := int(min(mostPopulation, max(50, populationWork/pass)))
	n = max(2, min(n, run.Test().N, 1<<21/latent))
	n = min(n, run.Test().N)
	s := &population{run: run, n: n, block: min(n, rowsFor(pass)), drawn: make([]float64, latent), mean: make([]float32, latent), deviation: make([]float32, latent)}
	s.x, s.z = make([]float32, s.block*dim), make([]float32, n*latent)
	if run.Drawn() {
		s.s = make([]float32, s.block*latent)
	}
	return s
}

// step encodes a block of the images, as clean as they are, and says whether there is more to do.
func (s *population) step() bool {
	if s.at == s.n {
		return false
	}
	dim, latent := s.run.Dim(), s.run.Latent()
	b := min(s.block, s.n-s.at)
	x, z := s.x[:b*dim], s.z[s.at*latent:(s.at+b)*latent]
	s.run.Test().Rows(x, s.at, s.at+b)
	if s.s == nil {
		s.run.Encode(z, x, b)
	} else {
		s.run.EncodeDrawn(z, s.s, x, b)
		for i, v := range s.s[:b*latent] {
			s.drawn[i%latent] += float64(v*v) / float64(s.n)
		}
	}
	if s.at += b; s.at == s.n {
		s.settle()
	}
	return true
}

// settle finds mean and deviations of the codes.
func (s *population) settle() {
	latent := len(s.mean)
	kernel.SumRows(s.mean, s.z, s.n, latent)
	kernel.Scale(s.mean, -1/float32(s.n))
	kernel.AddBias(s.z, s.mean, s.n, latent)
	kernel.Scale(s.mean, -1)
	squares := make([]float32, latent)
	kernel.SumRowSquares(squares, s.z, s.n, latent)
	for j, v := range squares {
		s.deviation[j] = float32(math.Sqrt(float64(v)/float64(s.n) + s.drawn[j]))
	}
}

// along is the deviation of the codes in a direction v (latent) of length 1.
func (s *population) along(v []float32) float64 {
	sum := 0.0
	for i := range s.n {
		d := kernel.Dot(s.z[i*len(v):(i+1)*len(v)], v)
		sum += float64(d*d) / float64(s.n)
	}
	for j, w := range v {
		sum += float64(float64(w*w) * s.drawn[j])
	}
	return math.Sqrt(sum)
}
