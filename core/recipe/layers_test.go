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
		" dense ( 500 , tanh ) , dense(1,linear) ":         "dense(500,tanh),dense(1,linear)",
		"conv(16,3,s2,relu)":                               "conv(16,3,s2,relu)",
		"conv(16,3x3,s1,same,leaky_relu)":                  "conv(16,3,leaky_relu)",
		"conv(8,3x5,s2x1,p1x2,tanh)":                       "conv(8,3x5,s2x1,p1x2,tanh)",
		"conv(8,5,p0,softplus)":                            "conv(8,5,p0,softplus)",
		"convt(8,3,s2,p1,o1,relu)":                         "convt(8,3,s2,p1,o1,relu)",
		"maxpool(2),maxpool(3,s2,same),maxpool(2x1,s1)":    "maxpool(2),maxpool(3,s2,same),maxpool(2x1,s1)",
		"avgpool(2),avgpool(3,s2,p1),avgpool(2x1,s1,same)": "avgpool(2),avgpool(3,s2,p1),avgpool(2x1,s1,same)",
		"unpool(2),upsample(2x3),dropout(.2),gaussian_noise(1e-1),reshape(7x7x16),flatten( )": "unpool(2),upsample(2x3),dropout(0.2),gaussian_noise(0.1),reshape(7x7x16),flatten()",
	} {
		l, err := ParseLayers(in)
		if err != nil {
			t.Errorf("%q: %v", in, err)
		} else if got := formatLayers(l); got != want {
			t.Errorf("%q read as %s, want %s", in, got, want)
		}
	}
}

func TestParseLayersNamesTheColumn(t *testing.T) {
	for in, want := range map[string]string{
		"dense(500,tanh":                     `the end found at column 15, "," or ")" as in dense(units,activation) expected`,
		"dense(500,tanh)dense(3,relu)":       `"dense(3,relu)" found at column 16, a comma between layers expected`,
		"dense(500,tanh),":                   `the end found at column 17, a layer as dense(128,relu) expected`,
		"dense(-5,tanh)":                     `"-5" found at column 7, units from 1 to 4096 expected`,
		"dense(4097,tanh)":                   `"4097" found at column 7, units from 1 to 4096 expected`,
		"dense(9,relu),dense(7,swish)":       `"swish" found at column 23, one of relu, leaky_relu, sigmoid, tanh, softplus, linear expected`,
		"dense(500)":                         `too few arguments found, dense(units,activation) expected`,
		"dense(5,relu,3)":                    `"3" found at column 14, no more arguments after dense(units,activation) expected`,
		"pool(2)":                            `layer "pool" found at column 1, one of dense, conv, convt, maxpool, avgpool, unpool, upsample, dropout, gaussian_noise, reshape, flatten expected`,
		"conv(16,3,z2,relu)":                 `"z2" found at column 11, a stride as s2, a padding as p1 or same, or an activation expected`,
		"conv(16,3,s2)":                      `too few arguments found, conv(filters,kernel,stride,activation) expected`,
		"conv(16,99,relu)":                   `"99" found at column 9, kernel from 1 to 31, or two as 3x5 expected`,
		"reshape(7x7)":                       `"7x7" found at column 9, rows, columns and channels as 7x7x16 expected`,
		"dropout(1.2)":                       `"1.2" found at column 9, rate from 0 to 0.95 expected`,
		"dense(５,relu)":                      `"５,relu)" found at column 7, an argument as in dense(units,activation) expected`,
		"<img src=x onerror=alert(1)>":       `"<img src=x onerror=alert(1)>" found at column 1, a layer as dense(128,relu) expected`,
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
	f.Add("conv(16,3,s2,relu),maxpool(2),reshape(7x7x16),dropout(0.5),flatten()")
	f.Add("convt(8,3x2,s2x1,p1,o1,relu),unpool(2),upsample(2)")
	f.Fuzz(func(t *testing.T, s string) {
		l, err := ParseLayers(s)
		if err != nil {
			return
		}
		text := formatLayers(l)
		again, err := ParseLayers(text)
		if err != nil || formatLayers(again) != text {
			t.Errorf("%q: %q does not read back: %v", s, text, err)
		}
	})
}
