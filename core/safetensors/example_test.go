package safetensors_test

import (
	"fmt"

	"bottleneck/core/safetensors"
)

// A file is written, and read again with its metadata.
func Example() {
	file := safetensors.Marshal([]safetensors.Tensor{
		{Name: "encoder.0.weight", Shape: []int{2, 3}, Data: []float32{1, 2, 3, 4, 5, 6}},
		{Name: "encoder.0.bias", Shape: []int{2}, Data: []float32{0.5, -0.5}},
	}, map[string]string{"recipe": "#v=1&latent_dim=2"})

	tensors, metadata, err := safetensors.Unmarshal(file)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range tensors {
		fmt.Println(t.Name, t.Shape, t.Data)
	}
	fmt.Println(metadata["recipe"])
	// Output:
	// encoder.0.weight [2 3] [1 2 3 4 5 6]
	// encoder.0.bias [2] [0.5 -0.5]
	// #v=1&latent_dim=2
}

// A file that was cut is refused, with what was found and what was expected.
func ExampleUnmarshal() {
	file := safetensors.Marshal([]safetensors.Tensor{{Name: "z", Shape: []int{3}, Data: []float32{1, 2, 3}}}, nil)
	_, _, err := safetensors.Unmarshal(file[:len(file)-4])
	fmt.Println(err)
	// Output:
	// safetensors: z: data ends at byte 12 of 8
}
