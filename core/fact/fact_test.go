package fact

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
)

// with is a catalogue of one sentence, for a fact of code "x".
func with(sentence string) Catalogue {
	return Catalogue{"\nx " + sentence + "\ninner   the inner {n}\n"}
}

type named string

type shape struct{}

func (shape) String() string { return "7x7x16" }

func TestSentences(t *testing.T) {
	inner := func() *Fact { return New("inner", "n", 5) }
	for _, tt := range []struct {
		sentence string
		v        any
		want     string
	}{
		{"plain", nil, "plain"},
		{"{v} and {v|quoted}", "a\n", "a\n and \"a\\n\""},
		{"{v|quoted}", strings.Repeat("é", 41), `"` + strings.Repeat("é", 40) + `"…`},
		{"{v}", 12345, "12345"}, {"{v|grouped}", 12345, "12,345"}, {"{v|grouped}", int64(1234567), "1,234,567"}, {"{v|grouped}", 123, "123"},
		{"{v|row|rows} found", 1, "1 row found"}, {"{v|row|rows} found", 0, "0 rows found"}, {"{v|row|rows}", int64(11), "11 rows"},
		{"{v|train=training|*=test} images", "train", "training images"}, {"{v|train=training|*=test} images", "other", "test images"},
		{"{v|1=one|2=two}", 2, "two"}, {"{v|1=one|2=two}", 3, "3"},
		{"{v|hex}", uint32(0xbad), "00000bad"}, {"{v|hex}", uint32(math.MaxUint32), "ffffffff"},
		{"{v}", 0.001, "0.001"}, {"{v}", 1e-5, "1e-5"}, {"{v}", float32(0.1), "0.1"}, {"{v}", 1e21, "1e21"}, {"{v}", math.NaN(), "NaN"}, {"{v}", math.Inf(-1), "-Inf"},
		{"{v|.4}", 0.0123456, "0.01235"}, {"{v|.4}", 0.5, "0.5"}, {"{v|f2}", 0.5, "0.50"}, {"{v|f0}", 56.7, "57"}, {"{v|f1}", float32(2.25), "2.2"},
		{"{v}", []string{"a", "b"}, "a, b"}, {"{v|or}", []string{"a", "b", "c"}, "a, b or c"}, {"{v|or}", []string{"a"}, "a"}, {"{v}", []int{3, 4}, "[3 4]"},
		{"{v}", named("own kind"), "own kind"}, {"{v}", int8(-3), "-3"}, {"{v}", uint16(7), "7"}, {"{v}", shape{}, "7x7x16"},
		{"because {v}", inner(), "because the inner 5"}, {"{v}", []*Fact{inner(), inner()}, "the inner 5, the inner 5"},
		{"{v}", About("a file", "inner", "n", 5), "a file: the inner 5"},
		{"{v}", io.ErrUnexpectedEOF, "unexpected EOF"},
	} {
		values := []any{"v", tt.v}
		if tt.v == nil {
			values = nil
		}
		if got := New("x", values...).In(with(tt.sentence)); got != tt.want {
			t.Errorf("%s of %v: %q, %q expected", tt.sentence, tt.v, got, tt.want)
		}
	}
	if got := New("no_such_code").Error(); got != "no_such_code" {
		t.Errorf("without a sentence: %q", got)
	}
}

func TestWhatASentenceIsAbout(t *testing.T) {
	f := About("conv(4,9)", "parameters_too_many", "found", 3, "most", 2)
	const says = "3 parameters found, at most 2 expected"
	if f.Error() != "conv(4,9): "+says || f.Says(English) != says {
		t.Errorf("%q, %q", f.Error(), f.Says(English))
	}
	in := Within("encoder", f)
	if in.Code != f.Code || in.Error() != "encoder: conv(4,9): "+says || f.Of != "conv(4,9)" {
		t.Errorf("%+v, %+v", in, f)
	}
	if in.Named("encoder") != in || f.Named("encoder").Of != in.Of || in.Named("latent").Of != "latent: encoder: conv(4,9)" || f.Named("conv").Of != "conv: conv(4,9)" {
		t.Error("a field is named twice, or not at all")
	}
	if in.Beside("encoder").Of != "conv(4,9)" || in.Beside("latent") != in || Within("encoder", New("no_run")).Beside("encoder").Of != "" {
		t.Error("beside the name of a field stands its name once more, or not that of another")
	}
}

func TestErrors(t *testing.T) {
	inner := New("no_run")
	for _, err := range []error{inner, Within("open", inner), New("value_replaced", "why", inner, "used", "x"), wrapped{inner}} {
		if !errors.Is(err, inner) && From(err).Code != "no_run" {
			t.Errorf("%v has lost what it is made of", err)
		}
	}
	foreign := New("value_replaced", "why", io.EOF, "used", "x")
	if !errors.Is(foreign, io.EOF) || foreign.Values["why"] != "EOF" {
		t.Errorf("%+v", foreign)
	}
	if f := From(io.EOF); f.Code != other || f.Error() != "EOF" || !errors.Is(f, io.EOF) {
		t.Errorf("%+v", f)
	}
	if f := Within("a.csv", io.EOF); f.Code != other || f.Error() != "a.csv: EOF" || !errors.Is(f, io.EOF) {
		t.Errorf("%+v", f)
	}
}

type wrapped struct{ error }

func (w wrapped) Unwrap() error { return w.error }

func TestRefusesWhatHasNoWords(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a value without words was taken")
		}
	}()
	New("x", "v", struct{}{})
}

func TestAsJSON(t *testing.T) {
	f := About("encoder", "value_replaced", "why", About("conv(3)", "parameters_too_many", "found", 7, "most", 5), "used", []string{"none"})
	got, err := json.Marshal(f)
	const want = `{"code":"value_replaced","of":"encoder","values":{"used":["none"],"why":{"code":"parameters_too_many","of":"conv(3)","values":{"found":7,"most":5}}}}`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
}
