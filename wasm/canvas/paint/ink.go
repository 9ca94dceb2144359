package paint

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"bottleneck/wasm/canvas/view"
)

// ink has the shapes to paint with, for a screen of some scale, and paints them with soft edges.
type ink struct {
	dot         stamp // point of the scatter
	halo        stamp // a little larger, painted below what must stand out
	swatch      stamp // of a legend
	ring        stamp // pin
	thin, thick float64
	hue         image.Uniform
	mask        image.Alpha // of a line
}

func newInk(scale float64) *ink {
	return &ink{
		dot: disc(2.1 * scale), halo: disc(5 * scale), swatch: disc(3.8 * scale),
		ring: ring(5*scale, 1.75*scale),
		thin: 1.25 * scale, thick: 2 * scale,
	}
}

// of returns a source of one color.
func (k *ink) of(c color.NRGBA) *image.Uniform {
	if k.hue.C != color.Color(c) {
		k.hue.C = c
	}
	return &k.hue
}

// fill paints a rectangle.
func (k *ink) fill(dst *image.RGBA, r view.Rect, c color.NRGBA) {
	draw.Draw(dst, bounds(r), k.of(c), image.Point{}, draw.Over)
}

// frame paints the outline of r, of width d, outside of it.
func (k *ink) frame(dst *image.RGBA, r view.Rect, d int, c color.NRGBA) {
	k.fill(dst, view.Rect{X: r.X - d, Y: r.Y - d, W: r.W + 2*d, H: d}, c)
	k.fill(dst, view.Rect{X: r.X - d, Y: r.Bottom(), W: r.W + 2*d, H: d}, c)
	k.fill(dst, view.Rect{X: r.X - d, Y: r.Y, W: d, H: r.H}, c)
	k.fill(dst, view.Rect{X: r.Right(), Y: r.Y, W: d, H: r.H}, c)
}

// places is in how many places across a pixel, and down, the middle of a stamp can be.
const (
	placeBits = 2
	places    = 1 << placeBits
)

// stamp is a disc or a ring: which part of the pixels around it is covered, for each place of its middle within a pixel.
type stamp struct {
	masks [places * places]*image.Alpha
	reach int // pixels from that of the middle to the outermost
}

func disc(radius float64) stamp { return newStamp(radius, -1) }

func ring(radius, width float64) stamp { return newStamp(radius+width/2, radius-width/2) }

// newStamp makes a shape between two radii, at which half of a pixel is covered.
func newStamp(outer, inner float64) stamp {
	s := stamp{reach: int(math.Ceil(outer + 0.5))}
	side := 2*s.reach + 1
	for at := range s.masks {
		m := image.NewAlpha(image.Rect(0, 0, side, side))
		middleX, middleY := float64(at%places)/places, float64(at/places)/places
		for i := range m.Pix {
			d := math.Hypot(float64(i%side-s.reach)+0.5-middleX, float64(i/side-s.reach)+0.5-middleY)
			m.Pix[i] = uint8(math.Round(255 * part(outer-d) * part(d-inner)))
		}
		s.masks[at] = m
	}
	return s
}

// part is how much of a pixel is covered whose middle lies so far within an edge.
func part(within float64) float64 {
	switch { // min and max take several times as long in a browser
	case within <= -0.5:
		return 0
	case within >= 0.5:
		return 1
	}
	return within + 0.5
}

// stamp paints a disc or a ring around (x, y).
func (k *ink) stamp(dst *image.RGBA, s *stamp, x, y float64, c color.NRGBA) {
	column, row := int(math.Round(x*places)), int(math.Round(y*places))
	mask := s.masks[row&(places-1)*places+column&(places-1)]
	at := image.Pt(column>>placeBits-s.reach, row>>placeBits-s.reach)
	draw.DrawMask(dst, mask.Rect.Add(at), k.of(c), image.Point{}, mask, image.Point{}, draw.Over)
}

// line paints a line of a width through the points.
func (k *ink) line(dst *image.RGBA, points []view.XY, width float64, c color.NRGBA) {
	if len(points) < 2 {
		return
	}
	reach := width/2 + 0.5
	all := image.Rectangle{}
	for i := 1; i < len(points); i++ {
		all = all.Union(around(points[i-1], points[i], reach))
	}
	if all = all.Intersect(dst.Rect); all.Empty() {
		return
	}
	k.mask = image.Alpha{Pix: cleared(k.mask.Pix, all.Dx()*all.Dy()), Stride: all.Dx(), Rect: all}
	for i := 1; i < len(points); i++ {
		cover(&k.mask, points[i-1], points[i], width/2)
	}
	draw.DrawMask(dst, all, k.of(c), image.Point{}, &k.mask, all.Min, draw.Over)
}

func cleared(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	clear(b[:n])
	return b[:n]
}

// around is the pixels that a piece of a line can reach.
func around(a, b view.XY, reach float64) image.Rectangle {
	x0, x1 := float64(min(a.X, b.X))-reach, float64(max(a.X, b.X))+reach
	y0, y1 := float64(min(a.Y, b.Y))-reach, float64(max(a.Y, b.Y))+reach
	return image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1)))
}

// cover adds a piece of a line to a mask: of a pixel that several pieces cover, the most counts.
func cover(m *image.Alpha, a, b view.XY, half float64) {
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	square := dx*dx + dy*dy
	r := around(a, b, half+0.5).Intersect(m.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := m.Pix[m.PixOffset(r.Min.X, y):][:r.Dx()]
		py := float64(y) + 0.5 - float64(a.Y)
		for i := range row {
			px := float64(r.Min.X+i) + 0.5 - float64(a.X)
			ex, ey := px, py
			if along := px*dx + py*dy; along >= square {
				ex, ey = px-dx, py-dy
			} else if along > 0 {
				along /= square
				ex, ey = px-along*dx, py-along*dy
			}
			if far := ex*ex + ey*ey; far < (half+0.5)*(half+0.5) {
				row[i] = max(row[i], uint8(255*part(half-math.Sqrt(far))+0.5))
			}
		}
	}
}

// within is the part of dst that a rectangle covers, to paint on that alone.
func within(dst *image.RGBA, r view.Rect) *image.RGBA {
	return dst.SubImage(bounds(r)).(*image.RGBA)
}

func bounds(r view.Rect) image.Rectangle { return image.Rect(r.X, r.Y, r.Right(), r.Bottom()) }

// faded returns c with an opacity of a.
func faded(c color.NRGBA, a float64) color.NRGBA {
	c.A = uint8(math.Round(float64(c.A) * a))
	return c
}
