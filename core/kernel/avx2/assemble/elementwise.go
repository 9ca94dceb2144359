package assemble

import (
	"math"
	"strings"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Predicates of comparisons; with a NaN only the last two are true.
const (
	lessThan       = operand.U8(0x11)
	greaterThan    = operand.U8(0x1e)
	greaterOrEqual = operand.U8(0x1d)
	equal          = operand.U8(0x00)
	notLessThan    = operand.U8(0x05)
	notGreater     = operand.U8(0x0a)
)

// elements is a loop over vectors of eight numbers: where the next are, by the vector's name.
type elements struct {
	a    *assembler
	name string
	base map[string]reg.GPVirtual
	i    reg.GPVirtual
}

// vectors begins a function of vectors and numbers, whose names they are, separated by blanks, and its loop. n, their length, is
// a multiple of eight.
func (a *assembler) vectors(name, vectors, numbers, doc string) (*elements, map[string]reg.VecVirtual) {
	signature := "func(" + strings.ReplaceAll(vectors, " ", ", ") + " *float32, n uintptr"
	if numbers != "" {
		signature += ", " + strings.ReplaceAll(numbers, " ", ", ") + " float32"
	}
	return a.begin(name, signature+")", vectors, numbers, doc)
}

func (a *assembler) begin(name, signature, vectors, numbers, doc string) (*elements, map[string]reg.VecVirtual) {
	a.function(name, signature, doc)
	e := &elements{a: a, name: name, base: map[string]reg.GPVirtual{}}
	for _, v := range strings.Fields(vectors) {
		e.base[v] = a.word(v)
	}
	lanes := map[string]reg.VecVirtual{}
	for _, v := range strings.Fields(numbers) {
		lanes[v] = a.everywhere(v)
	}
	return e, lanes
}

// each begins the loop's body.
func (e *elements) each() {
	n := e.a.word("n")
	e.i = e.a.GP64()
	e.a.XORQ(e.i, e.i)
	e.base["n"] = n
	e.a.JMP(operand.LabelRef(e.name + "_test"))
	e.a.Label(e.name + "_next")
}

// again ends it.
func (e *elements) again() {
	e.a.ADDQ(operand.U8(8), e.i)
	e.a.Label(e.name + "_test")
	e.a.CMPQ(e.i, e.base["n"])
	e.a.JB(operand.LabelRef(e.name + "_next"))
}

func (e *elements) done() {
	e.again()
	e.a.VZEROUPPER()
	e.a.RET()
}

// at is where the next numbers of a vector are.
func (e *elements) at(vector string) operand.Mem {
	return operand.Mem{Base: e.base[vector], Index: e.i, Scale: 4}
}

// load reads the next numbers of a vector.
func (e *elements) load(vector string) reg.VecVirtual {
	y := e.a.YMM()
	e.a.VMOVUPS(e.at(vector), y)
	return y
}

func (e *elements) store(y reg.VecVirtual, vector string) { e.a.VMOVUPS(y, e.at(vector)) }

// number is a constant in memory, eight times.
func (a *assembler) number(v float32) operand.Mem { return a.bits(math.Float32bits(v)) }

// constant is one in a register.
func (a *assembler) constant(v float32) reg.VecVirtual {
	y := a.YMM()
	a.VMOVUPS(a.number(v), y)
	return y
}

// The results of these are new registers.

func (a *assembler) times(x operand.Op, y reg.VecVirtual) reg.VecVirtual {
	z := a.YMM()
	a.VMULPS(x, y, z)
	return z
}

func (a *assembler) plus(x operand.Op, y reg.VecVirtual) reg.VecVirtual {
	z := a.YMM()
	a.VADDPS(x, y, z)
	return z
}

// minus is y - x.
func (a *assembler) minus(y reg.VecVirtual, x operand.Op) reg.VecVirtual {
	z := a.YMM()
	a.VSUBPS(x, y, z)
	return z
}

// over is y / x.
func (a *assembler) over(y reg.VecVirtual, x operand.Op) reg.VecVirtual {
	z := a.YMM()
	a.VDIVPS(x, y, z)
	return z
}

func (a *assembler) and(x operand.Op, y reg.VecVirtual) reg.VecVirtual {
	z := a.YMM()
	a.VANDPS(x, y, z)
	return z
}

// where is a mask of the lanes in which y stands to x as the predicate says.
func (a *assembler) where(predicate operand.U8, y reg.VecVirtual, x operand.Op) reg.VecVirtual {
	z := a.YMM()
	a.VCMPPS(predicate, x, y, z)
	return z
}

// choose is yes in the lanes of the mask, and elsewhere no.
func (a *assembler) choose(mask reg.VecVirtual, yes operand.Op, no reg.VecVirtual) reg.VecVirtual {
	z := a.YMM()
	a.VBLENDVPS(mask, yes, no, z)
	return z
}

const (
	signBit  = 1 << 31
	allButIt = signBit - 1
)

func (a *assembler) abs(x reg.VecVirtual) reg.VecVirtual { return a.and(a.bits(allButIt), x) }

func (a *assembler) elementwise() {
	e, _ := a.vectors("add", "y x", "", "adds x to y.")
	e.each()
	e.store(a.plus(e.at("x"), e.load("y")), "y")
	e.done()

	e, k := a.vectors("axpy", "y x", "alpha", "adds alpha*x to y.")
	e.each()
	e.store(a.plus(e.at("y"), a.times(e.at("x"), k["alpha"])), "y")
	e.done()

	e, k = a.vectors("scale", "x", "alpha", "multiplies x by alpha.")
	e.each()
	e.store(a.times(e.at("x"), k["alpha"]), "x")
	e.done()

	e, _ = a.vectors("sub", "y x t", "", "is x - t.")
	e.each()
	e.store(a.minus(e.load("x"), e.at("t")), "y")
	e.done()

	e, _ = a.vectors("mul", "y x t", "", "is x * t.")
	e.each()
	e.store(a.times(e.at("t"), e.load("x")), "y")
	e.done()

	// Of equal numbers, and where one is a NaN, the result is the second: x.
	e, k = a.vectors("clamp", "y x", "lo hi", "is x, or lo where x is less, or hi where it is greater.")
	e.each()
	y := e.load("x")
	a.VMAXPS(y, k["lo"], y)
	a.VMINPS(y, k["hi"], y)
	e.store(y, "y")
	e.done()
}
