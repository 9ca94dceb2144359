package selftest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/kernel"
)

// The known bits are those of the loops: go test -tags noasm.
func TestKnownBits(t *testing.T) {
	defer kernel.SetThreads(kernel.CurrentThreads())
	for a, want := range known {
		if a == kernel.Fused && !kernel.HasFused() {
			continue
		}
		for threads := 1; threads <= kernel.HasThreads(); threads++ {
			kernel.SetThreads(threads)
			if found := train(a); found != want {
				t.Errorf("%v, %d threads: %#08x found, %#08x expected", a, threads, found, want)
			}
		}
	}
}

func TestRunFindsNothingWrong(t *testing.T) {
	if notices, err := Run(); err != nil || len(notices) > 0 {
		t.Errorf("notices %q, error %v", notices, err)
	}
}

// Each kind of wrong machine ends with what it can still do, and says so.
func TestChoose(t *testing.T) {
	right := bits{kernel.Plain: 11, kernel.Fused: 22}
	for _, tt := range []struct {
		name  string
		wrong func(a kernel.Arithmetic, threads int) bool
		off   []string
		says  string
		err   error
	}{
		{"right", func(kernel.Arithmetic, int) bool { return false }, nil, "", nil},
		{"fused", func(a kernel.Arithmetic, _ int) bool { return a == kernel.Fused }, []string{"fused"}, "plain one", nil},
		{"threads", func(_ kernel.Arithmetic, n int) bool { return n > 1 }, []string{"threads"}, "uses one", nil},
		{"both", func(a kernel.Arithmetic, n int) bool { return a == kernel.Fused || n > 1 }, []string{"fused", "threads"}, "uses one", nil},
		{"all", func(kernel.Arithmetic, int) bool { return true }, nil, "", errWrong},
		{"plain", func(a kernel.Arithmetic, _ int) bool { return a == kernel.Plain }, nil, "", errWrong},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var off []string
			notices, err := choose(right, machine{
				fused: func() bool { return !slices.Contains(off, "fused") }, threads: func() int { return 4 },
				withoutFused:   func() { off = append(off, "fused") },
				withoutThreads: func() { off = append(off, "threads") },
				train: func(a kernel.Arithmetic, threads int) uint32 {
					if tt.wrong(a, threads) {
						return 99
					}
					return right[a]
				},
			})
			if fmt.Sprint(off) != fmt.Sprint(tt.off) || err != tt.err || len(notices) != len(off) || len(off) > 0 && !strings.Contains(notices[len(off)-1].Error(), tt.says) {
				t.Errorf("off %q, notices %q, error %v", off, notices, err)
			}
		})
	}
}

func BenchmarkTrain(b *testing.B) {
	for b.Loop() {
		train(kernel.Fastest())
	}
}
