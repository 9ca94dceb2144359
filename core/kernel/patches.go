package kernel

import "bottleneck/core/kernel/job"

// Grid says from where a window sees images of H rows, W columns and C channels: from Rows by Cols positions, Stride
// apart, of which the first is Top rows above and Left columns left of the image. Beyond the image it sees zeros.
type Grid struct {
	H, W, C          int
	Rows, Cols       int
	KernelH, KernelW int
	StrideH, StrideW int
	Top, Left        int
}

// Patches are the products that convolutions consist of. Of images x (B, H, W, C) the window sees, at position (i, j) of
// image b, the row p of a matrix that is never stored as a whole, K = KernelH*KernelW*C numbers:
//
//	P(x)[p, (u*KernelW+v)*C+c] = x[b, i*StrideH-Top+u, j*StrideW-Left+v, c], p = (b*Rows+i)*Cols+j
//
// It is cut in blocks of positions; no sum depends on where a block ends.
type Patches struct {
	arithmetic Arithmetic
	grid       Grid
	width      int       // K
	table      job.Table // what the kernels have to know
	block      int       // numbers of the matrix that are cut at a time, at least K
	// numbers of a block that holds an image with what lies around it, and a panel of w
	convolve int
	matrix   []float32 // (block), unless all grids share one
	window   window    // what the vector code has to know, if there is one
}

// patchNumbers is the least size of a block of patches: 256 KiB, large enough that the products pack their other operand
// seldom, small enough for a cache.
const patchNumbers = 1 << 16

// NewPatches prepares the products of a grid.
func (r Arithmetic) NewPatches(g Grid) *Patches {
	r.available()
	if min(g.H, g.W, g.C, g.Rows, g.Cols, g.KernelH, g.KernelW, g.StrideH, g.StrideW) < 1 || min(g.Top, g.Left) < 0 {
		panic(msgGrid)
	}
	p := &Patches{arithmetic: r, grid: g, width: g.KernelH * g.KernelW * g.C}
	wide, high := (g.Cols-1)*g.StrideW+g.KernelW, (g.Rows-1)*g.StrideH+g.KernelH
	p.convolve = wide*high*g.C + job.ConvolveColumns*p.width + 16
	p.block = max(patchNumbers, p.convolve)
	const size = 4 // bytes of a number
	p.table = job.Table{job.TableImage: int32(size * g.H * g.W * g.C), job.TableH: int32(g.H), job.TableRow: int32(size * g.W * g.C),
		job.TableRows: int32(g.Rows), job.TableCols: int32(g.Cols), job.TableKernel: int32(g.KernelH), job.TableStride: int32(g.StrideH),
		job.TableTop: int32(g.Top), job.TableLine: int32(size * g.KernelW * g.C), job.TableC: int32(g.C),
		job.TableWide: int32(size * wide * g.C), job.TableHigh: int32(high), job.TableLeft: int32(size * g.Left * g.C), job.TableStep: int32(size * g.StrideW * g.C)}
	for x := range g.Cols {
		at := x*g.StrideW - g.Left
		lo := min(max(-at, 0), g.KernelW)
		hi := max(min(g.W-at, g.KernelW), lo)
		p.table = append(p.table, int32(size*lo*g.C), int32(size*hi*g.C), int32(size*(at+lo)*g.C))
	}
	p.reserve()
	return p
}

// Gather computes y(B*Rows*Cols, n) = P(x) w(K, n), as MatMul does, and then adds bias(n), if not nil, as
// AddBias does.
func (p *Patches) Gather(y, x, w, bias []float32, n, B int) {
	p.shape(x, y, w, n, B)
	if bias != nil {
		same2(len(bias), n)
	}
	p.gather(y, x, w, bias, n, B)
}

// Scatter is the transpose of Gather: it sets x to 0, adds y(B*Rows*Cols, n) wᵀ to P(x), and at last bias(C), if not
// nil, to x. A number of x gets its terms in the order of the positions, each of them summed over n from 0 on as by
// MatMulNT. Terms beyond the image are dropped.
func (p *Patches) Scatter(x, y, w, bias []float32, n, B int) {
	p.shape(x, y, w, n, B)
	if bias != nil {
		same2(len(bias), p.grid.C)
	}
	p.scatter(x, y, w, bias, n, B)
}

// Weights adds P(x)ᵀ y(B*Rows*Cols, n) to dw(K, n), as MatMulTN does.
func (p *Patches) Weights(dw, x, y []float32, n, B int) {
	p.shape(x, y, dw, n, B)
	p.weights(dw, x, y, n, B)
}

func (p *Patches) shape(x, y, w []float32, n, B int) {
	if n < 0 || B < 0 {
		panic(msgNegative)
	}
	if len(x) != B*p.size() || len(y) != B*p.positions()*n || len(w) != p.width*n {
		panic(msgLength)
	}
}

// Table returns what the kernels have to know of the grid.
func (p *Patches) Table() job.Table { return p.table }

func (p *Patches) size() int      { return p.grid.H * p.grid.W * p.grid.C }
func (p *Patches) positions() int { return p.grid.Rows * p.grid.Cols }

// blocks calls f with the positions of B images, block after block, and the matrix of their patches, not filled.
func (p *Patches) blocks(B int, f func(m []float32, lo, hi int)) {
	block := p.block / p.width
	for lo, all := 0, B*p.positions(); lo < all; lo += block {
		hi := min(lo+block, all)
		f(p.matrix[:(hi-lo)*p.width], lo, hi)
	}
}

func (p *Patches) gatherRef(y, x, w, bias []float32, n, B int) {
	p.blocks(B, func(m []float32, lo, hi int) {
		p.cut(m, x, lo, hi)
		matMul(p.arithmetic, y[lo*n:hi*n], m, w, hi-lo, n, p.width, false)
	})
	if bias != nil {
		addBiasRef(y, bias, B*p.positions(), n)
	}
}

func (p *Patches) scatterRef(x, y, w, bias []float32, n, B int) {
	fillRef(x, 0)
	p.blocks(B, func(m []float32, lo, hi int) {
		matMulNT(p.arithmetic, m, y[lo*n:hi*n], w, hi-lo, p.width, n, false)
		p.add(x, m, lo, hi)
	})
	if bias != nil {
		addBiasRef(x, bias, len(x)/len(bias), len(bias))
	}
}

func (p *Patches) weightsRef(dw, x, y []float32, n, B int) {
	p.blocks(B, func(m []float32, lo, hi int) {
		p.cut(m, x, lo, hi)
		matMulTN(p.arithmetic, dw, m, y[lo*n:hi*n], p.width, n, hi-lo, true)
	})
}

// cut fills m with the patches of positions lo to hi.
func (p *Patches) cut(m, x []float32, lo, hi int) {
	clear(m)
	p.lines(x, lo, hi, func(at int, line []float32) { copy(m[at:], line) })
}

// add adds m to the patches of positions lo to hi.
func (p *Patches) add(x, m []float32, lo, hi int) {
	p.lines(x, lo, hi, func(at int, line []float32) { addRef(line, m[at:at+len(line)]) })
}

// lines calls f with what lies inside the images of each row of the window, from positions lo to hi, and with where
// that is in the matrix of these.
func (p *Patches) lines(x []float32, lo, hi int, f func(at int, line []float32)) {
	g := p.grid
	line, row := g.KernelW*g.C, g.W*g.C
	for q := lo; q < hi; q++ {
		image := x[q/p.positions()*p.size():]
		run := p.table[job.TableWords+q%g.Cols*3:]
		from, to, at := int(run[0])/4, int(run[1])/4, int(run[2])/4
		for u := range g.KernelH {
			if y := q/g.Cols%g.Rows*g.StrideH - g.Top + u; y >= 0 && y < g.H && from < to {
				f((q-lo)*p.width+u*line+from, image[y*row+at:y*row+at+to-from])
			}
		}
	}
}
