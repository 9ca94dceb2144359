package wire

import (
	"bytes"
	"encoding/binary"
	"math"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// full returns a snapshot with every section, of the size that a page shows.
func full() *Snapshot {
	ramp := func(n int) []float32 {
		v := make([]float32, n)
		for i := range v {
			v[i] = float32(i) / 7
		}
		return v
	}
	pixels := func(n int) []byte {
		v := make([]byte, n)
		for i := range v {
			v[i] = byte(i * 31)
		}
		return v
	}
	return &Snapshot{Run: 1, Step: 12345, Epoch: 4,
		Images: &Images{N: 10, H: 28, W: 28, C: 1, Clean: pixels(7840), Output: pixels(7840), Labels: pixels(10), Errors: ramp(10)},
		Codes:  &Codes{X: ramp(1000), Y: ramp(1000), Labels: pixels(1000), AxisX: "z1", AxisY: "PC 2 (12 %)", Dim: 32},
		Grid:   &Grid{N: 20, H: 28, W: 28, C: 1, X0: -1, X1: 1, Y0: -1, Y1: 1, Pixels: pixels(400 * 784)},
		Curve: &Curve{Train: []CurvePoint{{1, 0.2}, {2, 0.1}}, Test: []CurvePoint{{2, float32(math.Inf(1))}}, Unit: "mean squared error per pixel",
			Baseline: 0.05, BaselineText: "PCA, 32 components", Phases: []Phase{{0, "RBM 1"}, {100, "fine-tuning"}}},
		Terms: &Terms{List: []Term{{"reconstruction", ramp(2)}, {"sparsity", ramp(2)}}},
		Probe: &Probe{X: 1, Y: 2, H: 28, W: 28, C: 1, Pixels: pixels(784), Z: ramp(32)},
		Units: &Units{Mean: ramp(32), Active: ramp(32), Variance: ramp(32), KL: ramp(32), Dead: make([]byte, 32)},
		Spot:  &Spot{X: 1, Y: 2},
		Line: &Line{Kind: "image", Image: 3, Label: 7, MSE: 0.5, Parts: []LinePart{
			{Part: "input", H: 28, W: 28, C: 1, N: 1, Most: 1, Pixels: pixels(784)},
			{Part: "code", Layer: "dense(32)", Level: 1, H: 1, W: 1, C: 32, N: 32, Least: -1, Most: 1, Values: ramp(32)}}},
		Node: &Node{Part: "code", Level: 1, At: 3, Value: 0.5, Inputs: 784, From: []Link{{"input", 0, 9, 0.5, 0.25}}, To: []Link{{"output", 2, 9, 0.5, 0.25}},
			Outputs: 784, H: 2, W: 3, Filter: ramp(6), Channels: []int32{0}},

		Filters: &Filters{N: 64, H: 28, W: 28, C: 1, Total: 500, Pixels: pixels(64 * 784), Scale: 0.3, Layer: "encoder 1, dense(500,tanh)", Note: "none"},
		Bars:    &Bars{N: 10, Dim: 32, Total: 1024, H: 16, W: 16, C: 4, Z: ramp(320), Deviation: ramp(320)},
		Table:   &Table{N: 2, Columns: []string{"age", "Stra\u00dfe", ""}, Clean: ramp(6), Output: ramp(6), Errors: ramp(2)},
	}
}

func TestRoundTrip(t *testing.T) {
	want := full()
	got, err := Decode(want.Encode(nil))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("decoded\n%+v\nwant\n%+v", got, want)
	}
}

func TestEncodeReusesItsBuffer(t *testing.T) {
	s := full()
	buf := s.Encode(nil)
	if n := testing.AllocsPerRun(20, func() { buf = s.Encode(buf) }); n != 0 {
		t.Errorf("%v allocations for a frame, 0 expected", n)
	}
	small := (&Snapshot{Run: 2}).Encode(buf)
	if len(small) != frameHeader {
		t.Errorf("%d bytes after reuse, %d expected", len(small), frameHeader)
	}
}

func TestEncodePanicsOnContradictions(t *testing.T) {
	for name, s := range map[string]*Snapshot{
		"clean":     {Images: &Images{N: 1, H: 2, W: 2, C: 1, Clean: make([]byte, 3), Output: make([]byte, 4), Errors: make([]float32, 1)}},
		"corrupted": {Images: &Images{N: 1, H: 1, W: 1, C: 1, Clean: make([]byte, 1), Corrupted: make([]byte, 2), Output: make([]byte, 1), Errors: make([]float32, 1)}},
		"codes":     {Codes: &Codes{X: make([]float32, 2), Y: make([]float32, 1)}},
		"grid":      {Grid: &Grid{N: 2, H: 1, W: 1, C: 1, Pixels: make([]byte, 2)}},
		"probe":     {Probe: &Probe{H: 1, W: 1, C: 1}},
		"units":     {Units: &Units{Mean: make([]float32, 1)}},
		"filters":   {Filters: &Filters{N: 1, H: 1, W: 1, C: 1}},
		"bars":      {Bars: &Bars{N: 1, Dim: 2, Z: make([]float32, 1)}},
		"deviation": {Bars: &Bars{N: 1, Dim: 2, Z: make([]float32, 2), Deviation: make([]float32, 1)}},
		"table":     {Table: &Table{N: 1, Columns: []string{"a"}, Clean: make([]float32, 1), Errors: make([]float32, 1)}},
	} {
		func() {
			defer func() {
				if r := recover(); r != "wire: length mismatch" {
					t.Errorf("%s: recovered %v", name, r)
				}
			}()
			s.Encode(nil)
			t.Errorf("%s: encoded", name)
		}()
	}
}

func TestDecodeRefuses(t *testing.T) {
	word := func(frame []byte, at int, v uint32) []byte {
		b := bytes.Clone(frame)
		binary.LittleEndian.PutUint32(b[at:], v)
		return b
	}
	images := golden[1].value.Encode(nil)
	curve := golden[4].value.Encode(nil)
	units := golden[6].value.Encode(nil)
	filters, bars, table := golden[7].value.Encode(nil), golden[8].value.Encode(nil), golden[9].value.Encode(nil)
	twice := word(append(bytes.Clone(curve), curve[frameHeader:]...), 20, 2)
	for _, c := range []struct {
		name  string
		frame []byte
		want  string
	}{
		{"nothing", nil, "wire: 0 bytes found, a header of 24 expected"},
		{"too much", make([]byte, maxFrame+1), "wire: 67108865 bytes found, at most 67108864 expected"},
		{"another file", []byte("\x89PNG\r\n\x1a\n................"), `wire: "\x89PNG" found, "BNSF" expected at the start`},
		{"next version", word(images, 4, 1), "wire: version 1 found, 3 expected; reload the page"},
		{"many sections", word(images, 20, 1<<30), "wire: 1073741824 sections found, at most 64 expected"},
		{"missing section", word(images, 20, 2), "wire: 0 bytes found, a section header of 8 expected"},
		{"bytes left", word(images, 20, 0), "wire: 80 bytes found after the last section, none expected"},
		{"long section", word(images, 28, 0xfffffffc), `wire: section "IMGS": length 4294967292 found, a multiple of 4 up to 72 expected`},
		{"odd section", word(images, 28, 71), `wire: section "IMGS": length 71 found, a multiple of 4 up to 72 expected`},
		{"short section", word(images, 28, 68), `wire: section "IMGS": index: 4 bytes found, 8 expected`},
		{"many images", word(images, 32, 1<<31), `wire: section "IMGS": n: 2147483648 found, at most 4096 expected`},
		{"high image", word(images, 36, 1025), `wire: section "IMGS": h: 1025 found, at most 1024 expected`},
		{"larger image", word(images, 36, 1000), `wire: section "IMGS": clean: 4 found, 4000 expected`},
		{"variances", word(units, 32+12+12, 1), `wire: section "UNIT": variance: 1 found, 2 expected`},
		{"divergences", word(units, 32+12+12+12, 1), `wire: section "UNIT": kl: 1 found, 2 expected`},
		{"dead units", word(units, 32+12+12+12+12, 1), `wire: section "UNIT": dead: 1 found, 2 expected`},
		{"padding", word(images, 32+16+24+4, 0x00010007), `wire: section "IMGS": labels: 1 found in the padding, 0 expected`},
		{"many points", word(curve, 32, 1<<29), `wire: section "CURV": train: 536870912 found, at most 1048576 expected`},
		{"missing points", word(curve, 32, 1<<20), `wire: section "CURV": train: 72 bytes found, at least 4194304 expected`},
		{"text", word(curve, 32+2*12+4, 0x00ffffff), `wire: section "CURV": unit: "\xff\xff\xff" found, UTF-8 expected`},
		{"many phases", word(curve, 32+2*12+8+4+8, 257), `wire: section "CURV": phases: 257 found, at most 256 expected`},
		{"missing phases", word(curve, 32+2*12+8+4+8, 3), `wire: section "CURV": step: 0 bytes found, 4 expected`},
		{"fewer filters", word(filters, 32, 1), `wire: section "FILT": pixels: 4 found, 2 expected`},
		{"more codes", word(bars, 32, 2), `wire: section "BARS": z: 2 found, 4 expected`},
		{"more dimensions", word(bars, 36, 1<<31), `wire: section "BARS": dim: 2147483648 found, at most 1048576 expected`},
		{"fewer deviations", word(bars[:len(bars)-4], 28, 44), `wire: section "BARS": deviation: 4 bytes found, 8 expected`},
		{"more columns", word(table, 36, 1025), `wire: section "TABL": columns: 1025 found, at most 1024 expected`},
		{"more rows", word(table, 32, 2), `wire: section "TABL": clean: 2 found, 4 expected`},
		{"twice", twice, `wire: section "CURV": found twice, once expected`},
	} {
		_, err := Decode(c.frame)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
	}
	for _, frame := range [][]byte{images, curve, filters, bars, table} {
		for n := range frame {
			if _, err := Decode(frame[:n]); err == nil {
				t.Errorf("a frame of %s cut after %d of %d bytes passes", frame[frameHeader:][:4], n, len(frame))
			}
		}
	}
}

func TestUnknownSectionsAreSkipped(t *testing.T) {
	b := golden[6].value.Encode(nil)
	b = append(b, "NEWS\x04\x00\x00\x00abcd"...)
	binary.LittleEndian.PutUint32(b[20:], 2)
	s, err := Decode(b)
	if err != nil || s.Units == nil {
		t.Errorf("a frame with a section of a later program: %+v, %v", s, err)
	}
}

// TestDecodeAllocatesByWhatIsThere gives headers that promise much and hold nothing.
func TestDecodeAllocatesByWhatIsThere(t *testing.T) {
	frame := golden[4].value.Encode(nil)
	binary.LittleEndian.PutUint32(frame[32:], maxPoints)
	var before, after runtime.MemStats
	const runs = 100
	runtime.ReadMemStats(&before)
	for range runs {
		if _, err := Decode(frame); err == nil {
			t.Fatal("decoded")
		}
	}
	runtime.ReadMemStats(&after)
	if n := (after.TotalAlloc - before.TotalAlloc) / runs; n > 4096 {
		t.Errorf("%d bytes allocated for a frame of %d", n, len(frame))
	}
}

func FuzzDecode(f *testing.F) {
	for _, g := range golden {
		f.Add(g.value.Encode(nil))
	}
	s := full()
	s.Grid = nil
	f.Add(s.Encode(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Decode(b)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "wire: ") || len(err.Error()) > 1500 {
				t.Fatalf("error %q", err)
			}
			return
		}
		first := s.Encode(nil)
		if len(first) > len(b) {
			t.Fatalf("%d bytes became %d", len(b), len(first))
		}
		again, err := Decode(first)
		if err != nil {
			t.Fatalf("own frame refused: %v", err)
		}
		if second := again.Encode(nil); !bytes.Equal(first, second) {
			t.Fatalf("%x\nbecame\n%x", first, second)
		}
	})
}
