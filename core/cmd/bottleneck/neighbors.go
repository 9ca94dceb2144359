package main

import (
	"slices"

	"bottleneck/core/data"
	"bottleneck/core/kernel"
	"bottleneck/core/train"
)

// neighbors is the share of held-out codes whose class most of the k nearest training codes have. Ties go to the lower
// class.
func neighbors(r *train.Run, k int) float64 {
	known, asked := codes(r, r.Train().First(10000)), codes(r, r.Test())
	train, test := r.Train().Labels, r.Test().Labels
	latent := r.Model().Latent()
	right := 0
	for i, label := range test {
		z := asked[i*latent : (i+1)*latent]
		type near struct {
			d     float64
			label byte
		}
		best := make([]near, 0, k+1)
		for j := 0; j*latent < len(known); j++ {
			d := kernel.SquaredDistance(z, known[j*latent:(j+1)*latent])
			if len(best) == k && d >= best[k-1].d {
				continue
			}
			at, _ := slices.BinarySearchFunc(best, d, func(n near, d float64) int {
				if n.d <= d {
					return -1
				}
				return 1
			})
			best = slices.Insert(best, at, near{d, train[j]})
			best = best[:min(len(best), k)]
		}
		var votes [256]int
		for _, n := range best {
			votes[n.label]++
		}
		if slices.Index(votes[:], slices.Max(votes[:])) == int(label) {
			right++
		}
	}
	return float64(right) / float64(len(test))
}

// codes encodes a set.
func codes(r *train.Run, s *data.Set) []float32 {
	m := r.Model()
	x, z := make([]float32, s.N*s.Dim()), make([]float32, s.N*m.Latent())
	idx := make([]int32, s.N)
	for i := range idx {
		idx[i] = int32(i)
	}
	s.Batch(x, idx)
	m.Encode(z, x, s.N)
	return z
}
