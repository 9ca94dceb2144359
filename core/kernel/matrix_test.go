package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

type productCase struct {
	name     string
	run, ref func(r Arithmetic, c, a, b []float32, m, n, k int, acc bool)
	at       func(i, l, m, k int) int // where a's element (i,l) is
	bt       func(l, j, n, k int) int // where b's element (l,j) is
}

var products = []productCase{
	{"MatMul", Arithmetic.MatMul, matMulRef,
		func(i, l, m, k int) int { return i*k + l }, func(l, j, n, k int) int { return l*n + j }},
	{"MatMulNT", Arithmetic.MatMulNT, matMulNTRef,
		func(i, l, m, k int) int { return i*k + l }, func(l, j, n, k int) int { return j*k + l }},
	{"MatMulTN", Arithmetic.MatMulTN, matMulTNRef,
		func(i, l, m, k int) int { return l*m + i }, func(l, j, n, k int) int { return l*n + j }},
}

// available are the arithmetics that there are here.
func available() []Arithmetic {
	if HasFused() {
		return []Arithmetic{Plain, Fused}
	}
	return []Arithmetic{Plain}
}

// arithmetics calls f for each of them.
func arithmetics(t *testing.T, f func(t *testing.T, in Arithmetic)) {
	for _, in := range available() {
		t.Run(in.String(), func(t *testing.T) { f(t, in) })
	}
}

// shapes are all small ones around the heights and widths of tiles, and some around blocks.
func shapes() (s [][3]int) {
	for m := range 15 {
		for _, n := range []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 15, 16, 17, 19, 33} {
			for _, k := range []int{0, 1, 2, 3, 4, 5, 9} {
				s = append(s, [3]int{m, n, k})
			}
		}
	}
	return append(s, [3]int{20, 32, 784}, [3]int{20, 784, 32}, [3]int{784, 32, 20}, [3]int{24, 8, 383},
		[3]int{25, 9, 384}, [3]int{31, 10, 385}, [3]int{2, 19, 769}, [3]int{119, 8, 3}, [3]int{120, 12, 4},
		[3]int{121, 13, 5}, [3]int{241, 3, 2}, [3]int{67, 66, 65}, [3]int{500, 2, 30}, [3]int{50, 300, 2},
		[3]int{121, 64, 64}, [3]int{127, 65, 385})
}

func TestProductsAgreeWithTheirLoops(t *testing.T) {
	arithmetics(t, func(t *testing.T, in Arithmetic) {
		for _, p := range products {
			r := rand.New(rand.NewPCG(7, 8))
			for i, s := range shapes() {
				for _, acc := range []bool{false, true} {
					p.check(t, in, r, s[0], s[1], s[2], acc, i%2 == 1)
				}
			}
		}
	})
}

// Few numbers of a that are not 0 are what pictures of digits have.
func TestProductsOfZerosAgreeWithTheirLoops(t *testing.T) {
	arithmetics(t, func(t *testing.T, in Arithmetic) {
		for _, p := range products {
			r := rand.New(rand.NewPCG(11, 12))
			for _, s := range [][3]int{{20, 32, 784}, {784, 32, 20}, {4, 68, 500}, {131, 44, 70}, {50, 36, 1100}, {67, 33, 100}, {25, 300, 40}} {
				for _, share := range []float64{0, 0.2, 0.4, 0.9} {
					for _, acc := range []bool{false, true} {
						p.checkThin(t, in, r, s[0], s[1], s[2], acc, share)
					}
				}
			}
		}
	})
}

func (p *productCase) check(t *testing.T, in Arithmetic, r *rand.Rand, m, n, k int, acc, wild bool) {
	t.Helper()
	p.compare(t, in, r, fmt.Sprintf("%s %dx%dx%d acc=%v wild=%v", p.name, m, n, k, acc, wild), m, n, k, acc, wild, 1)
}

// checkThin has so small a share of a that is not 0.
func (p *productCase) checkThin(t *testing.T, in Arithmetic, r *rand.Rand, m, n, k int, acc bool, share float64) {
	t.Helper()
	p.compare(t, in, r, fmt.Sprintf("%s %dx%dx%d acc=%v share=%v", p.name, m, n, k, acc, share), m, n, k, acc, false, share)
}

// onThreads calls f, which multiplies, for each number of threads that a test asks for, so that the loop, which takes longest, is
// not repeated. with says how many, for a message.
var onThreads = func(f func(with string)) { f("") }

func (p *productCase) compare(t *testing.T, in Arithmetic, r *rand.Rand, name string, m, n, k int, acc, wild bool, share float64) {
	t.Helper()
	c, a, b := newGuarded(m*n, n%4), newGuarded(m*k, k%3), newGuarded(k*n, m%4)
	fillRandom(c.x, r, wild)
	fillRandom(a.x, r, wild)
	fillRandom(b.x, r, wild)
	for i := range a.x {
		if share < 1 && r.Float64() >= share {
			a.x[i] = []float32{0, negativeZero}[i%2]
		}
	}
	if wild { // few enough that some sums stay finite
		for i := range a.x {
			if a.x[i]-a.x[i] != 0 && i%5 != 0 {
				a.x[i] = 1
			}
		}
	}
	old := append([]float32(nil), c.x...)
	want := append([]float32(nil), c.x...)
	p.ref(in, want, a.x, b.x, m, n, k, acc)
	onThreads(func(with string) {
		t.Helper()
		copy(c.x, old)
		p.run(in, c.x, a.x, b.x, m, n, k, acc)
		for _, g := range []guarded{c, a, b} {
			g.check(t, name+with)
		}
		compare(t, name+with, c.x, want)
	})
}

// TestReferenceOrder holds the reference itself to the loop of MatMul's comment.
func TestReferenceOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	const m, n, k = 5, 6, 40
	a, b, c, old := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n), make([]float32, m*n)
	for _, in := range []Arithmetic{Plain, Fused} {
		for _, p := range products {
			for _, acc := range []bool{false, true} {
				fillRandom(a, r, false)
				fillRandom(b, r, false)
				fillRandom(old, r, false)
				copy(c, old)
				p.ref(in, c, a, b, m, n, k, acc)
				for i := range m {
					for j := range n {
						var s float32
						if acc {
							s = old[i*n+j]
						}
						for l := range k {
							x, y := a[p.at(i, l, m, k)], b[p.bt(l, j, n, k)]
							if in == Fused {
								s = fma32(x, y, s)
							} else {
								s = float32(x*y) + s
							}
						}
						if !sameBits(c[i*n+j], s) {
							t.Errorf("%v %s acc=%v (%d,%d): found %g, expected %g", in, p.name, acc, i, j, c[i*n+j], s)
						}
					}
				}
			}
		}
	}
}
