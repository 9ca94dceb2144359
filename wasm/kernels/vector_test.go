package kernels

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel"
)

// vectorKernel is a kernel on vectors of one length, called name(vectors..., n, flags..., numbers...). Its
// reference is a primitive of core/kernel, which natively is its own loop.
type vectorKernel struct {
	name    string
	vectors int
	flags   []int
	numbers []float32
	squares int // this vector, if not 0, and those after it hold squares
	ref     func(x [][]float32, s []float32) float64
}

func void(f func(x [][]float32, s []float32)) func([][]float32, []float32) float64 {
	return func(x [][]float32, s []float32) float64 { f(x, s); return 0 }
}

func unaryKernel(name string, ref func(y, x []float32)) vectorKernel {
	return vectorKernel{name: name, vectors: 2, ref: void(func(x [][]float32, _ []float32) { ref(x[0], x[1]) })}
}

func binaryKernel(name string, ref func(y, a, b []float32)) vectorKernel {
	return vectorKernel{name: name, vectors: 3, ref: void(func(x [][]float32, _ []float32) { ref(x[0], x[1], x[2]) })}
}

var vectorKernels = []vectorKernel{
	{name: "fill", vectors: 1, numbers: []float32{0.7},
		ref: void(func(x [][]float32, s []float32) { kernel.Fill(x[0], s[0]) })},
	unaryKernel("add", kernel.Add),
	{name: "axpy", vectors: 2, numbers: []float32{-1.7},
		ref: void(func(x [][]float32, s []float32) { kernel.Axpy(x[0], s[0], x[1]) })},
	{name: "scale", vectors: 1, numbers: []float32{-1.7},
		ref: void(func(x [][]float32, s []float32) { kernel.Scale(x[0], s[0]) })},
	binaryKernel("sub", kernel.Sub),
	binaryKernel("mul", kernel.Mul),
	{name: "clamp", vectors: 2, numbers: []float32{-0.5, 1.25},
		ref: void(func(x [][]float32, s []float32) { kernel.Clamp(x[0], x[1], s[0], s[1]) })},
	{name: "sum", vectors: 1, ref: func(x [][]float32, _ []float32) float64 { return kernel.Sum(x[0]) }},
	{name: "sum_squares", vectors: 1, ref: func(x [][]float32, _ []float32) float64 { return kernel.SumSquares(x[0]) }},
	{name: "dot", vectors: 2, ref: func(x [][]float32, _ []float32) float64 { return kernel.Dot(x[0], x[1]) }},
	{name: "squared_distance", vectors: 2,
		ref: func(x [][]float32, _ []float32) float64 { return kernel.SquaredDistance(x[0], x[1]) }},
	unaryKernel("exp", kernel.Exp),
	unaryKernel("log", kernel.Log),
	unaryKernel("relu", kernel.ReLU),
	unaryKernel("sigmoid", kernel.Sigmoid),
	unaryKernel("tanh", kernel.Tanh),
	binaryKernel("relu_backward", kernel.ReLUBackward),
	binaryKernel("sigmoid_backward", kernel.SigmoidBackward),
	binaryKernel("tanh_backward", kernel.TanhBackward),
	{name: "squared_error", vectors: 3, numbers: []float32{0.3},
		ref: func(x [][]float32, s []float32) float64 { return kernel.SquaredError(x[0], x[1], x[2], s[0]) }},
	{name: "absolute_error", vectors: 3, numbers: []float32{0.3},
		ref: func(x [][]float32, s []float32) float64 { return kernel.AbsoluteError(x[0], x[1], x[2], s[0]) }},
	{name: "huber_error", vectors: 3, numbers: []float32{0.3, 0.7},
		ref: func(x [][]float32, s []float32) float64 { return kernel.HuberError(x[0], x[1], x[2], s[0], s[1]) }},
	{name: "adagrad", vectors: 3, squares: 2, numbers: []float32{1e-2, 1e-7},
		ref: void(func(x [][]float32, s []float32) { kernel.Adagrad(x[0], x[1], x[2], s[0], s[1]) })},
	{name: "replace", vectors: 2, numbers: []float32{-0.5, 0.75},
		ref: void(func(x [][]float32, s []float32) { kernel.Replace(x[0], x[1], s[0], s[1]) })},
	{name: "sgd", vectors: 2, numbers: []float32{0.1},
		ref: void(func(x [][]float32, s []float32) { kernel.SGD(x[0], x[1], s[0]) })},
	{name: "momentum", vectors: 3, flags: []int{0}, numbers: []float32{0.1, 0.9},
		ref: void(func(x [][]float32, s []float32) { kernel.Momentum(x[0], x[1], x[2], s[0], s[1], false) })},
	{name: "momentum", vectors: 3, flags: []int{1}, numbers: []float32{0.1, 0.9},
		ref: void(func(x [][]float32, s []float32) { kernel.Momentum(x[0], x[1], x[2], s[0], s[1], true) })},
	{name: "adam", vectors: 4, squares: 3, numbers: []float32{1e-3, 0.9, 0.999, 1e-8, 5.26, 500.25},
		ref: void(func(x [][]float32, s []float32) {
			kernel.Adam(x[0], x[1], x[2], x[3], s[0], s[1], s[2], s[3], s[4], s[5])
		})},
	{name: "rmsprop", vectors: 3, squares: 2, numbers: []float32{1e-3, 0.9, 1e-7},
		ref: void(func(x [][]float32, s []float32) { kernel.RMSprop(x[0], x[1], x[2], s[0], s[1], s[2]) })},
	{name: "adadelta", vectors: 4, squares: 2, numbers: []float32{1, 0.95, 1e-6},
		ref: void(func(x [][]float32, s []float32) { kernel.Adadelta(x[0], x[1], x[2], x[3], s[0], s[1], s[2]) })},
}

func TestVectorKernels(t *testing.T) {
	m := newMachine(t, false)
	for _, k := range vectorKernels {
		t.Run(k.name, func(t *testing.T) {
			m.t = t
			r := rand.New(rand.NewPCG(1, 2))
			for _, n := range sizes() {
				for offset := range 4 {
					for _, wild := range []bool{false, true} {
						k.check(m, r, n, offset, wild)
					}
				}
			}
		})
	}
}

func (k *vectorKernel) check(m *machine, r *rand.Rand, n, offset int, wild bool) {
	m.t.Helper()
	m.free()
	var xs [][]float32
	for v := range k.vectors {
		x := random(r, n, wild)
		if k.squares > 0 && v >= k.squares {
			kernel.Mul(x, x, x)
		}
		xs = append(xs, x)
	}
	var args []any
	for _, v := range m.vectors(xs, offset) {
		args = append(args, v)
	}
	args = append(args, n)
	for _, f := range k.flags {
		args = append(args, f)
	}
	for _, s := range k.numbers {
		args = append(args, s)
	}
	name := fmt.Sprintf("%s n=%d offset=%d wild=%v", k.name, n, offset, wild)
	found, expected := m.call(k.name, args...), k.ref(xs, k.numbers)
	if math.Float64bits(found) != math.Float64bits(expected) && (found == found || expected == expected) {
		m.t.Errorf("%s: found %g, expected %g", name, found, expected)
	}
	m.check(name)
}

func TestCrossEntropyKernel(t *testing.T) {
	m := newMachine(t, false)
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range sizes() {
		for offset := range 4 {
			for _, wild := range []bool{false, true} {
				dx, x, u, terms := random(r, n, wild), random(r, n, wild), random(r, n, wild), random(r, kernel.Terms(n), false)
				m.free()
				v := m.vectors([][]float32{dx, x, u, terms}, offset)
				m.call("cross_entropy_terms", v[0], v[1], v[2], v[3], n, float32(0.3))
				kernel.CrossEntropyTerms(dx, x, u, terms, 0.3)
				m.check(fmt.Sprintf("cross_entropy_terms n=%d offset=%d wild=%v", n, offset, wild))
			}
		}
	}
}

func TestRowKernels(t *testing.T) {
	m := newMachine(t, false)
	r := rand.New(rand.NewPCG(3, 4))
	for _, rows := range []int{0, 1, 2, 5, 20} {
		for _, cols := range sizes() {
			name := fmt.Sprintf("%dx%d", rows, cols)
			y, b := random(r, rows*cols, true), random(r, cols, true)
			m.free()
			yv, bv := m.vector(y, cols%4), m.vector(b, 1)
			m.call("add_bias", yv, bv, rows, cols)
			kernel.AddBias(y, b, rows, cols)
			m.check("add_bias " + name)
			m.call("sum_rows", bv, yv, rows, cols)
			kernel.SumRows(b, y, rows, cols)
			m.check("sum_rows " + name)
			m.call("sum_row_squares", bv, yv, rows, cols)
			kernel.SumRowSquares(b, y, rows, cols)
			m.check("sum_row_squares " + name)
			x := random(r, rows*cols, true)
			m.call("axpy_rows", yv, bv, m.vector(x, 3), rows, cols)
			kernel.AxpyRows(y, b, x, rows, cols)
			m.check("axpy_rows " + name)
		}
	}
}

// keyWords is the stretching of keys that core/kernel does before it calls a kernel.
func keyWords(key uint64) (k [4]uint32) {
	for i := 0; i < 4; i += 2 {
		key += 0x9e3779b97f4a7c15
		z := key
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		z ^= z >> 31
		k[i], k[i+1] = uint32(z), uint32(z>>32)
	}
	return k
}

func TestNoiseKernels(t *testing.T) {
	m := newMachine(t, false)
	for i, n := range append(sizes(), 100000) {
		x := make([]float32, n)
		key := uint64(i) << 40
		k := keyWords(key)
		m.free()
		v := m.vector(x, i%4)
		m.call("uniform", v, n, k[0], k[1])
		kernel.Uniform(x, key)
		m.check("uniform")
		m.call("gaussian", v, n, k[0], k[1], k[2], k[3])
		kernel.Gaussian(x, key)
		m.check("gaussian")
	}
}

func TestByteKernels(t *testing.T) {
	m := newMachine(t, false)
	const bytesAt = 512 // below all vectors
	for n := range 300 {
		bs := make([]byte, n)
		for i := range bs {
			bs[i] = byte(i + n)
		}
		at := uint32(bytesAt + n%4)
		m.free()
		m.memory.Write(at, bs)
		x := make([]float32, n)
		v := m.vector(x, n%3)
		m.call("from_bytes", v, at, n)
		kernel.FromBytes(x, bs)
		m.check("from_bytes")

		r := rand.New(rand.NewPCG(uint64(n), 0))
		x = random(r, n, true)
		m.free()
		v = m.vector(x, n%3)
		guards := []byte("guard")
		m.memory.Write(at-5, guards)
		m.memory.Write(at+uint32(n), guards)
		m.call("to_bytes", at, v, n)
		kernel.ToBytes(bs, x)
		if found, _ := m.memory.Read(at-5, uint32(n)+10); string(found) != "guard"+string(bs)+"guard" {
			t.Errorf("to_bytes n=%d: found %x, expected %x between guards", n, found, bs)
		}
	}
}
