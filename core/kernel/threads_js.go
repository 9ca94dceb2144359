//go:build js && wasm && !noasm

package kernel

import (
	"math"
	"math/bits"
	"unsafe"

	"bottleneck/core/kernel/job"
)

// start gives the block of jobs to the helper threads that the loader has made, and returns how many they are. lost
// tells it which of them did not finish a tile in time: it ends these for good.

//go:wasmimport threads start
func wasmStart(block unsafe.Pointer) int32

//go:wasmimport threads lost
func wasmLost(helpers uint32)

//go:wasmimport kernels dismiss
func wasmDismiss(block unsafe.Pointer)

//go:wasmimport kernels run
func wasmRun(block unsafe.Pointer) uint32

// Calls of less than some 50 µs stay on one thread: to wake a helper costs 8 µs on a busy machine, where it may get no
// processor. Where all are awake a third is enough. Tiles take at least 5 µs.
var (
	leastProduct     = 2e6 // multiplications and additions
	leastProductTile = 200e3
	leastUpdate      = 80 << 10  // numbers, of optimizers that divide and take roots
	leastExponential = 24 << 10  // of activations with an exponential
	leastPass        = 128 << 10 // of what only waits for memory
)

const tilesPerThread = 8

const (
	productRows = 120 // the blocks of rows of the kernels

	spins    = 150000 // looks of about 3 ns, longer than most tiles take
	patience = 60     // tenths of a second; the page's with the trainer is longer

	// A helper that looks for the next job is not to be woken, which takes some 30 µs. But where others want its
	// processor, it loses that for as long as it has looked, in the middle of a tile perhaps. Then the leader has to sleep, and
	// for so many calls helpers look for a short time.
	longLinger  = 40000
	shortLinger = 4000
	calmCalls   = 1000
)

const (
	opAdam = len(job.Products) + iota
	opRMSprop
	opAdadelta
	opMomentum
	opSGD
	opTanh
	opTanhBackward
	opSigmoid
	opSigmoidBackward
	opRelu
	opReluBackward
	opCrossEntropyTerms
	opAdagrad
)

var (
	block   [job.Words]uint32
	helpers = startHelpers() // a bit for each that is there: bit i is thread i
	threads = 1 + bits.OnesCount32(helpers)
	shared  int // calls
	calm    int // of them since the leader had to sleep
)

func startHelpers() uint32 {
	block[job.Scratch] = pointer(unsafe.Pointer(&scratch))
	block[job.Spin], block[job.Patience], block[job.Linger] = spins, patience, longLinger
	return 1<<(min(wasmStart(unsafe.Pointer(&block)), job.MaxThreads-1)+1) - 2
}

func pointer(p unsafe.Pointer) uint32 { return uint32(uintptr(p)) }

func currentThreads() int { return min(threads, 1+bits.OnesCount32(helpers)) }
func sharedCalls() int    { return shared }
func hasThreads() int     { return 1 + bits.OnesCount32(helpers) }
func setThreads(n int)    { threads = n }

func withoutThreads() {
	helpers, threads = 0, 1
	wasmDismiss(unsafe.Pointer(&block))
}

// shareProduct lets all threads compute a product, if it is long enough.
func shareProduct(r Arithmetic, op int, c, a, b unsafe.Pointer, m, n, k int, acc bool) bool {
	work := float64(2*m*n) * float64(k)
	cut := cutDense
	if op >= opSparseMatMul {
		work, cut = work*sparseWork, cutSparse
	}
	if !worth(work, leastProduct) {
		return false
	}
	most := min(int(work/leastProductTile), tilesPerThread*threads, job.MaxTiles)
	if most < 2 {
		return false
	}
	height, width := cut(m, n, most)
	down, across := ceil(m, height), ceil(n, width)
	if down*across < 2 {
		return false
	}
	if r == Fused {
		op += len(job.Products) / 2
	}
	args := block[job.Args : job.Args+10]
	args[0], args[1], args[2] = pointer(c), pointer(a), pointer(b)
	args[3], args[4], args[5], args[6] = uint32(m), uint32(n), uint32(k), uint32(flag(acc))
	args[7], args[8], args[9] = uint32(height), uint32(width), uint32(across)
	run(op, down*across)
	return true
}

// cutDense is the size of tiles, at most so many. They are cut at multiples of the kernels' own tiles of six rows and eight
// columns, side by side first, because the rows of a are read in place and the columns of b are packed for each
// tile anew.
func cutDense(m, n, most int) (height, width int) {
	down := min(ceil(m, productRows), most)
	across := min(most/down, max(1, n/16))
	if 2*down*across <= most {
		down = min(most/across, ceil(m, 6))
	}
	return 6 * ceil(ceil(m, down), 6), 8 * ceil(ceil(n, across), 8)
}

// shareVectors lets all threads work along vectors of n numbers, if they are long enough. The first vector is written;
// optimizers write others too.
func shareVectors(op, n int, a, b, c, d unsafe.Pointer, numbers ...float32) bool {
	least, unit := leastPass, 4
	switch op {
	case opAdam, opRMSprop, opAdadelta, opAdagrad:
		least = leastUpdate
	case opTanh, opSigmoid:
		least = leastExponential
	case opCrossEntropyTerms:
		least, unit = leastExponential, termBlock
	}
	if !worth(n, least) {
		return false
	}
	tile := unit * ceil(n, unit*min(tilesPerThread*threads, job.MaxTiles))
	args := block[job.Args : job.Args+4]
	args[0], args[1], args[2], args[3] = pointer(a), pointer(b), pointer(c), pointer(d)
	block[job.VectorN], block[job.VectorTile] = uint32(n), uint32(tile)
	for i, x := range numbers {
		block[job.Numbers+i] = math.Float32bits(x)
	}
	run(op, ceil(n, tile))
	return true
}

// worth says whether a call is long enough to be shared.
func worth[T int | float64](work, least T) bool {
	if block[job.Sleepers] == 0 {
		work *= 3
	}
	return threads > 1 && work >= least
}

// run runs the job that is in the block.
func run(op, tiles int) {
	shared++
	block[job.Op], block[job.Tiles], block[job.Threads] = uint32(op), uint32(tiles), uint32(threads)
	if lost := wasmRun(unsafe.Pointer(&block)); lost != 0 {
		lose(lost)
	}
	if calm++; block[job.Slept] > 0 {
		calm, block[job.Slept], block[job.Linger] = 0, 0, shortLinger
	} else if calm == calmCalls {
		block[job.Linger] = longLinger
	}
}

// lose gives up helpers that did not finish a tile in time. One that is not dead but slow may still write to memory that
// is of something else by then, so this program must not go on: the loader does not return from lost where it can
// start another, on other memory.
func lose(lost uint32) {
	helpers &^= lost
	if helpers == 0 {
		threads = 1
	}
	wasmLost(lost)
	panic(msgThread)
}

// ceil is the number of parts of at most size that n makes.
func ceil(n, size int) int { return (n + size - 1) / size }
