// Package web holds the page. Its tests hold those modules to the Go code that says the same thing.
package web

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/core/wire"
	"bottleneck/web/browser"
)

// modules opens an empty page that can import the modules of this directory.
func modules(t *testing.T) *browser.Page {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir(".")))
	mux.HandleFunc("/empty.html", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<!doctype html><title>modules</title><link rel=icon href=data:,>")
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	p, err := browser.Need(t, browser.Options{}).FirstPage()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Open(s.URL + "/empty.html"); err != nil {
		t.Fatal(err)
	}
	return p
}

func eval[T any](t *testing.T, p *browser.Page, script string) (v T) {
	t.Helper()
	if err := p.Eval("(async () => { "+script+" })()", &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func quote(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// reading is a script that reads a frame and keeps it as s.
func reading(frame []byte) string {
	return fmt.Sprintf(`const { readSnapshot } = await import("/snapshot.js");
		const bytes = Uint8Array.from(atob(%q), (c) => c.charCodeAt(0));
		let s, error = "";
		try { s = readSnapshot(bytes.buffer); } catch (e) { error = e.message; }
		`, base64.StdEncoding.EncodeToString(frame))
}

func TestSnapshotsReadAsWireWritesThem(t *testing.T) {
	p := modules(t)
	s := wire.Snapshot{Run: 7, Step: 1234, Epoch: 5,
		Images: &wire.Images{N: 2, H: 1, W: 3, C: 1, Clean: []byte{1, 2, 3, 4, 5, 6}, Output: []byte{9, 8, 7, 6, 5, 4}, Labels: []byte{3, 8},
			Errors: []float32{0.25, 0.5}, Index: []int32{40, 41}},
		Codes: &wire.Codes{X: []float32{1, -2, 3}, Y: []float32{0.5, 0, -0.5}, Labels: []byte{1, 5, 6}, AxisX: "z[0]", AxisY: "PC 2 (4 %)", Dim: 32, PCA: true},
		Grid:  &wire.Grid{N: 1, H: 1, W: 2, C: 1, X0: -1, X1: 1, Y0: -2, Y1: 2, Pixels: []byte{10, 20}},
		Curve: &wire.Curve{Train: []wire.CurvePoint{{Step: 1, Loss: 0.5}, {Step: 2, Loss: 0.25}}, Unit: "per pixel",
			Baseline: 0.125, BaselineText: "PCA", Phases: []wire.Phase{{Step: 0, Name: "RBM 1"}, {Step: 40, Name: "fine-tuning"}}},
		Probe: &wire.Probe{X: 1, Y: 2, H: 1, W: 1, C: 1, Pixels: []byte{200}, Z: []float32{1, 2, 3}, Values: []float32{0.5}, Pinned: true},
		Units: &wire.Units{Mean: []float32{0, 1}, Active: []float32{0, 0.75}, Variance: []float32{0, 0.5}, KL: []float32{0, 2}, Dead: []byte{1, 0}},

		Filters: &wire.Filters{N: 2, H: 1, W: 1, C: 1, Total: 9, Pixels: []byte{128, 255}, Scale: 0.5, Layer: "encoder 1", Note: "first of 3"},
		Bars:    &wire.Bars{N: 1, Dim: 2, Total: 9, H: 3, W: 1, C: 3, Z: []float32{1, 2}, Deviation: []float32{0.5, 0.25}},
		Table:   &wire.Table{N: 1, Columns: []string{"age", "caf\u00e9"}, Clean: []float32{1, 0}, Output: []float32{0.5, 0}, Errors: []float32{0.125}, Index: []int32{4}},
	}
	frame := s.Encode(nil)
	const list = `return JSON.stringify([error, s?.run, s?.step, s?.epoch,
		[...s.images.clean], [...s.images.corrupted], [...s.images.output], [...s.images.labels], [...s.images.errors], [...s.images.index],
		[...s.codes.x], [...s.codes.y], [...s.codes.labels], s.codes.axisX, s.codes.axisY, s.codes.dim, s.codes.pca,
		s.grid.n, s.grid.w, s.grid.x0, s.grid.y1, [...s.grid.pixels], s.curve.train, s.curve.test, s.curve.unit,
		s.probe.y, [...s.probe.pixels], [...s.probe.z], [...s.probe.values], s.probe.pinned, [...s.units.mean], [...s.units.active], [...s.units.variance], [...s.units.kl], [...s.units.dead],
		s.curve.baseline, s.curve.baselineText, s.curve.phases, s.filters.total, [...s.filters.pixels], s.filters.scale, s.filters.layer, s.filters.note,
		s.bars.dim, s.bars.total, s.bars.h, s.bars.w, s.bars.c, [...s.bars.z], [...s.bars.deviation], s.table.columns, [...s.table.clean], [...s.table.corrupted], [...s.table.output], [...s.table.errors], [...s.table.index]])`
	want := `["",7,1234,5,[1,2,3,4,5,6],[],[9,8,7,6,5,4],[3,8],[0.25,0.5],[40,41],[1,-2,3],[0.5,0,-0.5],[1,5,6],"z[0]","PC 2 (4 %)",32,true,` +
		`1,2,-1,2,[10,20],[{"step":1,"loss":0.5},{"step":2,"loss":0.25}],[],"per pixel",2,[200],[1,2,3],[0.5],true,[0,1],[0,0.75],[0,0.5],[0,2],[1,0],` +
		`0.125,"PCA",[{"step":0,"name":"RBM 1"},{"step":40,"name":"fine-tuning"}],9,[128,255],0.5,"encoder 1","first of 3",` +
		`2,9,3,1,3,[1,2],[0.5,0.25],["age","café"],[1,0],[],[0.5,0],[0.125],[4]]`
	if got := eval[string](t, p, reading(frame)+list); got != want {
		t.Errorf("%s read,\n%s written", got, want)
	}

	const only = `return error`
	for n := 0; n < len(frame); n += 4 {
		if eval[string](t, p, reading(frame[:n])+only) == "" {
			t.Errorf("a frame cut at byte %d of %d was read", n, len(frame))
		}
	}
	next := slices.Clone(frame)
	next[4] = wire.Version + 1
	if got, want := eval[string](t, p, reading(next)+only), fmt.Sprintf("version %d found, %d expected", wire.Version+1, wire.Version); !strings.Contains(got, want) {
		t.Errorf("the next version: %q", got)
	}
}

func TestTheDrawingHasTheRecipesWidths(t *testing.T) {
	p := modules(t)
	links := []string{"", "#encoder=dense(9,relu),dense(8,tanh)&latent_dim=3", "#encoder=dense(9,relu)&decoder=none", "#encoder=none&decoder=dense(7,linear),dense(70,relu)&latent_dim=700",
		"#encoder=dropout(0.5),conv(16,3,s2,relu),conv(32,3,s2,relu)", "#latent=direct&encoder=conv(16,3,relu),maxpool(2),conv(4,3,relu),maxpool(2)"}
	for _, l := range recipe.Lessons() {
		links = append(links, l.Link)
	}
	for _, link := range links {
		r, notices := recipe.Parse(link)
		if len(notices) > 0 {
			t.Fatal(notices)
		}
		plan := wire.PlanOf(r)
		text, err := json.Marshal(plan)
		if err != nil {
			t.Fatal(err)
		}
		got := eval[struct {
			Levels []struct{ Width int }
			Code   int
		}](t, p, `const { levelsOf } = await import("/model.js"); return levelsOf(`+string(text)+`)`)
		// Convolutions reshape what a dense layer made; else every layer is drawn.
		want, code := []int{plan.Input.Size()}, 0
		for i, v := range slices.Concat(plan.Encoder, plan.Decoder) {
			if !strings.HasPrefix(v.Layer, "reshape") && !strings.HasPrefix(v.Layer, "dropout") {
				want = append(want, v.Shape.Size())
			}
			if i == len(plan.Encoder)-1 {
				code = len(want) - 1
			}
		}
		var widths []int
		for _, l := range got.Levels {
			widths = append(widths, l.Width)
		}
		if !slices.Equal(widths, want) || got.Code != code {
			t.Errorf("%q: %v with the code at %d drawn, %v is the network", link, widths, got.Code, want)
		}
	}
}

// The editor of layers must give back what it was given, in the notation that recipe.ParseLayers reads.
func TestLayersKeepTheirNotation(t *testing.T) {
	p := modules(t)
	for _, text := range []string{"none", "dense(500,tanh)", "dense(500,tanh),dense(300,relu),dense(2,linear)",
		"conv(16,3,s2,relu),convt(8,3x5,s2x1,p1,o1,leaky_relu),maxpool(2),unpool(2),upsample(2),dropout(0.2),reshape(7x7x16),flatten()"} {
		if _, err := recipe.ParseLayers(text); err != nil {
			t.Fatal(err)
		}
		got := eval[string](t, p, `const { readLayers, writeLayers } = await import("/layers.js"); return writeLayers(readLayers(`+quote(text)+`))`)
		if got != text {
			t.Errorf("%s became %s", text, got)
		}
	}
}

// The boxes of a window give back what they were given, and what a person enters means to the trainer what it says.
func TestWindowsKeepTheirMeaning(t *testing.T) {
	p := modules(t)
	const write = `const { readWindow, writeWindow } = await import("/window.js");
		const w = readWindow(%s, %v);
		return writeWindow({ ...w, ...%s }, %[2]v).join(",")`
	for _, c := range []struct {
		layer, args, change, want string
	}{
		{"convt(8,%s,relu)", "3x5,s2x1,p1,o1x0", "{}", "3x5,s2x1,p1,o1x0"},
		{"conv(8,%s,relu)", "3", "{}", "3"},
		{"conv(8,%s,relu)", "3,p0", "{}", "3,p0"},
		{"conv(8,%s,relu)", "3,same", "{}", "3"},
		{"maxpool(%s)", "3,s2,same", "{}", "3,s2,same"},
		{"maxpool(%s)", "2", "{}", "2"},
		{"maxpool(%s)", "3,p1", "{}", "3,p1"},
		{"conv(8,%s,relu)", "3", `{padding: "none"}`, "3,p0"},
		{"conv(8,%s,relu)", "3", `{padding: "0"}`, "3,p0"},
		{"conv(8,%s,relu)", "3,s2", `{padding: "p1"}`, "3,s2,p1"},
		{"conv(8,%s,relu)", "3,p0", `{padding: "same"}`, "3"},
		{"conv(8,%s,relu)", "3,p0", `{padding: "1x0"}`, "3,p1x0"},
		{"maxpool(%s)", "3,p1", `{padding: "none"}`, "3"},
		{"maxpool(%s)", "2", `{padding: "same"}`, "2,same"},
		{"maxpool(%s)", "2", `{stride: "1"}`, "2,s1"},
		{"convt(8,%s,relu)", "3,s2,p1", `{output: "1"}`, "3,s2,p1,o1"},
		{"convt(8,%s,relu)", "3,s2,p1,o1", `{output: "0"}`, "3,s2,p1"},
		{"convt(8,%s,relu)", "3,s2,p1,o1", `{padding: "same"}`, "3,s2"},
	} {
		conv := strings.HasPrefix(c.layer, "conv")
		got := eval[string](t, p, fmt.Sprintf(write, quote(strings.Split(c.args, ",")), conv, c.change))
		if got != c.want {
			t.Errorf("%s with %s becomes %s, %s expected", c.args, c.change, got, c.want)
		}
		read := func(args string) string {
			l, err := recipe.ParseLayers(fmt.Sprintf(c.layer, args))
			if err != nil {
				t.Fatal(err)
			}
			return fmt.Sprint(l[0].Window)
		}
		if c.change == "{}" && read(got) != read(c.args) {
			t.Errorf("%s was read as %s, and as %s when written again", c.args, read(c.args), read(got))
		}
	}
	for _, wrong := range []string{"two", "-1", "p"} { // refused, and not taken for something else
		got := eval[string](t, p, fmt.Sprintf(write, `["3"]`, true, `{padding: `+quote(wrong)+`}`))
		if l, err := recipe.ParseLayers("conv(8," + got + ",relu)"); err == nil {
			t.Errorf("a padding of %q is written as %s and read as %v", wrong, got, l)
		}
	}
}

func TestFiguresAreReadable(t *testing.T) {
	p := modules(t)
	for call, want := range map[string]string{
		`loss(0.0193912)`:                       "0.0194",
		`loss(0.0000123456)`:                    "1.23e-5",
		`loss(123.456)`:                         "123.46",
		`loss(null)`:                            "\u2013",
		`about(0.4)`:                            "about 1\u00a0s",
		`clock(3725)`:                           "1:02:05",
		`clock(59.6)`:                           "1:00",
		`clock(NaN)`:                            "\u2013",
		`bytes(1023)`:                           "1023\u00a0B",
		`bytes(9.38 * 1048576)`:                 "9.38\u00a0MiB",
		`big(5020000, "FLOP")`:                  "5.02\u00a0MFLOP",
		`count(60000)`:                          "60,000",
		`point([0.4, -1.2])`:                    "(0.40, \u22121.20)",
		`inWords("Training images", "table18")`: "Training rows",
		`inWords("on every image", "table")`:    "on every row",
		`inWords("Images/s", "table")`:          "Rows/s",
		`inWords("Images/s", "faces")`:          "Images/s",
		`point([1, 2, 3, 4, 5, 6])`:             "(1.00, 2.00, 3.00, 4.00, \u2026 6 in all)",
	} {
		name, _, _ := strings.Cut(call, "(")
		if got := eval[string](t, p, "const f = await import('/format.js'); return f."+name+call[len(name):]); got != want {
			t.Errorf("%s = %q, %q expected", call, got, want)
		}
	}
}

// A formula becomes MathML that nests as its notation does, whatever it holds.
func TestFormulasAreMathML(t *testing.T) {
	p := modules(t)
	const tree = `const { formula } = await import("/formula.js");
		const walk = (e) => e.children.length ? e.localName + "(" + [...e.children].map(walk).join(" ") + ")" : e.localName === "mspace" ? "_" : e.textContent;
		return walk(formula(%s))`
	for text, want := range map[string]string{
		"x W + b":               "math(x _ W + b)",
		"z_j^2":                 "math(msubsup(z j 2))",
		"w_{ij}":                "math(msub(w mrow(mrow(i j))))",
		"relu(x)":               "math(relu ( x ))",
		"{1}/{784} ∑_i ℓ_i":     "math(mfrac(mrow(1) mrow(784)) _ munder(∑ i) _ msub(ℓ i))",
		"f(x) V":                "math(f ( x ) _ V)",
		"a - 1":                 "math(a − 1)",
		"u 'if' i = a":          "math(u _ if _ i = a)",
		"<img src=x onerror=1>": "math(< img _ src = x _ onerror = 1 >)",
		"{a":                    "math(mrow(a))",
	} {
		if got := eval[string](t, p, fmt.Sprintf(tree, quote(text))); got != want {
			t.Errorf("%s becomes %s, %s expected", text, got, want)
		}
	}
}
