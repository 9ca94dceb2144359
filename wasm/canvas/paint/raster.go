package paint

import (
	"image"
	"math"
)

// Raster is a target in plain Go: it shows what a GPU would, for tests.
type Raster struct {
	Picture *image.RGBA
	pages   map[*Page]*image.RGBA
}

// Write is Target's.
func (r *Raster) Write(p *Page, rows image.Rectangle, pixels []byte) {
	if r.pages == nil {
		r.pages = map[*Page]*image.RGBA{}
	}
	m := r.pages[p]
	if m == nil {
		w, h := p.Size()
		m = image.NewRGBA(image.Rect(0, 0, w, h))
		r.pages[p] = m
	}
	if rows.Min.X != 0 || rows.Dx() != m.Rect.Dx() || len(pixels) != 4*rows.Dx()*rows.Dy() {
		panic("paint: what is written to a page is no whole rows")
	}
	copy(m.Pix[m.PixOffset(0, rows.Min.Y):], pixels)
}

// Free is Target's.
func (r *Raster) Free(p *Page) { delete(r.pages, p) }

// Pages is how many pages it holds.
func (r *Raster) Pages() int { return len(r.pages) }

// Draw is Target's.
func (r *Raster) Draw(p *Page, smooth bool, quads []Vertex) {
	from := r.pages[p]
	if from == nil {
		panic("paint: a page is painted from before it was written")
	}
	for ; len(quads) > 0; quads = quads[4:] {
		a, b, c, d := quads[0], quads[1], quads[2], quads[3]
		if a.DstY == b.DstY && c.DstY == d.DstY && a.DstX == c.DstX && b.DstX == d.DstX && b.DstX > a.DstX && c.DstY > a.DstY && a.SrcY == b.SrcY && a.SrcX == c.SrcX {
			r.rectangle(from, smooth, a, d)
			continue
		}
		r.triangle(from, smooth, a, b, c)
		r.triangle(from, smooth, b, d, c)
	}
}

// rectangle paints a quad that lies straight, from its first corner to its last.
func (r *Raster) rectangle(from *image.RGBA, smooth bool, a, b Vertex) {
	first := func(v float32) int { return int(math.Ceil(float64(v) - 0.5)) } // whose middle does not lie before v
	all := image.Rect(first(a.DstX), first(a.DstY), first(b.DstX), first(b.DstY)).Intersect(r.Picture.Rect)
	stepX := float64(b.SrcX-a.SrcX) / float64(b.DstX-a.DstX)
	stepY := float64(b.SrcY-a.SrcY) / float64(b.DstY-a.DstY)
	s := sampler{from, smooth, math.Abs(stepX), math.Abs(stepY)}
	for y := all.Min.Y; y < all.Max.Y; y++ {
		v := float64(a.SrcY) + (float64(y)+0.5-float64(a.DstY))*stepY
		for x := all.Min.X; x < all.Max.X; x++ {
			r.blend(x, y, s.at(float64(a.SrcX)+(float64(x)+0.5-float64(a.DstX))*stepX, v), a)
		}
	}
}

// triangle paints the pixels whose middles lie within a triangle; of an edge that two share, a middle belongs to one.
func (r *Raster) triangle(from *image.RGBA, smooth bool, a, b, c Vertex) {
	area := float64(b.DstX-a.DstX)*float64(c.DstY-a.DstY) - float64(b.DstY-a.DstY)*float64(c.DstX-a.DstX)
	if area == 0 {
		return
	}
	if area < 0 {
		b, c, area = c, b, -area
	}
	all := image.Rect(
		int(math.Floor(float64(min(a.DstX, b.DstX, c.DstX)))), int(math.Floor(float64(min(a.DstY, b.DstY, c.DstY)))),
		int(math.Ceil(float64(max(a.DstX, b.DstX, c.DstX)))), int(math.Ceil(float64(max(a.DstY, b.DstY, c.DstY)))),
	).Intersect(r.Picture.Rect)
	// The source's place is linear in that of the target.
	slope := func(va, vb, vc float32) (at, x, y float64) {
		u, v := float64(vb-va), float64(vc-va)
		x = (u*float64(c.DstY-a.DstY) - v*float64(b.DstY-a.DstY)) / area
		y = (v*float64(b.DstX-a.DstX) - u*float64(c.DstX-a.DstX)) / area
		return float64(va) - x*float64(a.DstX) - y*float64(a.DstY), x, y
	}
	u0, ux, uy := slope(a.SrcX, b.SrcX, c.SrcX)
	v0, vx, vy := slope(a.SrcY, b.SrcY, c.SrcY)
	s := sampler{from, smooth, math.Abs(ux), math.Abs(vy)}
	ab, bc, ca := newEdge(a, b), newEdge(b, c), newEdge(c, a)
	for y := all.Min.Y; y < all.Max.Y; y++ {
		for x := all.Min.X; x < all.Max.X; x++ {
			px, py := float64(x)+0.5, float64(y)+0.5
			if ab.has(px, py) && bc.has(px, py) && ca.has(px, py) {
				r.blend(x, y, s.at(u0+ux*px+uy*py, v0+vx*px+vy*py), a)
			}
		}
	}
}

// edge is a side of a triangle, which lies at its right as one walks along.
type edge struct {
	x, y, dx, dy float64
	sign         float64
	own          bool // middles on it belong to the triangle
}

func newEdge(a, b Vertex) edge {
	e := edge{float64(a.DstX), float64(a.DstY), float64(b.DstX - a.DstX), float64(b.DstY - a.DstY), 1, false}
	e.own = e.dy < 0 || e.dy == 0 && e.dx > 0
	if e.dx < 0 || e.dx == 0 && e.dy < 0 { // computed from the same end by both triangles, so that none is in both, or in none
		e.x, e.y, e.dx, e.dy, e.sign = float64(b.DstX), float64(b.DstY), float64(a.DstX-b.DstX), float64(a.DstY-b.DstY), -1
	}
	return e
}

func (e edge) has(x, y float64) bool {
	d := e.sign * (e.dx*(y-e.y) - e.dy*(x-e.x))
	return d > 0 || d == 0 && e.own
}

// sampler looks up a page as Ebiten does: the pixel at a place, or with borders that are as wide as a pixel of the target.
type sampler struct {
	from   *image.RGBA
	smooth bool
	w, h   float64 // of the target's pixel on the page
}

func (s sampler) at(x, y float64) texel {
	if !s.smooth {
		return s.pixel(x, y)
	}
	w, h := min(s.w, 1), min(s.h, 1)
	x0, x1, y0, y1 := x-w/2, x+w/2, y-h/2, y+h/2
	across, down := float32(min(1, (x1-math.Floor(x1))/w)), float32(min(1, (y1-math.Floor(y1))/h))
	a, b, c, d := s.pixel(x0, y0), s.pixel(x1, y0), s.pixel(x0, y1), s.pixel(x1, y1)
	for i := range a {
		above, below := a[i]+across*(b[i]-a[i]), c[i]+across*(d[i]-c[i])
		a[i] = above + down*(below-above)
	}
	return a
}

// texel is a pixel of a page: red, green, blue and opacity up to 255.
type texel [4]float32

func (s sampler) pixel(x, y float64) texel {
	w, h := s.from.Rect.Dx(), s.from.Rect.Dy()
	at := s.from.Pix[min(max(int(math.Floor(y)), 0), h-1)*s.from.Stride+4*min(max(int(math.Floor(x)), 0), w-1):]
	return texel{float32(at[0]), float32(at[1]), float32(at[2]), float32(at[3])}
}

// blend paints a pixel of a page, times the color of a vertex, over one of the picture.
func (r *Raster) blend(x, y int, c texel, v Vertex) {
	if c[3] == 0 {
		return
	}
	at := r.Picture.PixOffset(x, y)
	under := r.Picture.Pix[at : at+4 : at+4]
	rest := 1 - c[3]*v.ColorA/255
	for i, k := range [4]float32{v.ColorR, v.ColorG, v.ColorB, v.ColorA} {
		under[i] = uint8(c[i]*k + rest*float32(under[i]) + 0.5)
	}
}
