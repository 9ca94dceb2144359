package look

import (
	"math"

	"bottleneck/core/kernel"
	"bottleneck/core/pca"
	"bottleneck/core/train"
)

const (
	mostTangents = 5
	nudge        = 0.02 // of a unit's deviation, by which it is moved to see what the output does
)

// Tangents finds the directions of the code in which the output of one code z changes most: the singular vectors of the
// decoder's Jacobian J = dy/dz (dim, latent), by falling singular value,
//
//	J v_i = sigma_i u_i
//
// v_i is a direction of the code, u_i the picture of what changes, both of length 1. A column of J is the central difference of a step of a
// fiftieth of the unit's deviation. The principal components of the columns and their opposites, whose mean is 0, are the u_i.
// Their largest entry is positive. The work is cut into steps of some milliseconds, as that of an Effect is.
type Tangents struct {
	codes    *population
	run      train.Reader
	k        int
	z, x     []float32 // (latent), (dim): the code, and the input that it is of
	block    int       // units a step
	unit     int       // columns there are
	jacobian []float32 // (latent, dim), the columns of J
	solver   *pca.Solver
	done     bool

	moved, y, w []float32 // (2 block, latent), (2 block, dim) outputs and the inputs they are of

	values, deviations []float32 // (k)
	directions         []float32 // (k, latent)
	pictures           []float32 // (k, dim)
}

// NewTangents prepares the search at a code z (latent), moved or not, of an input x (dim).
func NewTangents(run train.Reader, z, x []float32) *Tangents {
	latent, dim := run.Latent(), run.Dim()
	k := min(mostTangents, latent, dim)
	t := &Tangents{codes: newPopulation(run), run: run, k: k, z: z, x: x, block: min(latent, rowsFor(2*passWork(run))),
		jacobian: make([]float32, latent*dim), values: make([]float32, k), deviations: make([]float32, k),
		directions: make([]float32, k*latent), pictures: make([]float32, k*dim)}
	rows := 2 * t.block
	t.moved, t.y, t.w = make([]float32, rows*latent), make([]float32, rows*dim), make([]float32, rows*dim)
	for i := range rows {
		copy(t.w[i*dim:(i+1)*dim], x)
	}
	return t
}

// Step does some of the work and says whether there is more.
func (t *Tangents) Step() bool {
	switch latent := t.run.Latent(); {
	case t.done:
		return false
	case t.codes.step():
	case t.unit < latent:
		t.columns()
	case t.solver == nil:
		t.solver = pca.New(t.run.Arithmetic(), 2*latent, t.run.Dim(), t.k, t.rows)
	case t.solver.Step():
	default:
		t.settle(t.solver.Basis())
	}
	return true
}

// columns moves a block of units, each up and down, and finds what that changes.
func (t *Tangents) columns() {
	latent, dim := t.run.Latent(), t.run.Dim()
	b := min(t.block, latent-t.unit)
	for i := range b {
		h := t.step(t.unit + i)
		for side, by := range [2]float32{h, -h} {
			row := t.moved[(2*i+side)*latent : (2*i+side+1)*latent]
			copy(row, t.z)
			row[t.unit+i] += by
		}
	}
	t.run.DecodeOf(t.y[:2*b*dim], t.moved[:2*b*latent], t.w[:2*b*dim], 2*b)
	for i := range b {
		up, down := t.moved[2*i*latent+t.unit+i], t.moved[(2*i+1)*latent+t.unit+i] // as they were rounded
		column := t.jacobian[(t.unit+i)*dim : (t.unit+i+1)*dim]
		kernel.Sub(column, t.y[2*i*dim:(2*i+1)*dim], t.y[(2*i+1)*dim:(2*i+2)*dim])
		kernel.Scale(column, 1/(up-down))
	}
	t.unit += b
}

// step is how far unit j is moved. One that stands still is moved as far as others are.
func (t *Tangents) step(j int) float32 {
	if d := t.codes.deviation[j]; d > 1e-4 {
		return nudge * d
	}
	sum := kernel.SumSquares(t.codes.deviation) / float64(len(t.z))
	return float32(nudge * max(0.01, math.Sqrt(sum)))
}

// rows writes the columns of J, each with its opposite.
func (t *Tangents) rows(x []float32, lo, hi int) {
	dim := t.run.Dim()
	for r := lo; r < hi; r++ {
		row := x[(r-lo)*dim : (r-lo+1)*dim]
		copy(row, t.jacobian[r/2*dim:(r/2+1)*dim])
		if r%2 == 1 {
			kernel.Scale(row, -1)
		}
	}
}

// settle finds what belongs to the pictures b.
func (t *Tangents) settle(b *pca.Basis) {
	latent, dim := t.run.Latent(), t.run.Dim()
	for i := range t.k {
		u, v := t.pictures[i*dim:(i+1)*dim], t.directions[i*latent:(i+1)*latent]
		copy(u, b.Components[i*dim:(i+1)*dim])
		t.run.Arithmetic().MatMulNT(v, t.jacobian, u, latent, 1, dim, false)
		sigma := math.Sqrt(kernel.SumSquares(v))
		if sigma == 0 {
			continue
		}
		kernel.Scale(v, float32(1/sigma))
		t.values[i], t.deviations[i] = float32(sigma), float32(t.codes.along(v))
	}
	t.done, t.jacobian, t.solver = true, nil, nil
}

// K is how many there are. Values are the singular values, Deviations those of held-out codes along each direction, (K) each; Directions
// (K, latent) and Pictures (K, dim) the singular vectors. All are 0 until Step has no more to do.
func (t *Tangents) K() int                { return t.k }
func (t *Tangents) Values() []float32     { return t.values }
func (t *Tangents) Deviations() []float32 { return t.deviations }
func (t *Tangents) Directions() []float32 { return t.directions }
func (t *Tangents) Pictures() []float32   { return t.pictures }
