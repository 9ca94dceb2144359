// Package kernel holds the numeric primitives that training is made of, on []float32.
//
// Matrices are contiguous and row-major; m(r,c) below means a slice of length r*c. The doc comment of
// each primitive is its reference loop, and the loop defines the order of every sum, so the same call
// gives the same bits wherever that loop, or a vector form of it, runs. A float32() around a product
// forbids the compiler to fuse it with the sum that follows.
//
// Three builds supply the primitives: kernel_js.go calls the SIMD kernels of kernels.wasm, which share
// Go's memory; kernel_native.go has vector code on amd64 (package avx2) and loops elsewhere;
// kernel_go.go, selected by the tag noasm, has the reference loops throughout. All agree bit for bit, but for what
// MatMul says of zeros; gonum's products, which an arithmetic can ask for natively, do not. The bits of a NaN are not
// defined, here as in WebAssembly, only that it is one.
//
// Slices of the wrong length and negative dimensions are bugs of the caller and panic. A result may be
// the very slice that an operand is where the text says "in place", and else must not overlap it.
//
// It knows no layers and no shapes but lengths: package nn makes layers of it. Nothing else in core differs from build to build.
package kernel

const (
	msgLength     = "kernel: length mismatch"
	msgNegative   = "kernel: negative dimension"
	msgFused      = "kernel: fused arithmetic is not available"
	msgArithmetic = "kernel: no such arithmetic"
	msgThreads    = "kernel: no such number of threads"
	msgThread     = "kernel: a thread stopped in the middle of its work"
	msgIndex      = "kernel: index out of range"
	msgGrid       = "kernel: no grid of positions"
)

// WithoutThreads ends all threads but one.
func WithoutThreads() { withoutThreads() }

// SetThreads chooses how many threads share a long call, 1 to HasThreads. Results do not depend on it.
func SetThreads(n int) {
	if n < 1 || n > HasThreads() {
		panic(msgThreads)
	}
	setThreads(n)
}

// CurrentThreads returns how many threads share a long call, all that there are at first. It becomes less when one stops
// in the middle of its work and is given up.
func CurrentThreads() int { return currentThreads() }

// Shared returns how many calls threads have shared so far.
func Shared() int { return sharedCalls() }

// HasThreads says how many threads there are. The reference loops have one.
func HasThreads() int { return hasThreads() }

func same2(a, b int) {
	if a != b {
		panic(msgLength)
	}
}

func same3(a, b, c int) {
	if a != b || a != c {
		panic(msgLength)
	}
}

func same4(a, b, c, d int) {
	if a != b || a != c || a != d {
		panic(msgLength)
	}
}
