package files

import (
	"slices"
	"strconv"
	"strings"

	"bottleneck/core/data/own"
	"bottleneck/core/fact"
)

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
			return labelled(titled(a.name)) || a.oneHot()
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

// titled is what an array is called for people, and by what it says which it is: its file's name, or, where NumPy has numbered it, that of its archive.
func titled(name string) string {
	if dir := folder(name); strings.HasPrefix(base(name), "arr_") && dir != "" {
		return dir
	}
	return base(name)
}

// findLabels finds the labels that belong to an array: of the same part, and as many; those that are called so before others, which have to be of few kinds. Where
// the name of an array says no part, so must that of its labels.
func (r *reader) findLabels(a *named) {
	var best *named
	for i := range r.arrays {
		l := &r.arrays[i]
		if l.kind != "" || !r.isLabels(l) || l.N() != a.N() || l.part != a.part || l.told {
			continue
		}
		called := labelled(titled(l.name)) || r.choice.role(l.name) == own.RoleLabel
		if called {
			best = l
			break
		}
		if kinds := l.kinds(); best == nil && (2*kinds <= l.N() || l.N() < 10) {
			best = l
		}
	}
	if best == nil {
		return
	}
	best.told = true
	if a.labels, a.names = best.classes(); a.labels == nil {
		r.given.Note(fact.New("labels_not_used", "file", clip(titled(best.name))))
		return
	}
	r.given.RoleOf(best.name, own.RoleLabel, best.part)
	if a.names == nil {
		a.names = r.classNames(slices.Max(a.labels), a.N())
	}
}

// classNames are the names of numbers up to most, where an array of texts has them in their order: class_names, and not names of the items.
func (r *reader) classNames(most byte, items int) []string {
	for i := range r.arrays {
		l := &r.arrays[i]
		if len(l.Names) != l.N() || l.N() <= int(most) || l.N() == items || !labelled(titled(l.name)) && !slices.Contains(words(lower(titled(l.name))), "names") {
			continue
		}
		if !l.told {
			l.told = true
			r.given.RoleOf(l.name, own.RoleLabel, l.part)
		}
		names := make([]string, l.N())
		for k := range names {
			names[k] = l.Names[l.Bytes[k]]
		}
		return names
	}
	return nil
}

// labelByFiles labels the pictures of several arrays by what these are called, where nothing else does: cat.npy and dog.npy.
func (r *reader) labelByFiles(inputs []*named) {
	var names []string
	for _, a := range inputs {
		name := titled(a.name)
		if at := strings.LastIndexByte(name, '.'); at > 0 {
			name = name[:at]
		}
		if name = strings.TrimRight(name, "0123456789 ._-"); a.kind != "pictures" || a.labels != nil || a.part != "" || name == "" || slices.Contains(names, name) {
			return
		}
		names = append(names, name)
	}
	if len(names) < 2 {
		return
	}
	for i, a := range inputs {
		a.class = names[i]
	}
	r.given.Note(fact.New("arrays_label", "classes", some(names)))
}

// label is the number that labels item i: of several numbers the one that is 1 among zeros, or else the first, as in QMNIST.
func (a *Array) label(i int, hot bool) float32 {
	w := a.len() / a.N()
	for k := 0; hot && k < w; k++ {
		if a.at(i*w+k) == 1 {
			return float32(k)
		}
	}
	return a.at(i * w)
}

// kinds is how many different numbers label the items.
func (a *Array) kinds() int {
	seen := map[float32]bool{}
	for i := range a.N() {
		seen[a.label(i, false)] = true
	}
	return len(seen)
}

// classes are the labels of the items. They are called by names where the array has texts, or numbers that do not go from 0 to 255. nil: they are no labels.
func (a *Array) classes() (labels []byte, names []string) {
	hot := len(a.Shape) == 2 && a.Shape[1] > 1 && a.oneHot()
	plain := true
	for i := range a.N() {
		v := a.label(i, hot)
		if v != float32(int64(v)) {
			return nil, nil
		}
		plain = plain && v >= 0 && v <= 255
		labels = append(labels, byte(v))
	}
	if plain {
		return labels, a.Names
	}
	var words []string
	for i := range a.N() {
		words = append(words, strconv.Itoa(int(a.label(i, hot))))
	}
	if 2*a.kinds() > a.N() {
		return nil, nil
	}
	return classes(words)
}
