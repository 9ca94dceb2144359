package look

import (
	"math"
	"slices"

	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/pca"
	"bottleneck/core/wire"
)

// plane maps codes to the two coordinates that are shown, and back: two chosen
// dimensions, the other ones held at their mean; or the plane of the two largest
// principal components.
type plane struct {
	arithmetic kernel.Arithmetic
	mean       []float32    // (latent)
	axes       [2][]float32 // (latent) each, orthonormal; a one-dimensional code has one
	labels     [2]string
	dims       int  // axes in use: 2, or 1 for a one-dimensional code
	pca        bool // coordinates are relative to the mean; else they are the code's own values

	centered []float32 // (points, latent)
	cov, w   []float32 // (latent, latent), (latent)
}

// fit chooses the plane for n codes z (n, latent) as v asks.
func (p *plane) fit(v wire.View, z []float32, n, latent int) {
	if len(p.mean) != latent {
		*p = plane{arithmetic: p.arithmetic, mean: make([]float32, latent)}
		for a := range p.axes {
			p.axes[a] = make([]float32, latent)
		}
	}
	kernel.Fill(p.mean, 0)
	kernel.SumRows(p.mean, z, n, latent)
	kernel.Scale(p.mean, 1/float32(n))
	p.dims = min(2, latent)
	if v.PCA && latent > 2 {
		p.principal(z, n, latent)
		return
	}
	p.pca = false
	for a, dim := range [2]int{v.AxisX, v.AxisY} {
		kernel.Fill(p.axes[a], 0)
		p.labels[a] = ""
		if a >= p.dims {
			continue
		}
		if dim < 0 || dim >= latent {
			dim = a
		}
		p.axes[a][dim] = 1
		p.labels[a] = fact.New("axis_unit", "unit", dim).Error()
	}
}

// principal finds the two largest principal components by orthogonal iteration
// on the covariance. It starts from the axes of the snapshot before, so that
// the picture turns smoothly as the codes move. The largest entry of an axis is
// positive, so that the same codes lie the same way round in every tab.
func (p *plane) principal(z []float32, n, latent int) {
	if cap(p.centered) < n*latent {
		p.centered = make([]float32, n*latent)
		p.cov, p.w = make([]float32, latent*latent), make([]float32, latent)
	}
	c := p.centered[:n*latent]
	copy(c, z[:n*latent])
	kernel.Scale(p.mean, -1)
	kernel.AddBias(c, p.mean, n, latent)
	kernel.Scale(p.mean, -1)
	p.arithmetic.MatMulTN(p.cov, c, c, latent, latent, n, false)

	total := 0.0
	for i := range latent {
		total += float64(p.cov[i*latent+i])
	}
	if !p.pca {
		p.pca = true
		for a := range p.axes {
			for i := range p.axes[a] { // any start that no component is orthogonal to
				p.axes[a][i] = 1 / float32(1+i*(a+1)%7)
			}
		}
		p.orthonormalize()
	}
	for range 30 {
		for a := range p.axes {
			p.arithmetic.MatMul(p.w, p.cov, p.axes[a], latent, 1, latent, false)
			copy(p.axes[a], p.w)
		}
		p.orthonormalize()
	}
	for a := range p.axes {
		pca.Orient(p.axes[a])
		p.arithmetic.MatMul(p.w, p.cov, p.axes[a], latent, 1, latent, false)
		share := 0.0
		if total > 0 {
			share = kernel.Dot(p.w, p.axes[a]) / total
		}
		p.labels[a] = fact.New("axis_component", "component", a+1, "percent", 100*share).Error()
	}
}

// orthonormalize is Gram and Schmidt's method; an axis that vanishes becomes
// the first unit vector that the other is not.
func (p *plane) orthonormalize() {
	x, y := p.axes[0], p.axes[1]
	normalize(x, 0)
	kernel.Axpy(y, -float32(kernel.Dot(x, y)), x)
	normalize(y, 1)
	kernel.Axpy(y, -float32(kernel.Dot(x, y)), x)
	normalize(y, 1)
}

func normalize(x []float32, fallback int) {
	n := math.Sqrt(kernel.SumSquares(x))
	if !(n > 1e-20) || math.IsInf(n, 0) {
		kernel.Fill(x, 0)
		x[fallback] = 1
		return
	}
	kernel.Scale(x, float32(1/n))
}

// project writes the plane coordinates of n codes to x and y (n).
func (p *plane) project(x, y, z []float32, n, latent int) {
	for i := range n {
		row := z[i*latent : (i+1)*latent]
		x[i] = float32(kernel.Dot(row, p.axes[0]))
		y[i] = float32(kernel.Dot(row, p.axes[1]))
	}
	if !p.pca {
		return
	}
	mx, my := float32(kernel.Dot(p.mean, p.axes[0])), float32(kernel.Dot(p.mean, p.axes[1]))
	for i := range n {
		x[i], y[i] = x[i]-mx, y[i]-my
	}
}

// lift writes the code (latent) of the plane's point (x, y) to z: the mean code,
// moved within the plane.
func (p *plane) lift(z []float32, x, y float32) {
	copy(z, p.mean)
	for a, v := range [2]float32{x, y} {
		if a >= p.dims {
			break
		}
		at := float32(0)
		if !p.pca {
			at = float32(kernel.Dot(p.mean, p.axes[a]))
		}
		kernel.Axpy(z, v-at, p.axes[a])
	}
}

// pixels makes p the plane of the two largest principal components of the images themselves.
func (p *plane) pixels(b *pca.Basis) {
	p.mean, p.pca, p.dims = b.Mean, true, min(2, b.Dim)
	for a := range p.axes {
		p.axes[a] = b.Components[a*b.Dim : (a+1)*b.Dim]
		share := 0.0
		if b.Total > 0 {
			share = b.Variances[a] / b.Total
		}
		p.labels[a] = fact.New("axis_input_component", "component", a+1, "percent", 100*share).Error()
	}
}

// spread returns the 1% and 99% quantiles of v, a little apart where they meet.
// sorted is scratch of the same length.
func spread(v, sorted []float32) (lo, hi float32) {
	copy(sorted, v)
	slices.Sort(sorted)
	last := len(sorted) - 1
	lo, hi = sorted[last/100], sorted[last-last/100]
	if hi-lo < 1e-6 {
		return lo - 0.5, hi + 0.5
	}
	return lo, hi
}
