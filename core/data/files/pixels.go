package files

import (
	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
)

// span is which numbers become black and white.
type span struct{ lo, hi float32 }

func (s span) byte(v float32) byte {
	if s.hi <= s.lo {
		return 0
	}
	return byte(min(max((v-s.lo)*(255/(s.hi-s.lo)), 0), 255) + .5)
}

// spanOf decides it by the numbers of the pictures to train on, and says what is not as usual. Held-out pictures are stretched as these are.
func spanOf(file string, lo, hi float32, whole, bytes bool) (span, *fact.Fact) {
	tell := func(s span) (span, *fact.Fact) {
		return s, fact.New("numbers_stretched", "file", file, "from", s.lo, "to", s.hi)
	}
	switch {
	case lo < 0 || hi > 65535:
		return tell(span{lo, hi})
	case hi <= 1 && !whole:
		return span{0, 1}, nil
	case hi <= 1:
		if hi == 1 && bytes {
			return tell(span{0, 1})
		}
		return span{0, 1}, nil
	case hi <= 1.5: // a little more than 1, as enlarging by curves leaves behind
		return tell(span{0, hi})
	case whole && hi <= 16: // of counts, as in digits of 8x8, or of classes in a mask
		if hi < 12 {
			return tell(span{0, hi})
		}
		return tell(span{0, 16})
	case !whole && hi <= 16:
		return tell(span{lo, hi})
	case hi <= 255:
		return span{0, 255}, nil
	}
	for _, white := range []float32{1023, 4095} {
		if hi <= white {
			return tell(span{0, white})
		}
	}
	return tell(span{0, 65535})
}

// stretch takes arrays of pictures, the parts of one set: all by the range of the part to train on.
func (r *reader) stretch(parts []*named) {
	of := parts[0]
	for _, a := range parts {
		if a.part == partTrain {
			of = a
		}
	}
	s, told := of.blackToWhite()
	if told != nil {
		r.given.Note(told)
	}
	for _, a := range parts {
		used := s
		if _, hi := a.Array.span(); a != of && 0 < hi && hi*otherScale <= s.hi { // it would be black
			used, _ = a.blackToWhite()
			r.given.Note(fact.New("numbers_of_another_scale", "file", clip(titled(a.name)), "from", used.lo, "to", used.hi))
		}
		if !r.picturesOf(a, used) {
			return
		}
	}
}

// otherScale is by how much the numbers of a part are less than those to train on where they are in other units: bytes, and parts of 1.
const otherScale = 12

// blackToWhite is the span of an array's numbers.
func (a *named) blackToWhite() (span, *fact.Fact) {
	lo, hi := a.Array.span()
	return spanOf(clip(titled(a.name)), lo, hi, a.whole(), a.Bytes != nil || a.Integer)
}

// picturesOf takes an array of pictures; false where there is room for no more.
func (r *reader) picturesOf(a *named, s span) bool {
	h, w, c := a.shape.h, a.shape.w, a.shape.c
	channels := min(c, 3) // a fourth is how opaque they are
	turned := false
	if h == w && c == 1 {
		turned = r.choice.Turn == own.Turned || emnist(a.name) && r.choice.Turn == ""
		if turned && emnist(a.name) && r.given.Turn == "" {
			r.given.Note(fact.New("emnist_turned"))
		}
		if r.given.Turn = own.Upright; turned {
			r.given.Turn = own.Turned
		}
	}
	n := a.N()
	for i := range n {
		p := prepare.NewPlanes(w, h, channels)
		for k := range h * w {
			to := k
			if turned {
				to = k%w*w + k/w
			}
			for c := range channels {
				p.Pix[c*h*w+to] = s.byte(a.pixel(i, k, c))
			}
		}
		label, class := -1, a.class
		if a.labels != nil {
			label = int(a.labels[i])
		}
		if label >= 0 && label < len(a.names) {
			class = a.names[label]
		}
		if i%256 == 0 {
			r.m.Progress(i, n)
		}
		// One name for all of them keeps their order, and no folder labels them.
		if !r.album.add(one{name: base(a.name), Planes: p.Shrink(r.side), label: label, class: class, part: a.part}) {
			r.given.Note(fact.New("pictures_beyond_room", "pictures", r.album.n()))
			return false
		}
	}
	return true
}

// pixel is channel c of pixel k of picture i.
func (a *named) pixel(i, k, c int) float32 {
	l := a.shape
	size := l.h * l.w
	if l.first {
		return a.at((i*l.c+c)*size + k)
	}
	return a.at((i*size+k)*l.c + c)
}

// emnist tells by its name whether a file is EMNIST's, whose pictures are stored with rows and columns exchanged.
func emnist(name string) bool {
	for _, w := range words(lower(name)) {
		if w == "emnist" {
			return true
		}
	}
	return false
}
