package look

import (
	"math"
	"slices"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

// lined is what a view of the line of c brings.
func lined(r watched, c wire.Chosen, more ...func(v *wire.View)) *wire.Snapshot {
	v := wire.View{Panels: []string{"line"}, Chosen: c}
	for _, do := range more {
		do(&v)
	}
	return r.Snapshot(v)
}

func partOf(t *testing.T, l *wire.Line, name string, level int32) *wire.LinePart {
	t.Helper()
	for i := range l.Parts {
		if p := &l.Parts[i]; p.Part == name && (level < 0 || p.Level == level) {
			return p
		}
	}
	t.Fatalf("no part %s of level %d in %+v", name, level, l.Parts)
	return nil
}

func parsed(t *testing.T, link string) recipe.Recipe {
	t.Helper()
	r, notices := recipe.Parse(link + "&train=50&test=20&batch_size=8&epochs=3&arithmetic=plain")
	if len(notices) > 0 {
		t.Fatal(notices)
	}
	return r
}

// A network that was computed by hand: two pixels, two units with a ReLU, a code of one number, and back.
func TestTheLineByHand(t *testing.T) {
	set := &data.Set{Name: "pixels", N: 8, H: 1, W: 2, C: 1, Pixels: make([]byte, 16)}
	set.Pixels[2], set.Pixels[3] = 255, 51 // image 1 is 1, 0.2
	r := parsed(t, "encoder=dense(2,relu)&latent_dim=1&latent_activation=linear&output_activation=linear&loss=mse")
	r.Train, r.Test = 8, 8
	run := watch(t, r, set, set)
	copy(run.Model().Values, []float32{
		1, -1, 0.5, 2, // W1 (2,2): h = relu(x W1 + b1) = relu(1.2, -0.7) = 1.2, 0
		0.1, -0.1, // b1
		0.5, 3, // W2 (2,1): z = 0.6 + 0.4 = 1
		0.4,
		2, -1, // W3 (1,2): g = relu(2.5, -1.5) = 2.5, 0
		0.5, -0.5,
		0.2, 0.4, -1, 1, // W4 (2,2): y = 0.5 + 0.1, 1 - 0.3
		0.1, -0.3,
	})
	s := lined(run, wire.Chosen{Kind: "image", Image: 1})
	close := func(got, want float32) bool { return math.Abs(float64(got-want)) < 1e-6 }
	for _, c := range []struct {
		part  string
		level int32
		want  []float32
	}{{"layer", 1, []float32{1.2, 0}}, {"code", 2, []float32{1}}, {"layer", 3, []float32{2.5, 0}}} {
		if got := partOf(t, s.Line, c.part, c.level).Values; !slices.EqualFunc(got, c.want, close) {
			t.Errorf("%s of level %d: %v, %v by hand", c.part, c.level, got, c.want)
		}
	}
	if in := partOf(t, s.Line, "input", 0); !slices.Equal(in.Pixels, []byte{255, 51}) || in.H != 1 || in.W != 2 || in.C != 1 {
		t.Errorf("input %+v", in)
	}
	if out := partOf(t, s.Line, "output", 4); !slices.Equal(out.Pixels, []byte{153, 179}) || !close(out.Least, 0.6) || !close(out.Most, 0.7) {
		t.Errorf("output %+v", out)
	}
	if want := float32((0.4*0.4 + 0.5*0.5) / 2); !close(s.Line.MSE, want) {
		t.Errorf("mean squared error %g, %g by hand", s.Line.MSE, want)
	}
	node := func(part string, level, at int) *wire.Node {
		run.Point(&Point{part, level, at})
		return lined(run, wire.Chosen{Kind: "image", Image: 1}).Node
	}
	n := node("layer", 1, 1)
	if n == nil || !close(n.Sum, -0.7) || n.Value != 0 || n.Bias != -0.1 || n.Activation != "relu" || n.Inputs != 2 || n.Outputs != 1 {
		t.Fatalf("unit 1 of the first layer: %+v", n)
	}
	if f := n.From; len(f) != 2 || f[0] != (wire.Link{Part: "input", At: 0, Value: 1, Weight: -1}) || f[1].At != 1 || f[1].Weight != 2 || !close(f[1].Value, 0.2) {
		t.Errorf("it is fed by %+v", f)
	}
	if o := n.To; len(o) != 1 || o[0] != (wire.Link{Part: "code", Level: 2, At: 0, Value: 1, Weight: 3}) {
		t.Errorf("it feeds %+v", o)
	}
	if !slices.Equal(n.Filter, []float32{-1, 2}) || n.H != 1 || n.W != 2 || !slices.Equal(n.Channels, []int32{0}) {
		t.Errorf("it looks for %v, %dx%d of channels %v", n.Filter, n.H, n.W, n.Channels)
	}
	if n := node("input", 0, 1); len(n.From) != 0 || len(n.To) != 2 || n.To[0].At != 1 || n.To[0].Weight != 2 || n.To[1].Weight != 0.5 {
		t.Errorf("a pixel: %+v", n)
	}
	if n := node("output", 4, 0); len(n.To) != 0 || n.From[0].At != 0 || n.From[0].Weight != 0.2 || n.From[0].Value != 2.5 || !close(n.Sum, 0.6) {
		t.Errorf("a pixel of the output: %+v", n)
	}
	for name, p := range map[string]*Point{"another part": {"mean", 2, 0}, "another level": {"layer", 2, 0}, "beyond": {"code", 2, 1}, "before": {"code", 2, -1}} {
		run.Point(p)
		if n := lined(run, wire.Chosen{}).Node; n != nil {
			t.Errorf("%s is told of: %+v", name, n)
		}
	}
}

// The line ends on what encode, decode and reconstruct give, bit for bit, and each of its numbers is what its inputs make.
func TestTheLineIsWhatTheRunComputes(t *testing.T) {
	noisy := tiny.Recipe()
	noisy.Noise = recipe.Noise{Kind: "gaussian", Amount: 0.3}
	for name, r := range map[string]recipe.Recipe{
		"plain": tiny.Recipe(), "noisy": noisy, "variational": tiny.Variational(), "layered": tiny.Layered(),
		"pooled":  parsed(t, "latent=direct&encoder=conv(4,3,same,relu),maxpool(2)&decoder=unpool(2)&output=conv(3)"),
		"strided": parsed(t, "encoder=conv(4,3,s2,same,tanh),dropout(0.2),flatten(),dense(7,leaky_relu)&latent_dim=2&latent_activation=sigmoid"),
		"average": parsed(t, "latent=direct&encoder=conv(3,3,same,linear),avgpool(2)&decoder=upsample(2),conv(2,3,same,relu)&output=conv(3)"),
	} {
		run := watch(t, r, tiny.Stripes(50, 6, 6), tiny.Stripes(20, 6, 6))
		if name != "pooled" && name != "average" {
			steps(t, run, 4)
		}
		at := run.Reader()
		for _, c := range []wire.Chosen{{}, {Kind: "image", Image: 13}, {Kind: "own"}, {Kind: "code", Z: []float32{0.5, -0.25, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24}}} {
			if c.Kind == "code" {
				if at.Latent() > len(c.Z) {
					c.Z = make([]float32, at.Latent())
					c.Z[3] = 2
				}
				c.Z = c.Z[:at.Latent()]
			}
			x, seen := make([]float32, at.Dim()), make([]float32, at.Dim())
			switch c.Kind {
			case "own":
				for i := range x {
					x[i] = float32(i%4) / 3
				}
				run.Own(x)
			default:
				at.Test().Rows(x, c.Image, c.Image+1)
			}
			copy(seen, x)
			if at.Noisy() && c.Kind != "own" {
				at.CorruptTest(seen, x, c.Image)
			}
			run.Point(nil)
			all := func(v *wire.View) {}
			s := lined(run, c, all)
			l := &run.Looker.line
			values := func(name string) []float32 {
				for _, p := range l.parts {
					if p.part == name {
						return p.values
					}
				}
				return nil
			}
			y, z := make([]float32, at.Dim()), make([]float32, at.Latent())
			if c.Kind == "code" {
				copy(z, c.Z)
				at.Decode(y, z, 1)
				if values("input") != nil || s.Line.Kind != "code" || s.Line.MSE != 0 {
					t.Errorf("%s: a code has an input", name)
				}
			} else if c.Kind != "own" || !at.Noisy() {
				at.Encode(z, seen, 1)
				at.Reconstruct(y, seen, 1)
				if at.Noisy() != (values("clean") != nil) || !slices.Equal(values("input"), seen) {
					t.Errorf("%s, %+v: another input", name, c)
				}
			} else {
				copy(y, values("output"))
				copy(z, values("code"))
			}
			if !slices.Equal(values("code"), z) {
				t.Errorf("%s, %+v: the code %v, %v by encode", name, c, values("code"), z)
			}
			if !slices.Equal(values("output"), y) {
				t.Errorf("%s, %+v: another output", name, c)
			}
			travels(t, name, l, s.Line)
			balanced(t, name, run, c)
		}
	}
}

// travels checks that the frame has the values.
func travels(t *testing.T, name string, l *line, m *wire.Line) {
	t.Helper()
	if len(m.Parts) != len(l.parts) {
		t.Fatalf("%s: %d parts of %d", name, len(m.Parts), len(l.parts))
	}
	for i, p := range m.Parts {
		whole := l.parts[i]
		if len(p.Values) > 0 && !slices.Equal(p.Values, whole.values) {
			t.Errorf("%s: %s %d: other values", name, p.Part, p.Level)
		}
		scale := max(-p.Least, p.Most)
		area := int(p.H * p.W)
		for k, b := range p.Pixels {
			v := whole.values[k%area*int(p.C)+k/area]
			got := (float32(b) - 128) / 127 * scale
			if p.Level == 0 || p.Part == "output" {
				got, v, scale = float32(b)/255, min(1, max(0, v)), 1
			}
			if math.Abs(float64(got-v)) > float64(scale)/250 {
				t.Fatalf("%s: %s %d: byte %d is %g, the value %g", name, p.Part, p.Level, k, got, v)
			}
		}
	}
}

var activations = map[string]func(x float64) float64{
	"": func(x float64) float64 { return x }, "linear": func(x float64) float64 { return x }, "tanh": math.Tanh,
	"relu": func(x float64) float64 { return max(0, x) }, "sigmoid": func(x float64) float64 { return 1 / (1 + math.Exp(-x)) },
	"exp(\u00bdx)": func(x float64) float64 { return math.Exp(x / 2) },
	"leaky_relu":   func(x float64) float64 { return max(x, 0.01*x) },
}

// balanced checks each number of the line against what feeds it.
func balanced(t *testing.T, name string, run watched, c wire.Chosen) {
	t.Helper()
	for _, p := range slices.Clone(run.Looker.line.parts) {
		for i := range p.values {
			run.Point(&Point{p.part, p.level, i})
			n := run.Node(wire.View{Chosen: c})
			if n == nil || n.Value != p.values[i] {
				t.Fatalf("%s: number %d of %s %d is told as %+v", name, i, p.part, p.level, n)
			}
			if p.level == 0 || c.Kind == "code" && p.part == "code" {
				if len(n.From) > 0 {
					t.Fatalf("%s: %s %d is fed by %+v", name, p.part, p.level, n.From)
				}
				continue
			}
			f := activations[n.Activation]
			if f == nil {
				t.Fatalf("%s: activation %q", name, n.Activation)
			}
			if want := f(float64(n.Sum)); math.Abs(want-float64(n.Value)) > 1e-4*max(1, math.Abs(want)) {
				t.Fatalf("%s: number %d of %s %d is %g, what feeds it makes %g: %+v", name, i, p.part, p.level, n.Value, want, n)
			}
			for k := 1; k < len(n.From); k++ {
				if abs(n.From[k].Value*n.From[k].Weight) > abs(n.From[k-1].Value*n.From[k-1].Weight) {
					t.Fatalf("%s: a smaller input first: %+v", name, n.From)
				}
			}
		}
	}
}

// Of many maps the first travel, unless their level is open; a draw goes on to the decoder; what is pooled tells its winners.
func TestTheLineFolds(t *testing.T) {
	run := watch(t, parsed(t, "encoder=conv(40,3,same,relu),maxpool(2)&latent_dim=3"), tiny.Stripes(50, 6, 6), tiny.Stripes(20, 6, 6))
	s := lined(run, wire.Chosen{})
	p := partOf(t, s.Line, "layer", 1)
	if p.N != lineMaps || p.C != 40 || len(p.Pixels) != lineMaps*36 || p.Layer != "conv(40,3,relu)" {
		t.Errorf("folded: %d of %d maps, %q", p.N, p.C, p.Layer)
	}
	s = lined(run, wire.Chosen{}, func(v *wire.View) { v.LineOpen = 1 })
	if p := partOf(t, s.Line, "layer", 1); p.N != 40 {
		t.Errorf("open: %d maps", p.N)
	}
	if p := partOf(t, s.Line, "layer", 2); p.N != lineMaps {
		t.Errorf("another level has %d maps", p.N)
	}
	run.Point(&Point{"layer", 2, 0})
	n := lined(run, wire.Chosen{}).Node
	if len(n.Switches) != 9 || n.Switches[0] >= 36 || len(n.From) != 1 || int32(n.From[0].At) != n.Switches[0]*40 {
		t.Errorf("pooled: %+v", n)
	}
	drawn := newRun(t, tiny.Variational())
	first := slices.Clone(partOf(t, lined(drawn, wire.Chosen{}).Line, "code", -1).Values)
	draw := func(n int) *wire.Line {
		return lined(drawn, wire.Chosen{}, func(v *wire.View) { v.LineDraw = n }).Line
	}
	l := draw(3)
	mean, deviation := partOf(t, l, "mean", -1), partOf(t, l, "deviation", -1)
	if !slices.Equal(first, mean.Values) || slices.Equal(first, partOf(t, l, "code", -1).Values) || l.Draw != 3 || !(deviation.Least > 0) {
		t.Errorf("mean %v, deviation %v, code %v", mean.Values, deviation.Values, partOf(t, l, "code", -1).Values)
	}
	third := slices.Clone(partOf(t, l, "code", -1).Values)
	if slices.Equal(third, partOf(t, draw(4), "code", -1).Values) || !slices.Equal(third, partOf(t, draw(3), "code", -1).Values) {
		t.Error("draws are not the same again, or not others")
	}
}
