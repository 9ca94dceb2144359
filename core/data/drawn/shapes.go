package drawn

import (
	"math"
	"strconv"

	"bottleneck/core/data"
	"bottleneck/core/data/prepare"
)

// hues are what shapes and grounds are painted in, red, yellow, green, cyan, blue and magenta, each of the brightness that is asked for.
var hues = [6][3]int{{255, 0, 0}, {255, 255, 0}, {0, 255, 0}, {0, 255, 255}, {0, 0, 255}, {255, 0, 255}}

// The kinds of shapes.
const (
	disc = iota
	ring
	block
	triangle
	shapeKinds
)

// extent is the side of a picture in the units that shapes are measured in; fine is how many points each way tell how much of a pixel is covered.
const (
	extent = 1024
	fine   = 4
)

// ShapesRange draws pictures lo to hi-1, size x size pixels in so many channels, 3 or 1, with the shape's hue as label: a disc, a ring, a block or a
// triangle in one of six hues, bright, on a ground in another, dark. Place, size, turn and brightness differ. The brightness says nothing of the hue:
// in gray, where a pixel is the brightness of its color, no hue can be told from another. Picture i depends on seed and i alone. All is done in whole
// numbers, so that it has the same bytes on every machine.
func ShapesRange(lo, hi, size, channels int, seed uint64) *data.Set {
	if lo < 0 || hi < lo || size < 1 || size > 64 || channels != 1 && channels != 3 {
		panic("drawn: shapes out of range")
	}
	n := hi - lo
	s := &data.Set{
		Name:   "shapes",
		Source: "shapes drawn by Bottleneck, seed " + strconv.FormatUint(seed, 10),
		N:      n, H: size, W: size, C: channels,
		Pixels: make([]byte, 0, n*size*size*channels),
		Labels: make([]byte, n),
	}
	for i := range n {
		var c chance
		c.Seed(seed, uint64(lo+i+1)*0x9e3779b97f4a7c15)
		label := c.below(len(hues))
		ground := (label + 1 + c.below(len(hues)-1)) % len(hues)
		p := c.shape().draw(size, bright(hues[label], 140+c.below(50)), bright(hues[ground], 40+c.below(40)))
		s.Pixels = append(s.Pixels, p.In(channels).Bytes()...)
		s.Labels[i] = byte(label)
	}
	return s
}

// below draws a whole number from 0 to n-1.
func (c *chance) below(n int) int { return int(c.Uint64()>>33) * n >> 31 }

// bright is a hue mixed with black or with white to a brightness, of 255.
func bright(hue [3]int, to int) (c [3]int) {
	is := (299*hue[0] + 587*hue[1] + 114*hue[2]) / 1000
	for k, v := range hue {
		if c[k] = v * to / is; to > is {
			c[k] = v + (255-v)*(to-is)/(255-is)
		}
	}
	return c
}

// shape is one figure: around (x,y), as far as r, turned to the direction (u,v) of length l.
type shape struct{ kind, x, y, r, u, v, l int }

func (c *chance) shape() shape {
	s := shape{kind: c.below(shapeKinds), x: 300 + c.below(425), y: 300 + c.below(425), r: 180 + c.below(160)}
	for s.l < 500 || s.l > 1000 {
		s.u, s.v = c.below(2001)-1000, c.below(2001)-1000
		s.l = int(math.Sqrt(float64(s.u*s.u + s.v*s.v)))
	}
	return s
}

// has tells whether a point lies in the shape.
func (s shape) has(x, y int) bool {
	dx, dy := x-s.x, y-s.y
	d := dx*dx + dy*dy
	along, across := dx*s.u+dy*s.v, dy*s.u-dx*s.v // times l
	switch s.kind {
	case disc:
		return d <= s.r*s.r
	case ring:
		return d <= s.r*s.r && 3*d >= s.r*s.r
	case block:
		most := s.r * s.l * 7 / 8
		return max(along, -along) <= most && max(across, -across) <= most
	}
	most := s.r * s.l * 600 // half of the way to a corner, which lies 1.2 r away; times 1000
	return -1000*along <= most && 500*along+866*across <= most && 500*along-866*across <= most
}

// draw paints the shape on a ground.
func (s shape) draw(size int, color, ground [3]int) prepare.Planes {
	p := prepare.NewPlanes(size, size, 3)
	at := func(i int) int { return (2*i + 1) * extent / (2 * fine * size) }
	const points = fine * fine
	for y := range size {
		for x := range size {
			in := 0
			for k := range points {
				if s.has(at(fine*x+k%fine), at(fine*y+k/fine)) {
					in++
				}
			}
			for c := range 3 {
				p.Pix[(c*size+y)*size+x] = byte((color[c]*in + ground[c]*(points-in) + points/2) / points)
			}
		}
	}
	return p
}
