package files

import (
	"bytes"
	"hash/maphash"
	"slices"
	"strings"

	"bottleneck/core/fact"
)

// dropCopies leaves out pictures that lie there twice: a folder of all beside those of the parts, and an archive's folder in a folder of the same name.
func (a *album) dropCopies(note func(*fact.Fact)) {
	type key struct {
		name string
		sum  uint64
	}
	seed := maphash.MakeSeed()
	seen := map[key][]int{}
	copied := make([]bool, len(a.all))
	n := 0
	for i, o := range a.all {
		if !strings.Contains(o.name, "/") { // of an array, or alone
			continue
		}
		k := key{base(o.name), maphash.Bytes(seed, o.Pix)}
		for _, j := range seen[k] {
			if p := a.all[j]; !copied[j] && p.W == o.W && bytes.Equal(p.Pix, o.Pix) {
				if twin := lesser(i, j, o, p); twin >= 0 {
					copied[twin] = true
					n++
					break
				}
			}
		}
		seen[k] = append(seen[k], i)
	}
	if n == 0 {
		return
	}
	note(fact.New("copies_left_out", "pictures", n))
	i := 0
	a.all = slices.DeleteFunc(a.all, func(one) bool { i++; return copied[i-1] })
}

// lesser is which of two equal pictures of one name is left out: the one of no part, or the one that lies deeper at the same place; -1 for none.
func lesser(i, j int, a, b one) int {
	switch {
	case a.part == "" && b.part != "":
		return i
	case a.part != "" && b.part == "":
		return j
	case a.part == b.part && strings.HasSuffix(a.name, "/"+b.name):
		return i
	case a.part == b.part && strings.HasSuffix(b.name, "/"+a.name):
		return j
	}
	return -1
}
