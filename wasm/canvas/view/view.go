// Package view is everything about the canvas that needs no graphics: where panels, tiles, ticks and labels go,
// which color a value has, and what a pointer or a key means. Lengths are device pixels unless a name or comment
// says CSS; the device has Screen.Scale of them to a CSS pixel.
package view

import "math"

// Screen is the size of the drawing surface.
type Screen struct {
	W, H  int     // device pixels
	Scale float64 // device pixels per CSS pixel
}

// Px returns a CSS length in whole device pixels.
func (s Screen) Px(css float64) int { return int(math.Round(css * s.Scale)) }

// CSS returns a length of device pixels in CSS pixels.
func (s Screen) CSS(px int) float64 { return float64(px) / s.Scale }

// Hairline is the thinnest line that is always seen: one device pixel on coarse screens, about half a CSS pixel on fine ones.
func (s Screen) Hairline() int { return max(1, int(s.Scale/2)) }

// Rect is a rectangle of device pixels.
type Rect struct{ X, Y, W, H int }

// Right and Bottom are the first pixels outside.
func (r Rect) Right() int  { return r.X + r.W }
func (r Rect) Bottom() int { return r.Y + r.H }

// Empty tells whether r has no pixel.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Inset returns r less d on all sides.
func (r Rect) Inset(d int) Rect { return Rect{r.X + d, r.Y + d, r.W - 2*d, r.H - 2*d} }

// Trim returns r less the given amounts.
func (r Rect) Trim(left, top, right, bottom int) Rect {
	return Rect{r.X + left, r.Y + top, max(0, r.W-left-right), max(0, r.H-top-bottom)}
}

// Contains tells whether the point lies in r.
func (r Rect) Contains(x, y float64) bool {
	return x >= float64(r.X) && x < float64(r.Right()) && y >= float64(r.Y) && y < float64(r.Bottom())
}

// Overlaps tells whether the rectangles share a pixel.
func (r Rect) Overlaps(o Rect) bool {
	return r.X < o.Right() && o.X < r.Right() && r.Y < o.Bottom() && o.Y < r.Bottom()
}

// Point is a point of the latent plane.
type Point struct{ X, Y float64 }
