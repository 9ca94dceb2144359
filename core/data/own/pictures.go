package own

import (
	"bottleneck/core/data"
	"bottleneck/core/data/prepare"
)

// Pictures are gray pictures of any sizes, in their order.
type Pictures struct {
	All     []Picture
	Labels  []byte   // (len(All)), or nil
	Classes []string // names of the labels; nil where these are numbers

	elsewhere Bytes
}

// Picture is one picture, and whether it is held out.
type Picture struct {
	W, H int
	Pix  []byte // (H,W); nil: they lie elsewhere
	Test bool

	at int // place of its first byte there
}

// Count returns how many pictures there are to train on, and held out.
func (p *Pictures) Count() (train, test int) {
	for _, o := range p.All {
		if o.Test {
			test++
		}
	}
	return len(p.All) - test, test
}

// Size is the size of all the pictures; zeros where they differ.
func (p *Pictures) Size() (w, h int) {
	w, h = p.All[0].W, p.All[0].H
	for _, o := range p.All {
		if o.W != w || o.H != h {
			return 0, 0
		}
	}
	return w, h
}

// gray is picture i, brought from where it lies.
func (p *Pictures) gray(i int) *prepare.Gray {
	o := p.All[i]
	if o.Pix == nil {
		o.Pix = make([]byte, o.W*o.H)
		p.elsewhere(o.Pix, o.at)
	}
	return &prepare.Gray{W: o.W, H: o.H, Pix: o.Pix}
}

// Set brings pictures lo to hi-1 of the training part, or of the held-out one, to size x size pixels.
func (p *Pictures) Set(test bool, lo, hi, size int, framing string) *data.Set {
	s := &data.Set{Name: "pictures", Source: "your pictures", H: size, W: size, C: 1}
	at := 0
	for i, o := range p.All {
		if o.Test != test {
			continue
		}
		if at >= lo && at < hi {
			s.Pixels = append(s.Pixels, make([]byte, size*size)...)
			p.gray(i).Frame(s.Pixels[s.N*size*size:], size, framing)
			if p.Labels != nil {
				s.Labels = append(s.Labels, p.Labels[i])
			}
			s.N++
		}
		at++
	}
	return s
}
