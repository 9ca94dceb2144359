package bench

import (
	"errors"
	"math"
	"strings"
	"testing"
	standard "time"

	"bottleneck/core/data"
	"bottleneck/core/data/drawn"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// fastest is what auto stands for here, as figures name it.
func fastest() string {
	return kernel.Fastest().Summed()
}

// measure runs a bench to its end.
func measure(t *testing.T, o Options) wire.Bench {
	t.Helper()
	b, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	start := standard.Now()
	for done := false; !done; {
		if done, err = b.Slice(func() time.Duration { return time.Duration(standard.Since(start)) }); err != nil {
			t.Fatal(err)
		}
		if standard.Since(start) > standard.Minute {
			t.Fatal("no end after a minute")
		}
	}
	return b.Figures()
}

// The SIMD kernels do all of them; what would take the others minutes is left to these.
func TestEveryWorkloadTrains(t *testing.T) {
	most := map[string]float64{"simd128": 1e12, "avx2": 1e12, "go": 1e8}[kernel.Name] // of operations
	for _, w := range Workloads {
		if r, _ := recipe.Parse(w.Link); r.Cost().FLOPsPerStep > most {
			continue
		}
		t.Run(w.Name, func(t *testing.T) {
			f := measure(t, Options{Workload: w.Name, Threads: 1, Seconds: 0.02})
			r, _ := recipe.Parse(w.Link)
			if f.Workload != w.Name || f.Steps < leastWindow || f.Done != 1 || f.Threads != 1 || f.Arithmetic != fastest() {
				t.Errorf("%+v", f)
			}
			if !(f.BestMs > 0) || f.BestMs > f.MsPerStep {
				t.Errorf("best %v ms, median %v", f.BestMs, f.MsPerStep)
			}
			if want := r.Cost().FLOPsPerStep / f.MsPerStep / 1e6; math.Abs(f.GFLOPs/want-1) > 1e-9 {
				t.Errorf("%v GFLOP/s, %v expected", f.GFLOPs, want)
			}
			if want := float64(r.BatchSize) / f.MsPerStep * 1e3; math.Abs(f.ImagesPerSecond/want-1) > 1e-9 {
				t.Errorf("%v images/s, %v expected", f.ImagesPerSecond, want)
			}
			if f.Bytes < 4*4*int64(r.Cost().Parameters) || f.Bytes > 2*r.Cost().Bytes+64<<20 {
				t.Errorf("%d bytes held; values, gradients and two states of the optimizer are %d", f.Bytes, 16*r.Cost().Parameters)
			}
			if (kernel.Name == "simd128") != (f.Share > 0) || f.Share > 1.2 {
				t.Errorf("share %v of a peak of %v", f.Share, f.Peak)
			}
		})
	}
}

// The work of a step is that of the products: two for each layer, and one more where the input has a gradient.
func TestTheWorkOfAStep(t *testing.T) {
	for name, want := range map[string]float64{
		"linear": 2 * 20 * 784 * 32 * (2 + 3),
		"keras":  2 * 256 * 784 * 32 * (2 + 3),
		"conv":   2 * 64 * (2*196*16*9 + 3*(49*32*9*16+1568*32+32*1568+49*9*32*16+196*9*16)),
		"faces":  2 * 50 * (2*256*16*9 + 3*(256*9*(16*32+32*64+64*128)+32768*256+256*256+256*9*128+1024*9*(128*64+64*32+32))),
		"deep":   2 * 500 * (2*784*500 + 3*(500*300+300*2+2*300+300*500+500*784)),
		"vae":    2 * 128 * (2*784*400 + 3*(400*40+20*400+400*784)),
	} {
		_, r, err := workload(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Cost().FLOPsPerStep; math.Abs(got/want-1) > 1e-3 {
			t.Errorf("%s: %.0f, %.0f expected", name, got, want)
		}
	}
}

func TestProducts(t *testing.T) {
	for name, flops := range map[string]float64{"gemm:30x40x50": 120000, "gemm_nt:20x32x784": 2 * 20 * 32 * 784, "gemm_tn:32x784x20": 2 * 20 * 32 * 784} {
		f := measure(t, Options{Workload: name, Seconds: 0.01})
		if f.Workload != name || f.Steps < leastWindow || f.ImagesPerSecond != 0 || math.Abs(f.GFLOPs*f.MsPerStep*1e6/flops-1) > 1e-9 {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

func TestALink(t *testing.T) {
	for _, link := range []string{"#v=1&data=digits&latent_dim=7&batch_size=3", "#v=1&data=table18&latent_dim=2&batch_size=4", "#v=1&data=digits&classes=1,5&batch_size=4"} {
		r, _ := recipe.Parse(link)
		f := measure(t, Options{Workload: link, Seconds: 0.01})
		if f.Workload != link || f.FLOPsPerStep != r.Cost().FLOPsPerStep || f.Steps < leastWindow {
			t.Errorf("%s: %+v", link, f)
		}
	}
}

func TestPeak(t *testing.T) {
	if kernel.Name != "simd128" {
		if _, err := New(Options{Workload: "peak"}); err == nil || !strings.Contains(err.Error(), "peak") {
			t.Errorf("a peak of %s kernels: %v", kernel.Name, err)
		}
		return
	}
	f := measure(t, Options{Workload: "peak", Seconds: 0.05})
	if f.Threads != 1 || f.Steps < leastWindow || f.GFLOPs > f.Peak || math.Abs(f.Share-1) > 1e-9 {
		t.Errorf("%+v", f)
	}
}

func TestWhatIsAskedForIsWhatIsMeasured(t *testing.T) {
	defer kernel.SetThreads(kernel.CurrentThreads())
	all := kernel.HasThreads()
	kernel.SetThreads(all)
	f := measure(t, Options{Workload: "gemm:9x9x9", Threads: 1, Arithmetic: "plain", Seconds: 0.01})
	if f.Threads != 1 || f.Arithmetic != "plain" {
		t.Errorf("%+v", f)
	}
	if kernel.HasFused() {
		if f := measure(t, Options{Workload: "gemm:9x9x9", Arithmetic: "fused", Seconds: 0.01}); f.Arithmetic != "fused" || f.Threads != all {
			t.Errorf("%+v", f)
		}
	}
	if kernel.CurrentThreads() != all {
		t.Errorf("%d threads left behind", kernel.CurrentThreads())
	}
}

func TestRefuses(t *testing.T) {
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{Workload: "lenear"}, `bench: workload "lenear" found, one of linear, keras, deep, `},
		{Options{}, `peak, gemm:MxNxK or a link expected`},
		{Options{Workload: "#v=1&latent_dim=-1"}, `bench: latent_dim: "-1" found`},
		{Options{Workload: "gemm:3x4"}, "sizes from 1 to 8192 expected"},
		{Options{Workload: "gemm:3x4x0"}, "sizes from 1 to 8192 expected"},
		{Options{Workload: "gemm_tn:3x4x9000"}, "gemm_tn:MxNxK"},
		{Options{Workload: "gemm:8000x8000x1"}, "numbers found, at most"},
		{Options{Workload: "linear", Threads: 99}, "threads: 99 found, 1 to "},
		{Options{Workload: "linear", Threads: -1}, "threads: -1 found"},
		{Options{Workload: "linear", Arithmetic: "exact"}, "arithmetic"},
		{Options{Workload: "gemm:2x2x2", Arithmetic: "exact"}, "arithmetic"},
		{Options{Workload: "linear", Seconds: -1}, "seconds: -1 found"},
		{Options{Workload: "linear", Seconds: math.NaN()}, "seconds: NaN found"},
		{Options{Workload: "deep", Budget: 40 << 20}, "MiB"},
	} {
		b, err := New(c.o)
		if err == nil {
			b.Close()
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, %q expected", c.o, err, c.want)
		}
	}
}

// A step that fails ends the bench with its name.
func TestAFailureIsTold(t *testing.T) {
	fault := errors.New("fault")
	b := &Bench{name: "linear", step: func() error { return fault }, seconds: time.Second}
	now := time.Duration(0)
	if _, err := b.Slice(func() time.Duration { now += time.Millisecond; return now }); !errors.Is(err, fault) || !strings.Contains(err.Error(), "bench: linear") {
		t.Errorf("%v", err)
	}
}

func TestWindows(t *testing.T) {
	var w windows
	for i := range 100000 {
		w.add(float64(i+1), 2)
	}
	if m := w.median(); m < 48000 || m > 52000 {
		t.Errorf("median %v of 1 to 100,000", m)
	}
	if w.best != 1 || w.steps != 200000 || w.count != 100000 || cap(w.kept) != maxWindows {
		t.Errorf("best %v, %d steps, %d windows, room for %d", w.best, w.steps, w.count, cap(w.kept))
	}
	if n := testing.AllocsPerRun(100, func() { w.add(5, 1); w.median() }); n > 0 {
		t.Errorf("%v allocations a window", n)
	}
}

// Kernels leave out zeros, so a bench on pictures with fewer or more of them than digits have would tell something else.
func TestPicturesAreAsDarkAsDigits(t *testing.T) {
	share := func(s *data.Set) float64 {
		light := 0
		for _, p := range s.Pixels {
			if p > 0 {
				light++
			}
		}
		return float64(light) / float64(len(s.Pixels))
	}
	r, _ := recipe.Parse(Workloads[0].Link)
	r.Train = images
	found, want := share(pictures(r)), share(drawn.Digits(images, 1))
	if math.Abs(found-want) > 0.02 {
		t.Errorf("%.3f of the pixels are light, %.3f of drawn digits", found, want)
	}
}
