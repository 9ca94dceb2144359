package files

import (
	"slices"

	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// album collects pictures until all are there to be put in order.
type album struct {
	all   []one
	kept  int      // bytes
	room  int      // bytes that may be kept
	names []string // of labels that are not by folders; nil where these are numbers
}

// one picture and what is known of it.
type one struct {
	name string
	prepare.Planes
	label int    // -1: none
	class string // its label by a name; "" where it is a number, or none
	part  string // by names, "" where they say nothing
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
func (a *album) add(o one) bool {
	if a.kept+len(o.Pix) > a.room || len(a.all) == maxPictures {
		return false
	}
	a.all = append(a.all, o)
	a.kept += len(o.Pix)
	return true
}

const maxPictures = 200_000 // EMNIST has 131,600; which of them are used is decided when all are there

// leastColor is how far apart red, green and blue are somewhere, of 255, in a picture that is in color: in scans of gray paper they are not.
const leastColor = 16

// pictures orders the pictures by their names, separates what is held out, and gives labels: by the folder they were in, as a file says, or by
// what their names begin with. note hears of what is not as usual.
func (a *album) pictures(note func(*fact.Fact)) (*own.Pictures, error) {
	n := len(a.all)
	if n < 2 {
		return nil, fact.About("data", "pictures_too_few", "pictures", n)
	}
	a.sort()
	a.dropCopies(note)
	named := a.split(note)
	a.limit(note)
	n = len(a.all)
	colored := 0
	for _, o := range a.all {
		if o.Color() >= leastColor {
			colored++
		}
	}
	for i := range a.all {
		if o := &a.all[i]; colored == 0 {
			o.Planes = o.In(1)
		}
	}
	p := &own.Pictures{All: make([]own.Picture, n)}
	p.Labels, p.Classes = a.labels(named, note)
	var held []bool
	if !named {
		held = heldOfClasses(p.Labels, note)
	}
	for i, o := range a.all {
		p.All[i] = own.Picture{Planes: o.Planes, Test: o.part == partTest}
		if held != nil {
			p.All[i].Test = held[i]
		}
	}
	a.look(p, note)
	if colored > 0 {
		note(fact.New("pictures_in_color", "pictures", colored, "all", n))
	}
	return p, nil
}

func (a *album) sort() {
	sorted := make([]one, len(a.all))
	for to, from := range order(len(a.all), func(i, j int32) int { return natural(a.all[i].name, a.all[j].name) }) {
		sorted[to] = a.all[from]
	}
	a.all = sorted
}

// split makes two parts: what the names call test, or else validation, is held out; every tenth where they call nothing so. What is for validation where
// there is a test part takes no part. named: the names call them so.
func (a *album) split(note func(*fact.Fact)) (named bool) {
	count := map[string]int{}
	for _, o := range a.all {
		count[o.part]++
	}
	if count[partTest] > 0 && count[partValid] > 0 && count[partTest]+count[partValid] < len(a.all) {
		note(fact.New("validation_left_out", "pictures", count[partValid]))
		a.all = slices.DeleteFunc(a.all, func(o one) bool { return o.part == partValid })
		count[partValid] = 0
	}
	held := count[partTest] + count[partValid]
	named = held > 0 && held < len(a.all)
	for i := range a.all {
		o := &a.all[i]
		test := o.part == partTest || o.part == partValid
		if !named {
			test = own.Held(i, len(a.all))
		}
		if o.part = partTrain; test {
			o.part = partTest
		}
	}
	return named
}

// heldOut tells whether all pictures are ones that names call held out.
func (a *album) heldOut() bool {
	return !slices.ContainsFunc(a.all, func(o one) bool { return o.part == partTrain || o.part == "" })
}

// heldOfClasses is own.HeldOfClasses, told.
func heldOfClasses(labels []byte, note func(*fact.Fact)) []bool {
	held := own.HeldOfClasses(labels)
	if held != nil {
		note(fact.New("held_of_classes"))
	}
	return held
}

// some are the first of many names.
func some(names []string) []string {
	if len(names) <= mostNamed {
		return names
	}
	return append(slices.Clone(names[:mostNamed-1]), "\u2026", names[len(names)-1])
}

const mostNamed = 10

// limit leaves of each part what a recipe can use, the first of them.
func (a *album) limit(note func(*fact.Fact)) {
	for _, part := range []struct {
		name string
		most int
	}{{partTrain, recipe.MaxTrain}, {partTest, recipe.MaxTest}} {
		n := 0
		a.all = slices.DeleteFunc(a.all, func(o one) bool {
			if o.part == part.name {
				n++
			}
			return o.part == part.name && n > part.most
		})
		if n > part.most {
			note(fact.New("pictures_of_part_used", "part", part.name, "pictures", part.most, "all", n))
		}
	}
}

// bright is what the brightest pixel has at least, of 255, in pictures that people can see.
const bright = 64

// look makes pictures that are nearly black for people visible, masks of 0 and 1 above all, and says where there is nearly nothing to be seen. Held-out pictures are
// stretched as those to train on are, but for those of another scale.
func (a *album) look(p *own.Pictures, note func(*fact.Fact)) {
	var most [2]byte // of the pictures to train on, and held out
	flat := 0
	part := func(o own.Picture) int {
		if o.Test {
			return 1
		}
		return 0
	}
	for _, o := range p.All {
		lo, hi := slices.Min(o.Pix), slices.Max(o.Pix)
		most[part(o)] = max(most[part(o)], hi)
		if hi-lo < 8 {
			flat++
		}
	}
	white := [2]byte{255, 255}
	switch train, test := int(most[0]), int(most[1]); {
	case 0 < train && train <= 16, train < bright && 10*flat <= 9*len(p.All):
		white = [2]byte{most[0], most[0]}
		note(fact.New("pictures_stretched", "to", train))
	case 0 < test && test*otherScale <= train:
		white[1] = most[1]
		note(fact.New("pictures_of_another_scale", "to", test))
	case 10*flat > 9*len(p.All):
		note(fact.New("pictures_one_tone"))
	}
	for _, o := range p.All {
		if to := int(white[part(o)]); to < 255 {
			for k, v := range o.Pix {
				o.Pix[k] = byte(min(int(v), to) * 255 / to)
			}
		}
	}
}
