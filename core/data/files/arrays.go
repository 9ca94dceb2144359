package files

import (
	"slices"

	"bottleneck/core/data"
	"bottleneck/core/data/own"
	"bottleneck/core/fact"
)

// named is an array, and what is known of it.
type named struct {
	name string // of its file
	part string // by its name, "" where that says nothing
	*Array

	kind   string // pictures or table; "" for labels, and what is of no use
	shape  layout // of pictures
	labels []byte
	names  []string // of the labels
	told   bool     // something was said of it
	rows   bool     // its rows are taken as pictures, which it does not say itself
}

// layout is how an array holds pictures.
type layout struct {
	h, w, c int
	first   bool // the planes are first: (N,C,H,W)
}

// join makes pictures, or a table, of the arrays that were found. Names say first which part an array is and which labels are whose; counts alone
// never against names.
func (r *reader) join() {
	var inputs []*named
	for i := range r.arrays {
		a := &r.arrays[i]
		if a.part = partOf(base(a.name)); a.part == "" {
			a.part = partOfPath(a.name)
		}
		if part := r.choice.part(a.name); part != "" {
			a.part = part
		}
		if r.choice.role(a.name) == own.RoleNone {
			a.told = true
			r.given.Role(a.name, own.RoleNone)
			continue
		}
		if r.isLabels(a) {
			continue
		}
		why := a.meaning()
		if why != nil {
			r.given.Leave(inFile(a.name), why)
			r.given.Role(a.name, own.RoleNone)
			continue
		}
		if twin := slices.IndexFunc(inputs, func(b *named) bool { return a.part == b.part && a.same(b.Array) }); twin >= 0 {
			r.given.Note(fact.New("array_twice", "file", clip(base(a.name)), "other", clip(base(inputs[twin].name))))
			left := a.name
			if len(inputs[twin].Shape) < len(a.Shape) { // which says more of what it is
				left = inputs[twin].name
				*inputs[twin] = *a
			}
			r.given.Role(left, own.RoleNone)
			continue
		}
		inputs = append(inputs, a)
	}
	if len(inputs) == 0 {
		if r.album.n() == 0 && r.table == nil && len(r.arrays) > 0 && len(r.given.Problems) == 0 {
			a := r.arrays[0]
			r.given.Leave(inFile(a.name), fact.New("labels_alone", "shape", a.Shape))
		}
		return
	}
	inputs = r.chosen(inputs)
	told := false
	for _, a := range inputs {
		if a.labels == nil {
			r.findLabels(a)
		}
		r.given.RoleOf(a.name, own.RoleInput, a.part)
		if a.rows && !told {
			told = true
			r.given.Note(fact.New("rows_as_pictures", "pixels", a.Shape[1], "w", a.shape.w, "h", a.shape.h))
		}
	}
	r.leaveLabels()
	if inputs[0].kind == "table" {
		r.tableOf(inputs)
		return
	}
	r.stretch(inputs)
}

// leaveLabels says of labels that belong to no input that they are left out.
func (r *reader) leaveLabels() {
	for _, a := range r.arrays {
		if slices.ContainsFunc(r.given.Roles, func(role own.Role) bool { return role.Name == a.name }) {
			continue
		}
		if !a.told {
			r.given.Note(fact.New("array_left_out", "file", clip(base(a.name)), "shape", a.Shape))
		}
		r.given.Role(a.name, own.RoleNone)
	}
}

// chosen are the arrays of one kind to use: pictures before tables, the largest and the other parts of the same shape. What is left is said.
func (r *reader) chosen(all []*named) (some []*named) {
	var best *named
	for _, a := range all {
		if best == nil || (a.kind == "pictures") != (best.kind == "pictures") && a.kind == "pictures" || a.kind == best.kind && a.part == partTrain && best.part != partTrain ||
			a.kind == best.kind && (a.part == partTrain) == (best.part == partTrain) && a.len() > best.len() {
			best = a
		}
	}
	var test bool
	for _, a := range all {
		test = test || a.kind == best.kind && a.part == partTest
	}
	taken := map[string]bool{}
	for _, a := range append([]*named{best}, all...) {
		switch {
		case a == best && taken[a.part]:
		case a.kind != best.kind, a.kind == "table" && a.Shape[1] != best.Shape[1], a.part == partValid && test && best.part != partValid,
			taken[a.part] && (a.part != "" || a.kind == "table"), a.part == "" && best.part != "":
			r.given.Note(fact.New("array_left_out", "file", clip(base(a.name)), "shape", a.Shape))
			r.given.Role(a.name, own.RoleNone)
		default:
			taken[a.part] = true
			some = append(some, a)
		}
	}
	return some
}

// isLabels tells whether an array can only be labels: whole numbers, one for each item, or of each item one that is 1 among zeros, where the name says so.
func (r *reader) isLabels(a *named) bool {
	switch role := r.choice.role(a.name); {
	case role != "":
		return role == own.RoleLabel
	case len(a.Shape) == 1:
		return true
	case len(a.Shape) != 2:
		return false
	case a.Shape[1] == 1:
		return a.whole()
	case a.Shape[1] > 256:
		return false
	}
	for i := range r.arrays {
		if b := &r.arrays[i]; b.Array != a.Array && b.N() == a.N() && b.len() > a.len() && len(b.Shape) > 1 {
			return labelled(base(a.name)) || a.oneHot()
		}
	}
	return false
}

// oneHot tells whether each row has a 1 and else zeros.
func (a *Array) oneHot() bool {
	w := a.Shape[1]
	for i := range a.N() {
		ones := 0
		for k := range w {
			switch a.at(i*w + k) {
			case 1:
				ones++
			case 0:
			default:
				return false
			}
		}
		if ones != 1 {
			return false
		}
	}
	return true
}

// len is the number of numbers.
func (a *Array) len() int { return len(a.Bytes) + len(a.Floats) }

// whole tells whether all numbers are whole.
func (a *Array) whole() bool {
	for _, v := range a.Floats {
		if v != float32(int64(v)) {
			return false
		}
	}
	return true
}

// same tells whether two arrays hold the same numbers of as many items.
func (a *Array) same(b *Array) bool {
	if a.N() != b.N() || a.len() != b.len() {
		return false
	}
	for i := range a.len() {
		if a.at(i) != b.at(i) {
			return false
		}
	}
	return true
}

// meaning says what an array is: pictures, in rows of numbers where the array does not say, or a table.
func (a *named) meaning() *fact.Fact {
	s := a.Shape
	planes := func(n int) bool { return n == 1 || n == 3 || n == 4 }
	switch {
	case len(s) == 3:
		a.shape = layout{s[1], s[2], 1, false}
	case len(s) == 4 && planes(s[3]):
		a.shape = layout{s[1], s[2], s[3], false}
	case len(s) == 4 && planes(s[1]):
		a.shape = layout{s[2], s[3], s[1], true}
	case len(s) == 2 && s[1] == 3072:
		a.shape = layout{32, 32, 3, true}
	case len(s) == 2 && (s[1] > own.MaxColumns || s[1] == 64 && a.whole() && a.most() <= 255) && square(s[1]) >= 8:
		side := square(s[1])
		a.shape = layout{side, side, 1, false}
		a.rows = true
	case len(s) == 2 && s[1] <= own.MaxColumns:
		a.kind = "table"
		return nil
	default:
		return fact.New("array_of_no_use", "shape", s, "most", own.MaxColumns)
	}
	a.kind = "pictures"
	if a.shape.h > data.MaxSide || a.shape.w > data.MaxSide {
		return fact.New("pictures_too_large", "w", a.shape.w, "h", a.shape.h, "side", data.MaxSide)
	}
	return nil
}

func (a *Array) most() (most float32) {
	for i := range a.len() {
		most = max(most, a.at(i))
	}
	return most
}

// findLabels finds the labels that belong to an array: of the same part, and as many. Where the name of an array says no part, so must that
// of its labels.
func (r *reader) findLabels(a *named) {
	for i := range r.arrays {
		l := &r.arrays[i]
		if l.kind != "" || !r.isLabels(l) || l.N() != a.N() || l.part != a.part || l.told {
			continue
		}
		w, hot := l.len()/l.N(), false
		if w > 1 {
			hot = l.oneHot()
		}
		labels := make([]byte, 0, l.N())
		for i := range l.N() {
			v := l.at(i * w) // of several numbers the first is the class, as in QMNIST
			for k := 0; hot && k < w; k++ {
				if l.at(i*w+k) == 1 {
					v = float32(k)
				}
			}
			if v < 0 || v > 255 || v != float32(int(v)) {
				r.given.Note(fact.New("labels_not_used", "file", clip(l.name)))
				l.told = true
				return
			}
			labels = append(labels, byte(v))
		}
		a.labels, l.told = labels, true
		r.given.RoleOf(l.name, own.RoleLabel, l.part)
		return
	}
}

// tableOf takes arrays of rows, the parts of one table.
func (r *reader) tableOf(parts []*named) {
	w := parts[0].Shape[1]
	t := &own.Table{Labels: []byte{}}
	for _, a := range parts {
		n := min(a.N(), own.MaxItems-t.N)
		if n < a.N() {
			r.given.Note(fact.New("first_rows_of_array_used", "rows", n, "all", a.N()))
		}
		for i := range n * w {
			t.Values = append(t.Values, float64(a.at(i)))
		}
		for range n {
			t.Test = append(t.Test, a.part == partTest || a.part == partValid)
		}
		if a.labels == nil {
			t.Labels = nil
		} else if t.Labels != nil {
			t.Labels = append(t.Labels, a.labels[:n]...)
		}
		t.N += n
	}
	if !slices.Contains(t.Test, true) || !slices.Contains(t.Test, false) {
		t.Test = nil
	}
	for i := range w {
		t.Columns = append(t.Columns, fact.New("column", "column", i+1).Error())
	}
	if t.N < 2 {
		r.given.Leave(inFile(parts[0].name), fact.New("rows_too_few", "rows", t.N))
		return
	}
	r.table = t
}
