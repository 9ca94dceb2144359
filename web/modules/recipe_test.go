package modules

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

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
		}](t, p, `const { levelsOf } = await import("/page/recipe/drawing.js"); return levelsOf(`+string(text)+`)`)
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
		got := eval[string](t, p, `const { readLayers, writeLayers } = await import("/page/recipe/layers.js"); return writeLayers(readLayers(`+quote(text)+`))`)
		if got != text {
			t.Errorf("%s became %s", text, got)
		}
	}
}

// The boxes of a window give back what they were given, and what a person enters means to the trainer what it says.
func TestWindowsKeepTheirMeaning(t *testing.T) {
	p := modules(t)
	const write = `const { readWindow, writeWindow } = await import("/page/recipe/window.js");
		const options = %s, w = readWindow(%s, options);
		return writeWindow({ ...w, ...%s }, options).join(",")`
	options := func(layer string) string { // that follow the kernel of a layer of this kind
		l, err := recipe.ParseLayers(layer)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range l[0].Kind.Notation().Parts {
			if p.Options != nil {
				return quote(p.Options)
			}
		}
		t.Fatalf("%s has no window", layer)
		return ""
	}
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
		{"convt(8,%s,relu)", "3,s2,p1", `{output_padding: "1"}`, "3,s2,p1,o1"},
		{"convt(8,%s,relu)", "3,s2,p1,o1", `{output_padding: "0"}`, "3,s2,p1"},
		{"convt(8,%s,relu)", "3,s2,p1,o1", `{padding: "same"}`, "3,s2"},
	} {
		got := eval[string](t, p, fmt.Sprintf(write, options(fmt.Sprintf(c.layer, c.args)), quote(strings.Split(c.args, ",")), c.change))
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
		got := eval[string](t, p, fmt.Sprintf(write, options("conv(8,3,relu)"), `["3"]`, `{padding: `+quote(wrong)+`}`))
		if l, err := recipe.ParseLayers("conv(8," + got + ",relu)"); err == nil {
			t.Errorf("a padding of %q is written as %s and read as %v", wrong, got, l)
		}
	}
}

// A layer that is added is what usually follows the last, and one that the trainer takes.
func TestTheNextLayer(t *testing.T) {
	p := modules(t)
	for last, want := range map[string]string{
		"none": "dense(128,relu)", "dense(500,tanh)": "dense(250,tanh)", "dense(1,relu)": "dense(1,relu)", "conv(16,3,s2,relu)": "conv(32,3,s2,relu)",
		"conv(4000,3,relu)": "conv(4096,3,relu)", "convt(16,3,s2,p1,o1,relu)": "convt(8,3,s2,p1,o1,relu)", "maxpool(2)": "dense(128,relu)", "unheard(9)": "dense(128,relu)",
	} {
		got := eval[string](t, p, `const { next, readLayers, writeLayers } = await import("/page/recipe/layers.js");
			return writeLayers([next(readLayers(`+quote(last)+`).at(-1), `+quote(recipe.LayerNotations())+`)])`)
		if got != want {
			t.Errorf("behind %s: %s, %s expected", last, got, want)
		}
		if _, err := recipe.ParseLayers(got); err != nil {
			t.Error(err)
		}
	}
}
