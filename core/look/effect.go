package look

import (
	"math"

	"bottleneck/core/kernel"
	"bottleneck/core/train"
)

const (
	mostEffect = 64   // held-out images whose codes are moved
	effectWork = 5e10 // operations of all these decodings, about
)

// Effect measures what each unit of the code does to the output. With D the decoder, z the codes of held-out images, as clean
// as they are, s the deviation of unit j over held-out images and |.| the root mean square over the values of an output:
//
//	effect[j] = mean over z of |D(z + s e_j) - D(z - s e_j)| / 2
//
// in the unit of the output, of a pixel 1 from black to white. A unit that says the same of every image has none. The work is
// cut into steps of some milliseconds; of a run that trains meanwhile each sees the weights of its moment.
type Effect struct {
	codes  *population
	run    train.Reader
	images int
	block  int // pairs of codes a step
	unit   int // at work
	at     int // images of it done
	effect []float32

	x       []float32 // (images, dim)
	z, y, w []float32 // (2 block, latent), (2 block, dim) outputs and the inputs that they are of
}

// NewEffect prepares the measurement of a run.
func NewEffect(run train.Reader) *Effect {
	latent, dim, pass := run.Latent(), run.Dim(), passWork(run)
	n := min(mostEffect, run.Test().N, max(2, int(effectWork/(2*pass*float64(latent)))))
	e := &Effect{codes: newPopulation(run), run: run, images: n, block: min(n, rowsFor(2*pass)), effect: make([]float32, latent)}
	e.x = make([]float32, n*dim)
	run.Test().Rows(e.x, 0, n)
	rows := 2 * e.block
	e.z, e.y, e.w = make([]float32, rows*latent), make([]float32, rows*dim), make([]float32, rows*dim)
	return e
}

// Step does some of the work and says whether there is more.
func (e *Effect) Step() bool {
	switch {
	case e.codes.step():
	case e.unit == len(e.effect):
		return false
	case e.codes.deviation[e.unit] == 0:
		e.unit++
	default:
		e.move()
	}
	return true
}

// move moves the unit at work in a block of codes, once up and once down.
func (e *Effect) move() {
	latent, dim := e.run.Latent(), e.run.Dim()
	b := min(e.block, e.images-e.at)
	s := e.codes.deviation[e.unit]
	e.run.Encode(e.z[:b*latent], e.x[e.at*dim:(e.at+b)*dim], b)
	copy(e.z[b*latent:2*b*latent], e.z[:b*latent])
	for i := range b {
		e.z[i*latent+e.unit] += s
		e.z[(b+i)*latent+e.unit] -= s
	}
	copy(e.w[:b*dim], e.x[e.at*dim:(e.at+b)*dim])
	copy(e.w[b*dim:2*b*dim], e.w[:b*dim])
	e.run.DecodeOf(e.y[:2*b*dim], e.z[:2*b*latent], e.w[:2*b*dim], 2*b)
	sum := 0.0
	for i := range b {
		sum += math.Sqrt(kernel.SquaredDistance(e.y[i*dim:(i+1)*dim], e.y[(b+i)*dim:(b+i+1)*dim]) / float64(dim))
	}
	e.effect[e.unit] += float32(sum / 2 / float64(e.images))
	if e.at += b; e.at == e.images {
		e.unit, e.at = e.unit+1, 0
	}
}

// Images is how many held-out images the codes that are moved are of.
func (e *Effect) Images() int { return e.images }

// Effects are the effects of the units so far, Deviations and Means those of the units over held-out images, (latent) each.
func (e *Effect) Effects() []float32    { return e.effect }
func (e *Effect) Deviations() []float32 { return e.codes.deviation }
func (e *Effect) Means() []float32      { return e.codes.mean }
