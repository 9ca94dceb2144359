package pca_test

import (
	"math"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/data/local/mnist/mnisttest"
	"bottleneck/core/kernel"
	"bottleneck/core/pca"
)

// The errors that k components of the 60,000 training images leave of the
// 10,000 test images, as trusted programs report them. That is 40 billion
// multiply-adds, for the page's kernels, which are the fastest. The other builds get a sixtieth of the images, and have to
// leave what the kernels leave of them.
func TestMNIST(t *testing.T) {
	t.Parallel()
	train, test := mnisttest.Load(t)
	check(t, "1,000 images", test.First(1000), solve(train.First(1000), 8), 8, .0397)
	if kernel.Name != "simd128" {
		return
	}
	b := solve(train, 64)
	for k, want := range map[int]float64{0: .0675, 2: .0557, 8: .0374, 30: .0177, 32: .0168, 64: .0091} {
		check(t, "all digits", test, b, k, want)
	}
	digits := []int{1, 5, 6}
	check(t, "digits 1, 5, 6", test.Classes(digits), solve(train.Classes(digits), 2), 2, .0429)
}

func solve(s *data.Set, k int) *pca.Basis {
	dim := s.Dim()
	p := pca.New(kernel.Plain, s.N, dim, k, func(x []float32, lo, hi int) { kernel.FromBytes(x, s.Pixels[lo*dim:hi*dim]) })
	for p.Step() {
	}
	return p.Basis()
}

// check measures the first k components of b, to the four digits of the table.
func check(t *testing.T, name string, s *data.Set, b *pca.Basis, k int, want float64) {
	t.Helper()
	const most = 500
	dim := s.Dim()
	x, y, z := make([]float32, most*dim), make([]float32, most*dim), make([]float32, most*b.K)
	sum := 0.0
	for lo := 0; lo < s.N; lo += most {
		B := min(most, s.N-lo)
		kernel.FromBytes(x[:B*dim], s.Pixels[lo*dim:(lo+B)*dim])
		b.Encode(z[:B*b.K], x[:B*dim], B)
		for i := range B {
			kernel.Fill(z[i*b.K+k:(i+1)*b.K], 0)
		}
		b.Decode(y[:B*dim], z[:B*b.K], B)
		sum += kernel.SquaredDistance(x[:B*dim], y[:B*dim])
	}
	got := sum / float64(s.N*dim)
	t.Logf("%s, %d components: %.5f", name, k, got)
	if math.Abs(got-want) > 6e-5 {
		t.Errorf("%s, %d components: %.5f left, %.4f expected", name, k, got, want)
	}
}
