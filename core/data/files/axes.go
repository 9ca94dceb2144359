package files

import (
	"slices"

	"bottleneck/core/fact"
)

// arrange puts the arrays as the rest expects them: what counts its pictures along the last axis is turned, labels among the pixels get an array of their own, and
// what NumPy has numbered is paired.
func (r *reader) arrange() {
	for i := range r.arrays {
		a := &r.arrays[i]
		if axes := r.lastCounts(a.Array); axes != nil {
			a.Array = a.turn(axes)
			r.given.Note(fact.New("array_axes", "file", clip(titled(a.name))))
		}
	}
	for i := range r.arrays {
		a := &r.arrays[i]
		if column := a.labelColumn(); column >= 0 && a.labels == nil {
			where := "first"
			if column > 0 {
				where = "last"
			}
			r.given.Note(fact.New("array_label_column", "file", clip(titled(a.name)), "where", where))
			a.labels = a.takeColumn(column)
		}
	}
	r.pair()
}

// lastCounts is the order of axes that makes (N,H,W) or (N,H,W,C) of (H,W,N) or (H,W,C,N), as MATLAB has them; nil where the first counts already.
func (r *reader) lastCounts(a *Array) []int {
	s := a.Shape
	labels := func(n int) bool {
		return slices.ContainsFunc(r.arrays, func(l named) bool { return len(l.Shape) == 1 && l.N() == n })
	}
	switch n := len(s); {
	case n < 3, s[0] != s[1], s[0] < 4, s[n-1] == s[0], s[n-1] <= 4, labels(s[0]):
		return nil
	case n == 3:
		return []int{2, 0, 1}
	case s[2] == 1 || s[2] == 3 || s[2] == 4:
		return []int{3, 0, 1, 2}
	}
	return nil
}

// turn returns the array with its axes in another order.
func (a *Array) turn(axes []int) *Array {
	steps := make([]int, len(axes)) // of each axis of a
	step := 1
	for k := len(a.Shape) - 1; k >= 0; k-- {
		steps[k] = step
		step *= a.Shape[k]
	}
	out := &Array{Shape: make([]int, len(axes)), Integer: a.Integer}
	for k, from := range axes {
		out.Shape[k] = a.Shape[from]
	}
	if a.Bytes != nil {
		out.Bytes = make([]byte, 0, a.len())
	} else {
		out.Floats = make([]float32, 0, a.len())
	}
	at := make([]int, len(axes))
	for range a.len() {
		from := 0
		for k, axis := range axes {
			from += at[k] * steps[axis]
		}
		if a.Bytes != nil {
			out.Bytes = append(out.Bytes, a.Bytes[from])
		} else {
			out.Floats = append(out.Floats, a.Floats[from])
		}
		for k := len(at) - 1; k >= 0; k-- {
			if at[k]++; at[k] < out.Shape[k] {
				break
			}
			at[k] = 0
		}
	}
	return out
}

// labelColumn is the column of labels beside the pixels of square pictures, the first or the last, as in tables of MNIST; -1 for none.
func (a *Array) labelColumn() int {
	if len(a.Shape) != 2 || a.Shape[1] < 785 && a.Shape[1] != 257 || a.Shape[1]-1 != 3072 && square(a.Shape[1]-1) == 0 {
		return -1
	}
	for _, column := range []int{0, a.Shape[1] - 1} {
		seen := map[float32]bool{}
		for i := range a.N() {
			v := a.at(i*a.Shape[1] + column)
			if seen[v] = true; v < 0 || v != float32(int(v)) || v > 255 {
				seen = nil
				break
			}
		}
		if len(seen) > 1 && 2*len(seen) <= max(a.N(), 4) {
			return column
		}
	}
	return -1
}

// takeColumn takes a column out of the array.
func (a *Array) takeColumn(column int) (labels []byte) {
	n, w := a.N(), a.Shape[1]
	for i := range n {
		labels = append(labels, byte(a.at(i*w+column)))
	}
	rest := &Array{Shape: []int{n, w - 1}, Integer: a.Integer}
	for i := range n {
		at := i * w
		if a.Bytes != nil {
			rest.Bytes = append(append(rest.Bytes, a.Bytes[at:at+column]...), a.Bytes[at+column+1:at+w]...)
		} else {
			rest.Floats = append(append(rest.Floats, a.Floats[at:at+column]...), a.Floats[at+column+1:at+w]...)
		}
	}
	*a = *rest
	return labels
}

// pair gives parts to what numpy.savez has numbered: pictures, their labels, fewer pictures, and theirs.
func (r *reader) pair() {
	if len(r.arrays) != 4 {
		return
	}
	for i, a := range r.arrays {
		if base(a.name) != "arr_"+string(rune('0'+i))+".npy" || partOfPath(a.name) != "" {
			return
		}
	}
	x, y, tx, ty := &r.arrays[0], &r.arrays[1], &r.arrays[2], &r.arrays[3]
	if len(x.Shape) < 2 || len(x.Shape) != len(tx.Shape) || x.N() <= tx.N() || x.N() != y.N() || tx.N() != ty.N() || len(y.Shape) != 1 || len(ty.Shape) != 1 {
		return
	}
	x.part, y.part, tx.part, ty.part = partTrain, partTrain, partTest, partTest
	r.given.Note(fact.New("arrays_paired", "train", x.N(), "test", tx.N()))
}
