// Package data has sets of labelled pictures or of a table's rows: their
// batches, subsets and corruption, and their files, IDX and chunks of the
// playground's own format. Readers take an io.Reader, believe no header, and
// return errors that name the thing, what was found and what was expected. Data
// that is made up is in drawn, single pictures are brought to form in prepare,
// what a person gives is read in files and kept in own, and the machine's files are in local.
package data

import (
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
)

// Set is N pictures of H x W x C bytes, one after the other, with their
// labels; a byte b stands for the value b/255. A table has Values instead of
// Pixels: N rows of C columns, H and W being 1.
type Set struct {
	Name       string // as recipes call it: "mnist", "table"
	Source     string // where it came from, for people
	N, H, W, C int
	Pixels     []byte    // (N,H,W,C), when Values is nil
	Values     []float32 // (N,C) of a table
	Columns    []string  // (C) names of a table's columns
	Labels     []byte    // (N), or nil when there are none
}

// Dim returns the number of values in one picture, H*W*C.
func (s *Set) Dim() int { return s.H * s.W * s.C }

// Slice returns pictures lo to hi-1. It shares the memory of s.
func (s *Set) Slice(lo, hi int) *Set {
	if lo < 0 || hi < lo || hi > s.N {
		panic("data: slice out of range")
	}
	v, dim := *s, s.Dim()
	v.N = hi - lo
	if s.Values != nil {
		v.Values = s.Values[lo*dim : hi*dim : hi*dim]
	} else {
		v.Pixels = s.Pixels[lo*dim : hi*dim : hi*dim]
	}
	if s.Labels != nil {
		v.Labels = s.Labels[lo:hi:hi]
	}
	return &v
}

// First returns the first n pictures, as Slice does; all of them when there are
// fewer.
func (s *Set) First(n int) *Set { return s.Slice(0, max(0, min(n, s.N))) }

// Classes returns the pictures whose label is in classes, in their order. It
// is a copy, except that without classes, or without labels, it is s itself.
func (s *Set) Classes(classes []int) *Set {
	if len(classes) == 0 || s.Labels == nil {
		return s
	}
	var want [256]bool
	for _, c := range classes {
		if c >= 0 && c < len(want) {
			want[c] = true
		}
	}
	n, dim := 0, s.Dim()
	for _, l := range s.Labels {
		if want[l] {
			n++
		}
	}
	v := *s
	v.N, v.Labels = n, make([]byte, 0, n)
	if s.Values != nil {
		v.Values = make([]float32, 0, n*dim)
	} else {
		v.Pixels = make([]byte, 0, n*dim)
	}
	for i, l := range s.Labels {
		if !want[l] {
			continue
		}
		v.Labels = append(v.Labels, l)
		if s.Values != nil {
			v.Values = append(v.Values, s.Values[i*dim:(i+1)*dim]...)
		} else {
			v.Pixels = append(v.Pixels, s.Pixels[i*dim:(i+1)*dim]...)
		}
	}
	return &v
}

// Rows writes pictures or rows lo to hi-1 to x (hi-lo, Dim): pixels as values
// in [0, 1], a table's values as they are.
func (s *Set) Rows(x []float32, lo, hi int) {
	dim := s.Dim()
	if lo < 0 || hi < lo || hi > s.N || len(x) != (hi-lo)*dim {
		panic("data: rows out of range")
	}
	if s.Values != nil {
		copy(x, s.Values[lo*dim:hi*dim])
	} else {
		kernel.FromBytes(x, s.Pixels[lo*dim:hi*dim])
	}
}

// Batch writes the pictures or rows idx to x (len(idx), Dim), as Rows does. Nothing is allocated.
func (s *Set) Batch(x []float32, idx []int32) {
	dim := s.Dim()
	if len(x) != len(idx)*dim {
		panic("data: batch length mismatch")
	}
	for _, at := range idx {
		if at < 0 || int(at) >= s.N {
			panic("data: batch index out of range")
		}
	}
	if s.Values == nil {
		kernel.GatherBytes(x, s.Pixels, idx, dim)
		return
	}
	for i, at := range idx {
		copy(x[i*dim:(i+1)*dim], s.Values[int(at)*dim:])
	}
}

// Held says whether item i of a set without a test part of its own is held
// out: every tenth is.
func Held(i int) bool { return i%10 == 9 }

// Attach gives the pictures their labels. It refuses a number of labels that
// is not the number of pictures.
func (s *Set) Attach(labels []byte) error {
	if len(labels) != s.N {
		return fact.About("data", "labels_not_of_pictures", "found", len(labels), "expected", s.N)
	}
	s.Labels = labels
	return nil
}
