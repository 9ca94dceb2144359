package paint

import "math"

// stamps is the page of what is no picture: discs and a ring, and the sections of lines.
type stamps struct {
	scale                   float64
	page                    *Page
	dot, halo, swatch, ring stamp
	sections                int     // the row of the narrowest
	ends                    []stamp // of lines, by width
}

// stamp is a disc or a ring: which part of the pixels around it is covered, for each place of its middle within a pixel, side by side.
type stamp struct {
	reach        int // pixels from that of the middle to the outermost
	y            int // of its row
	outer, inner float64
}

func (s stamp) side() int { return 2*s.reach + 1 }

// Measures of the page, pixels.
const (
	placeBits = 2 // in how many places across a pixel, and down, the middle of a stamp can be
	places    = 1 << placeBits
	section   = 256 // across a line, its soft edges included
	widths    = 32  // lines there are, each a quarter of a pixel wider than the one before
	perWidth  = 4   // a pixel
)

func newStamps(scale float64) *stamps {
	s := &stamps{scale: scale}
	y, w := 0, section
	add := func(outer, inner float64) stamp {
		d := stamp{reach: int(math.Ceil(outer + 0.5)), y: y, outer: outer, inner: inner}
		y, w = y+d.side(), max(w, places*places*d.side())
		return d
	}
	disc := func(radius float64) stamp { return add(radius, -1) }
	s.dot, s.halo, s.swatch = disc(2.1*scale), disc(5*scale), disc(3.8*scale)
	s.ring = add((5+1.75/2)*scale, (5-1.75/2)*scale)
	s.sections = y
	y += widths
	for i := range widths {
		s.ends = append(s.ends, disc(widthOf(i)/2))
	}
	s.page = newPage(w, y)
	s.page.stamps = s
	for _, d := range append([]stamp{s.dot, s.halo, s.swatch, s.ring}, s.ends...) {
		s.draw(d)
	}
	for i := range widths {
		width := widthOf(i)
		line := s.page.line(0, s.sections+i, section)
		half := (width + 1) / section / 2 // of a step: what lies within one of an end of the soft edge is that end
		for k := range section {
			across := half*float64(2*k+1) - (width+1)/2
			covered := (part(width/2-math.Abs(across)) - half) / (1 - 2*half)
			fill(line[4*k:4*k+4], min(max(covered, 0), 1))
		}
	}
	return s
}

// widthOf is the width of line i, and lineOf the line that comes nearest to a width.
func widthOf(i int) float64 { return float64(i+1) / perWidth }

func lineOf(width float64) int {
	return min(max(int(math.Round(width*perWidth)), 1), widths) - 1
}

// draw draws a shape between two radii, at which half of a pixel is covered.
func (s *stamps) draw(d stamp) {
	side := d.side()
	for at := range places * places {
		middleX, middleY := float64(at%places)/places, float64(at/places)/places
		for y := range side {
			line := s.page.line(at*side, d.y+y, side)
			for x := range side {
				r := math.Hypot(float64(x-d.reach)+0.5-middleX, float64(y-d.reach)+0.5-middleY)
				fill(line[4*x:4*x+4], part(d.outer-r)*part(r-d.inner))
			}
		}
	}
}

// part is how much of a pixel is covered whose middle lies so far within an edge.
func part(within float64) float64 { return min(max(within+0.5, 0), 1) }
