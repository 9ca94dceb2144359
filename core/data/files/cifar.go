package files

import (
	"strings"

	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
)

// A record of CIFAR's binary files is the label, or in CIFAR-100 the group and the label, and 32x32 pixels: all red, all green, all blue
// (https://www.cs.toronto.edu/~kriz/cifar.html).
const cifarPixels = 3 * 32 * 32

// cifarLabels is how many bytes stand before the pixels of a record, and how many labels there are; 0 for what is no such file.
func cifarLabels(b []byte) (before, classes int) {
	whole := func(before int, most ...byte) bool {
		size := before + cifarPixels
		if len(b) == 0 || len(b)%size != 0 {
			return false
		}
		for at := 0; at < len(b); at += size {
			for k, m := range most {
				if b[at+k] > m {
					return false
				}
			}
		}
		return true
	}
	switch {
	case whole(1, 9):
		return 1, 10
	case whole(2, 19, 99):
		return 2, 100
	}
	return 0, 0
}

// isCIFAR tells whether a file that is called .bin is one of CIFAR's.
func isCIFAR(name string, b []byte) bool {
	before, _ := cifarLabels(b)
	return before > 0 && ending(strings.TrimSuffix(lower(name), ".gz"), ".bin")
}

// cutCIFAR tells whether a file is one of CIFAR's by its name, and not by its length.
func cutCIFAR(name string, b []byte) bool {
	name = base(lower(name))
	batch := strings.HasPrefix(name, "data_batch") || strings.HasPrefix(name, "test_batch")
	return batch && ending(strings.TrimSuffix(name, ".gz"), ".bin") && len(b)%(1+cifarPixels) != 0 && len(b)%(2+cifarPixels) != 0
}

// keepCIFAR keeps the pictures of a file. They share its bytes.
func (r *reader) keepCIFAR(name string, b []byte) {
	before, classes := cifarLabels(b)
	r.cifar = classes
	part := partOf(base(name))
	for at := before; at < len(b) && !r.full; at += before + cifarPixels {
		p := prepare.Planes{W: 32, H: 32, C: 3, Pix: b[at : at+cifarPixels : at+cifarPixels]}
		// One name for all of them keeps their order, and no folder labels them.
		r.full = !r.album.add(one{name: base(name), Planes: p, label: int(b[at-1]), part: part})
	}
}

// namesOfCIFAR takes the names of the labels from the list that lies beside the files.
func (r *reader) namesOfCIFAR() {
	if r.cifar == 0 {
		return
	}
	for i, s := range r.texts {
		if !ending(s.name, ".meta.txt", "label_names.txt") {
			continue
		}
		b, err := s.content(maxText)
		if err != nil {
			continue
		}
		names := strings.Fields(string(b))
		if len(names) != r.cifar {
			continue
		}
		for k := range names {
			names[k] = short(names[k])
		}
		r.album.names = names
		r.texts = append(r.texts[:i:i], r.texts[i+1:]...)
		r.given.Note(fact.New("class_names_beside", "file", clip(base(s.name)), "classes", some(names)))
		return
	}
}
