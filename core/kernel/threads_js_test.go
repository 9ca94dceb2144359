//go:build js && wasm && !noasm

package kernel

import (
	"fmt"
	"math/rand/v2"
	"syscall/js"
	"testing"
	"time"
	"unsafe"

	"bottleneck/core/kernel/job"
)

// threadCounts calls f with each number of threads that there is, from the least on.
func threadCounts(t *testing.T, least int, f func(t *testing.T)) {
	defer SetThreads(CurrentThreads())
	for n := least; n <= HasThreads(); n++ {
		SetThreads(n)
		t.Run(fmt.Sprint(n, " threads"), f)
	}
}

// shareAll lets even the smallest calls be shared, in small tiles, until the test ends.
func shareAll(t *testing.T) {
	p, tile, u, e, w, i, r := leastProduct, leastProductTile, leastUpdate, leastExponential, leastPass, leastImages, leastRows
	t.Cleanup(func() {
		leastProduct, leastProductTile, leastUpdate, leastExponential, leastPass, leastImages, leastRows = p, tile, u, e, w, i, r
	})
	leastProduct, leastProductTile, leastUpdate, leastExponential, leastPass, leastImages, leastRows = 1, 50, 1, 1, 1, 1, 1
}

// Where a test asks for nothing else, one thread multiplies.
func init() {
	onThreads = func(f func(with string)) {
		defer SetThreads(CurrentThreads())
		SetThreads(1)
		f("")
	}
}

// sharedProducts runs a test of products in which each is shared by each number of threads that there is, from two on.
func sharedProducts(t *testing.T, test func(t *testing.T)) {
	if HasThreads() < 2 {
		return
	}
	shareAll(t)
	defer func(f func(func(string))) { onThreads = f }(onThreads)
	defer SetThreads(CurrentThreads())
	calls := make([]int, HasThreads()+1) // shared, by number of threads
	onThreads = func(f func(with string)) {
		for n := 2; n <= HasThreads(); n++ {
			SetThreads(n)
			before := Shared()
			f(fmt.Sprint(", ", n, " threads"))
			calls[n] += Shared() - before
		}
	}
	test(t)
	for n, shared := range calls[2:] {
		if shared == 0 {
			t.Errorf("%d threads shared nothing", n+2)
		}
	}
}

func TestSharedProductsAgreeWithTheirLoops(t *testing.T) {
	sharedProducts(t, TestProductsAgreeWithTheirLoops)
}

func TestSharedProductsOfZerosAgreeWithTheirLoops(t *testing.T) {
	sharedProducts(t, TestProductsOfZerosAgreeWithTheirLoops)
}

func TestSharedVectorsAgreeWithTheirLoops(t *testing.T) {
	shareAll(t)
	threadCounts(t, 2, TestPrimitivesAgreeWithTheirLoops)
}

func TestSharedPatchesAgreeWithTheirLoops(t *testing.T) {
	shareAll(t)
	threadCounts(t, 2, TestPatches)
}

func TestSharedImagePassesAgreeWithTheirLoops(t *testing.T) {
	shareAll(t)
	threadCounts(t, 2, TestImagePasses)
}

func TestSharedRowsAgreeWithTheirLoops(t *testing.T) {
	shareAll(t)
	threadCounts(t, 2, func(t *testing.T) {
		before := Shared()
		TestRowsAgreeWithTheirLoops(t)
		TestGatheredBytes(t)
		if Shared() == before {
			t.Error("nothing was shared")
		}
	})
}

func TestThreadsDoNotChangeBits(t *testing.T) {
	arithmetics(t, func(t *testing.T, in Arithmetic) {
		r := rand.New(rand.NewPCG(3, 4))
		for _, s := range [][3]int{{256, 500, 784}, {784, 500, 256}, {20, 784, 32}, {784, 32, 20}, {501, 2, 803}, {3, 2001, 100}} {
			m, n, k := s[0], s[1], s[2]
			a, b, c := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
			fillRandom(a, r, false)
			fillRandom(b, r, false)
			fillRandom(c, r, false)
			for i := range a { // four fifths of some are zeros
				if m != 501 && r.IntN(5) > 0 {
					a[i] = 0
				}
			}
			for _, p := range products {
				var want []float32
				threadCounts(t, 1, func(t *testing.T) {
					for range 5 {
						found := append([]float32(nil), c...)
						p.run(in, found, a, b, m, n, k, true)
						if want == nil {
							want = found
						}
						compare(t, fmt.Sprintf("%s %v", p.name, s), found, want)
					}
				})
			}
		}
	})
}

// Helpers linger as long as tiles are in time, and shortly for a while after one was late.
func TestHelpersLinger(t *testing.T) {
	shareAll(t)
	defer func(n int) { threads = n }(threads)
	threads = 2 // where there is no helper the leader does all tiles
	x := make([]float32, 1000)
	block[job.Slept] = 1
	ReLU(x, x)
	for i := 0; block[job.Linger] != longLinger; i++ {
		if block[job.Linger] != shortLinger {
			t.Fatalf("helpers look %d times, %d expected", block[job.Linger], shortLinger)
		}
		if i > 100*calmCalls { // other tiles may be late
			t.Fatal("helpers do not linger again")
		}
		ReLU(x, x)
	}
	if calm < calmCalls {
		t.Errorf("helpers linger %d calls after a late tile, %d expected", calm, calmCalls)
	}
}

// A call that is too short to wake a helper for is shared where it is awake.
func TestWhatIsWorthSharing(t *testing.T) {
	defer func(n int, sleepers uint32) { threads, block[job.Sleepers] = n, sleepers }(threads, block[job.Sleepers])
	for _, c := range []struct {
		threads  int
		sleepers uint32
		work     int
		want     bool
	}{{1, 0, 300, false}, {2, 0, 99, false}, {2, 0, 100, true}, {2, 1, 299, false}, {2, 1, 300, true}} {
		threads, block[job.Sleepers] = c.threads, c.sleepers
		if found := worth(c.work, 300); found != c.want {
			t.Errorf("%+v: %v found", c, found)
		}
	}
}

// broken is a helper that takes a tile, the last one that is open, and dies.
const broken = `onmessage = ({ data: { heap, block, states, id, tiles } }) => {
	const words = new Int32Array(heap.buffer);
	const before = Atomics.load(words, block);
	postMessage('ready');
	for (;;) {
		const now = Atomics.load(words, block);
		if (now === before) continue;
		for (let i = Atomics.load(words, block + tiles) - 1; i >= 0; i--) {
			if (Atomics.compareExchange(words, block + states + i, now << 5, now << 5 | id + 1) === now << 5) return close();
		}
	}
};`

// withBroken starts a broken helper and calls f, which shares one call, until the helper has taken a tile of it.
func withBroken(t *testing.T, f func()) {
	t.Helper()
	const id = job.MaxThreads - 1
	oldHelpers, oldThreads := helpers, threads
	defer func() { helpers, threads = oldHelpers, oldThreads }()
	helpers, threads = helpers|1<<id, job.MaxThreads
	block[job.Patience] = 3
	defer func() { block[job.Patience] = patience }()

	blob := js.Global().Get("Blob").New([]any{broken}, map[string]any{"type": "text/javascript"})
	worker := js.Global().Get("Worker").New(js.Global().Get("URL").Call("createObjectURL", blob))
	defer worker.Call("terminate")
	ready := make(chan bool, 1)
	message := js.FuncOf(func(js.Value, []js.Value) any { ready <- true; return nil })
	defer message.Release()
	worker.Set("onmessage", message)
	worker.Call("postMessage", map[string]any{"heap": js.Global().Get("heap"), "block": int(pointer(unsafe.Pointer(&block)) / 4),
		"states": job.States, "id": id, "tiles": job.Tiles})
	<-ready
	for range 1000 { // it comes too late where it finds no processor free
		start := time.Now()
		f()
		if helpers&(1<<id) == 0 {
			if d := time.Since(start); d < 250*time.Millisecond || d > 20*time.Second {
				t.Errorf("it took %v to give the broken helper up, 0.3 s expected", d)
			}
			return
		}
	}
	t.Error("the broken helper was not found out")
}

// A helper that stops ends the call, whatever it is: it may yet write. Another call is right, without it. So it is where there is no other.
func TestABrokenThreadIsGivenUp(t *testing.T) {
	t.Run("beside others", brokenIsGivenUp)
	t.Run("alone", func(t *testing.T) {
		defer func(h uint32, n int) { helpers, threads = h, n }(helpers, threads)
		helpers = 0
		brokenIsGivenUp(t)
	})
}

func brokenIsGivenUp(t *testing.T) {
	defer SetThreads(CurrentThreads())
	const m, n, k = 500, 500, 784
	r := rand.New(rand.NewPCG(5, 6))
	a, b, c, want := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n), make([]float32, m*n)
	fillRandom(a, r, false)
	fillRandom(b, r, false)
	SetThreads(1)
	Fastest().MatMul(want, a, b, m, n, k, false)
	SetThreads(HasThreads())
	before := CurrentThreads()
	var text string
	withBroken(t, func() { text = panics(func() { Fastest().MatMul(c, a, b, m, n, k, false) }) })
	if text != msgThread {
		t.Errorf("panic %q found, %q expected", text, msgThread)
	}
	if found := CurrentThreads(); found != before {
		t.Errorf("%d threads found afterwards, %d expected", found, before)
	}
	clear(c)
	Fastest().MatMul(c, a, b, m, n, k, false)
	compare(t, "next product", c, want)
}
