// Package paint makes pixels: rectangles, lines, discs and pictures, with soft edges. What is painted, and where, is decided in package board.
package paint

import (
	"image"
	"image/color"
	"image/draw"
	"math"
)

// Brush paints on a picture, premultiplied. One that is used for the next frame keeps what it has made.
type Brush struct {
	*shapes
	dst *image.RGBA
}

// shapes are for a screen of some scale.
type shapes struct {
	scale  float64
	dot    stamp
	halo   stamp
	swatch stamp
	ring   stamp
	hue    image.Uniform
	mask   image.Alpha // of a line
}

func newShapes(scale float64) *shapes {
	return &shapes{scale: scale, dot: disc(2.1 * scale), halo: disc(5 * scale), swatch: disc(3.8 * scale), ring: ring(5*scale, 1.75*scale)}
}

// Start empties dst, to be painted on with so many pixels for a length of 1.
func (b *Brush) Start(dst *image.RGBA, scale float64) {
	if b.shapes == nil || b.scale != scale {
		b.shapes = newShapes(scale)
	}
	b.dst = dst
	clear(dst.Pix)
}

// Within returns a brush that paints on r alone.
func (b Brush) Within(r image.Rectangle) Brush {
	return Brush{b.shapes, b.dst.SubImage(r).(*image.RGBA)}
}

// of returns a source of one color.
func (s *shapes) of(c color.NRGBA) *image.Uniform {
	if s.hue.C != color.Color(c) {
		s.hue.C = c
	}
	return &s.hue
}

// Fill paints a rectangle.
func (b Brush) Fill(r image.Rectangle, c color.NRGBA) {
	draw.Draw(b.dst, r, b.of(c), image.Point{}, draw.Over)
}

// Frame paints the outline of r, of width d, outside of it.
func (b Brush) Frame(r image.Rectangle, d int, c color.NRGBA) {
	b.Fill(image.Rect(r.Min.X-d, r.Min.Y-d, r.Max.X+d, r.Min.Y), c)
	b.Fill(image.Rect(r.Min.X-d, r.Max.Y, r.Max.X+d, r.Max.Y+d), c)
	b.Fill(image.Rect(r.Min.X-d, r.Min.Y, r.Min.X, r.Max.Y), c)
	b.Fill(image.Rect(r.Max.X, r.Min.Y, r.Max.X+d, r.Max.Y), c)
}

// Dot paints a disc of radius 2.1 around a point, as small as one of many can be.
func (b Brush) Dot(x, y float64, c color.NRGBA) { b.stamp(&b.dot, x, y, c) }

// Swatch paints a disc of radius 3.8, a point that stands by itself.
func (b Brush) Swatch(x, y float64, c color.NRGBA) { b.stamp(&b.swatch, x, y, c) }

// Halo paints a disc of radius 5, to lie below what must stand out.
func (b Brush) Halo(x, y float64, c color.NRGBA) { b.stamp(&b.halo, x, y, c) }

// Ring paints a ring of radius 5.
func (b Brush) Ring(x, y float64, c color.NRGBA) { b.stamp(&b.ring, x, y, c) }

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
func (b Brush) stamp(s *stamp, x, y float64, c color.NRGBA) {
	column, row := int(math.Round(x*places)), int(math.Round(y*places))
	mask := s.masks[row&(places-1)*places+column&(places-1)]
	at := image.Pt(column>>placeBits-s.reach, row>>placeBits-s.reach)
	draw.DrawMask(b.dst, mask.Rect.Add(at), b.of(c), image.Point{}, mask, image.Point{}, draw.Over)
}

// XY is a point among pixels.
type XY struct{ X, Y float32 }

// Line paints a line through the points, width pixels wide.
func (b Brush) Line(points []XY, width float64, c color.NRGBA) {
	if len(points) < 2 {
		return
	}
	reach := width/2 + 0.5
	all := image.Rectangle{}
	for i := 1; i < len(points); i++ {
		all = all.Union(around(points[i-1], points[i], reach))
	}
	if all = all.Intersect(b.dst.Rect); all.Empty() {
		return
	}
	b.mask = image.Alpha{Pix: cleared(b.mask.Pix, all.Dx()*all.Dy()), Stride: all.Dx(), Rect: all}
	for i := 1; i < len(points); i++ {
		cover(&b.mask, points[i-1], points[i], width/2)
	}
	draw.DrawMask(b.dst, all, b.of(c), image.Point{}, &b.mask, all.Min, draw.Over)
}

func cleared(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	clear(b[:n])
	return b[:n]
}

// around is the pixels that a piece of a line can reach.
func around(a, b XY, reach float64) image.Rectangle {
	x0, x1 := float64(min(a.X, b.X))-reach, float64(max(a.X, b.X))+reach
	y0, y1 := float64(min(a.Y, b.Y))-reach, float64(max(a.Y, b.Y))+reach
	return image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1)))
}

// cover adds a piece of a line to a mask: of a pixel that several pieces cover, the most counts.
func cover(m *image.Alpha, a, b XY, half float64) {
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
