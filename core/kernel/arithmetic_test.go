package kernel

import "testing"

// What is no arithmetic, or not to be had here, multiplies nothing.
func TestOnlyArithmeticsMultiply(t *testing.T) {
	x := make([]float32, PeakLanes)
	grid := Grid{H: 1, W: 1, C: 1, Rows: 1, Cols: 1, KernelH: 1, KernelW: 1, StrideH: 1, StrideW: 1}
	defer func(has bool) { hasFused = has }(hasFused)
	for _, has := range []bool{false, true} {
		hasFused = has
		for in, want := range map[Arithmetic]string{0: msgArithmetic, Plain: "", Fused: map[bool]string{false: msgFused}[has], Fused + 1: msgArithmetic} {
			for name, f := range map[string]func(){
				"MatMul":     func() { in.MatMul(x[:1], x[1:2], x[2:3], 1, 1, 1, false) },
				"MatMulNT":   func() { in.MatMulNT(x[:1], x[1:2], x[2:3], 1, 1, 1, false) },
				"MatMulTN":   func() { in.MatMulTN(x[:1], x[1:2], x[2:3], 1, 1, 1, false) },
				"Peak":       func() { in.Peak(x, 0, 0, 0) },
				"NewPatches": func() { in.NewPatches(grid) },
			} {
				if text := panics(f); text != want {
					t.Errorf("%v.%s: panic %q found, %q expected", in, name, text, want)
				}
			}
		}
		// Where a fused product is computed, plain is the fastest.
		if got, want := Fastest() == Fused, has && fastFused(); got != want || FusedIsFast() != want {
			t.Errorf("fused is the fastest: %v and %v found, %v expected", got, FusedIsFast(), want)
		}
	}
}

func TestArithmeticsHaveNames(t *testing.T) {
	if Plain.String() != "plain" || Fused.String() != "fused" || Arithmetic(0).String() != "none" {
		t.Errorf("names %q, %q and %q found", Plain, Fused, Arithmetic(0))
	}
	if Plain.Summed() != "plain" {
		t.Errorf("summed %q, plain expected", Plain.Summed())
	}
}
