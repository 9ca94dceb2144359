package own

import (
	"bottleneck/core/data"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
)

// Pictures are gray pictures of any sizes, in the order of their names.
type Pictures struct {
	all     []one
	kept    int      // bytes
	room    int      // bytes that may be kept
	Labels  []byte   // by the folder they were in, or as a file says; nil without
	Classes []string // names of the labels; nil where these are numbers
}

// one picture and what is known of it.
type one struct {
	name  string
	gray  *prepare.Gray
	label int // -1: none
	test  bool
}

func (p *Pictures) n() int { return len(p.all) }

// side is what the shorter side of pictures is reduced to before they are kept, so that all have room: recipes use no
// more than 64 pixels, and the rest is for choosing the framing anew.
func side(n, room int) int {
	for _, s := range []int{256, 128} {
		if n*s*s*3/2 <= room {
			return s
		}
	}
	return 64
}

// add keeps a picture; false when there is no room for another.
func (p *Pictures) add(name string, g *prepare.Gray, label int, test bool) bool {
	if len(p.all) == maxItems || p.kept+len(g.Pix) > p.room {
		return false
	}
	p.all = append(p.all, one{name, g, label, test})
	p.kept += len(g.Pix)
	return true
}

// finish orders the pictures, separates what is held out, and gives labels.
func (p *Pictures) finish(g *Given) error {
	n := len(p.all)
	if n < 2 {
		return fact.About("data", "pictures_too_few", "pictures", n)
	}
	sorted := make([]one, n)
	names, labels := make([]string, n), make([]byte, n)
	tests, labeled := 0, true
	for to, from := range order(n, func(i, j int32) int { return natural(p.all[i].name, p.all[j].name) }) {
		o := p.all[from]
		sorted[to], names[to], labels[to] = o, folder(o.name), byte(o.label)
		labeled = labeled && o.label >= 0
		if o.test {
			tests++
		}
	}
	p.all = sorted
	if p.Labels = labels; !labeled {
		p.Labels, p.Classes = classes(names)
	}
	for i := range p.all {
		if tests == 0 || tests == n {
			p.all[i].test = held(i, n)
		}
	}
	return nil
}

// Count returns how many pictures there are to train on, and held out.
func (p *Pictures) Count() (train, test int) {
	for _, o := range p.all {
		if o.test {
			test++
		}
	}
	return len(p.all) - test, test
}

// Size is the size of all the pictures; zeros where they differ.
func (p *Pictures) Size() (w, h int) {
	w, h = p.all[0].gray.W, p.all[0].gray.H
	for _, o := range p.all {
		if o.gray.W != w || o.gray.H != h {
			return 0, 0
		}
	}
	return w, h
}

// Set brings pictures lo to hi-1 of the training part, or of the held-out one, to size x size pixels.
func (p *Pictures) Set(test bool, lo, hi, size int, framing string) *data.Set {
	s := &data.Set{Name: "pictures", Source: "your pictures", H: size, W: size, C: 1}
	at := 0
	for i, o := range p.all {
		if o.test != test {
			continue
		}
		if at >= lo && at < hi {
			s.Pixels = append(s.Pixels, make([]byte, size*size)...)
			o.gray.Frame(s.Pixels[s.N*size*size:], size, framing)
			if p.Labels != nil {
				s.Labels = append(s.Labels, p.Labels[i])
			}
			s.N++
		}
		at++
	}
	return s
}
