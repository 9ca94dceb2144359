package kernel_test

import (
	"fmt"

	"bottleneck/core/kernel"
)

// A dense layer, forward and backward: y = relu(x w + b).
func Example() {
	const rows, in, out = 2, 3, 2
	x := []float32{1, 2, 3, 4, 5, 6}    // (rows, in)
	w := []float32{1, 0, 0, 1, -1, 0.5} // (in, out)
	b := []float32{1, -4}               // (out)

	y := make([]float32, rows*out)
	kernel.Plain.MatMul(y, x, w, rows, out, in, false)
	kernel.AddBias(y, b, rows, out)
	kernel.ReLU(y, y)
	fmt.Println("y ", y)

	dy := []float32{1, 1, 1, 1}
	dw, db, dx := make([]float32, in*out), make([]float32, out), make([]float32, rows*in)
	kernel.ReLUBackward(dy, dy, y)
	kernel.Plain.MatMulTN(dw, x, dy, in, out, rows, true)
	kernel.SumRows(db, dy, rows, out)
	kernel.Plain.MatMulNT(dx, dy, w, rows, in, out, false)
	fmt.Println("dw", dw)
	fmt.Println("db", db)
	fmt.Println("dx", dx)
	// Output:
	// y  [0 0 0 4]
	// dw [0 4 0 5 0 6]
	// db [0 1]
	// dx [0 0 0 0 1 0.5]
}
