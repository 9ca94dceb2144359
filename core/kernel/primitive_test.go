package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// primitive is one of the primitives on vectors of one length: the first `written` of x are results.
type primitive struct {
	name         string
	vectors      int
	written      int
	numbers      []float32
	run          func(x [][]float32, s []float32) float64
	ref          func(x [][]float32, s []float32) float64
	nonnegative  int  // this vector (if not 0) and those after it hold squares
	sameAsResult bool // x[0] may be the same slice as any of x[1:]
}

func void(f func(x [][]float32, s []float32)) func([][]float32, []float32) float64 {
	return func(x [][]float32, s []float32) float64 { f(x, s); return 0 }
}

func unary(name string, run, ref func(y, x []float32)) primitive {
	return primitive{name: name, vectors: 2, written: 1, sameAsResult: true,
		run: void(func(x [][]float32, _ []float32) { run(x[0], x[1]) }),
		ref: void(func(x [][]float32, _ []float32) { ref(x[0], x[1]) })}
}

func binary(name string, run, ref func(y, a, b []float32)) primitive {
	return primitive{name: name, vectors: 3, written: 1, sameAsResult: true,
		run: void(func(x [][]float32, _ []float32) { run(x[0], x[1], x[2]) }),
		ref: void(func(x [][]float32, _ []float32) { ref(x[0], x[1], x[2]) })}
}

func reduction(name string, run, ref func(x []float32) float64) primitive {
	return primitive{name: name, vectors: 1,
		run: func(x [][]float32, _ []float32) float64 { return run(x[0]) },
		ref: func(x [][]float32, _ []float32) float64 { return ref(x[0]) }}
}

func reduction2(name string, run, ref func(a, b []float32) float64) primitive {
	return primitive{name: name, vectors: 2,
		run: func(x [][]float32, _ []float32) float64 { return run(x[0], x[1]) },
		ref: func(x [][]float32, _ []float32) float64 { return ref(x[0], x[1]) }}
}

func loss(name string, run, ref func(dy, y, t []float32, scale float32) float64) primitive {
	return primitive{name: name, vectors: 3, written: 1, numbers: []float32{0.3}, sameAsResult: true,
		run: func(x [][]float32, s []float32) float64 { return run(x[0], x[1], x[2], s[0]) },
		ref: func(x [][]float32, s []float32) float64 { return ref(x[0], x[1], x[2], s[0]) }}
}

func optimizer(name string, vectors, nonnegative int, numbers []float32, run, ref func(x [][]float32, s []float32)) primitive {
	return primitive{name: name, vectors: vectors, written: vectors, numbers: numbers, nonnegative: nonnegative,
		run: void(run), ref: void(ref)}
}

var primitives = []primitive{
	{name: "Fill", vectors: 1, written: 1, numbers: []float32{0.7},
		run: void(func(x [][]float32, s []float32) { Fill(x[0], s[0]) }),
		ref: void(func(x [][]float32, s []float32) { fillRef(x[0], s[0]) })},
	unary("Add", Add, addRef),
	{name: "Axpy", vectors: 2, written: 1, numbers: []float32{-1.7}, sameAsResult: true,
		run: void(func(x [][]float32, s []float32) { Axpy(x[0], s[0], x[1]) }),
		ref: void(func(x [][]float32, s []float32) { axpyRef(x[0], s[0], x[1]) })},
	{name: "Scale", vectors: 1, written: 1, numbers: []float32{-1.7},
		run: void(func(x [][]float32, s []float32) { Scale(x[0], s[0]) }),
		ref: void(func(x [][]float32, s []float32) { scaleRef(x[0], s[0]) })},
	binary("Sub", Sub, subRef),
	binary("Mul", Mul, mulRef),
	{name: "Clamp", vectors: 2, written: 1, numbers: []float32{-0.5, 1.25}, sameAsResult: true,
		run: void(func(x [][]float32, s []float32) { Clamp(x[0], x[1], s[0], s[1]) }),
		ref: void(func(x [][]float32, s []float32) { clampRef(x[0], x[1], s[0], s[1]) })},
	reduction("Sum", Sum, sumRef),
	reduction("SumSquares", SumSquares, sumSquaresRef),
	reduction2("Dot", Dot, dotRef),
	reduction2("SquaredDistance", SquaredDistance, squaredDistanceRef),
	unary("Exp", Exp, expRef),
	unary("Log", Log, logRef),
	unary("ReLU", ReLU, reluRef),
	unary("Sigmoid", Sigmoid, sigmoidRef),
	unary("Tanh", Tanh, tanhRef),
	binary("ReLUBackward", ReLUBackward, reluBackwardRef),
	binary("SigmoidBackward", SigmoidBackward, sigmoidBackwardRef),
	binary("TanhBackward", TanhBackward, tanhBackwardRef),
	loss("SquaredError", SquaredError, squaredErrorRef),
	loss("AbsoluteError", AbsoluteError, absoluteErrorRef),
	{name: "HuberError", vectors: 3, written: 1, numbers: []float32{0.3, 0.7}, sameAsResult: true,
		run: func(x [][]float32, s []float32) float64 { return HuberError(x[0], x[1], x[2], s[0], s[1]) },
		ref: func(x [][]float32, s []float32) float64 { return huberErrorRef(x[0], x[1], x[2], s[0], s[1]) }},
	loss("CrossEntropyLogits", CrossEntropyLogits, func(dx, x, t []float32, scale float32) float64 {
		terms := make([]float32, Terms(len(x)))
		crossEntropyTermsRef(dx, x, t, terms, scale)
		return sumRef(terms)
	}),
	optimizer("SGD", 2, 0, []float32{0.1},
		func(x [][]float32, s []float32) { SGD(x[0], x[1], s[0]) },
		func(x [][]float32, s []float32) { sgdRef(x[0], x[1], s[0]) }),
	optimizer("Momentum", 3, 0, []float32{0.1, 0.9},
		func(x [][]float32, s []float32) { Momentum(x[0], x[1], x[2], s[0], s[1], false) },
		func(x [][]float32, s []float32) { momentumRef(x[0], x[1], x[2], s[0], s[1], false) }),
	optimizer("Nesterov", 3, 0, []float32{0.1, 0.9},
		func(x [][]float32, s []float32) { Momentum(x[0], x[1], x[2], s[0], s[1], true) },
		func(x [][]float32, s []float32) { momentumRef(x[0], x[1], x[2], s[0], s[1], true) }),
	optimizer("Adam", 4, 3, []float32{1e-3, 0.9, 0.999, 1e-8, 5.26, 500.25},
		func(x [][]float32, s []float32) { Adam(x[0], x[1], x[2], x[3], s[0], s[1], s[2], s[3], s[4], s[5]) },
		func(x [][]float32, s []float32) { adamRef(x[0], x[1], x[2], x[3], s[0], s[1], s[2], s[3], s[4], s[5]) }),
	optimizer("RMSprop", 3, 2, []float32{1e-3, 0.9, 1e-7},
		func(x [][]float32, s []float32) { RMSprop(x[0], x[1], x[2], s[0], s[1], s[2]) },
		func(x [][]float32, s []float32) { rmspropRef(x[0], x[1], x[2], s[0], s[1], s[2]) }),
	optimizer("Adagrad", 3, 2, []float32{1e-2, 1e-7},
		func(x [][]float32, s []float32) { Adagrad(x[0], x[1], x[2], s[0], s[1]) },
		func(x [][]float32, s []float32) { adagradRef(x[0], x[1], x[2], s[0], s[1]) }),
	{name: "Replace", vectors: 2, written: 1, numbers: []float32{-0.5, 0.75},
		run: void(func(x [][]float32, s []float32) { Replace(x[0], x[1], s[0], s[1]) }),
		ref: void(func(x [][]float32, s []float32) { replaceRef(x[0], x[1], s[0], s[1]) })},
	optimizer("Adadelta", 4, 2, []float32{1, 0.95, 1e-6},
		func(x [][]float32, s []float32) { Adadelta(x[0], x[1], x[2], x[3], s[0], s[1], s[2]) },
		func(x [][]float32, s []float32) { adadeltaRef(x[0], x[1], x[2], x[3], s[0], s[1], s[2]) }),
}

// sizes are all lengths up to 67, where every tail of every unrolled loop is met, and a few long ones.
func sizes() (ns []int) {
	for n := range 68 {
		ns = append(ns, n)
	}
	return append(ns, 255, 256, 1001)
}

func TestPrimitivesAgreeWithTheirLoops(t *testing.T) {
	for _, p := range primitives {
		t.Run(p.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			for _, n := range sizes() {
				for offset := range 4 {
					for _, wild := range []bool{false, true} {
						p.check(t, r, n, offset, wild, 0)
						for same := 1; p.sameAsResult && same < p.vectors; same++ {
							p.check(t, r, n, offset, wild, same)
						}
					}
				}
			}
		})
	}
}

// check runs a primitive and its reference on the same numbers. If same is not 0, x[0] is x[same].
func (p *primitive) check(t *testing.T, r *rand.Rand, n, offset int, wild bool, same int) {
	t.Helper()
	name := fmt.Sprintf("n=%d offset=%d wild=%v same=%d", n, offset, wild, same)
	var gs []guarded
	var found, expected [][]float32
	for v := range p.vectors {
		g := newGuarded(n, (offset+v*v)%4)
		fillRandom(g.x, r, wild)
		if p.nonnegative > 0 && v >= p.nonnegative {
			mulRef(g.x, g.x, g.x)
		}
		gs = append(gs, g)
		found = append(found, g.x)
		expected = append(expected, append([]float32(nil), g.x...))
	}
	if same > 0 {
		found[0], expected[0] = found[same], expected[same]
	}
	s, want := p.run(found, p.numbers), p.ref(expected, p.numbers)
	if !sameBits64(s, want) {
		t.Errorf("%s: found %g, expected %g", name, s, want)
	}
	for v := range gs {
		compare(t, fmt.Sprintf("%s: x%d", name, v), found[v], expected[v])
		gs[v].check(t, name)
	}
}

func TestPrimitivesPanicOnLengths(t *testing.T) {
	for _, p := range primitives {
		for v := 1; v < p.vectors; v++ {
			x := make([][]float32, p.vectors)
			for i := range x {
				x[i] = make([]float32, 5)
			}
			x[v] = x[v][:4]
			if text := panics(func() { p.run(x, p.numbers) }); text != msgLength {
				t.Errorf("%s: x%d too short: panic %q found, %q expected", p.name, v, text, msgLength)
			}
		}
	}
	for name, f := range map[string]func(){
		"FromBytes": func() { FromBytes(make([]float32, 3), make([]byte, 2)) },
		"ToBytes":   func() { ToBytes(make([]byte, 3), make([]float32, 4)) },
		"AddBias":   func() { AddBias(make([]float32, 6), make([]float32, 2), 2, 3) },
		"SumRows":   func() { SumRows(make([]float32, 3), make([]float32, 5), 2, 3) },
		"MatMul":    func() { Plain.MatMul(make([]float32, 6), make([]float32, 4), make([]float32, 5), 2, 3, 2, false) },
		"MatMulNT":  func() { Plain.MatMulNT(make([]float32, 6), make([]float32, 3), make([]float32, 6), 2, 3, 2, false) },
		"MatMulTN":  func() { Plain.MatMulTN(make([]float32, 5), make([]float32, 4), make([]float32, 6), 2, 3, 2, false) },
	} {
		if text := panics(f); text != msgLength {
			t.Errorf("%s: panic %q found, %q expected", name, text, msgLength)
		}
	}
	if text := panics(func() { Plain.MatMul(nil, nil, nil, -1, 0, 0, false) }); text != msgNegative {
		t.Errorf("negative dimension: panic %q found", text)
	}
}

func TestRowsAgreeWithTheirLoops(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, rows := range []int{0, 1, 2, 5, 20} {
		for _, cols := range sizes() {
			y, b := newGuarded(rows*cols, cols%4), newGuarded(cols, 1)
			fillRandom(y.x, r, true)
			fillRandom(b.x, r, true)
			name := fmt.Sprintf("%dx%d", rows, cols)

			added := append([]float32(nil), y.x...)
			addBiasRef(added, b.x, rows, cols)
			AddBias(y.x, b.x, rows, cols)
			compare(t, "AddBias "+name, y.x, added)

			sums := append([]float32(nil), b.x...)
			sumRowsRef(sums, y.x, rows, cols)
			SumRows(b.x, y.x, rows, cols)
			compare(t, "SumRows "+name, b.x, sums)
			SumRowSquares(b.x, y.x, rows, cols)
			sumRowSquaresRef(sums, added, rows, cols)
			compare(t, "SumRowSquares "+name, b.x, sums)
			x := newGuarded(rows*cols, 2)
			fillRandom(x.x, r, true)
			AxpyRows(y.x, b.x, x.x, rows, cols)
			axpyRowsRef(added, sums, x.x, rows, cols)
			compare(t, "AxpyRows "+name, y.x, added)
			y.check(t, name)
			b.check(t, name)
		}
	}
}

// TestNothingAllocates leaves out gonum's products of large matrices, which run on several goroutines.
func TestNothingAllocates(t *testing.T) {
	check := func(name string, f func()) {
		if n := testing.AllocsPerRun(5, f); n != 0 {
			t.Errorf("%s: %g allocations found", name, n)
		}
	}
	x := make([][]float32, 4)
	for i := range x {
		x[i] = make([]float32, 20*32)
	}
	for _, p := range primitives {
		check(p.name, func() { p.run(x[:p.vectors], p.numbers) })
	}
	for _, p := range products {
		check(p.name, func() { p.run(Plain, x[0][:20*16], x[1], x[2][:16*32], 20, 16, 32, true) })
	}
	bytes := make([]byte, 20*32)
	check("AddBias", func() { AddBias(x[0], x[1][:32], 20, 32) })
	check("SumRows", func() { SumRows(x[1][:32], x[0], 20, 32) })
	check("Uniform", func() { Uniform(x[0], 1) })
	check("Gaussian", func() { Gaussian(x[0], 1) })
	rows := []int32{0, 1}
	check("GatherBytes", func() { GatherBytes(x[0], bytes, rows, len(x[0])/2) })
	check("FromBytes", func() { FromBytes(x[0], bytes) })
	check("ToBytes", func() { ToBytes(bytes, x[0]) })
}
