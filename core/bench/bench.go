package bench

import (
	"runtime"
	"slices"

	"bottleneck/core/autoencoder"
	"bottleneck/core/data"
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/time"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// Options say what to measure and how. Zero values take what the machine has.
type Options struct {
	Workload   string  // linear, ...; gemm:MxNxK; peak; or a link from its # on
	Threads    int     // 0: all there are
	Arithmetic string  // "", auto, plain or fused
	Seconds    float64 // of measuring, after the warm-up; 0: one
	Budget     int64   // of memory; 0: not checked

	In kernel.Arithmetic // that runs multiply in, whatever Arithmetic says; 0: in that
}

const (
	maxSeconds = 3600
	images     = 2000 // of a run's made-up data

	workWindow, peakWindow = 4 * time.Millisecond, time.Millisecond
	ticks                  = 50 // of a coarse clock, a window takes at least so many
	warmUp                 = 150 * time.Millisecond
	warmSteps, leastWindow = 2, 3
)

// Bench is a measurement under way. It changes the threads of the process until Close.
type Bench struct {
	name       string
	step       func() error // nil: the peak alone
	flops      float64      // of a step
	batch      int
	seconds    time.Duration
	threads    int // to go back to
	arithmetic kernel.Arithmetic

	chains     []float32 // of the peak
	rounds     int
	work, peak time.Duration // length of a window
	warm       int           // steps done before measuring; -1: measuring
	spent      time.Duration
	windows    windows
	best       float64 // GFLOP/s of the peak
	heap, grew int64
	atStart    int64
}

// New prepares a measurement. What is wrong with the options is an error that names it.
func New(o Options) (*Bench, error) {
	if !(o.Seconds >= 0 && o.Seconds <= maxSeconds) {
		return nil, fact.About("bench: seconds", "seconds_out_of_range", "found", o.Seconds, "most", maxSeconds)
	}
	if o.Seconds == 0 {
		o.Seconds = 1
	}
	if o.Threads < 0 || o.Threads > kernel.HasThreads() {
		return nil, fact.About("bench: threads", "threads_out_of_range", "found", o.Threads, "most", kernel.HasThreads())
	}
	if o.Threads == 0 {
		o.Threads = kernel.HasThreads()
	}
	b := &Bench{name: o.Workload, seconds: time.Duration(o.Seconds * float64(time.Second)),
		threads: kernel.CurrentThreads(), atStart: inUse()}
	if kernel.Name == "simd128" { // elsewhere nothing here reaches the machine's peak
		b.chains, b.rounds = make([]float32, kernel.PeakLanes), 1<<14
	}
	if err := b.prepare(o); err != nil {
		b.Close()
		return nil, err
	}
	kernel.SetThreads(o.Threads)
	return b, nil
}

// prepare makes the step, in the arithmetic asked for.
func (b *Bench) prepare(o Options) error {
	p, isProduct, err := parseProduct(o.Workload)
	if err != nil {
		return err
	}
	if !isProduct && o.Workload != "peak" {
		return b.prepareRun(o)
	}
	if b.arithmetic, err = autoencoder.ArithmeticOf(o.Arithmetic); err != nil {
		return err
	}
	if isProduct {
		b.prepareProduct(p)
	} else if b.chains == nil {
		return fact.About("bench: peak", "peak_missing", "kernels", kernel.Name)
	}
	return nil
}

func (b *Bench) prepareProduct(p product) {
	x, y, c := make([]float32, p.m*p.k), make([]float32, p.k*p.n), make([]float32, p.m*p.n)
	kernel.Uniform(x, 1)
	kernel.Uniform(y, 2)
	f := []func(c, a, b []float32, m, n, k int, acc bool){b.arithmetic.MatMul, b.arithmetic.MatMulNT, b.arithmetic.MatMulTN}[p.form]
	b.step = func() error { f(c, x, y, p.m, p.n, p.k, false); return nil }
	b.flops = 2 * float64(p.m) * float64(p.n) * float64(p.k)
}

func (b *Bench) prepareRun(o Options) error {
	_, r, err := workload(o.Workload)
	if err != nil {
		return err
	}
	if o.Arithmetic != "" {
		r.Arithmetic = o.Arithmetic
	}
	r.Classes = nil // spots have none
	r.Train, r.Test = max(1, images/r.BatchSize)*r.BatchSize, 1
	if o.Budget > 0 {
		if err := r.CheckBudget(o.Budget); err != nil {
			return err
		}
	}
	run, err := train.NewIn(o.In, r, pictures(r), pictures(r))
	if err != nil {
		return err
	}
	b.arithmetic = run.Model().Arithmetic()
	b.step, b.batch, b.flops = run.Step, r.BatchSize, r.Cost().FLOPsPerStep
	return nil
}

// pictures are as many as r trains on: a bright spot on black, each elsewhere and of another size. As in a digit, one
// pixel in five is light.
func pictures(r recipe.Recipe) *data.Set {
	in := r.Input()
	s := &data.Set{Name: r.Data, Source: "spots", N: r.Train, H: in.H, W: in.W, C: in.C, Pixels: make([]byte, in.Size()*r.Train), Labels: make([]byte, r.Train)}
	for i := range s.N {
		size := max(1, in.H*in.W*(40+7*i%50)/1000)
		for p := range in.H * in.W {
			x, y := p%s.W-s.W/4-i%(s.W/2+1), p/s.W-s.H/4-3*i%(s.H/2+1)
			for c := range in.C {
				s.Pixels[i*s.Dim()+p*in.C+c] = byte(255 * max(0, size-x*x-y*y) / size)
			}
		}
	}
	return s
}

// Close gives the threads back.
func (b *Bench) Close() {
	kernel.SetThreads(min(b.threads, kernel.HasThreads()))
}

// Slice measures for some milliseconds, or a step where that takes longer, and says whether that was the last. now is a
// monotonic clock.
func (b *Bench) Slice(now func() time.Duration) (done bool, err error) {
	if b.work == 0 {
		b.readClock(now)
	}
	b.measurePeak(now)
	if b.step == nil {
		return b.spent >= b.seconds, nil
	}
	start := now()
	passed, n := time.Duration(0), 0
	for n == 0 || passed < b.work {
		if err := b.step(); err != nil {
			return false, fact.Within("bench: "+b.name, err)
		}
		n++
		passed = now() - start
	}
	b.spent += passed
	if b.warm >= 0 {
		if b.warm += n; b.warm >= warmSteps && b.spent >= warmUp {
			b.warm, b.spent = -1, 0
			b.heap = inUse()
		}
		return false, nil
	}
	b.windows.add(passed.Seconds()*1e3/float64(n), n)
	if done = b.spent >= b.seconds && b.windows.count >= leastWindow; done {
		b.grew = inUse() - b.heap
	}
	return done, nil
}

// readClock makes windows long enough for the clock.
func (b *Bench) readClock(now func() time.Duration) {
	edge := func() time.Duration {
		for t := now(); ; {
			if u := now(); u != t {
				return u
			}
		}
	}
	tick := edge()
	tick = edge() - tick
	tick = min(tick, time.Second/ticks)
	b.work, b.peak = max(workWindow, ticks*tick), max(peakWindow, ticks*tick)
}

// measurePeak is a window of the peak. As a workload of its own it counts as steps.
func (b *Bench) measurePeak(now func() time.Duration) {
	if b.chains == nil {
		return
	}
	var passed time.Duration
	for {
		start := now()
		b.arithmetic.Peak(b.chains, b.rounds, 0.99, 0.013)
		passed = now() - start
		if passed >= b.peak {
			break
		}
		b.rounds *= 2
	}
	flops := 2 * kernel.PeakLanes * float64(b.rounds)
	b.best = max(b.best, flops/passed.Seconds()/1e9)
	if b.step == nil { // windows differ in length: count them as steps of one size
		const step = 1e6
		b.spent += passed
		b.flops = step
		b.windows.add(passed.Seconds()*1e3*step/flops, int(flops/step))
	}
}

// Figures are what was measured so far.
func (b *Bench) Figures() wire.Bench {
	w := wire.Bench{Workload: b.name, Steps: b.windows.steps, FLOPsPerStep: b.flops, Threads: kernel.CurrentThreads(), Arithmetic: b.arithmetic.Summed(),
		Peak: b.best, Bytes: max(0, b.heap-b.atStart), Grown: b.grew, Done: min(1, b.spent.Seconds()/b.seconds.Seconds())}
	if b.step == nil {
		w.Threads = 1
	}
	if b.windows.count == 0 {
		w.Done = 0
		return w
	}
	w.MsPerStep, w.BestMs = b.windows.median(), b.windows.best
	w.MeanMs = b.spent.Seconds() * 1e3 / float64(b.windows.steps)
	w.GFLOPs = b.flops / w.MsPerStep / 1e6
	w.ImagesPerSecond = float64(b.batch) / w.MsPerStep * 1e3
	if b.best > 0 {
		w.Share = b.flops / w.BestMs / 1e6 / (b.best * float64(w.Threads))
	}
	return w
}

// windows are the milliseconds a step of many windows; of more than it has room for, every second, fourth and so on.
type windows struct {
	kept, sorted        []float32 // sorted as the views' points are, and no other numbers are in the trainer: a sort takes much code
	steps, count, every int
	best                float64
}

const maxWindows = 1024

func (w *windows) add(ms float64, steps int) {
	if w.kept == nil {
		w.kept, w.sorted, w.every, w.best = make([]float32, 0, maxWindows), make([]float32, maxWindows), 1, ms
	}
	w.best = min(w.best, ms)
	w.steps += steps
	w.count++
	if w.count%w.every > 0 {
		return
	}
	if len(w.kept) == maxWindows {
		for i := range maxWindows / 2 {
			w.kept[i] = w.kept[2*i+1]
		}
		w.kept = w.kept[:maxWindows/2]
		w.every *= 2
	}
	w.kept = append(w.kept, float32(ms))
}

func (w *windows) median() float64 {
	s := w.sorted[:copy(w.sorted, w.kept)]
	slices.Sort(s)
	return max(float64(s[len(s)/2]), w.best) // which was not rounded
}

// inUse is the heap in use after a collection.
func inUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
