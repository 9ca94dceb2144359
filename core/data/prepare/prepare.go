// Package prepare brings pictures to the form that networks learn from: that of
// MNIST's digits, or a square of any size, gray or in color. It checks picture files before
// anybody decodes them. It does not decode itself: a browser does, or
// core/data/local/picture with Go's decoders.
package prepare

import (
	"slices"

	"bottleneck/core/fact"
	"bottleneck/core/kernel"
)

func init() { fact.Add(fact.OfPictures) }

// Picture is one picture made ready for a network that learned from MNIST.
type Picture struct {
	Pixels []float32 // (28,28), in [0, 1]: bright ink on dark
	Steps  []Step    // what was done, in order
}

// Step is a stage of the preparation, as a small picture with a note.
type Step struct {
	Name string     // picture, inverted, leveled, contrast, swept, thickened, box, centered
	Note *fact.Fact // what was found and done
	W, H int
	C    int    // 3: in color; else gray
	Gray []byte // (H,W), or (H,W,3)

	Undone bool // it was to be left out: Note says what would have been done, Gray is as it was
}

// optional are the steps that can be left out, framed those of a square.
var optional = []string{"inverted", "leveled", "contrast", "swept", "thickened", "box", "centered", "framed"}

// Known refuses names of steps that cannot be left out.
func Known(without []string) error {
	for _, name := range without {
		if !slices.Contains(optional, name) {
			return fact.About(about, "step_unknown", "found", name, "steps", optional)
		}
	}
	return nil
}

// What preparing decides by.
const (
	leastContrast = 24   // of 255: below, a picture is blank
	inkFloor      = 24   // of 255, after stretching: below is no ink
	dustSide      = 64   // pixels: smaller pictures have no dust
	thinPen       = 1.25 // pixels in the box: thinner strokes are thickened
	goodPen       = 1.8  // pixels in the box: to this
)

// FromGray brings a picture of one byte a pixel, (h,w), such as a drawing pad
// holds, to what MNIST holds: bright ink on dark, its box scaled to 20x20 keeping
// its shape, its center of mass in the middle of 28x28. Light paper is inverted;
// the border decides. Steps that without names are left out. Files are prepared by core/data/local/picture, or by a browser, see Inspect.
func FromGray(pix []byte, w, h int, without ...string) (*Picture, error) {
	if err := gate(w, h); err != nil {
		return nil, err
	}
	if len(pix) != w*h {
		return nil, fact.About(about, "picture_bytes_differ", "found", len(pix), "w", w, "h", h, "expected", w*h)
	}
	g, _ := toGray(w, h, func(dst []byte, y int, _ bool) bool {
		copy(dst, pix[y*w:])
		return false
	}, false)
	return made(prepare(g, []*fact.Fact{fact.New("picture_size", "w", w, "h", h)}, without))
}

// made is what prepare has made, its fault as an error.
func made(p *Picture, fault *fact.Fact) (*Picture, error) {
	if fault != nil {
		return nil, fault
	}
	return p, nil
}

// prepareLuma prepares a picture of w x h pixels, turning it by orientation. One
// without ink on white paper may have light ink and no paper.
func prepareLuma(w, h int, luma Luma, orientation int, note []*fact.Fact, without []string) (*Picture, error) {
	g, open := toGray(w, h, luma, false)
	out, err := prepare(g.turn(orientation), note, without)
	if open && err != nil && err.Code == "picture_blank" {
		g, _ = toGray(w, h, luma, true)
		out, err = prepare(g.turn(orientation), append(note, fact.New("picture_light_ink")), without)
	}
	return made(out, err)
}

// prepare does the work on a grey picture, which it changes. The only fault that it finds is that there is no ink.
func prepare(g *Gray, note []*fact.Fact, without []string) (*Picture, *fact.Fact) {
	p := &Picture{}
	keep := func(name string) bool { return slices.Contains(without, name) }
	show := func(g *Gray, name string, note *fact.Fact) {
		s := g.preview(name, note)
		s.Undone = keep(name)
		p.Steps = append(p.Steps, s)
	}
	show(g, "picture", fact.New("picture_note", "parts", note))

	t := g.tones()
	if t.hi-t.lo < leastContrast {
		return nil, fact.About(about, "picture_blank", "why", fact.New("contrast_too_small", "from", unit(t.lo), "to", unit(t.hi), "least", unit(leastContrast)))
	}
	if 2*t.border > t.lo+t.hi {
		if !keep("inverted") {
			g.invert()
		}
		show(g, "inverted", fact.New("border_light", "border", unit(t.border)))
		if keep("inverted") {
			t.border, t.grain = t.lo, 0 // what is darkest is the ground, wherever it is
		} else {
			t.lo, t.hi, t.border = 255-t.hi, 255-t.lo, 255-t.border
		}
	}
	uneven := g.Pix
	if fall := g.level(t); fall > 0 {
		if keep("leveled") {
			g.Pix = uneven
		} else {
			t = g.tones()
		}
		show(g, "leveled", fact.New("light_falls_off", "fall", unit(fall)))
	}
	if g.prepared() {
		return p.finish(g, fact.New("prepared_already")), nil
	}
	// The ground is dark up to four times its grain, but not above half way.
	if lo := min(t.border+4*t.grain, (t.border+t.hi)/2); lo > 0 || t.hi < 255 {
		if !keep("contrast") {
			g.stretch(lo, t.hi)
		}
		show(g, "contrast", fact.New("contrast_stretched", "from", unit(lo), "to", unit(t.hi)))
	}
	if max(g.W, g.H) > dustSide {
		dusty := slices.Clone(g.Pix)
		if n := g.sweep(inkFloor); n > 0 {
			if keep("swept") {
				g.Pix = dusty
			}
			show(g, "swept", fact.New("specks_removed", "specks", n))
		}
	}
	b, ok := g.ink(inkFloor)
	if !ok {
		return nil, fact.About(about, "picture_blank", "why", fact.New("ink_missing"))
	}
	if thick, from := g.thicken(b); thick != nil {
		if !keep("thickened") {
			g, b = thick, thick.all()
		}
		show(g, "thickened", fact.New("strokes_thickened", "from", from, "to", goodPen))
	}
	w, h := b.fit(20)
	scaled := fact.New("ink_scaled", "w", b.w(), "h", b.h(), "to_w", w, "to_h", h)
	if keep("box") { // the whole picture
		b = g.all()
		w, h = b.fit(28)
	}
	small := g.resample(b, w, h)
	if t := small.tones(); t.hi > 0 && t.hi < 255 {
		small.stretch(0, t.hi)
	}
	show(small, "box", scaled)

	var c [28 * 28]float64
	left, top := (28-w)/2, (28-h)/2
	for y := range h {
		for x := range w {
			c[(top+y)*28+left+x] = float64(small.Pix[y*w+x]) / 255
		}
	}
	full := &Gray{W: 28, H: 28, Pix: make([]byte, 28*28)}
	if keep("centered") {
		place(full.Pix, &c)
	} else {
		Center(full.Pix, &c)
	}
	p.finish(full, fact.New("mass_centered"))
	p.Steps[len(p.Steps)-1].Undone = keep("centered")
	return p, nil
}

// finish makes the last picture the result.
func (p *Picture) finish(g *Gray, note *fact.Fact) *Picture {
	p.Steps = append(p.Steps, g.preview("centered", note))
	p.Pixels = make([]float32, len(g.Pix))
	kernel.FromBytes(p.Pixels, g.Pix)
	return p
}

// prepared tells whether g is as MNIST's pictures are: 28x28, black along the
// border, full white inside, a box of 20, the center of mass in the middle.
func (g *Gray) prepared() bool {
	if g.W != 28 || g.H != 28 {
		return false
	}
	t := g.tones()
	b, ok := g.ink(0)
	if !ok || t.border+t.grain > 0 || t.hi < 230 || max(b.w(), b.h()) != 20 {
		return false
	}
	var sum, sumX, sumY float64
	for i, v := range g.Pix {
		sum += float64(v)
		sumX += float64(float64(v) * (float64(i%28) + .5))
		sumY += float64(float64(v) * (float64(i/28) + .5))
	}
	return shift(sumX, sum) == 0 && shift(sumY, sum) == 0
}

// thicken returns the ink in b with wider strokes, at four times the size of
// the box, and the width it had in the box; nil if it is wide enough.
func (g *Gray) thicken(b box) (*Gray, float64) {
	w, h := b.fit(80)
	if max(b.w(), b.h()) < 80 {
		w, h = b.w(), b.h() // never enlarged
	}
	long := float64(max(w, h))
	fine := g.resample(b, w, h)
	if t := fine.tones(); t.hi > 0 {
		fine.stretch(0, t.hi) // strokes finer than a pixel came out faint
	}
	inBox := fine.pen(inkFloor) * 20 / long
	if inBox >= thinPen {
		return nil, inBox
	}
	r := (goodPen - inBox) / 2 * long / 20
	fine = fine.pad(int(r) + 1)
	fine.widen(r)
	return fine, inBox
}

// unit is a brightness in [0, 1].
func unit(v int) float64 { return float64(v) / 255 }
