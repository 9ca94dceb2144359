package data_test

import (
	"fmt"

	"bottleneck/core/data"
	"bottleneck/core/data/drawn"
)

// A set of pictures is bytes and their shape; a batch of it is numbers from 0 to 1, in the order that is asked for.
func ExampleSet_Batch() {
	s := &data.Set{Name: "bars", N: 3, H: 1, W: 2, C: 1, Pixels: []byte{0, 255, 255, 0, 51, 51}, Labels: []byte{0, 1, 1}}
	x := make([]float32, 2*s.Dim()) // (2, Dim)
	s.Batch(x, []int32{2, 0})
	fmt.Println(x)
	fmt.Println(s.First(1).N, s.Classes([]int{1}).N)
	// Output:
	// [0.2 0.2 0 1]
	// 1 2
}

// Noise spoils a batch. The same key gives the same noise, on any machine.
func ExampleNoise_Corrupt() {
	digits := drawn.Digits(1, drawn.TrainSeed)
	clean := make([]float32, digits.Dim())
	digits.Rows(clean, 0, 1)
	n := data.Noise{Kind: "masking", Amount: 0.5}
	a, b := make([]float32, len(clean)), make([]float32, len(clean))
	n.Corrupt(a, clean, 7)
	n.Corrupt(b, clean, 7)
	black := 0
	for i := range a {
		if a[i] != b[i] {
			fmt.Println("two noises of one key")
		}
		if a[i] == 0 {
			black++
		}
	}
	fmt.Println(black > len(a)/2)
	// Output:
	// true
}
