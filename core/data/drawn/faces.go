package drawn

import (
	"strconv"

	"bottleneck/core/data"
	"bottleneck/core/data/prepare"
)

// The drawn faces: so many people in so many poses each, as many as the
// database that they stand in for has.
const (
	facePeople = 40
	FacePoses  = 10
	faceSide   = 64 // pixels that a face is drawn at

	facesTrain = facePeople * (FacePoses - 1)
	facesTest  = facePeople
)

// FacesRange draws faces lo to hi-1 of facePeople x FacePoses, size x size
// pixels, with the person as label. They are drawings and nobody's picture: a
// head, hair, eyes, brows, a nose, a mouth, some with glasses or a beard, each
// person in poses that differ in place, turn, light and mood. Face i is pose
// i%FacePoses of person i/FacePoses and depends on seed and i alone; it has the
// same bytes on every machine. Drawn at 64x64, it is reduced by averaging areas.
func FacesRange(lo, hi, size int, seed uint64) *data.Set {
	if lo < 0 || hi < lo || hi > facePeople*FacePoses {
		panic("drawn: faces out of range")
	}
	if size < 1 || size > faceSide {
		panic("drawn: faces of a size from 1 to 64 expected")
	}
	n := hi - lo
	s := &data.Set{
		Name:   "faces",
		Source: "faces drawn by Bottleneck, seed " + strconv.FormatUint(seed, 10) + ": " + strconv.Itoa(facePeople) + " people, " + strconv.Itoa(FacePoses) + " poses each",
		N:      n, H: size, W: size, C: 1,
		Pixels: make([]byte, n*size*size),
		Labels: make([]byte, n),
	}
	face := &prepare.Gray{W: faceSide, H: faceSide, Pix: make([]byte, faceSide*faceSide)}
	for i := range n {
		at, person := lo+i, (lo+i)/FacePoses
		var c chance
		c.Seed(seed, uint64(person+1)*0x9e3779b97f4a7c15)
		p := c.person()
		c.Seed(seed^0xface, uint64(at+1)*0x9e3779b97f4a7c15)
		p.draw(face.Pix, c.pose())
		copy(s.Pixels[i*size*size:], face.Shrink(size).Pix)
		s.Labels[i] = byte(person)
	}
	return s
}

// Faces draws faces lo to hi-1 of the training part of all those that FacesRange
// draws, or of the held-out part: the last pose of each person.
func Faces(test bool, lo, hi, size int) *data.Set {
	const left = FacePoses - 1
	if lo < 0 || hi < lo {
		panic("drawn: faces out of range")
	}
	s := FacesRange(0, 0, size, FacesSeed)
	for i := lo; i < hi; i++ {
		at := i/left*FacePoses + i%left
		if test {
			at = i*FacePoses + left
		}
		one := FacesRange(at, at+1, size, FacesSeed)
		s.N++
		s.Pixels, s.Labels = append(s.Pixels, one.Pixels...), append(s.Labels, one.Labels...)
	}
	return s
}

// person is what does not change from pose to pose. Lengths are in halves of
// the picture, x to the right and y down, tones in [0, 1].
type person struct {
	skin, hair, shirt, wall float64 // tones
	wide, high, jaw         float64 // of the head; jaw: how much it narrows below
	hairline, parting       float64 // how far down the forehead hair comes; how slanted
	volume, sides           float64 // of the hair around the head; how far down it reaches
	apart, eye, iris, lid   float64 // of the eyes: distance, size, tone, height
	brow, browTilt, browUp  float64 // thickness, tilt, height above the eye
	nose, noseWide          float64
	mouth, lips             float64 // width, thickness
	beard, mustache         float64 // darkness
	glasses                 float64 // size of a lens, 0: none
	ears                    float64
}

// pose is how a person is seen once.
type pose struct {
	dx, dy, turn, nod float64 // place; sine of the turn to the side; up and down
	lightX, lightY    float64 // where the light comes from
	bright, smile     float64
	open              float64 // of the eyes and of the mouth
	speak             float64
}

// person draws what somebody looks like.
func (c *chance) person() *person {
	p := &person{
		skin: c.between(.52, .88), hair: c.between(.04, .30), shirt: c.between(.1, .75), wall: c.between(.3, .8),
		wide: c.between(.46, .58), high: c.between(.62, .74), jaw: c.between(.08, .34),
		hairline: c.between(.16, .36), parting: float64(.16 * c.bell()),
		volume: c.between(.03, .12), sides: c.between(-.25, .2),
		apart: c.between(.20, .255), eye: c.between(.075, .10), iris: c.between(.04, .3), lid: c.between(.5, .75),
		brow: c.between(.018, .042), browTilt: float64(.10 * c.bell()), browUp: c.between(.10, .15),
		nose: c.between(.22, .32), noseWide: c.between(.07, .12),
		mouth: c.between(.15, .24), lips: c.between(.03, .055),
		ears: c.between(.07, .12),
	}
	if c.unit() < .15 { // fair or gray hair
		p.hair = c.between(.45, .8)
	}
	switch u := c.unit(); {
	case u < .25: // long hair
		p.sides, p.volume = c.between(.5, 1), c.between(.08, .16)
	case u < .35: // hardly any
		p.hairline, p.volume, p.sides = c.between(-.02, .06), .005, -.35
	}
	switch u := c.unit(); {
	case p.sides > .3:
	case u < .18:
		p.beard, p.mustache = c.between(.35, .8), c.between(.4, .8)
	case u < .3:
		p.mustache = c.between(.4, .8)
	}
	if c.unit() < .35 {
		p.glasses = c.between(.125, .165)
	}
	return p
}

// pose draws how somebody is seen.
func (c *chance) pose() *pose {
	v := &pose{
		dx: float64(.035 * c.bell()), dy: float64(.03 * c.bell()),
		turn: min(max(float64(.15*c.bell()), -.36), .36), nod: float64(.035 * c.bell()),
		lightX: float64(.45 * c.bell()), lightY: -.2 - float64(.4*c.unit()),
		bright: c.between(.88, 1.08), smile: c.between(-.25, 1), open: c.between(.75, 1.1),
	}
	if c.unit() < .08 {
		v.open = .12 // a blink
	}
	if c.unit() < .2 {
		v.speak = c.between(.02, .06)
	}
	return v
}
