package kernels

import (
	"fmt"
	"slices"

	"bottleneck/wasm/binary"
)

// value is an expression: the instructions that leave one number of type t on the stack. Using a value
// twice runs its instructions twice; let keeps it in a local.
type value struct {
	t     valType
	code  []byte
	local uint32 // 1 + index, where the value is a local of a function
}

// fn is a function under construction. Its methods append instructions; the control structures take
// the body as a Go function, so that they cannot be left open. Misuse is a bug of the generator
// and panics.
type fn struct {
	name            string
	index           uint32
	params, results []valType
	locals          []valType
	prologue, body  []byte
	consts          map[string]value
	returned        bool
	ends            []int // where the statements of the body end
}

func (f *fn) fail(format string, args ...any) {
	panic("kernels: " + f.name + ": " + fmt.Sprintf(format, args...))
}

// want panics unless v has type t.
func (f *fn) want(v value, t valType) {
	if v.t != t {
		f.fail("type %#x found, %#x expected", v.t, t)
	}
}

// param adds a parameter. All parameters come before the first local.
func (f *fn) param(t valType) value {
	if len(f.locals) > 0 {
		f.fail("parameter after a local")
	}
	f.params = append(f.params, t)
	return local(t, len(f.params)-1)
}

// pointers adds n parameters of type i32, and so do the lengths and strides beside them.
func (f *fn) pointers(n int) []value {
	ps := make([]value, n)
	for i := range ps {
		ps[i] = f.param(i32)
	}
	return ps
}

// newLocal adds a local variable, 0 at first.
func (f *fn) newLocal(t valType) value {
	f.locals = append(f.locals, t)
	return local(t, len(f.params)+len(f.locals)-1)
}

func local(t valType, index int) value {
	return value{t: t, code: binary.AppendUint([]byte{0x20}, uint64(index)), local: uint32(index) + 1}
}

// set assigns v to the local l.
func (f *fn) set(l, v value) {
	if l.local == 0 {
		f.fail("assignment to an expression")
	}
	f.want(v, l.t)
	f.body = binary.AppendUint(append(append(f.body, v.code...), 0x21), uint64(l.local-1))
	f.ends = append(f.ends, len(f.body))
}

// let returns a new local that holds v.
func (f *fn) let(v value) value {
	l := f.newLocal(v.t)
	f.set(l, v)
	return l
}

// inc adds n to the i32 local l.
func (f *fn) inc(l value, n int) { f.set(l, i32Add(l, number(n))) }

// interleave appends the statements of several bodies, which differ in numbers only, in turns: chains of operations that
// wait for each other do so at the same time. A body consists of assignments and stores.
func (f *fn) interleave(bodies ...func()) {
	start := len(f.body)
	var statements [][][]byte
	for _, body := range bodies {
		from, first := len(f.body), len(f.ends)
		body()
		var list [][]byte
		for _, end := range f.ends[first:] {
			list = append(list, slices.Clone(f.body[from:end]))
			from = end
		}
		if from != len(f.body) || len(statements) > 0 && len(list) != len(statements[0]) {
			f.fail("bodies that cannot be interleaved")
		}
		statements = append(statements, list)
	}
	f.body = f.body[:start]
	for i := range statements[0] {
		for _, list := range statements {
			f.body = append(f.body, list[i]...)
			f.ends = append(f.ends, len(f.body))
		}
	}
}

// constant keeps v, which depends on parameters and numbers only, in a local that is set
// before the body begins.
func (f *fn) constant(v value) value {
	if l, ok := f.consts[string(v.code)]; ok {
		return l
	}
	l := f.newLocal(v.t)
	f.prologue = binary.AppendUint(append(append(f.prologue, v.code...), 0x21), uint64(l.local-1))
	f.consts[string(v.code)] = l
	return l
}

// splat is the vector of four x, kept as a constant.
func (f *fn) splat(x float32) value { return f.constant(f32x4Splat(real(x))) }

// splatBits is the vector of four words u, kept as a constant.
func (f *fn) splatBits(u uint32) value { return f.constant(i32x4Splat(number(int(int32(u))))) }

// when runs then if c is not 0.
func (f *fn) when(c value, then func()) { f.either(c, then, nil) }

// either runs then if c is not 0, else otherwise.
func (f *fn) either(c value, then, otherwise func()) {
	f.want(c, i32)
	f.body = append(append(f.body, c.code...), 0x04, 0x40)
	then()
	if otherwise != nil {
		f.body = append(f.body, 0x05)
		otherwise()
	}
	f.body = append(f.body, 0x0b)
}

// repeat runs body, and again as long as the value that it returns is not 0.
func (f *fn) repeat(body func() value) {
	f.body = append(f.body, 0x03, 0x40)
	c := body()
	f.want(c, i32)
	f.body = append(append(f.body, c.code...), 0x0d, 0x00, 0x0b)
}

// times runs body n times, counting the local n down to 0.
func (f *fn) times(n value, body func()) {
	f.when(n, func() {
		f.repeat(func() value {
			body()
			f.inc(n, -1)
			return n
		})
	})
}

// choose runs cases[v], or the last one if v is none of their indices.
func (f *fn) choose(v value, cases ...func()) {
	f.want(v, i32)
	f.body = append(f.body, 0x02, 0x40) // the way out
	for range cases {
		f.body = append(f.body, 0x02, 0x40)
	}
	f.body = binary.AppendUint(append(append(f.body, v.code...), 0x0e), uint64(len(cases)-1))
	for i := range cases {
		f.body = binary.AppendUint(f.body, uint64(i))
	}
	for i, c := range cases {
		f.body = append(f.body, 0x0b)
		c()
		f.body = binary.AppendUint(append(f.body, 0x0c), uint64(len(cases)-1-i))
	}
	f.body = append(f.body, 0x0b)
}

// call calls g, which returns nothing.
func (f *fn) call(g *fn, args ...value) {
	if len(g.results) != 0 {
		f.fail("call of %s: it has a result", g.name)
	}
	f.body = append(f.body, f.calling(g, args)...)
}

// ask calls g and returns a local that holds its result.
func (f *fn) ask(g *fn, args ...value) value {
	if len(g.results) != 1 {
		f.fail("call of %s: it has no result", g.name)
	}
	return f.let(value{t: g.results[0], code: f.calling(g, args)})
}

func (f *fn) calling(g *fn, args []value) (code []byte) {
	if len(args) != len(g.params) {
		f.fail("call of %s: %d arguments found, %d expected", g.name, len(args), len(g.params))
	}
	for i, a := range args {
		f.want(a, g.params[i])
		code = append(code, a.code...)
	}
	return binary.AppendUint(append(code, 0x10), uint64(g.index))
}

// result ends the function with its result.
func (f *fn) result(v value) {
	f.results = []valType{v.t}
	f.body = append(f.body, v.code...)
	f.returned = true
}

// encode returns the function's entry of the code section.
func (f *fn) encode() []byte {
	if f.returned != (len(f.results) == 1) {
		f.fail("no result")
	}
	var runs [][]byte
	for i := 0; i < len(f.locals); {
		j := i
		for j < len(f.locals) && f.locals[j] == f.locals[i] {
			j++
		}
		runs = append(runs, append(binary.AppendUint(nil, uint64(j-i)), byte(f.locals[i])))
		i = j
	}
	b := binary.AppendUint(nil, uint64(len(runs)))
	for _, r := range runs {
		b = append(b, r...)
	}
	b = append(append(append(b, f.prologue...), f.body...), 0x0b)
	return append(binary.AppendUint(nil, uint64(len(b))), b...)
}
