package paint

import (
	"image"
	"image/color"
	"math"
)

// mitred is the cosine of the sharpest turn at which the pieces of a line share their border; at sharper ones a disc closes the corner.
const mitred = -0.2

// Line paints a line through the points, width pixels wide, 8 at most, with round ends. Where it is translucent its corners and ends are not round.
func (b Brush) Line(points []XY, width float64, c color.NRGBA) {
	points = apart(points)
	if len(points) < 2 || c.A == 0 {
		return
	}
	s := b.list.stamps
	line := lineOf(width)
	k := stroke{
		brush: b, ink: inkOf(c), end: s.ends[line], round: c.A == 255,
		half: (widthOf(line) + 1) / 2, row: float32(s.sections+line) + 0.5,
	}
	from := k.square(points[0], points[1])
	k.close(points[0])
	for i := 1; i < len(points); i++ {
		a, p := points[i-1], points[i]
		to, next := k.square(a, p), side{}
		if i+1 < len(points) {
			var shared bool
			if to, next, shared = k.corner(a, p, points[i+1]); !shared {
				k.close(p)
			}
		} else {
			k.close(p)
		}
		k.piece(a, p, from, to)
		from = next
	}
}

// apart leaves out points that are where the one before is, or nowhere.
func apart(points []XY) []XY {
	kept := points[:0:0]
	for _, p := range points {
		if x, y := float64(p.X), float64(p.Y); !(math.Abs(x) < 1e9 && math.Abs(y) < 1e9) {
			continue
		}
		if n := len(kept); n > 0 && math.Abs(float64(p.X-kept[n-1].X))+math.Abs(float64(p.Y-kept[n-1].Y)) < 1e-3 {
			continue
		}
		kept = append(kept, p)
	}
	return kept
}

// stroke is a line that is being painted.
type stroke struct {
	brush Brush
	ink   ink
	end   stamp
	round bool
	half  float64 // of its width, with the soft edge
	row   float32 // of its section
}

// side is where the border of a piece lies beside one of its ends: at that distance from it, and opposite.
type side struct{ x, y float64 }

// square is the border of a piece that ends at a right angle.
func (k *stroke) square(a, b XY) side {
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	d := k.half / math.Hypot(dx, dy)
	return side{-dy * d, dx * d}
}

// corner is the borders of the pieces that meet at p: one that they share, or one for each.
func (k *stroke) corner(a, p, b XY) (to, from side, shared bool) {
	to, from = k.square(a, p), k.square(p, b)
	cos := (to.x*from.x + to.y*from.y) / (k.half * k.half)
	if cos < mitred {
		return to, from, false
	}
	// It reaches back along both pieces by the tangent of half of the turn.
	reach := k.half * math.Sqrt((1-min(cos, 1))/(1+cos))
	if reach > min(length(a, p), length(p, b)) {
		return to, from, false
	}
	m := side{(to.x + from.x) / (1 + cos), (to.y + from.y) / (1 + cos)}
	return m, m, true
}

func length(a, b XY) float64 { return math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y)) }

// close rounds an end, or a corner.
func (k *stroke) close(p XY) {
	if k.round {
		k.brush.stamp(k.end, float64(p.X), float64(p.Y), k.ink)
	}
}

// piece paints a piece from a to b.
func (k *stroke) piece(a, b XY, from, to side) {
	var q [4]Vertex
	set := func(i int, p XY, s side, sign float64, across float32) {
		q[i] = Vertex{
			DstX: p.X + float32(sign*s.x), DstY: p.Y + float32(sign*s.y), SrcX: across, SrcY: k.row,
			ColorR: k.ink.r, ColorG: k.ink.g, ColorB: k.ink.b, ColorA: k.ink.a,
		}
	}
	set(0, a, from, -1, 0)
	set(1, b, to, -1, 0)
	set(2, a, from, 1, section)
	set(3, b, to, 1, section)
	k.brush.clipped(q, k.ink)
}

// clipped paints a quad of the stamps that may lie askew.
func (b Brush) clipped(q [4]Vertex, c ink) {
	x0, x1 := min(q[0].DstX, q[1].DstX, q[2].DstX, q[3].DstX), max(q[0].DstX, q[1].DstX, q[2].DstX, q[3].DstX)
	y0, y1 := min(q[0].DstY, q[1].DstY, q[2].DstY, q[3].DstY), max(q[0].DstY, q[1].DstY, q[2].DstY, q[3].DstY)
	left, top, right, bottom := float32(b.clip.Min.X), float32(b.clip.Min.Y), float32(b.clip.Max.X), float32(b.clip.Max.Y)
	page := b.list.stamps.page
	switch {
	case b.clip == image.Rectangle{} || x1 <= left || x0 >= right || y1 <= top || y0 >= bottom:
		return
	case x0 >= left && x1 <= right && y0 >= top && y1 <= bottom:
		copy(b.list.quad(page, false, c), q[:])
		return
	}
	around := []Vertex{q[0], q[1], q[3], q[2]}
	around = cut(around, func(v Vertex) float32 { return v.DstX - left })
	around = cut(around, func(v Vertex) float32 { return right - v.DstX })
	around = cut(around, func(v Vertex) float32 { return v.DstY - top })
	around = cut(around, func(v Vertex) float32 { return bottom - v.DstY })
	for i := 1; i+1 < len(around); i += 2 { // two triangles around the first corner; at the end it may be one
		copy(b.list.quad(page, false, c), []Vertex{around[i], around[i+1], around[0], around[min(i+2, len(around)-1)]})
	}
}

// cut cuts from a polygon what lies outside of a line.
func cut(polygon []Vertex, within func(Vertex) float32) (kept []Vertex) {
	for i, to := range polygon {
		from := polygon[(i+len(polygon)-1)%len(polygon)]
		a, b := within(from), within(to)
		if (a < 0) != (b < 0) {
			t := a / (a - b)
			at := to
			at.DstX, at.DstY = from.DstX+t*(to.DstX-from.DstX), from.DstY+t*(to.DstY-from.DstY)
			at.SrcX, at.SrcY = from.SrcX+t*(to.SrcX-from.SrcX), from.SrcY+t*(to.SrcY-from.SrcY)
			kept = append(kept, at)
		}
		if b >= 0 {
			kept = append(kept, to)
		}
	}
	return kept
}
