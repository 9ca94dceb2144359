package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/fact"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/train"
)

// kept is a record with something in every field.
func kept() *Record {
	r := &Record{Link: "#v=1&data=digits", Step: 300, Total: 5000, Elapsed: 12.5, Loaded: true, TrainLoss: 0.03, TestLoss: 0.04, TestMSE: 0.01,
		Fingerprint: "0badf00d", Arithmetic: "plain", Own: Own{"faces.zip", 360, 40, 0xfedcba98},
		Curve: []train.Point{{Step: 10, Loss: 0.5}, {Step: 300, Loss: 0.03}}, W: 3, H: 2, Picture: []byte{0, 1, 2, 253, 254, 255}}
	r.Of([]byte("bnckpt\x00\x04SUM!state"))
	return r
}

func TestARecordReadsAsItWasWritten(t *testing.T) {
	b := kept().Encode(nil)
	got, err := Decode(b)
	if err != nil || !reflect.DeepEqual(got, kept()) {
		t.Errorf("%+v, %v\nexpected\n%+v", got, err, kept())
	}
	again := kept().Encode(b)
	if &again[0] != &b[0] {
		t.Error("the memory of the record before is not used again")
	}
	for i := range reflect.ValueOf(*kept()).NumField() {
		if reflect.ValueOf(*kept()).Field(i).IsZero() {
			t.Errorf("nothing in %s", reflect.TypeFor[Record]().Field(i).Name)
		}
	}
}

// sealed gives a body its head.
func sealed(body []byte) []byte {
	b := append(make([]byte, header), body...)
	copy(b, magic)
	binary.LittleEndian.PutUint32(b[8:], Version)
	binary.LittleEndian.PutUint32(b[12:], uint32(len(body)))
	sum := digest(body)
	copy(b[16:], sum[:])
	return b
}

func code(err error) string {
	var f *fact.Fact
	if errors.As(err, &f) {
		return f.Code
	}
	return ""
}

func TestWhatIsNoRecordIsRefused(t *testing.T) {
	good := kept().Encode(nil)
	changed := func(at int, v byte) []byte {
		b := bytes.Clone(good)
		b[at] = v
		return b
	}
	body := good[header:]
	link := 8 + len(kept().Link)
	with := func(at int, v uint64) []byte {
		b := bytes.Clone(body)
		binary.LittleEndian.PutUint64(b[at:], v)
		return sealed(b)
	}
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"nothing":              {nil, "record_foreign"},
		"a picture":            {[]byte("\x89PNG\r\n\x1a\n and so on, and so on, and so on, and so on"), "record_foreign"},
		"a head cut off":       {good[:header-1], "record_foreign"},
		"a newer one":          {changed(8, Version+1), "record_version"},
		"version 0":            {changed(8, 0), "record_version"},
		"a body cut off":       {good[:len(good)-1], "record_cut_off"},
		"more behind":          {append(bytes.Clone(good), 0), "record_cut_off"},
		"a bit":                {changed(len(good)-9, good[len(good)-9]^4), "record_damaged"},
		"a gigabyte announced": {changed(15, 0x40), "record_too_large"},
		"a large body":         {sealed(make([]byte, maxBody+1)), "record_too_large"},
		"fields missing":       {sealed(body[:len(body)-8]), "record_field_cut_off"},
		"fields too many":      {sealed(append(bytes.Clone(body), 0)), "record_not_over"},
		"a gigabyte of link":   {with(0, 1<<30), "field_too_large"},
		"a long link":          {with(0, 2000), "record_field_cut_off"},
		"steps":                {with(link, 1<<40), "field_too_large"},
		"elapsed NaN":          {with(link+16, math.Float64bits(math.NaN())), "record_not_finite"},
		"elapsed before":       {with(link+16, math.Float64bits(-1)), "number_out_of_range"},
		"a flag":               {with(link+24, 2), "field_too_large"},
		"loss infinite":        {with(link+32, math.Float64bits(math.Inf(1))), "record_not_finite"},
		"not UTF-8":            {sealed(append(append(bytes.Clone(body[:8]), 0xff), body[9:]...)), "field_not_utf8"},
	} {
		if r, err := Decode(c.b); r != nil || code(err) != c.want {
			t.Errorf("%s: %v, code %q, %q expected", name, err, code(err), c.want)
		}
	}
}

// What could not be read is not written.
func TestAnUnreadableRecordIsNotWritten(t *testing.T) {
	for name, spoil := range map[string]func(*Record){
		"NaN":             func(r *Record) { r.TestLoss = math.NaN() },
		"an infinite one": func(r *Record) { r.Curve[1].Loss = float32(math.Inf(-1)) },
		"a large picture": func(r *Record) { r.W, r.H = 512, 513 },
		"half a picture":  func(r *Record) { r.H = 1 },
		"a long curve":    func(r *Record) { r.Curve = make([]train.Point, maxCurve+1) },
		"a long name":     func(r *Record) { r.Own.Name = string(make([]byte, maxName+1)) },
		"a step before":   func(r *Record) { r.Step = -1 },
	} {
		r := kept()
		spoil(r)
		if b := r.Encode(nil); b != nil {
			t.Errorf("%s: %d bytes written", name, len(b))
		}
	}
}

func TestACheckpointOfAnotherStepDoesNotFit(t *testing.T) {
	run, err := train.New(tiny.Recipe(), tiny.Stripes(50, 6, 5), tiny.Stripes(20, 6, 5))
	if err != nil {
		t.Fatal(err)
	}
	r := &Record{}
	first := run.Checkpoint()
	r.Of(first)
	if err := r.Fits(len(first), first); err != nil {
		t.Error(err)
	}
	if err := run.Step(); err != nil {
		t.Fatal(err)
	}
	if err := r.Fits(len(first)-1, first); code(err) != "record_checkpoint_size" {
		t.Errorf("cut off: %v", err)
	}
	next := run.Checkpoint()
	r.Size = len(next) // the curve has grown
	if err := r.Fits(len(next), next); code(err) != "record_checkpoint_differs" {
		t.Errorf("of the next step: %v", err)
	}
	if err := (&Record{}).Fits(0, nil); err != nil {
		t.Errorf("a record without a checkpoint and none: %v", err)
	}
}

func TestTheShortCurve(t *testing.T) {
	for _, n := range []int{0, 1, 63, 64, 65, 1000, 1024} {
		curve := make([]train.Point, n)
		for i := range curve {
			curve[i].Step = int32(i + 1)
		}
		short := Thinned(curve)
		if len(short) != min(n, maxCurve) || n > 0 && short[len(short)-1].Step != int32(n) {
			t.Fatalf("of %d points %d, the last %v", n, len(short), short[max(0, len(short)-1):])
		}
		for i := 1; i < len(short); i++ {
			if short[i].Step <= short[i-1].Step {
				t.Errorf("of %d points: %v follows %v", n, short[i], short[i-1])
			}
		}
	}
}

func TestTheSumOfOtherDataDiffers(t *testing.T) {
	a, b := tiny.Stripes(5, 6, 5), tiny.Stripes(5, 6, 5)
	want := SumOf(a, b)
	table := func(v float32) *data.Set { return &data.Set{N: 1, H: 1, W: 1, C: 2, Values: []float32{1, v}} }
	if SumOf(table(2)) == SumOf(table(3)) {
		t.Error("another number has the same sum")
	}
	if SumOf(tiny.Stripes(5, 6, 5), tiny.Stripes(5, 6, 5)) != want {
		t.Error("the same data have another sum")
	}
	b.Pixels[7]++
	if SumOf(a, b) == want {
		t.Error("another pixel has the same sum")
	}
	b.Pixels[7]--
	b.Labels[4]++
	if SumOf(a, b) == want {
		t.Error("another label has the same sum")
	}
}

func TestDigestIsSHA256(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(random.Uint32())
		}
		if digest(b) != sha256.Sum256(b) {
			t.Fatalf("of %d bytes it is another", n)
		}
	}
}

// Whatever the bytes are, reading them ends, and what is read is written as it was.
func FuzzDecode(f *testing.F) {
	f.Add(kept().Encode(nil))
	f.Add(kept().Encode(nil)[header:])
	f.Add((&Record{}).Encode(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, b := range [][]byte{b, sealed(b)} { // a body that fits its checksum comes further
			r, err := Decode(b)
			if (r == nil) == (err == nil) {
				t.Fatalf("%v and %v", r, err)
			}
			if err == nil && !bytes.Equal(r.Encode(nil), b) {
				t.Errorf("%+v was written in another way", r)
			}
		}
	})
}
