// Package board is the canvas but for the pixels, which it has painted: a board with a room for each panel (room.go says what a room is),
// where panels, tiles, ticks and labels go, which color a value has, and what a pointer or a key means. Lengths are device pixels
// unless a name or comment says CSS; the device has Screen.Scale of them to a CSS pixel.
package board

import (
	"image"
	"math"
)

// Screen is the size of the drawing surface.
type Screen struct {
	W, H  int     // device pixels
	Scale float64 // device pixels per CSS pixel
}

// px returns a CSS length in whole device pixels.
func (s Screen) px(css float64) int { return int(math.Round(css * s.Scale)) }

// css returns a length of device pixels in CSS pixels.
func (s Screen) css(px int) float64 { return float64(px) / s.Scale }

// hairline is the thinnest line that is always seen: one device pixel on coarse screens, about half a CSS pixel on fine ones.
func (s Screen) hairline() int { return max(1, int(s.Scale/2)) }

// rect is a rectangle of device pixels.
type rect struct{ X, Y, W, H int }

// right and Bottom are the first pixels outside.
func (r rect) right() int  { return r.X + r.W }
func (r rect) bottom() int { return r.Y + r.H }

// empty tells whether r has no pixel.
func (r rect) empty() bool { return r.W <= 0 || r.H <= 0 }

// inset returns r less d on all sides.
func (r rect) inset(d int) rect { return rect{r.X + d, r.Y + d, r.W - 2*d, r.H - 2*d} }

// trim returns r less the given amounts.
func (r rect) trim(left, top, right, bottom int) rect {
	return rect{r.X + left, r.Y + top, max(0, r.W-left-right), max(0, r.H-top-bottom)}
}

// contains tells whether the point lies in r.
func (r rect) contains(x, y float64) bool {
	return x >= float64(r.X) && x < float64(r.right()) && y >= float64(r.Y) && y < float64(r.bottom())
}

// overlaps tells whether the rectangles share a pixel.
func (r rect) overlaps(o rect) bool {
	return r.X < o.right() && o.X < r.right() && r.Y < o.bottom() && o.Y < r.bottom()
}

// pixels returns r as painting takes it.
func (r rect) pixels() image.Rectangle { return image.Rect(r.X, r.Y, r.right(), r.bottom()) }

// point is a point of the latent plane.
type point struct{ X, Y float64 }
