package modules

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/data/drawn"
	"bottleneck/core/look"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

//go:generate go test . -run "TestListOfPanels|TestWordsOfPanels" -generate

var generate = flag.Bool("generate", false, "write the page's list of panels, and their words")

// The page's modules of panels, and the list of them.
const (
	panelModules = "../page/view/panels"
	panelList    = "../page/view/panels.js"
)

// panelsText is the page's list of panels.
func panelsText(panels []recipe.Panel) string {
	var b strings.Builder
	b.WriteString(`// The panels that show a run, in order: what each says in words, and how it is drawn where there is no canvas. A module exports
//   has(snapshot)   whether there is what it shows
//   text(snapshot, rows)  a sentence or more, or ''; rows: the data are a table's
//   table(snapshot) {caption, head, rows}, or null; it is asked only if it has
//   draw(ink, snapshot, area, view)  likewise
//
// Written by web/modules from the list of core/recipe/panels.go: go generate ./web/modules

`)
	var names []string
	for _, p := range panels {
		fmt.Fprintf(&b, "import * as %s from './panels/%[1]s.js';\n", p.Name)
		names = append(names, p.Name)
	}
	fmt.Fprintf(&b, "\nexport const PANELS = { %s };\n", strings.Join(names, ", "))
	return b.String()
}

func TestListOfPanels(t *testing.T) {
	want := panelsText(recipe.Panels)
	if *generate {
		if err := os.WriteFile(panelList, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	found, err := os.ReadFile(panelList)
	if err != nil {
		t.Fatal(err)
	}
	if string(found) != want {
		t.Errorf("%s is not up to date: go generate ./web/modules", panelList)
	}
	files, err := filepath.Glob(panelModules + "/*.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".js")
		if !slices.ContainsFunc(recipe.Panels, func(p recipe.Panel) bool { return p.Name == name }) {
			t.Errorf("%s is of no panel", f)
		}
	}
}

// panelFrame is a frame of a small run with all that its recipe's panels ask for.
func panelFrame(t *testing.T, r recipe.Recipe, trainSet, test *data.Set) []byte {
	t.Helper()
	run, err := train.New(r, trainSet, test)
	if err != nil {
		t.Fatal(err)
	}
	for range 6 {
		run.Step()
	}
	return look.New(run.Reader()).Snapshot(wire.View{Images: 6, Table: 6, Points: 20, AxisY: 1, Grid: 3, Filters: 4, Panels: r.Showing().Tabs}).Encode(nil)
}

// Every panel says something of a run and draws something of it; of no run it says and has nothing.
func TestPanelsSayAndDraw(t *testing.T) {
	p := modules(t)
	seen := map[string]bool{}
	for _, c := range []struct {
		link        string
		train, test *data.Set
	}{
		{"data=digits&train=60&test=20&batch_size=20&noise=gaussian(0.2)", drawn.Digits(60, 1), drawn.Digits(20, 2)},
		{"data=table18&train=60&test=20&batch_size=20&latent=variational", drawn.Table18(0, 60), drawn.Table18(60, 80)},
	} {
		r, notices := recipe.Parse(c.link)
		if len(notices) > 0 {
			t.Fatal(notices)
		}
		type told struct {
			Exports                string
			Has, Empty             bool
			Text, Nothing, Caption string
			Cells, Drawn           int
		}
		got := eval[map[string]told](t, p, reading(panelFrame(t, r, c.train, c.test))+`
			if (error) throw new Error(error);
			const { PANELS } = await import("/page/view/panels.js");
			const { PlainView } = await import("/page/view/fallback.js");
			const told = {};
			for (const name of `+quote(r.Showing().Tabs)+`) {
				const panel = PANELS[name];
				const host = document.createElement("div");
				host.style.cssText = "width: 340px; height: 240px";
				document.body.append(host);
				const plain = new PlainView(host);
				plain.show(s, { panels: [name], log: false });
				const canvas = host.querySelector("canvas");
				const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
				plain.remove();
				host.remove();
				let drawn = 0;
				for (let i = 3; i < pixels.length; i += 4) drawn += pixels[i] > 0;
				const table = panel.table(s);
				told[name] = { Exports: Object.keys(panel).sort().join(" "), Has: panel.has(s), Empty: panel.has({ run: 1 }), Text: panel.text(s), Nothing: panel.text({ run: 1 }),
					Caption: table?.caption || "", Cells: table ? table.rows.filter((row) => row.length === table.head.length).length : 0, Drawn: drawn };
			}
			return told;`)
		for name, g := range got {
			seen[name] = true
			switch {
			case g.Exports != "draw has table text":
				t.Errorf("%s exports %s; draw, has, table and text expected", name, g.Exports)
			case !g.Has || g.Empty || g.Nothing != "":
				t.Errorf("%s: has %v; of no run has %v and says %q", name, g.Has, g.Empty, g.Nothing)
			case g.Text == "" && (g.Caption == "" || g.Cells == 0):
				t.Errorf("%s says nothing: %q, a table %q of %d rows", name, g.Text, g.Caption, g.Cells)
			case g.Drawn < 300:
				t.Errorf("%s: %d pixels drawn", name, g.Drawn)
			}
		}
	}
	for _, p := range recipe.Panels {
		if !seen[p.Name] {
			t.Errorf("%s is in none of the runs", p.Name)
		}
	}
}
