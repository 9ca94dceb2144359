package files

import (
	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
)

// album collects pictures until all are there to be put in order.
type album struct {
	all  []one
	kept int // bytes
	room int // bytes that may be kept
}

// one picture and what is known of it.
type one struct {
	name  string
	gray  *prepare.Gray
	label int // -1: none
	test  bool
}

func (a *album) n() int { return len(a.all) }

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
func (a *album) add(name string, g *prepare.Gray, label int, test bool) bool {
	if len(a.all) == own.MaxItems || a.kept+len(g.Pix) > a.room {
		return false
	}
	a.all = append(a.all, one{name, g, label, test})
	a.kept += len(g.Pix)
	return true
}

// pictures orders the pictures by their names, separates what is held out, and gives labels: by the folder they were in, or as a file says.
func (a *album) pictures() (*own.Pictures, error) {
	n := len(a.all)
	if n < 2 {
		return nil, fact.About("data", "pictures_too_few", "pictures", n)
	}
	p := &own.Pictures{All: make([]own.Picture, n), Labels: make([]byte, n)}
	names := make([]string, n)
	tests, labeled := 0, true
	for to, from := range order(n, func(i, j int32) int { return natural(a.all[i].name, a.all[j].name) }) {
		o := a.all[from]
		p.All[to], names[to], p.Labels[to] = own.Picture{W: o.gray.W, H: o.gray.H, Pix: o.gray.Pix, Test: o.test}, folder(o.name), byte(o.label)
		labeled = labeled && o.label >= 0
		if o.test {
			tests++
		}
	}
	if !labeled {
		p.Labels, p.Classes = classes(names)
	}
	for i := range p.All {
		if tests == 0 || tests == n {
			p.All[i].Test = own.Held(i, n)
		}
	}
	return p, nil
}
