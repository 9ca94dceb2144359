package look

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/drawn"
	"bottleneck/core/geometry"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

// at is the weight that byte i of the tiles stands for.
func at(m *wire.Filters, i int) float32 { return (float32(m.Pixels[i]) - 128) / 127 * m.Scale }

func TestFiltersAreTheWeights(t *testing.T) {
	run := newRun(t, tiny.Recipe()) // 6x5 pictures, nine units
	steps(t, run, 5)
	for of, c := range map[string]struct {
		w           *nn.Param
		units       int32
		unit, pixel int
	}{
		"":        {run.Model().Encoder.Layers[0].(*nn.Dense).W, 9, 1, 9},
		"decoder": {run.Model().Decoder.Layers[len(run.Model().Decoder.Layers)-1].(*nn.Dense).W, 9, 30, 1},
	} {
		m := run.Snapshot(wire.View{Filters: 4, FilterOf: of}).Filters
		if m == nil || m.N != 4 || m.Total != c.units || m.H != 6 || m.W != 5 || !(m.Scale > 0) || m.Layer == "" {
			t.Fatalf("%q: %+v", of, m)
		}
		for i := range m.Pixels {
			w := c.w.Value[i/30*c.unit+i%30*c.pixel]
			if want := min(m.Scale, max(-m.Scale, w)); math.Abs(float64(at(m, i)-want)) > float64(m.Scale)/250 {
				t.Fatalf("%q: tile %d pixel %d is %g, the weight %g", of, i/30, i%30, at(m, i), w)
			}
		}
		if m := run.Snapshot(wire.View{Filters: 100, FilterOf: of}).Filters; m.N != 9 {
			t.Errorf("%q: %d tiles of 9 units", of, m.N)
		}
	}
}

func relu(t *testing.T) nn.Layer {
	t.Helper()
	a, err := nn.NewActivation("relu")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Windows: the tile of filter f has W[u,v,0,f] at row u, column v.
func TestFiltersOfWindows(t *testing.T) {
	run := newRun(t, tiny.Recipe())
	in, win := nn.Shape{H: 6, W: 5, C: 1}, nn.Window{H: 2, W: 3, StrideH: 1, StrideW: 1, Same: true}
	conv, err := nn.NewConv2D(kernel.Plain, in, 4, win, 1, false)
	if err != nil {
		t.Fatal(err)
	}
	up, err := nn.NewConvTranspose2D(kernel.Plain, nn.Shape{H: 6, W: 5, C: 4}, 2, win, 1, true)
	if err != nil {
		t.Fatal(err)
	}
	for i := range conv.W.Value {
		conv.W.Value[i] = float32(i) - 11.5
	}
	for i := range up.W.Value {
		up.W.Value[i] = float32(i%24) - 11.5
	}
	run.Model().Encoder.Layers = []nn.Layer{relu(t), conv}
	run.Model().Decoder.Layers = []nn.Layer{up}
	m := run.Snapshot(wire.View{Filters: 64}).Filters
	if m.N != 4 || m.H != 2 || m.W != 3 || m.Note != "" {
		t.Fatalf("%+v", m)
	}
	for f := range 4 {
		for p := range 6 {
			if got, want := at(m, f*6+p), float32(p*4+f)-11.5; math.Abs(float64(got-want)) > 0.05 {
				t.Errorf("filter %d, place %d: %g, %g expected", f, p, got, want)
			}
		}
	}
	m = run.Snapshot(wire.View{Filters: 64, FilterOf: "decoder"}).Filters
	if m.N != 4 || m.H != 2 || m.W != 3 || !strings.Contains(m.Note, "channel 1 of 2") {
		t.Fatalf("%+v", m)
	}
	for c := range 4 {
		for p := range 6 {
			if got, want := at(m, c*6+p), up.W.Value[p*8+c]; math.Abs(float64(got-want)) > 0.05 {
				t.Errorf("input %d, place %d: %g, %g expected", c, p, got, want)
			}
		}
	}
	pool := newRun(t, tiny.Recipe())
	pool.Model().Encoder.Layers = []nn.Layer{relu(t)}
	if m := pool.Snapshot(wire.View{Filters: 64}).Filters; m != nil {
		t.Errorf("a network without weights has filters: %+v", m)
	}
}

func TestFiltersOfNothingAreGray(t *testing.T) {
	m := &wire.Filters{}
	paint(m, []float32{0, 0})
	if m.Scale != 0 || m.Pixels[0] != 128 {
		t.Errorf("%+v", m)
	}
	outlier := append(make([]float32, 99), 5)
	if paint(m, outlier); m.Scale != 1.5 || m.Pixels[99] != 255 {
		t.Errorf("one large weight of 100 sets the scale to %g, byte %d", m.Scale, m.Pixels[99])
	}
}

func TestBarsAreTheCodesOfWhatIsShown(t *testing.T) {
	for _, order := range []string{"first", "worst"} {
		r := tiny.Variational()
		r.Noise = recipe.Noise{Kind: "gaussian", Amount: 0.2}
		run := newRun(t, r)
		steps(t, run, 21)
		s := run.Snapshot(wire.View{Images: 4, Order: order, Panels: []string{"code"}})
		m := s.Bars
		if m == nil || m.N != 4 || m.Dim != 3 || m.Total != 3 || len(m.Z) != 12 || len(m.Deviation) != 12 {
			t.Fatalf("%+v", m)
		}
		var clean, seen [30]float32
		z, mu, d := make([]float32, 3), make([]float32, 3), make([]float32, 3)
		for i := range 4 {
			index := i
			if order == "worst" {
				index = int(s.Images.Index[i])
			}
			run.test.Rows(clean[:], index, index+1)
			run.run.CorruptTest(seen[:], clean[:], index)
			run.Model().Encode(z, seen[:], 1)
			run.Model().EncodeDrawn(mu, d, seen[:], 1)
			if !slices.Equal(mu, z) {
				t.Errorf("%s: image %d: means %v, codes %v expected", order, i, mu, z)
			}
			for k := range 3 {
				if m.Z[i*3+k] != z[k] || m.Deviation[i*3+k] != d[k] {
					t.Errorf("%s: image %d: %g ± %g, %g ± %g expected", order, i, m.Z[i*3+k], m.Deviation[i*3+k], z[k], d[k])
				}
				if !(d[k] > 0) {
					t.Errorf("deviation %g", d[k])
				}
			}
		}
	}
	direct := tiny.Recipe()
	direct.Latent, direct.Encoder = "direct", []recipe.Layer{{Kind: recipe.MaxPool, Window: geometry.Square(2, 2)}}
	direct.Output = recipe.Layer{Kind: recipe.Dense}
	if m := newRun(t, direct).Snapshot(wire.View{Images: 2, Panels: []string{"code"}}).Bars; m.H != 3 || m.W != 2 || m.C != 1 || m.Dim != 6 {
		t.Errorf("a code of 3x2x1: %+v", m)
	}
	plain := newRun(t, tiny.Recipe()).Snapshot(wire.View{Images: 2, Panels: []string{"code"}}).Bars
	if plain.Deviation != nil || len(plain.Z) != 6 {
		t.Errorf("a plain code: %+v", plain)
	}
}

func TestATableIsShownAsRows(t *testing.T) {
	all := drawn.Table18(0, 60)
	r := tiny.Recipe()
	r.Data, r.LatentDim = "table18", 2
	r.Noise = recipe.Noise{Kind: "masking", Amount: 0.3}
	run := watch(t, r, all.Slice(0, 50), all.Slice(40, 60))
	steps(t, run, 21)
	s := run.Snapshot(wire.View{Images: 3, Table: 4, Points: 10, AxisY: 1, Grid: 3, Filters: 9, Panels: []string{"code"}, Order: "worst"})
	m := s.Table
	if s.Images != nil || s.Grid != nil || s.Filters != nil || m == nil || m.N != 4 || len(m.Columns) != 18 || s.Bars.N != 4 || s.Codes.Labels != nil {
		t.Fatalf("snapshot %+v", s)
	}
	if strings.Contains(s.Curve.Unit, "pixel") || !strings.Contains(s.Curve.Unit, "value") {
		t.Errorf("unit %q", s.Curve.Unit)
	}
	for i, at := range m.Index {
		var seen, out [18]float32
		clean := all.Values[(40+int(at))*18:][:18]
		run.run.CorruptTest(seen[:], clean, int(at))
		run.Model().Reconstruct(out[:], seen[:], 1)
		for k := range clean {
			if m.Clean[i*18+k] != clean[k] || m.Corrupted[i*18+k] != seen[k] || m.Output[i*18+k] != out[k] {
				t.Fatalf("row %d, column %d differs", i, k)
			}
		}
		if want := float32(kernel.SquaredDistance(out[:], clean) / 18); m.Errors[i] != want {
			t.Errorf("error of row %d: %g, %g expected", i, m.Errors[i], want)
		}
	}
	p := run.Probe(0.3, 0.1)
	var row [18]float32
	run.Model().Decode(row[:], p.Z, 1)
	if len(p.Values) != 18 || [18]float32(p.Values) != row || p.W != 18 {
		t.Errorf("the probe decodes to %v, %v expected", p.Values, row)
	}
	least := float32(math.Inf(1))
	for i := range 20 {
		least = min(least, run.test.Values[i*18])
	}
	row[0] = least
	run.probeRow(p, row[:])
	if p.Pixels[0] != 0 {
		t.Errorf("the least value of a column is %d, 0 expected", p.Pixels[0])
	}
}

// A frame holds names of bounded length, whatever a person's file calls its columns.
func TestColumnsHaveShortNames(t *testing.T) {
	all := drawn.Table18(0, 60)
	all.Columns = []string{strings.Repeat("\u00e9", 1000), "\xff", "plain"}
	r := tiny.Recipe()
	r.Data = "table18"
	run := watch(t, r, all.Slice(0, 50), all.Slice(40, 60))
	s, err := wire.Decode(run.Snapshot(wire.View{Table: 2}).Encode(nil))
	if err != nil {
		t.Fatal(err)
	}
	c := s.Table.Columns
	if len(c) != 18 || len(c[0]) > 60 || !strings.HasSuffix(c[0], "\u00e9\u2026") || c[1] != "?" || c[2] != "plain" || c[17] != "c18" {
		t.Errorf("%q", c)
	}
}

// Ten colors tell ten classes apart; forty people have none.
func TestManyClassesHaveNoLabels(t *testing.T) {
	run := newRun(t, tiny.Recipe())
	if s := run.Snapshot(wire.View{Images: 2, Points: 5}); s.Images.Labels == nil || s.Codes.Labels == nil {
		t.Error("digits without labels")
	}
	people := tiny.Stripes(20, 6, 5)
	people.Labels[3] = 10
	many := watch(t, tiny.Recipe(), tiny.Stripes(50, 6, 5), people)
	if s := many.Snapshot(wire.View{Images: 2, Points: 5}); s.Images.Labels != nil || s.Codes.Labels != nil {
		t.Errorf("labels %v", s.Codes.Labels)
	}
}

func TestSnapshotsAreFlat(t *testing.T) {
	run := newRun(t, tiny.Variational())
	steps(t, run, 5)
	v := wire.View{Images: 4, Panels: []string{"code"}, Filters: 9}
	run.Snapshot(v)
	if n := testing.AllocsPerRun(20, func() { run.Snapshot(v) }); n > 4 { // what the layer and the curve are, in words
		t.Errorf("%v allocations a snapshot", n)
	}
}

// The tiles are of the layer that learns, through the layers below.
func TestFiltersOfTheLayerInPretraining(t *testing.T) {
	run := newRun(t, tiny.Layered())
	for i, units := range []int32{11, 7, 3} {
		for run.Metrics().Step < 14*(i+1) { // to its last step
			steps(t, run, 1)
		}
		m := run.Snapshot(wire.View{Filters: 100}).Filters
		if m == nil || m.N != units || m.H != 6 || m.W != 5 || m.Layer != fmt.Sprintf("layer %d of 3, %d units", i+1, units) || (m.Note != "") != (i > 0) {
			t.Fatalf("layer %d: %+v", i+1, m)
		}
		for u := range int(units) {
			// What unit u makes of a picture with one light pixel, beyond what it makes of none, in linear layers.
			for p := range 30 {
				x := make([]float64, 30)
				x[p] = 1
				for j := 0; j <= i; j++ {
					d := run.Model().Encoder.Layers[2*j].(*nn.Dense)
					y := make([]float64, d.Out)
					for k, v := range x {
						for o := range y {
							y[o] += v * float64(d.W.Value[k*d.Out+o])
						}
					}
					x = y
				}
				want := max(-float64(m.Scale), min(float64(m.Scale), x[u]))
				if got := float64(at(m, u*30+p)); math.Abs(got-want) > float64(m.Scale)/250 {
					t.Fatalf("layer %d, unit %d, pixel %d: %g, %g expected", i+1, u, p, got, want)
				}
			}
		}
		if m := run.Snapshot(wire.View{Filters: 9, FilterOf: "decoder"}).Filters; m.N != 9 || m.Note != "" {
			t.Errorf("last layer: %+v", m)
		}
	}
	for run.Metrics().Step < 43 {
		steps(t, run, 1)
	}
	if m := run.Snapshot(wire.View{Filters: 100}).Filters; m.N != 11 || m.Note != "" {
		t.Errorf("fine-tuning: %d tiles", m.N)
	}
}
