package board

import "math"

// places finds points of the plane by their places. It sorts them into cells, so that one of ten thousand is found by looking at some.
type places struct {
	x, y  []float32
	box   window  // of all points that have a place
	cell  point   // size of a cell
	first []int32 // (cells+1) where the points of each cell begin in order
	order []int32
	of    []int32 // cell of each point, or -1
}

const cellsAcross = 64

// take sorts points in; they are the caller's, who calls again when they have changed.
func (n *places) take(x, y []float32) {
	n.x, n.y = x, y
	n.box = window{span{math.Inf(1), math.Inf(-1)}, span{math.Inf(1), math.Inf(-1)}}
	for i := range x {
		if n.placed(i) {
			px, py := float64(x[i]), float64(y[i])
			n.box = window{span{min(n.box.X.Lo, px), max(n.box.X.Hi, px)}, span{min(n.box.Y.Lo, py), max(n.box.Y.Hi, py)}}
		}
	}
	n.cell = point{n.box.X.width() / cellsAcross, n.box.Y.width() / cellsAcross}
	n.first = append(n.first[:0], make([]int32, cellsAcross*cellsAcross+1)...)
	n.of, n.order = n.of[:0], n.order[:0]
	for i := range x {
		c := int32(-1)
		if n.placed(i) {
			c = int32(n.row(float64(y[i]))*cellsAcross + n.column(float64(x[i])))
			n.first[c+1]++
			n.order = append(n.order, 0)
		}
		n.of = append(n.of, c)
	}
	for c := range n.first[1:] {
		n.first[c+1] += n.first[c]
	}
	next := append([]int32(nil), n.first...)
	for i, c := range n.of {
		if c >= 0 {
			n.order[next[c]] = int32(i)
			next[c]++
		}
	}
}

// placed tells whether a point is somewhere: those of a run that diverged are nowhere.
func (n *places) placed(i int) bool {
	d := n.x[i] - n.x[i] + n.y[i] - n.y[i]
	return d == d
}

func (n *places) column(x float64) int { return cellAt((x - n.box.X.Lo) / n.cell.X) }
func (n *places) row(y float64) int    { return cellAt((y - n.box.Y.Lo) / n.cell.Y) }

// cellAt is the cell at a place in cells; where all points lie on a line there is only one.
func cellAt(v float64) int {
	if v != v {
		return 0
	}
	return int(min(max(v, 0), cellsAcross-1))
}

// each calls f for every point in the window.
func (n *places) each(w window, f func(i int)) {
	if len(n.order) == 0 || !(w.X.Hi >= n.box.X.Lo && w.X.Lo <= n.box.X.Hi && w.Y.Hi >= n.box.Y.Lo && w.Y.Lo <= n.box.Y.Hi) {
		return
	}
	for row := n.row(w.Y.Lo); row <= n.row(w.Y.Hi); row++ {
		from, to := n.first[row*cellsAcross+n.column(w.X.Lo)], n.first[row*cellsAcross+n.column(w.X.Hi)+1]
		for _, i := range n.order[from:to] {
			if w.holds(point{float64(n.x[i]), float64(n.y[i])}) {
				f(int(i))
			}
		}
	}
}

// to returns the point nearest to a place, and how far it is, where a step of one to the right is as long as sx and one upwards as
// sy; -1 where none is within reach.
func (n *places) to(p point, sx, sy, reach float64) (at int, far float64) {
	at, far = -1, reach
	w := window{span{p.X - reach/sx, p.X + reach/sx}, span{p.Y - reach/sy, p.Y + reach/sy}}
	n.each(w, func(i int) {
		d := math.Hypot((float64(n.x[i])-p.X)*sx, (float64(n.y[i])-p.Y)*sy)
		if d < far || d == far && (at < 0 || i < at) {
			at, far = i, d
		}
	})
	return at, far
}

// any returns the point nearest to a place, however far, in the plane's own measure.
func (n *places) any(p point) (at int, far float64) {
	if len(n.order) == 0 {
		return -1, 0
	}
	// The farthest corner is beyond all points.
	most := math.Hypot(max(math.Abs(p.X-n.box.X.Lo), math.Abs(p.X-n.box.X.Hi)), max(math.Abs(p.Y-n.box.Y.Lo), math.Abs(p.Y-n.box.Y.Hi)))*1.001 + 1e-9
	for reach := most / 256; ; reach *= 4 {
		if at, far = n.to(p, 1, 1, min(reach, most)); at >= 0 || reach >= most {
			return at, far
		}
	}
}
