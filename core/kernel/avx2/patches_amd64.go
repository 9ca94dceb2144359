package avx2

// Window says how a window sees images, in numbers: their channels lie side by side. What it sees of an image is High rows of Wide numbers, of
// which the image's own begin Top rows down and Left numbers to the right; the others are zeros.
type Window struct {
	H, Row             int // of an image: rows, and numbers of one
	Wide, High         int
	Top, Left          int
	KernelH, Line      int     // of the window: rows, and numbers of one
	Rows, Cols         int     // positions
	Down, Step         int     // numbers from a row of positions to the next, and from a position
	Images             int     // that are brought into the cache at a time
	at                 []int32 // bytes of their positions
	inside             int     // numbers of an image's row that the window sees
	positions, numbers int     // of an image, with what lies around it
}

const (
	// seenNumbers are about as many as stay in the second cache.
	seenNumbers = 16 << 10
	// spreadNumbers is the same of a matrix of patches.
	spreadNumbers = 8 << 10
	// weighPositions are enough to load and store a tile of the gradient for.
	weighPositions = 64
)

// NewWindow completes w, whose Images follow from the cache.
func NewWindow(w Window) *Window {
	w.positions, w.numbers = w.Rows*w.Cols, w.High*w.Wide
	w.inside = max(0, min(w.Row, w.Wide-w.Left))
	w.Images = max(1, seenNumbers/w.numbers)
	for image := range w.Images {
		for p := range w.positions {
			w.at = append(w.at, int32(bytes(image*w.numbers+p/w.Cols*w.Down+p%w.Cols*w.Step)))
		}
	}
	w.at = append(w.at, make([]int32, tileRows-1)...) // of a last tile
	return &w
}

// sight is the memory of one part: images with what lies around them, rows of their patches, and tiles at an edge.
type sight struct {
	x, m, y []float32
	tiles   [edgeTiles * tileRows * tileColumns]float32
	bias    [tileColumns]float32
	at      [tileRows]uintptr
}

const edgeTiles = 8

var (
	sights  Spare[sight]
	convols Spare[convolution]
)

// room makes x have n numbers, whatever they are.
func room(x *[]float32, n int) []float32 {
	if len(*x) < n {
		*x = make([]float32, n)
	}
	return (*x)[:n]
}

type convolution struct {
	*Window
	kind          int
	fused         bool
	x, y, w, bias []float32
	n, B          int
	each          int       // images of a part, or rows of w
	panels        []float32 // of w
}

const (
	gathers = iota
	scatters
	weighs
)

// share has parts of the pass done that are so many images or rows each.
func (c convolution) share(all, unit, threads int) {
	p := convols.Take()
	panels := p.panels
	*p = c
	p.panels = panels
	switch p.kind {
	case gathers:
		p.packRows()
	case scatters:
		p.packColumns()
	}
	work := 2 * float64(c.B*c.positions) * float64(c.KernelH*c.Line*c.n) / flopsOfNs
	n := parts(work, leastNs, threads)
	if p.kind == weighs {
		n = min(n, threads) // each part surrounds all images
	}
	p.each = unit * ceil(ceil(all, unit), n)
	share(p, ceil(all, p.each), threads)
	panels = p.panels
	*p = convolution{panels: panels}
	convols.Give(p)
}

// Gather is that of kernel.Patches.
func (w *Window) Gather(fused bool, y, x, weights, bias []float32, n, B, threads int) {
	if len(y) > 0 && len(x) > 0 {
		convolution{Window: w, kind: gathers, fused: fused, x: x, y: y, w: weights, bias: bias, n: n, B: B}.share(B, 1, threads)
	}
}

// Scatter is that of kernel.Patches, without its bias.
func (w *Window) Scatter(fused bool, x, y, weights []float32, n, B, threads int) {
	if len(y) > 0 && len(x) > 0 {
		convolution{Window: w, kind: scatters, fused: fused, x: x, y: y, w: weights, n: n, B: B}.share(B, 1, threads)
	}
}

// Weights is that of kernel.Patches.
func (w *Window) Weights(fused bool, dw, x, y []float32, n, B, threads int) {
	if len(y) > 0 && len(x) > 0 {
		convolution{Window: w, kind: weighs, fused: fused, x: x, y: y, w: dw, n: n, B: B}.share(w.KernelH*w.Line, tileRows, threads)
	}
}

func (c *convolution) part(i int) {
	s := sights.Take()
	lo := i * c.each
	switch c.kind {
	case gathers:
		c.gather(s, lo, min(lo+c.each, c.B))
	case scatters:
		c.scatter(s, lo, min(lo+c.each, c.B))
	case weighs:
		c.weigh(s, lo, min(lo+c.each, c.KernelH*c.Line))
	}
	sights.Give(s)
}

// packRows makes panels of sixteen columns of w, with zeros where it has fewer.
func (c *convolution) packRows() {
	k := c.KernelH * c.Line
	panels := room(&c.panels, ceil(c.n, tileColumns)*tileColumns*k)
	for j := 0; j < c.n; j += tileColumns {
		p := product{Matrix: Matrix{B: c.w}, n: c.n, k: k}
		p.packRows(panels[j*k:], j, min(j+tileColumns, c.n), 0, k)
	}
}

// packColumns makes panels of sixteen rows of w, which become columns.
func (c *convolution) packColumns() {
	k := c.KernelH * c.Line
	panels := room(&c.panels, ceil(k, tileColumns)*tileColumns*c.n)
	for j := 0; j < k; j += tileColumns {
		p := product{Matrix: Matrix{B: c.w}, n: k, k: c.n}
		p.packColumns(panels[j*c.n:], j, min(j+tileColumns, k), 0, c.n)
	}
}

// surround copies images from the first on to s, with what lies around them.
func (c *convolution) surround(s *sight, first, images int) {
	x := room(&s.x, c.Images*c.numbers)
	for b := range images {
		to, from := x[b*c.numbers:(b+1)*c.numbers], c.x[(first+b)*c.H*c.Row:(first+b+1)*c.H*c.Row]
		for r := range c.High {
			row, y := to[r*c.Wide:(r+1)*c.Wide], r-c.Top
			if y < 0 || y >= c.H || c.inside == 0 {
				clear(row)
				continue
			}
			clear(row[:c.Left])
			clear(row[c.Left+copy(row[c.Left:], from[y*c.Row:y*c.Row+c.inside]):])
		}
	}
}

func (c *convolution) gather(s *sight, lo, hi int) {
	k := c.KernelH * c.Line
	for b := lo; b < hi; b += c.Images {
		images := min(c.Images, hi-b)
		c.surround(s, b, images)
		y := c.y[b*c.positions*c.n : (b+images)*c.positions*c.n]
		for j := 0; j < c.n; j += tileColumns {
			c.columns(s, y, c.panels[j*k:], j, images*c.positions)
		}
	}
}

// columns computes sixteen columns of y, from j on, of so many positions.
func (c *convolution) columns(s *sight, y, panel []float32, j, positions int) {
	run := convolve[index(c.fused)]
	most := min(tileColumns, c.n-j)
	bias := (*float32)(nil)
	if c.bias != nil {
		copy(s.bias[:], c.bias[j:j+most])
		bias = &s.bias[0]
	}
	jump := bytes(c.Wide - c.Line)
	p := 0
	if most == tileColumns && positions >= tileRows {
		run(&y[j], bytes(c.n), &s.x[0], &c.at[0], uintptr(positions/tileRows), &panel[0], bias, uintptr(c.KernelH), uintptr(c.Line), jump)
		p = positions / tileRows * tileRows
	}
	for p < positions { // where a tile has numbers that are not of y
		tiles := min(edgeTiles, ceil(positions-p, tileRows))
		run(&s.tiles[0], bytes(tileColumns), &s.x[0], &c.at[p], uintptr(tiles), &panel[0], bias, uintptr(c.KernelH), uintptr(c.Line), jump)
		for i := range min(tiles*tileRows, positions-p) {
			copy(y[p*c.n+j:][:most], s.tiles[i*tileColumns:])
			p++
		}
	}
}

// scatter multiplies rows of y with w, position by position, to a matrix in the cache, and adds its rows to the images.
func (c *convolution) scatter(s *sight, lo, hi int) {
	k := c.KernelH * c.Line
	ldm := tileColumns * ceil(k, tileColumns)
	block := max(1, spreadNumbers/(ldm*tileRows)) * tileRows
	m, x := room(&s.m, block*ldm), room(&s.x, c.numbers)
	for b := lo; b < hi; b++ {
		clear(x)
		for p := 0; p < c.positions; p += block {
			positions := min(block, c.positions-p)
			y := c.y[(b*c.positions+p)*c.n:]
			for j := 0; j < ldm; j += tileColumns {
				even(positions, func(i, rows int) {
					tiles[index(c.fused)][rows-1](&m[i*ldm+j], bytes(ldm), &y[i*c.n], bytes(c.n), bytes(1), &c.panels[j*c.n], bytes(tileColumns), uintptr(c.n), 0)
				})
			}
			spread(&x[0], &c.at[p], uintptr(positions), &m[0], bytes(ldm), uintptr(c.KernelH), uintptr(c.Line), bytes(c.Wide))
		}
		c.crop(c.x[b*c.H*c.Row:(b+1)*c.H*c.Row], x)
	}
}

// crop copies an image without what lies around it.
func (c *convolution) crop(to, x []float32) {
	if c.inside < c.Row || c.High-c.Top < c.H {
		clear(to)
	}
	for y := range max(0, min(c.H, c.High-c.Top)) {
		copy(to[y*c.Row:y*c.Row+c.inside], x[(c.Top+y)*c.Wide+min(c.Left, c.Wide):])
	}
}

// weigh adds to rows lo to hi of the gradient, each of which is a number of the window. Of a large image it takes a few rows of positions at
// a time, whose numbers stay in the cache.
func (c *convolution) weigh(s *sight, lo, hi int) {
	high := c.Rows
	if c.Images == 1 {
		high = min(high, ceil(weighPositions, c.Cols))
	}
	for b := 0; b < c.B; b += c.Images {
		images := min(c.Images, c.B-b)
		c.surround(s, b, images)
		for row := 0; row < c.Rows; row += high {
			c.weighRows(s, b*c.Rows+row, images, min(high, c.Rows-row), &s.x[row*c.Down], lo, hi)
		}
	}
}

// weighRows adds what so many rows of positions of each image give, of which x sees the first, row first of all.
func (c *convolution) weighRows(s *sight, first, images, high int, x *float32, lo, hi int) {
	at, edge := &s.at, &s.tiles
	step, wrap, over := bytes(c.Step), bytes(c.Down-c.Cols*c.Step), bytes(c.numbers-c.Rows*c.Down)
	for j := 0; j < c.n; j += tileColumns {
		y, ldy := &c.y[first*c.Cols*c.n+j], c.n
		most := min(tileColumns, c.n-j)
		if most < tileColumns {
			y, ldy = c.narrow(s, first*c.Cols, images*high*c.Cols, j), tileColumns
		}
		even(hi-lo, func(i, rows int) {
			i += lo
			for r := range rows {
				at[r] = bytes((i+r)/c.Line*c.Wide + (i+r)%c.Line)
			}
			run, w, ldw := correlate[index(c.fused)][rows-1], &c.w[i*c.n+j], c.n
			if most < tileColumns {
				for r := range rows {
					copy(edge[r*tileColumns:][:most], c.w[(i+r)*c.n+j:])
				}
				w, ldw = &edge[0], tileColumns
			}
			run(w, bytes(ldw), x, &at[0], y, bytes(ldy), uintptr(images), uintptr(high), uintptr(c.Cols), step, wrap, over)
			if most < tileColumns {
				for r := range rows {
					copy(c.w[(i+r)*c.n+j:][:most], edge[r*tileColumns:])
				}
			}
		})
	}
}

// narrow copies the last columns of y, from j on, of so many positions to a matrix of sixteen.
func (c *convolution) narrow(s *sight, first, positions, j int) *float32 {
	to := room(&s.y, positions*tileColumns)
	for i := range positions {
		row := to[i*tileColumns : (i+1)*tileColumns]
		clear(row[copy(row, c.y[(first+i)*c.n+j:(first+i+1)*c.n]):])
	}
	return &to[0]
}

// even cuts rows into tiles whose heights differ by one at most.
func even(rows int, f func(i, rows int)) {
	n := ceil(rows, tileRows)
	for t, i := 0, 0; t < n; t++ {
		height := (rows - i) / (n - t)
		f(i, height)
		i += height
	}
}

func index(fused bool) int {
	if fused {
		return 1
	}
	return 0
}

var (
	convolve  = [2]func(c *float32, ldc uintptr, x *float32, at *int32, tiles uintptr, b, bias *float32, high, line, jump uintptr){plainConvolve16, fusedConvolve16}
	correlate = [2][tileRows]func(c *float32, ldc uintptr, x *float32, at *uintptr, b *float32, bl, images, rows, cols, step, wrap, over uintptr){
		{plainCorrelate1, plainCorrelate2, plainCorrelate3, plainCorrelate4, plainCorrelate5, plainCorrelate6},
		{fusedCorrelate1, fusedCorrelate2, fusedCorrelate3, fusedCorrelate4, fusedCorrelate5, fusedCorrelate6},
	}
)
