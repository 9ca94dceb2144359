package main

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/kernel/job"
)

func TestVariants(t *testing.T) {
	most := min(runtime.NumCPU(), job.MaxThreads)
	for _, c := range []struct {
		kernels, threads string
		want             []variant
		err              string
	}{
		{"", "", []variant{{"", 1}}, ""},
		{"relaxed,plain", "1,8", []variant{{"relaxed", 1}, {"relaxed", 8}, {"plain", 1}, {"plain", 8}}, ""},
		{"plain", "all,2", []variant{{"plain", most}, {"plain", 2}}, ""},
		{"fast", "", nil, `BOTTLENECK_KERNELS="fast" found`},
		{"", "9", nil, `BOTTLENECK_THREADS="9" found, 1 to 8, all or nothing expected`},
		{"", "every", nil, `BOTTLENECK_THREADS="every" found`},
	} {
		t.Setenv("BOTTLENECK_KERNELS", c.kernels)
		t.Setenv("BOTTLENECK_THREADS", c.threads)
		list, err := variants()
		if !slices.Equal(list, c.want) || err == nil != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("kernels %q, threads %q: %v and %v, %v and %q expected", c.kernels, c.threads, list, err, c.want, c.err)
		}
	}
}
