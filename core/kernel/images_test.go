package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

var pools = []Grid{
	{H: 4, W: 6, C: 3, Rows: 2, Cols: 3, KernelH: 2, KernelW: 2, StrideH: 2, StrideW: 2},
	{H: 5, W: 5, C: 1, Rows: 3, Cols: 3, KernelH: 3, KernelW: 3, StrideH: 2, StrideW: 2, Top: 1, Left: 1},
	{H: 3, W: 7, C: 9, Rows: 2, Cols: 6, KernelH: 2, KernelW: 1, StrideH: 1, StrideW: 1, Left: 0},
	{H: 1, W: 1, C: 4, Rows: 1, Cols: 1, KernelH: 1, KernelW: 1, StrideH: 1, StrideW: 1},
	{H: 6, W: 3, C: 16, Rows: 2, Cols: 1, KernelH: 3, KernelW: 4, StrideH: 3, StrideW: 4, Left: 1},
}

// TestImagePasses compares each pass with its loop, infinities and NaN among the numbers.
func TestImagePasses(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, g := range pools {
		for _, B := range []int{0, 1, 3, 17} {
			name := fmt.Sprintf("%+v B=%d", g, B)
			vector := func(n int) []float32 {
				x := make([]float32, n)
				fillRandom(x, r, true)
				return x
			}
			large, small := B*g.H*g.W*g.C, B*g.Rows*g.Cols*g.C
			x, y := vector(large), vector(small)
			index, expectedIndex := make([]int32, small), make([]int32, small)
			check := func(what string, n int, run, loop func(to []float32)) {
				t.Helper()
				found, expected := newGuarded(n, n%4), vector(n)
				fillRandom(found.x, r, true)
				run(found.x)
				loop(expected)
				compare(t, what+" "+name, found.x, expected)
				found.check(t, what+" "+name)
			}
			check("max pool", small, func(y []float32) { MaxPool(y, index, x, g, B) }, func(y []float32) { maxPoolRef(y, expectedIndex, x, g, B) })
			for i, at := range index {
				if at != expectedIndex[i] {
					t.Fatalf("%s: index %d: %d found, %d expected", name, i, at, expectedIndex[i])
				}
			}
			for _, padded := range []bool{false, true} {
				check("avg pool", small, func(y []float32) { AvgPool(y, x, g, padded, B) }, func(y []float32) { avgPoolRef(y, x, g, padded, B) })
				check("avg pool backward", large, func(x []float32) { AvgPoolBackward(x, y, g, padded, B) }, func(x []float32) { avgPoolBackwardRef(x, y, g, padded, B) })
			}
			check("index add", large, func(x []float32) { IndexAdd(x, index, y, B) }, func(x []float32) { indexAddRef(x, index, y, B) })
			check("index set", large, func(x []float32) { IndexSet(x, index, y, B) }, func(x []float32) { indexSetRef(x, index, y, B) })
			check("index get", small, func(y []float32) { IndexGet(y, index, x, B) }, func(y []float32) { indexGetRef(y, index, x, B) })
			wide := vector(large * g.KernelH * g.KernelW)
			check("upsample", len(wide), func(y []float32) { Upsample(y, x, g, B) }, func(y []float32) { upsampleRef(y, x, g, B) })
			check("upsample backward", large, func(x []float32) { UpsampleBackward(x, wide, g, B) }, func(x []float32) { upsampleBackwardRef(x, wide, g, B) })
		}
	}
}

// The loops themselves, where the result is known.
func TestMaxPoolOfKnownNumbers(t *testing.T) {
	g := Grid{H: 2, W: 4, C: 1, Rows: 1, Cols: 2, KernelH: 2, KernelW: 2, StrideH: 2, StrideW: 2}
	y, index := make([]float32, 2), make([]int32, 2)
	MaxPool(y, index, []float32{1, 3, -1, -2, 3, 2, -1, -5}, g, 1)
	if y[0] != 3 || y[1] != -1 || index[0] != 1 || index[1] != 2 {
		t.Errorf("found %v at %v, expected 3 and -1 at 1 and 2", y, index)
	}
	MaxPool(y, index, []float32{1, nan, -1, -2, 3, inf, nan, nan}, g, 1)
	if y[0] == y[0] || y[1] == y[1] || index[0] != 1 || index[1] != 7 {
		t.Errorf("found %v at %v, expected NaN at 1 and 7", y, index)
	}
}

func TestAvgPoolOfKnownNumbers(t *testing.T) {
	// Two windows of 2x2 on a row of three; one column and one row are around the image.
	g := Grid{H: 1, W: 3, C: 1, Rows: 1, Cols: 2, KernelH: 2, KernelW: 2, StrideH: 1, StrideW: 2}
	y, dx := make([]float32, 2), make([]float32, 3)
	AvgPool(y, []float32{1, 3, 8}, g, false, 1)
	if y[0] != 2 || y[1] != 8 {
		t.Errorf("found %v, expected 2 and 8", y)
	}
	AvgPool(y, []float32{1, 3, 8}, g, true, 1)
	if y[0] != 1 || y[1] != 2 {
		t.Errorf("with zeros around: found %v, expected 1 and 2", y)
	}
	g.StrideW = 1
	AvgPoolBackward(dx, []float32{4, 10}, g, false, 1)
	if dx[0] != 2 || dx[1] != 7 || dx[2] != 5 {
		t.Errorf("gradient: found %v, expected 2, 7 and 5", dx)
	}
	AvgPoolBackward(dx, []float32{4, 8}, g, true, 1)
	if dx[0] != 1 || dx[1] != 3 || dx[2] != 2 {
		t.Errorf("gradient with zeros around: found %v, expected 1, 3 and 2", dx)
	}
}

func TestImagePassesRefuse(t *testing.T) {
	g := Grid{H: 2, W: 2, C: 1, Rows: 1, Cols: 1, KernelH: 2, KernelW: 2, StrideH: 2, StrideW: 2}
	four, one, index := make([]float32, 4), make([]float32, 1), make([]int32, 1)
	beside := g
	beside.Top = 2
	for name, c := range map[string]struct {
		call func()
		want string
	}{
		"images":             {func() { MaxPool(one, index, one, g, 1) }, msgLength},
		"index":              {func() { MaxPool(one, nil, four, g, 1) }, msgLength},
		"a window beside":    {func() { MaxPool(one, index, four, beside, 1) }, msgGrid},
		"a mean beside":      {func() { AvgPool(one, four, beside, true, 1) }, msgGrid},
		"means":              {func() { AvgPool(four, four, g, false, 1) }, msgLength},
		"a batch of means":   {func() { AvgPoolBackward(nil, nil, g, false, -1) }, msgNegative},
		"batch":              {func() { MaxPool(nil, nil, nil, g, -1) }, msgNegative},
		"places":             {func() { IndexAdd(four, nil, one, 1) }, msgLength},
		"parts of images":    {func() { IndexSet(four, index, one, 3) }, msgLength},
		"images of no batch": {func() { IndexGet(one, index, four, 0) }, msgLength},
		"pixels":             {func() { Upsample(four, four, g, 1) }, msgLength},
		"blocks":             {func() { UpsampleBackward(one, four, g, 1) }, msgLength},
	} {
		if text := panics(c.call); text != c.want {
			t.Errorf("%s: panic %q, %q expected", name, text, c.want)
		}
	}
}
