package own

import (
	"bottleneck/core/data"
	"bottleneck/core/data/prepare"
)

// Pictures are pictures of any sizes, gray or in color, in their order.
type Pictures struct {
	All     []Picture
	Labels  []byte   // (len(All)), or nil
	Classes []string // names of the labels; nil where these are numbers

	elsewhere Bytes
}

// Picture is one picture, and whether it is held out.
type Picture struct {
	prepare.Planes // without Pix: they lie elsewhere
	Test           bool

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

// Channels is 3 where a picture is in color, else 1.
func (p *Pictures) Channels() int {
	for _, o := range p.All {
		if o.C == 3 {
			return 3
		}
	}
	return 1
}

// Planes is picture i, brought from where it lies.
func (p *Pictures) Planes(i int) prepare.Planes {
	o := p.All[i]
	if o.Pix == nil {
		o.Planes = prepare.NewPlanes(o.W, o.H, o.C)
		p.elsewhere(o.Pix, o.at)
	}
	return o.Planes
}

// Set brings pictures lo to hi-1 of the training part, or of the held-out one, to size x size pixels of so many channels, 1 or 3.
func (p *Pictures) Set(test bool, lo, hi, size, channels int, framing string) *data.Set {
	s := &data.Set{Name: "pictures", Source: "your pictures", H: size, W: size, C: channels}
	at := 0
	for i, o := range p.All {
		if o.Test != test {
			continue
		}
		if at >= lo && at < hi {
			s.Pixels = append(s.Pixels, make([]byte, s.Dim())...)
			p.Planes(i).In(channels).Frame(s.Pixels[s.N*s.Dim():], size, framing)
			if p.Labels != nil {
				s.Labels = append(s.Labels, p.Labels[i])
			}
			s.N++
		}
		at++
	}
	return s
}
