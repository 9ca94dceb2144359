package pca

import (
	"testing"

	"bottleneck/core/kernel"
	"bottleneck/core/pca/size"
)

// What is counted before a search is what it holds.
func TestASearchIsAsLargeAsItsSize(t *testing.T) {
	for _, c := range [][3]int{{2000, 784, 32}, {60, 784, 2}, {5000, 18, 2}, {7, 5, 9}, {1, 1, 1}, {1500, 2500, 200}} {
		n, dim, k := c[0], c[1], c[2]
		s := New(kernel.Plain, n, dim, k, nil)
		held := len(s.x) + len(s.matrix) + len(s.v) + len(s.w) + len(s.basis.Components)
		if want := size.Of(n, dim, k).Values(); int64(held) != want {
			t.Errorf("%d components of %d rows of %d: %d values held, %d counted", k, n, dim, held, want)
		}
		if s.block != size.Of(n, dim, k).Block {
			t.Errorf("blocks of %d rows", s.block)
		}
	}
}
