package kernels

import (
	"encoding/hex"
	"strings"
	"testing"
)

// TestEncodings holds the assembler to instructions assembled by hand from the specification.
func TestEncodings(t *testing.T) {
	f := (&module{}).add("f")
	p, x := f.param(i32), f.param(f32)
	v := value{t: v128, code: []byte{0x20, 0x02}}
	for _, c := range []struct {
		text string // in the text format, folded
		v    value
		want string
	}{
		{"(i32.const 63)", number(63), "41 3f"},
		{"(i32.const 64)", number(64), "41 c0 00"},
		{"(i32.const -64)", number(-64), "41 40"},
		{"(i32.const -65)", number(-65), "41 bf 7f"},
		{"(f32.const 1)", real(1), "43 00 00 80 3f"},
		{"(i32.add (local.get 0) (i32.const 4))", i32Add(p, number(4)), "20 00 41 04 6a"},
		{"(v128.load offset=16 align=4 (local.get 0))", load(p, 16), "20 00 fd 00 02 10"},
		{"(v128.load32_splat offset=200 (local.get 0))", loadSplat(p, 200), "20 00 fd 09 02 c8 01"},
		{"(v128.load32_lane 2 offset=8 (local.get 0) (local.get 2))", loadLane(v, 2, p, 8), "20 00 20 02 fd 56 02 08 02"},
		{"(f32x4.splat (local.get 1))", f32x4Splat(x), "20 01 fd 13"},
		{"(i32x4.mul (local.get 2) (local.get 2))", i32x4Mul(v, v), "20 02 20 02 fd b5 01"},
		{"(f32x4.relaxed_madd (local.get 2) (local.get 2) (local.get 2))", f32x4RelaxedMadd(v, v, v), "20 02 20 02 20 02 fd 85 02"},
		{"(i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get 2) (local.get 2))", f32x4LowPairs(v, v),
			"20 02 20 02 fd 0d 00 01 02 03 10 11 12 13 04 05 06 07 14 15 16 17"},
		{"(i32.atomic.load offset=64 (local.get 0))", atomicLoad(p, 64), "20 00 fe 10 02 40"},
		{"(i32.atomic.rmw.cmpxchg offset=4 (local.get 0) (i32.const 1) (i32.const 2))", atomicSwap(p, 4, number(1), number(2)),
			"20 00 41 01 41 02 fe 48 02 04"},
		{"(i32.atomic.rmw.xchg offset=4 (local.get 0) (i32.const 0))", atomicTake(p, 4), "20 00 41 00 fe 41 02 04"},
	} {
		if found := hex.EncodeToString(c.v.code); found != strings.ReplaceAll(c.want, " ", "") {
			t.Errorf("%s: found %s, expected %s", c.text, found, c.want)
		}
	}
}

func TestAtomicEncodings(t *testing.T) {
	for want, write := range map[string]func(f *fn, p value){
		"20 00 41 02 fe 17 02 04 ":                  func(f *fn, p value) { f.atomicStore(p, 4, number(2)) },
		"20 00 41 7f fe 1e 02 00 1a":                func(f *fn, p value) { f.atomicAdd(p, 0, -1) },
		"20 00 41 01 fe 00 02 08 1a":                func(f *fn, p value) { f.notify(p, 8, 1) },
		"20 00 41 05 42 7f fe 01 02 08 1a":          func(f *fn, p value) { f.wait(p, 8, number(5), -1) },
		"20 00 41 05 42 80 c2 d7 2f fe 01 02 00 1a": func(f *fn, p value) { f.wait(p, 0, number(5), 100e6) },
	} {
		f := (&module{}).add("f")
		write(f, f.param(i32))
		if found := hex.EncodeToString(f.body); found != strings.ReplaceAll(want, " ", "") {
			t.Errorf("found %s, expected %s", found, want)
		}
	}
}

// TestModule writes a module small enough to be read: a function that stores n at p, n times.
func TestModule(t *testing.T) {
	m := &module{}
	f := m.public("f")
	p, n := f.param(i32), f.param(i32)
	f.times(n, func() { f.storeWord(p, 0, n) })
	want := strings.Join([]string{
		"00 61 73 6d 01 00 00 00",
		"01 06 01 60 02 7f 7f 00",                   // type (func (param i32 i32))
		"02 18 01 03 65 6e 76 06 6d 65 6d 6f 72 79", // import "env" "memory"
		"02 03 81 80 80 80 00 81 80 80 80 00",       // memory 1 1 shared
		"03 02 01 00",                               // function 0 of type 0
		"07 05 01 01 66 00 00",                      // export "f"
		"0a 1e 01 1c 00",                            // code, no locals
		"20 01 04 40 03 40",                         // if n; loop
		"20 00 20 01 36 02 00",                      // i32.store p n
		"20 01 41 7f 6a 21 01 20 01 0d 00 0b 0b 0b", // n += -1; br_if n; end; end; end
	}, "")
	if found := hex.EncodeToString(m.encode()); found != strings.ReplaceAll(want, " ", "") {
		t.Errorf("found\n%s, expected\n%s", found, strings.ReplaceAll(want, " ", ""))
	}
}

func TestMisusePanics(t *testing.T) {
	m := &module{}
	m.public("f")
	for name, misuse := range map[string]func(f *fn){
		"type mismatch":             func(f *fn) { i32Add(number(1), real(1)) },
		"too few operands":          func(f *fn) { i32Add(number(1)) },
		"assignment of a type":      func(f *fn) { f.set(f.newLocal(i32), real(1)) },
		"assignment to a constant":  func(f *fn) { f.set(number(1), number(1)) },
		"condition of a type":       func(f *fn) { f.when(real(1), func() {}) },
		"address of a type":         func(f *fn) { f.store(real(1), 0, words(0, 0, 0, 0)) },
		"parameter after a local":   func(f *fn) { f.newLocal(i32); f.param(i32) },
		"call with too few numbers": func(f *fn) { g := m.add("g"); g.param(i32); f.call(g) },
		"exported twice":            func(f *fn) { m.export("f", f) },
		"constant out of range":     func(f *fn) { number(1 << 40) },
		"unroll":                    func(f *fn) { f.each(f.newLocal(i32), nil, 3, func(*lanes) {}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			misuse(m.add("f"))
		}()
	}
}
