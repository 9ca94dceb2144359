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
	class  string   // of all its pictures
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
	r.arrange()
	var inputs []*named
	for i := range r.arrays {
		a := &r.arrays[i]
		if a.part == "" {
			a.part = partOf(base(a.name))
		}
		if a.part == "" {
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
			r.leave(a.name, why)
			r.given.Role(a.name, own.RoleNone)
			continue
		}
		if twin := slices.IndexFunc(inputs, func(b *named) bool { return a.part == b.part && a.same(b.Array) }); twin >= 0 {
			r.given.Note(fact.New("array_twice", "file", clip(titled(a.name)), "other", clip(titled(inputs[twin].name))))
			left := a.name
			if len(inputs[twin].Shape) < len(a.Shape) { // which says more of what it is
				left = inputs[twin].name
				*inputs[twin] = *a
			}
			r.given.Role(left, own.RoleNone)
			continue
		}
		if twin := slices.IndexFunc(inputs, func(b *named) bool { return a.same(b.Array) }); twin >= 0 {
			r.given.Note(fact.New("array_in_both", "file", clip(titled(a.name)), "other", clip(titled(inputs[twin].name))))
		}
		inputs = append(inputs, a)
	}
	if len(inputs) == 0 {
		if r.album.n() == 0 && r.table == nil && len(r.arrays) > 0 && len(r.given.Problems) == 0 {
			a := r.arrays[0]
			r.leave(a.name, fact.New("labels_alone", "shape", a.Shape))
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
	r.labelByFiles(inputs)
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
			r.given.Note(fact.New("array_left_out", "file", clip(titled(a.name)), "shape", a.Shape))
		}
		r.given.Role(a.name, own.RoleNone)
	}
}

// chosen are the arrays of one kind to use: pictures before tables, the largest and the other parts of the same shape. What is left is said.
func (r *reader) chosen(all []*named) (some []*named) {
	var best *named
	for _, a := range all {
		if best == nil || a.before(best) {
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
			taken[a.part] && (a.part != "" || a.kind == "table" || r.another(a, best)), a.part == "" && best.part != "":
			r.given.Note(fact.New("array_left_out", "file", clip(titled(a.name)), "shape", a.Shape))
			r.given.Role(a.name, own.RoleNone)
		default:
			taken[a.part] = true
			some = append(some, a)
		}
	}
	return some
}

// before tells whether an array is to be used rather than another: pictures rather than tables, what is trained on, what stands not aside, and then the larger.
func (a *named) before(b *named) bool {
	for _, is := range []func(x *named) bool{
		func(x *named) bool { return x.kind == "pictures" },
		func(x *named) bool { return x.part == partTrain },
		func(x *named) bool { return !aside(x.name) },
	} {
		if is(a) != is(b) {
			return is(a)
		}
	}
	return a.len() > b.len()
}

// another tells whether an array has something else of the same items than the best has: they are of another size, or a mask, or there are labels for one of both.
func (r *reader) another(a, best *named) bool {
	labels := 0
	for _, l := range r.arrays {
		if l.kind == "" && l.N() == a.N() && labelled(titled(l.name)) {
			labels++
		}
	}
	return a.N() == best.N() && (a.shape != best.shape || aside(a.name) || labels == 1)
}

// aside tells by its name whether an array stands beside the pictures: masks of them, say.
func aside(name string) bool {
	return slices.ContainsFunc(words(lower(titled(name))), func(w string) bool {
		return slices.Contains([]string{"mask", "masks", "seg", "segmentation", "edge", "edges", "depth", "thumb", "thumbs", "noise", "noisy", "weights"}, w)
	})
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

// same tells whether two arrays hold the same numbers of as many items, perhaps in other units: bytes, and parts of 1.
func (a *Array) same(b *Array) bool {
	if a.N() != b.N() || a.len() != b.len() {
		return false
	}
	const near = .003 // of the range: more than bytes round
	loA, hiA := a.span()
	loB, hiB := b.span()
	scaleA, scaleB := 1/max(hiA-loA, 1e-9), 1/max(hiB-loB, 1e-9)
	for i := range a.len() {
		if d := (a.at(i)-loA)*scaleA - (b.at(i)-loB)*scaleB; d > near || d < -near {
			return false
		}
	}
	return true
}

// span is the least and the greatest number.
func (a *Array) span() (lo, hi float32) {
	lo, hi = a.at(0), a.at(0)
	for i := range a.len() {
		lo, hi = min(lo, a.at(i)), max(hi, a.at(i))
	}
	return lo, hi
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
		r.leave(parts[0].name, fact.New("rows_too_few", "rows", t.N))
		return
	}
	r.table = t
}
