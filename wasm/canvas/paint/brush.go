// Package paint makes what a GPU paints: lists of rectangles, lines, discs and pictures, with soft edges, and the pages that they are painted
// from. What is painted, and where, is decided in package board.
package paint

import (
	"image"
	"image/color"
	"math"
)

// Brush paints on a list, within a rectangle.
type Brush struct {
	list *List
	clip image.Rectangle
}

// XY is a point among pixels.
type XY struct{ X, Y float32 }

// Within returns a brush that paints on r alone.
func (b Brush) Within(r image.Rectangle) Brush {
	return Brush{b.list, b.clip.Intersect(r)}
}

// Fill paints a rectangle.
func (b Brush) Fill(r image.Rectangle, c color.NRGBA) {
	r = r.Intersect(b.clip)
	if r.Empty() || c.A == 0 {
		return
	}
	p, smooth := b.list.ground(r.Dx() * r.Dy())
	q := b.list.quad(p, smooth, inkOf(c))
	corners(q, r)
	for i := range q { // from one place to another, since a smooth quad is to know how large it is
		q[i].SrcX, q[i].SrcY = 1+float32(i%2), float32(p.white+1+i/2)
	}
}

// Frame paints the outline of r, of width d, outside of it.
func (b Brush) Frame(r image.Rectangle, d int, c color.NRGBA) {
	b.Fill(image.Rect(r.Min.X-d, r.Min.Y-d, r.Max.X+d, r.Min.Y), c)
	b.Fill(image.Rect(r.Min.X-d, r.Max.Y, r.Max.X+d, r.Max.Y+d), c)
	b.Fill(image.Rect(r.Min.X-d, r.Min.Y, r.Min.X, r.Max.Y), c)
	b.Fill(image.Rect(r.Max.X, r.Min.Y, r.Max.X+d, r.Max.Y), c)
}

// Dot paints a disc of radius 2.1 around a point, as small as one of many can be.
func (b Brush) Dot(x, y float64, c color.NRGBA) { b.stamp(b.list.stamps.dot, x, y, inkOf(c)) }

// Swatch paints a disc of radius 3.8, a point that stands by itself.
func (b Brush) Swatch(x, y float64, c color.NRGBA) { b.stamp(b.list.stamps.swatch, x, y, inkOf(c)) }

// Halo paints a disc of radius 5, to lie below what must stand out.
func (b Brush) Halo(x, y float64, c color.NRGBA) { b.stamp(b.list.stamps.halo, x, y, inkOf(c)) }

// Ring paints a ring of radius 5.
func (b Brush) Ring(x, y float64, c color.NRGBA) { b.stamp(b.list.stamps.ring, x, y, inkOf(c)) }

// stamp paints a disc or a ring around (x, y).
func (b Brush) stamp(s stamp, x, y float64, c ink) {
	if !(x > -far && x < far && y > -far && y < far) {
		return
	}
	column, row := int(math.Round(x*places)), int(math.Round(y*places))
	place := row&(places-1)*places + column&(places-1)
	left, top, side := column>>placeBits-s.reach, row>>placeBits-s.reach, s.side()
	b.part(b.list.stamps.page, false, image.Rect(left, top, left+side, top+side), image.Rect(place*side, s.y, (place+1)*side, s.y+side), c)
}

// far is a pixel that no screen has.
const far = 1 << 20

// part paints a part of a page over r.
func (b Brush) part(p *Page, smooth bool, r, from image.Rectangle, c ink) {
	in := r.Intersect(b.clip)
	if in.Empty() {
		return
	}
	q := b.list.quad(p, smooth, c)
	corners(q, in)
	x0, y0, x1, y1 := float32(from.Min.X), float32(from.Min.Y), float32(from.Max.X), float32(from.Max.Y)
	if in != r { // of the picture as much as of the rectangle
		x, y := float32(from.Dx())/float32(r.Dx()), float32(from.Dy())/float32(r.Dy())
		x0, x1 = x0+float32(in.Min.X-r.Min.X)*x, x1-float32(r.Max.X-in.Max.X)*x
		y0, y1 = y0+float32(in.Min.Y-r.Min.Y)*y, y1-float32(r.Max.Y-in.Max.Y)*y
	}
	q[0].SrcX, q[0].SrcY = x0, y0
	q[1].SrcX, q[1].SrcY = x1, y0
	q[2].SrcX, q[2].SrcY = x0, y1
	q[3].SrcX, q[3].SrcY = x1, y1
}

// corners places a quad over r.
func corners(q []Vertex, r image.Rectangle) {
	x0, y0, x1, y1 := float32(r.Min.X), float32(r.Min.Y), float32(r.Max.X), float32(r.Max.Y)
	q[0].DstX, q[0].DstY = x0, y0
	q[1].DstX, q[1].DstY = x1, y0
	q[2].DstX, q[2].DstY = x0, y1
	q[3].DstX, q[3].DstY = x1, y1
}
