package files

import (
	"strings"

	"bottleneck/core/data"
	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
)

// join makes pictures, or a table, of the arrays that were found: the largest ones are what to train on; one whole
// number for each of their items labels them; a name with "test" or "t10k" is held out.
func (r *reader) join() {
	for _, a := range r.arrays {
		if a.labels() {
			continue
		}
		kind, side, why := a.meaning()
		switch {
		case why != nil:
			r.given.Leave(inFile(a.name), why)
		case kind == "table" && r.table == nil:
			r.tableOf(a)
		case kind == "pictures":
			r.picturesOf(a, side)
		default:
			r.skipped++
		}
	}
	if r.album.n() == 0 && r.table == nil && len(r.arrays) > 0 && len(r.given.Problems) == 0 {
		a := r.arrays[0]
		r.given.Leave(inFile(a.name), fact.New("labels_alone", "shape", a.Shape))
	}
}

// labels tells whether the array can only be labels.
func (a *named) labels() bool {
	return len(a.Shape) == 1 || len(a.Shape) == 2 && a.Shape[1] == 1 && a.Integer
}

// meaning says what an array is: pictures, in rows of side x side numbers where the array does not say, or a table.
func (a *named) meaning() (kind string, side int, why *fact.Fact) {
	s := a.Shape
	switch {
	case len(s) == 3 || len(s) == 4 && (s[3] == 1 || s[3] == 3):
		if s[1] > data.MaxSide || s[2] > data.MaxSide {
			return "", 0, fact.New("pictures_too_large", "w", s[2], "h", s[1], "side", data.MaxSide)
		}
		return "pictures", 0, nil
	case len(s) == 2 && s[1] <= own.MaxColumns:
		return "table", 0, nil
	case len(s) == 2:
		for side = 16; side*side < s[1]; side++ {
		}
		if side*side == s[1] && side <= data.MaxSide {
			return "pictures", side, nil
		}
	}
	return "", 0, fact.New("array_of_no_use", "shape", s, "most", own.MaxColumns)
}

// test tells by its name whether a file holds what is to be held out.
func test(name string) bool {
	name = lower(base(name))
	return strings.Contains(name, "test") || strings.Contains(name, "t10k")
}

// labelsOf finds the labels that belong to an array: as many, and as much of its part.
func (r *reader) labelsOf(a named) []byte {
	for _, l := range r.arrays {
		if !l.labels() || !l.Integer || l.N() != a.N() || test(l.name) != test(a.name) {
			continue
		}
		labels := make([]byte, 0, l.N())
		for i := range l.N() {
			v := l.at(i)
			if v < 0 || v > 255 {
				r.given.Note(fact.New("labels_not_used", "file", clip(l.name)))
				return nil
			}
			labels = append(labels, byte(v))
		}
		return labels
	}
	return nil
}

// picturesOf takes an array of pictures. Floats in [0,1] become bytes; other ranges are stretched to that of bytes.
func (r *reader) picturesOf(a named, side int) {
	n, h, w, c := a.N(), side, side, 1
	if side == 0 {
		h, w = a.Shape[1], a.Shape[2]
	}
	if len(a.Shape) == 4 {
		c = a.Shape[3]
	}
	labels := r.labelsOf(a)
	lo, hi := float32(0), float32(255)
	if a.Bytes == nil {
		lo, hi = a.Floats[0], a.Floats[0]
		for _, v := range a.Floats {
			lo, hi = min(lo, v), max(hi, v)
		}
		switch {
		case lo >= 0 && hi <= 1 && !a.Integer:
			lo, hi = 0, 1
		case lo >= 0 && hi <= 255 && a.Integer || lo >= 0 && hi > 1 && hi <= 255:
			lo, hi = 0, 255
		default:
			r.given.Note(fact.New("numbers_stretched", "file", clip(a.name), "from", lo, "to", hi))
		}
	}
	scale := float32(0)
	if hi > lo {
		scale = 255 / (hi - lo)
	}
	for i := range n {
		g := &prepare.Gray{W: w, H: h}
		if a.Bytes != nil && c == 1 {
			g.Pix = a.Bytes[i*h*w : (i+1)*h*w : (i+1)*h*w]
		} else {
			g.Pix = make([]byte, h*w)
		}
		for k := 0; k < len(g.Pix) && (a.Bytes == nil || c > 1); k++ {
			at := (i*h*w + k) * c
			v := a.at(at)
			if c == 3 {
				v = float32(.299*v) + float32(.587*a.at(at+1)) + float32(.114*a.at(at+2)) // not fused: the same bytes everywhere
			}
			g.Pix[k] = byte(min(max((v-lo)*scale, 0), 255) + .5)
		}
		label := -1
		if labels != nil {
			label = int(labels[i])
		}
		if i%256 == 0 {
			r.m.Progress(i, n)
		}
		// One name for all of them keeps their order, and no folder labels them.
		if !r.album.add(base(a.name), g.Shrink(r.side), label, test(a.name)) {
			r.given.Note(fact.New("pictures_beyond_room", "pictures", r.album.n()))
			return
		}
	}
}

// tableOf takes an array of rows.
func (r *reader) tableOf(a named) {
	n, w := min(a.N(), own.MaxItems), a.Shape[1]
	t := &own.Table{N: n, Values: make([]float64, n*w)}
	for i := range t.Values {
		t.Values[i] = float64(a.at(i))
	}
	for i := range w {
		t.Columns = append(t.Columns, fact.New("column", "column", i+1).Error())
	}
	if labels := r.labelsOf(a); labels != nil {
		t.Labels = labels[:n]
	}
	if n < 2 {
		r.given.Leave(inFile(a.name), fact.New("rows_too_few", "rows", n))
		return
	}
	if n < a.N() {
		r.given.Note(fact.New("first_rows_of_array_used", "rows", n, "all", a.N()))
	}
	r.table = t
}
