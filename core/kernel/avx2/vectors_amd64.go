package avx2

import "unsafe"

// Width is how many numbers the loops take at a time: the lengths of their vectors are multiples of it.
const Width = 8

// An Op is a loop over vectors, all of the same length. Its vectors and numbers are those of core/kernel's function of that name, in their order.
type Op int

const (
	Add Op = iota
	Axpy
	Scale
	Sub
	Mul
	Clamp
	Exp
	Log
	ReLU
	ReLUBackward
	Sigmoid
	SigmoidBackward
	Tanh
	TanhBackward
	SGD
	Momentum
	Nesterov
	Adam // its numbers have 1-beta behind each beta
	RMSprop
	Adagrad
	Adadelta // rho, 1-rho
	CrossEntropy
)

// ns is about how long op takes for a number.
func (op Op) ns() float64 {
	switch op {
	case Exp, Log, Sigmoid, Tanh:
		return 0.8
	case CrossEntropy:
		return 1.2
	case Adam, RMSprop, Adagrad, Adadelta:
		return 0.5
	}
	return 0.15
}

// Run does op on so many threads. Vectors that op has not are nil.
func Run(op Op, threads int, a, b, c, d []float32, numbers ...float32) {
	n := len(a)
	if n == 0 {
		return
	}
	v := loops.Take()
	v.op, v.n, v.vectors = op, n, [4]*float32{unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(c), unsafe.SliceData(d)}
	copy(v.numbers[:], numbers)
	unit := Width
	if op == CrossEntropy {
		unit = TermBlock
	}
	v.size = unit * ceil(ceil(n, unit), parts(op.ns()*float64(n), leastNs, threads))
	share(v, ceil(n, v.size), threads)
	v.vectors = [4]*float32{}
	loops.Give(v)
}

var loops Spare[vectors]

type vectors struct {
	op      Op
	vectors [4]*float32
	n, size int // of all, of a part
	numbers [8]float32
}

func (v *vectors) part(i int) {
	from := i * v.size
	n := uintptr(min(v.size, v.n-from))
	at := func(i, from int) *float32 {
		if v.vectors[i] == nil {
			return nil
		}
		return (*float32)(unsafe.Add(unsafe.Pointer(v.vectors[i]), 4*from))
	}
	fourth := from
	if v.op == CrossEntropy { // its terms are fewer: a pointer must stay inside
		fourth = from / TermBlock * 4
	}
	a, b, c, d := at(0, from), at(1, from), at(2, from), at(3, fourth)
	x := &v.numbers
	switch v.op {
	case Add:
		add(a, b, n)
	case Axpy:
		axpy(a, b, n, x[0])
	case Scale:
		scale(a, n, x[0])
	case Sub:
		sub(a, b, c, n)
	case Mul:
		mul(a, b, c, n)
	case Clamp:
		clamp(a, b, n, x[0], x[1])
	case Exp:
		exp(a, b, n)
	case Log:
		log(a, b, n)
	case ReLU:
		relu(a, b, n)
	case ReLUBackward:
		reluBackward(a, b, c, n)
	case Sigmoid:
		sigmoid(a, b, n)
	case SigmoidBackward:
		sigmoidBackward(a, b, c, n)
	case Tanh:
		tanh(a, b, n)
	case TanhBackward:
		tanhBackward(a, b, c, n)
	case SGD:
		sgd(a, b, n, x[0])
	case Momentum:
		momentum(a, b, c, n, x[0], x[1])
	case Nesterov:
		nesterov(a, b, c, n, x[0], x[1])
	case Adam:
		adam(a, b, c, d, n, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7])
	case RMSprop:
		rmsprop(a, b, c, n, x[0], x[1], x[2], x[3])
	case Adagrad:
		adagrad(a, b, c, n, x[0], x[1])
	case Adadelta:
		adadelta(a, b, c, d, n, x[0], x[1], x[2], x[3])
	case CrossEntropy:
		crossEntropyTerms(a, b, c, d, n, x[0])
	}
}

// TermBlock is how many numbers have four terms of a cross-entropy; its vectors' lengths are multiples of it.
const TermBlock = 64

// SquaredError is that of core/kernel; it adds to four sums.
func SquaredError(dy, y, t []float32, scale float32, sums *[4]float64) {
	if len(dy) > 0 {
		squaredError(&dy[0], &y[0], &t[0], uintptr(len(dy)), scale, &sums[0])
	}
}
