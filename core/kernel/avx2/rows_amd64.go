package avx2

// A rowPass goes over the rows of a matrix.
type rowPass struct {
	run        func(p *rowPass, lo, hi int)
	y, x       []float32
	bytes      []byte
	index      []int32
	rows, cols int
	all, each  int // rows or columns that are shared, and those of a part
}

var rowPasses Spare[rowPass]

func (p *rowPass) part(i int) { p.run(p, i*p.each, min((i+1)*p.each, p.all)) }

// share cuts all rows or columns into parts of whole units.
func (p rowPass) share(unit int, ns float64, threads int) {
	q := rowPasses.Take()
	*q = p
	q.each = unit * ceil(ceil(p.all, unit), parts(ns, leastNs, threads))
	share(q, ceil(p.all, q.each), threads)
	*q = rowPass{}
	rowPasses.Give(q)
}

// AddBias adds b(cols) to rows of y, and returns how many rows it did.
func AddBias(y, b []float32, rows, cols, threads int) int {
	group := 1 // rows that have a multiple of eight numbers
	for group*cols%Width > 0 {
		group *= 2
	}
	rows -= rows % group
	if rows == 0 || cols == 0 {
		return 0
	}
	rowPass{run: addBiasPart, y: y, x: b, rows: group, cols: cols, all: rows}.share(group, 0.15*float64(rows*cols), threads)
	return rows
}

func addBiasPart(p *rowPass, lo, hi int) {
	b, group := p.x, p.rows
	if group > 1 {
		s := biases.Take()
		b = room(s, group*p.cols)
		for i := range group {
			copy(b[i*p.cols:], p.x)
		}
		defer biases.Give(s)
	}
	addBias(&p.y[lo*p.cols], &b[0], uintptr((hi-lo)/group), uintptr(group*p.cols))
}

var biases Spare[[]float32]

// SumRows adds the rows of x to y, in order, and returns how many columns it did.
func SumRows(y, x []float32, rows, cols, threads int) int {
	all := cols - cols%Width
	if rows > 0 && all > 0 {
		rowPass{run: sumRowsPart, y: y, x: x, rows: rows, cols: cols, all: all}.share(Width, 0.1*float64(rows*cols), threads)
	}
	return all
}

func sumRowsPart(p *rowPass, lo, hi int) {
	for j := lo; j < hi; {
		y, x, rows, ldx := &p.y[j], &p.x[j], uintptr(p.rows), bytes(p.cols)
		switch wide := hi - j; {
		case wide >= 32:
			sumRows32(y, x, rows, ldx)
			j += 32
		case wide >= 16:
			sumRows16(y, x, rows, ldx)
			j += 16
		default:
			sumRows8(y, x, rows, ldx)
			j += 8
		}
	}
}

// GatherBytes is that of core/kernel, of which the first columns of each row are done, a multiple of eight.
func GatherBytes(y []float32, x []byte, index []int32, cols, threads int) int {
	n := cols - cols%Width
	if len(index) > 0 && n > 0 {
		rowPass{run: gatherBytesPart, y: y, bytes: x, index: index, rows: n, cols: cols, all: len(index)}.share(1, 0.15*float64(len(y)), threads)
	}
	return n
}

func gatherBytesPart(p *rowPass, lo, hi int) {
	for i := lo; i < hi; i++ {
		fromBytes(&p.y[i*p.cols], &p.bytes[int(p.index[i])*p.cols], uintptr(p.rows))
	}
}

// FromBytes does the first numbers and returns how many.
func FromBytes(y []float32, x []byte) int {
	n := len(y) - len(y)%Width
	if n > 0 {
		fromBytes(&y[0], &x[0], uintptr(n))
	}
	return n
}

// Dot adds the products of the first numbers to four sums and returns how many there are, a multiple of eight.
func Dot(a, b []float32, sums *[4]float64) int {
	n := len(a) - len(a)%Width
	if n > 0 {
		dot(&a[0], &b[0], uintptr(n), &sums[0])
	}
	return n
}

// Sum is Dot of numbers alone.
func Sum(a []float32, sums *[4]float64) int {
	n := len(a) - len(a)%Width
	if n > 0 {
		sum(&a[0], uintptr(n), &sums[0])
	}
	return n
}
