// Package avx2 has the loops of core/kernel in AVX2 and FMA instructions of amd64, for programs of a machine: the same sums in the same
// order, eight numbers at a time, on several goroutines. Its assembly is written by package assemble, whose test holds it to that;
// core/kernel compares what it computes with the reference loops, bit for bit.
//
// On other machines the package is empty.
package avx2

//go:generate go test ./assemble -write
