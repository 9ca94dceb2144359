package nn

import "bottleneck/core/kernel"

// patches cuts images into the patches under a window, as rows of a matrix
// (positions, kh*kw*C), and adds such rows back. A convolution is a product
// with that matrix, a transposed convolution one that ends in it; either way
// the sums run in the kernels. The matrix of a batch would be large, so it is
// made in blocks of grid rows. The products sum over rows in order from what is
// there, so no bit depends on where a block ends.
type patches struct {
	image        Shape
	gridH, gridW int
	kh, kw       int
	strideH, top int
	width        int       // of a matrix row, kh*kw*C
	runs         []run     // of each grid column
	block        int       // grid rows at a time
	matrix       []float32 // (block*gridW, width)
}

// run is the part of a kernel row that lies inside the image: values lo to hi
// of the kernel row are values from to from+hi-lo of the image row. In NHWC
// they are contiguous.
type run struct{ lo, hi, from int }

// blockValues is the size of the matrix, 512 KiB: large enough that the
// products pack their other operand seldom, small enough for a cache.
const blockValues = 1 << 17

// newPatches prepares the patches of w at the positions of grid.
func newPatches(w Window, image Shape, gridH, gridW, top, left, maxB int) *patches {
	p := &patches{
		image: image, gridH: gridH, gridW: gridW, kh: w.H, kw: w.W,
		strideH: w.StrideH, top: top, width: w.H * w.W * image.C,
		runs: make([]run, gridW),
	}
	for x := range p.runs {
		at := x*w.StrideW - left
		lo := min(max(-at, 0), w.W)
		hi := max(min(image.W-at, w.W), lo)
		p.runs[x] = run{lo * image.C, hi * image.C, (at + lo) * image.C}
	}
	p.block = min(max(blockValues/(gridW*p.width), 1), maxB*gridH)
	p.matrix = make([]float32, p.block*gridW*p.width)
	return p
}

// rows is the number of grid rows in B images; they are walked in blocks.
func (p *patches) rows(B int) int { return B * p.gridH }

// positions is the span of grid rows lo to hi in a (B*gridH*gridW, c) matrix.
func (p *patches) positions(lo, hi, c int) (from, to int) {
	return lo * p.gridW * c, hi * p.gridW * c
}

// buffer returns the matrix of grid rows lo to hi, not filled.
func (p *patches) buffer(lo, hi int) []float32 {
	return p.matrix[:(hi-lo)*p.gridW*p.width]
}

// cut fills the matrix of grid rows lo to hi with the patches of images x, zero
// where they reach beyond the image.
func (p *patches) cut(x []float32, lo, hi int) []float32 {
	m := p.buffer(lo, hi)
	line, stride := p.kw*p.image.C, p.image.W*p.image.C
	for row := lo; row < hi; row++ {
		image, y := p.at(x, row)
		for ky := range p.kh {
			at := (row-lo)*p.gridW*p.width + ky*line
			inside := y+ky >= 0 && y+ky < p.image.H
			for _, r := range p.runs {
				to := m[at : at+line]
				at += p.width
				if !inside || r.lo == r.hi {
					clear(to)
					continue
				}
				from := image[(y+ky)*stride+r.from:]
				if r.lo > 0 {
					clear(to[:r.lo])
				}
				copy(to[r.lo:r.hi], from)
				if r.hi < line {
					clear(to[r.hi:])
				}
			}
		}
	}
	return m
}

// add adds the matrix of grid rows lo to hi to images x, without what lies
// outside. A value of an image gets its terms in the order of the positions.
func (p *patches) add(x, m []float32, lo, hi int) {
	line, stride := p.kw*p.image.C, p.image.W*p.image.C
	for row := lo; row < hi; row++ {
		image, y := p.at(x, row)
		for ky := range p.kh {
			if y+ky < 0 || y+ky >= p.image.H {
				continue
			}
			at := (row-lo)*p.gridW*p.width + ky*line
			to := image[(y+ky)*stride : (y+ky+1)*stride]
			for _, r := range p.runs {
				if n := r.hi - r.lo; n > 0 {
					kernel.Add(to[r.from:r.from+n], m[at+r.lo:at+r.hi])
				}
				at += p.width
			}
		}
	}
}

// at returns the image of a grid row and the image row where its patches start.
func (p *patches) at(x []float32, row int) (image []float32, y int) {
	n, y := p.image.Size(), row/p.gridH
	return x[y*n : (y+1)*n], row%p.gridH*p.strideH - p.top
}
