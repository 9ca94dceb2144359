package recipe

import (
	"strings"
	"testing"
)

func TestParseLayers(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "none",
		"none":                            "none",
		"dense(500,tanh),dense(300,tanh)": "dense(500,tanh),dense(300,tanh)",
		" dense ( 500 , tanh ) , dense(1,linear) ": "dense(500,tanh),dense(1,linear)",
	} {
		l, err := ParseLayers(in)
		if err != nil {
			t.Errorf("%q: %v", in, err)
		} else if got := FormatLayers(l); got != want {
			t.Errorf("%q read as %s, want %s", in, got, want)
		}
	}
}

func TestParseLayersNamesTheColumn(t *testing.T) {
	for in, want := range map[string]string{
		"dense(500,tanh":                     `the end found at column 15, "," or ")" as in dense(units,activation) expected`,
		"dense(500,tanh)dense(3,relu)":       `"dense(3,relu)" found at column 16, a comma between layers expected`,
		"dense(500,tanh),":                   `the end found at column 17, a layer as dense(units,activation) expected`,
		"dense(-5,tanh)":                     `"-5" found at column 7, units from 1 to 4096 expected`,
		"dense(4097,tanh)":                   `"4097" found at column 7, units from 1 to 4096 expected`,
		"dense(9,relu),dense(7,swish)":       `"swish" found at column 23, one of relu, sigmoid, tanh, linear expected`,
		"dense(500)":                         `1 arguments found, dense(units,activation) expected`,
		"conv(16,3,s2,relu)":                 `layer "conv" found at column 1, dense(units,activation) expected`,
		"dense(５,relu)":                      `"５,relu)" found at column 7, an argument as in dense(units,activation) expected`,
		"<img src=x onerror=alert(1)>":       `"<img src=x onerror=alert(1)>" found at column 1, a layer as dense(units,activation) expected`,
		strings.Repeat("dense(1,relu),", 17): `more than 16 layers found, at most 16 expected`,
	} {
		_, err := ParseLayers(in)
		if err == nil || err.Error() != want {
			t.Errorf("%q: error %q, want %q", in, err, want)
		}
	}
}

func TestMillionLayersAreRefusedEarly(t *testing.T) {
	text := strings.Repeat("dense(1,relu),", 1_000_000)
	allocs := testing.AllocsPerRun(1, func() { ParseLayers(text) })
	if allocs > 100 {
		t.Errorf("%v allocations for a million layers", allocs)
	}
}

func FuzzLayers(f *testing.F) {
	f.Add("dense(500,tanh),dense(300,tanh)")
	f.Add("dense(,),(")
	f.Fuzz(func(t *testing.T, s string) {
		l, err := ParseLayers(s)
		if err != nil {
			return
		}
		text := FormatLayers(l)
		again, err := ParseLayers(text)
		if err != nil || FormatLayers(again) != text {
			t.Errorf("%q: %q does not read back: %v", s, text, err)
		}
	})
}
