package files

import (
	"slices"
	"strconv"

	"bottleneck/core/fact"
)

// labels are by what files say, by folders that are no parts, or by what the names of the pictures begin with: the first of these that labels what is trained on.
// named: names say what is held out, which may have pictures that nothing labels.
func (a *album) labels(named bool, note func(*fact.Fact)) ([]byte, []string) {
	n := len(a.all)
	numbers, said, folders, starts := make([]byte, n), make([]string, n), make([]string, n), make([]string, n)
	plain := true
	for i, o := range a.all {
		plain = plain && o.label >= 0 && o.class == ""
		numbers[i], said[i] = byte(o.label), a.said(o)
		if folders[i] = folder(o.name); partOf(folders[i]) != "" || unlabeled(folders[i]) {
			folders[i] = ""
		}
		starts[i] = classOf(o.name)
	}
	if plain {
		return numbers, a.names
	}
	for _, words := range [][]string{said, folders} {
		if a.label(words, named) {
			return a.classes(either(said, words), note)
		}
	}
	if !a.begin(starts, named) {
		return nil, nil
	}
	of, names := a.classes(either(said, starts), note)
	if of != nil {
		note(fact.New("class_in_names", "classes", some(names)))
	}
	return of, names
}

// either is what the first says of each, or else the second.
func either(first, second []string) []string {
	words := slices.Clone(second)
	for i, w := range first {
		if w != "" {
			words[i] = w
		}
	}
	return words
}

// said is what files say of a picture, "" for nothing.
func (a *album) said(o one) string {
	switch {
	case o.class != "" || o.label < 0:
		return o.class
	case o.label < len(a.names):
		return a.names[o.label]
	}
	return strconv.Itoa(o.label)
}

// trained calls f with the places of pictures that are trained on; where names do not say which are held out, of all.
func (a *album) trained(named bool) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i, o := range a.all {
			if (!named || o.part == partTrain) && !yield(i) {
				return
			}
		}
	}
}

// label tells whether words label what is trained on: half of it at least, by two classes.
func (a *album) label(words []string, named bool) bool {
	n, with, first, more := 0, 0, "", false
	for i := range a.trained(named) {
		n++
		if w := words[i]; w != "" {
			with++
			if first == "" {
				first = w
			}
			more = more || w != first
		}
	}
	return more && 2*with >= n
}

// begin tells whether what names begin with labels all that is trained on: by classes of two and more. What is held out and begins otherwise has no class.
func (a *album) begin(starts []string, named bool) bool {
	count := map[string]int{}
	n := 0
	for i := range a.trained(named) {
		count[starts[i]]++
		n++
	}
	if 2*len(count) > n {
		return false
	}
	for start, k := range count {
		if start == "" || k < 2 {
			return false
		}
	}
	for i := range starts {
		if count[starts[i]] == 0 {
			starts[i] = ""
		}
	}
	return len(count) > 1
}

// classes numbers words as classes, and tells of pictures without one.
func (a *album) classes(words []string, note func(*fact.Fact)) ([]byte, []string) {
	without := 0
	for i := range words {
		if words[i] == "" {
			words[i] = noLabel()
			without++
		}
	}
	of, names := classes(words)
	if of != nil && without > 0 {
		note(fact.New("pictures_without_class", "pictures", without, "class", noLabel()))
	}
	return of, names
}

// noLabel is the class of pictures that nothing labels.
func noLabel() string { return fact.New("label_missing").Error() }
