package drawn

import "math"

// easel is the picture a face is drawn on: a tone a pixel.
//
// As with the pen, products are rounded before they are added, and the only
// function of the machine is the square root, which is exact: a face has the
// same bytes everywhere.
type easel struct {
	tone [faceSide * faceSide]float64
	v    *pose
	p    *person
}

// soft is the width over which an edge fades, in halves of the picture.
const soft = 1.6 / (faceSide / 2)

// cover is how much of a pixel lies inside an edge at signed distance d,
// negative inside, that fades over width.
func cover(d, width float64) float64 { return min(max(.5-d/width, 0), 1) }

// oval is the signed distance, nearly, of a point from an ellipse.
func oval(x, y, a, b float64) float64 {
	k := math.Sqrt(float64(x/a*(x/a)) + float64(y/b*(y/b)))
	return (k - 1) * min(a, b)
}

// segment is the distance of a point from the line between two others.
func segment(x, y, x0, y0, x1, y1 float64) float64 {
	dx, dy := x1-x0, y1-y0
	t := (float64((x-x0)*dx) + float64((y-y0)*dy)) / (float64(dx*dx) + float64(dy*dy))
	t = min(max(t, 0), 1)
	ex, ey := x-x0-float64(t*dx), y-y0-float64(t*dy)
	return math.Sqrt(float64(ex*ex) + float64(ey*ey))
}

// blend lays a tone over another.
func blend(under, over, part float64) float64 { return under + float64((over-under)*part) }

// spot is a place on the front of the head, turned with it: its center and how
// much of its width is seen.
type spot struct{ x, y, wide float64 }

// at turns a place on the head, x and y from its middle.
func (e *easel) at(x, y float64) spot {
	a, t := e.p.wide, e.v.turn
	u, w := x/a, (y+e.v.nod)/e.p.high
	z := math.Sqrt(max(.15, 1-float64(u*u)-float64(w*w)))
	c := math.Sqrt(1 - float64(t*t))
	return spot{float64(a * (float64(u*c) + float64(t*z))), y + e.v.nod, max(.35, c-float64(t*u/z))}
}

// paint calls f for every pixel with its place relative to the head's middle,
// and keeps the tone it returns.
func (e *easel) paint(f func(x, y, under float64) float64) {
	const half = faceSide / 2
	for i := range e.tone {
		x := (float64(i%faceSide)+.5)/half - 1 - e.v.dx
		y := (float64(i/faceSide)+.5)/half - 1 - e.v.dy
		e.tone[i] = f(x, y, e.tone[i])
	}
}

// draw draws the person in a pose to dst (64,64).
func (p *person) draw(dst []byte, v *pose) {
	e := &easel{v: v, p: p}
	e.paint(e.behind)
	e.paint(e.head)
	for _, side := range []float64{-1, 1} {
		e.ear(side)
	}
	e.paint(e.features())
	e.paint(e.eyes())
	e.paint(e.front)
	if p.glasses > 0 {
		e.paint(e.spectacles())
	}
	for i, t := range e.tone {
		dst[i] = byte(int(float64(min(max(float64(t*v.bright), 0), 1)*255) + .5))
	}
}

// outline is the signed distance from the head's outline, which narrows below
// the eyes.
func (e *easel) outline(x, y float64) float64 {
	a := e.p.wide
	if y > 0 {
		a = float64(a * (1 - float64(e.p.jaw*float64(y/e.p.high*(y/e.p.high)))))
	}
	return oval(x, y, max(a, .2), e.p.high)
}

// light is the brightness of a place on the head: as on an ellipsoid.
func (e *easel) light(x, y float64) float64 {
	u, w := x/(e.p.wide*1.05), y/(e.p.high*1.05)
	z := math.Sqrt(max(0, 1-float64(u*u)-float64(w*w)))
	l := float64(e.v.lightX*u) + float64(e.v.lightY*w) + float64(.9*z)
	return min(max(.42+float64(.62*l), .3), 1.2)
}

// behind is the wall, the hair that falls behind the head, neck and shoulders.
func (e *easel) behind(x, y, _ float64) float64 {
	p, v := e.p, e.v
	t := p.wall + float64(.12*float64(v.lightX*x)) - float64(.05*y)
	if p.sides > .3 {
		inside := cover(oval(x, y-float64(.35*p.sides), p.wide+p.volume+.04, p.high+float64(.3*p.sides)), 2*soft)
		t = blend(t, p.hair+float64(.05*v.lightX*x), inside)
	}
	neck := max(math.Abs(x)-float64(.55*p.wide), -y)
	t = blend(t, float64(.62*p.skin), cover(neck, 3*soft))
	shoulders := oval(x, y-1.25, .95, .55)
	return blend(t, p.shirt+float64(.15*float64(v.lightX*x)), cover(shoulders, 2*soft))
}

// head is the hair around the skull, and the skin.
func (e *easel) head(x, y, t float64) float64 {
	p := e.p
	if p.volume > .01 {
		cap := max(oval(x, y+.06, p.wide+p.volume, p.high+p.volume), y-p.sides)
		t = blend(t, e.mane(x, y), cover(cap, 2*soft))
	}
	return blend(t, float64(p.skin*e.light(x, y)), cover(e.outline(x, y), soft))
}

// mane is the tone of the hair: it shines where the light comes from.
func (e *easel) mane(x, y float64) float64 {
	shine := max(0, e.light(x, y)-.75)
	return e.p.hair + float64(.35*shine)
}

// ear draws an ear on one side; the far one hides.
func (e *easel) ear(side float64) {
	p := e.p
	at := side*p.wide + float64(.06*e.v.turn)
	size := float64(p.ears * (1 - float64(1.6*float64(e.v.turn*side))))
	if size < .02 || p.sides > .3 {
		return
	}
	e.paint(func(x, y, t float64) float64 {
		d := max(oval(x-at, y-.03, float64(.55*size), size), -e.outline(x, y))
		return blend(t, float64(.85*float64(p.skin*e.light(.9*x, y))), cover(d, soft))
	})
}

// front is the hair that covers the upper part of the face.
func (e *easel) front(x, y, t float64) float64 {
	p := e.p
	line := -p.high + p.hairline + float64(p.parting*(x-float64(.3*e.v.turn))) + float64(.5*float64(x*x))
	inside := float64(cover(y-line, 3*soft) * cover(e.outline(x, y)-soft, soft))
	return blend(t, e.mane(x, y), inside)
}
