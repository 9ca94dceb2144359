package e2e

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"bottleneck/core/recipe"
	"bottleneck/web/browser"
)

// titles are the labels by which the canvas names its panels, and what the tables call theirs.
var titles = map[string]string{
	"images": "Reconstructions", "table": "Reconstructions", "code": "Code", "latent": "Latent plane", "grid": "Latent grid",
	"filters": "Filters", "loss": "Loss", "line": "Line",
}

// small is data that a lesson learns from at once: its own kind, little of it, in few steps.
func small(l recipe.Lesson) (link string, steps int) {
	switch l.Recipe.Data {
	case "faces":
		return l.Link + "&train=16&test=8&batch_size=8", 2
	case "table18":
		return l.Link + "&train=2000&test=200&batch_size=100", 20
	}
	link = l.Link + "&train=300&test=100"
	if l.Recipe.BatchSize > 100 {
		link += "&batch_size=100"
	}
	return link, 6
}

// Every lesson opens from its link, trains, and shows its text, its knobs and the panels that belong to it, without a word
// on the console. One page walks through them all, as a learner does.
func TestEveryLesson(t *testing.T) {
	lessons := recipe.Lessons()
	first, _ := small(lessons[0])
	p := visit(t, first)
	canvas(t, p)
	for _, l := range lessons {
		start := time.Now()
		link, steps := small(l)
		eval[any](t, p, "location.hash = "+quoted(link)+"; true")
		opened(t, p, l.ID)
		await(t, p, `document.getElementById("lesson-title").textContent === `+quoted(l.Title))
		if bar := eval[string](t, p, `document.querySelector('[data-bar="link"]')?.textContent ?? ""`); bar != "" {
			t.Errorf("%s: its link is read with notices: %s", l.ID, bar)
		}
		if got := eval[map[string]any](t, p, "bottleneck.recipe"); withMNIST && got["data"] != l.Recipe.Data {
			t.Errorf("%s: trains on %v, %s expected", l.ID, got["data"], l.Recipe.Data)
		}
		lossesOf(t, p, l, steps)
		panelsOf(t, p, l)
		textOf(t, p, l)
		noFaults(t, p)
		p.Forget()
		t.Logf("%-14s %5.1f s", l.ID, time.Since(start).Seconds())
	}
}

// lossesOf trains a little, and looks at what the page says of it.
func lossesOf(t *testing.T, p *browser.Page, l recipe.Lesson, steps int) {
	t.Helper()
	m := train(t, p, fmt.Sprintf("{steps: %d}", steps))
	if bad := math.IsNaN(m.TrainLoss) || math.IsInf(m.TrainLoss, 0) || m.TrainLoss <= 0; bad || m.Step != steps || m.TestMSE <= 0 || m.TestMSE > 1 || len(m.Fingerprint) != 8 {
		t.Errorf("%s: after %d steps %+v", l.ID, steps, m)
	}
	unit := "Images/s"
	if l.Recipe.Data == "table18" {
		unit = "Rows/s"
	}
	await(t, p, `document.getElementById("m-rate-name").textContent === "`+unit+`"`)
	for _, id := range []string{"m-train", "m-test", "m-mse", "m-print"} {
		await(t, p, `/[0-9]/.test(document.getElementById("`+id+`").textContent)`)
	}
}

// textOf holds the page's text of a lesson to its file, and tries its knobs without leaving the run.
func textOf(t *testing.T, p *browser.Page, l recipe.Lesson) {
	t.Helper()
	var story struct {
		Paragraphs, LookFor []string
		TryLinks            []struct{ Link, Label string }
		Expected, Source    string
		Formula             struct {
			Lines []string
			Where string
		}
	}
	b, err := os.ReadFile("../../static/lessons/" + l.ID + ".json")
	must(t, err)
	must(t, json.Unmarshal(b, &story))
	await(t, p, `document.getElementById("lesson").textContent.includes(`+quoted(story.Source)+`)`)
	eval[any](t, p, `document.querySelector("#lesson .notes").open = true`)
	text := eval[string](t, p, `document.getElementById("lesson").innerText`)
	for _, part := range slices.Concat(story.Paragraphs, story.LookFor, []string{"Look for", "Try", "What to expect", story.Expected}) {
		if !strings.Contains(text, part) {
			t.Errorf("%s: the page does not say %q", l.ID, part)
		}
	}
	if !strings.Contains(text, story.Formula.Where) {
		t.Errorf("%s: the page does not say %q", l.ID, story.Formula.Where)
	}
	drawn := eval[[]string](t, p, `[...document.querySelectorAll("#lesson .formula math")].map((m) => m.getAttribute("alttext"))`)
	for i, line := range story.Formula.Lines {
		story.Formula.Lines[i] = unmarked(line)
	}
	if !slices.Equal(drawn, story.Formula.Lines) {
		t.Errorf("%s: the formula reads %q", l.ID, drawn)
	}
	if signs := eval[string](t, p, `document.querySelector("#lesson .formula").textContent`); strings.ContainsAny(signs, "{}_^'") {
		t.Errorf("%s: the formula shows its notation: %s", l.ID, signs)
	}
	if wide := eval[float64](t, p, `(() => { const f = document.querySelector("#lesson .formula"); return f.scrollWidth - f.clientWidth; })()`); wide > 0 {
		t.Errorf("%s: the formula is %g pixels too wide for its panel", l.ID, wide)
	}
	knobs := eval[[]string](t, p, `[...document.querySelectorAll("#lesson ul a")].map((a) => a.getAttribute("href"))`)
	for _, try := range story.TryLinks {
		if !slices.Contains(knobs, try.Link) {
			t.Errorf("%s: no knob %s", l.ID, try.Link)
		}
	}
	knobOf(t, p, l, story.TryLinks[len(story.TryLinks)-1].Link)
}

// knobOf turns a knob, on little data: the page runs what the link means, and has nothing to remark.
func knobOf(t *testing.T, p *browser.Page, l recipe.Lesson, link string) {
	t.Helper()
	r, _ := recipe.Parse(link)
	r.Train, r.Test = min(r.Train, 300), min(r.Test, 100)
	if r.Data == "faces" {
		r.Train, r.Test = 16, 8
	}
	link = r.Link()
	if r.Data == "pictures" || r.Data == "table" || !withMNIST && r.Data == "mnist" {
		return // of the user's, who has not given any
	}
	eval[any](t, p, "location.hash = "+quoted(link)+"; true")
	reached(t, p, "bottleneck.link() === "+quoted(r.Link()))
	if bar := eval[string](t, p, `document.querySelector('[data-bar="link"]')?.textContent ?? ""`); bar != "" {
		t.Errorf("%s: the knob %s is read with notices: %s", l.ID, link, bar)
	}
}

// panelsOf looks for the panels on the canvas: those of the board, and each by its tab.
func panelsOf(t *testing.T, p *browser.Page, l recipe.Lesson) {
	t.Helper()
	showing := l.Recipe.Showing()
	want := " " + strings.Join(showing.Tabs, " ")
	await(t, p, `[...document.querySelectorAll("#tabs .tab")].map((e) => e.dataset.panel).join(" ") === `+quoted(want))
	tab(t, p, "")
	for _, panel := range showing.Board {
		if tall := slices.ContainsFunc(recipe.Panels, func(p recipe.Panel) bool { return p.Name == panel && p.Least > 0 }); !tall {
			says(t, p, titles[panel])
		}
	}
	painted(t, p, canvas(t, p), 50)
	for _, panel := range showing.Tabs {
		tab(t, p, panel)
		says(t, p, titles[panel])
	}
	tab(t, p, "")
	if err := p.WaitFor(`!`+texts+`.some((s) => /^No .* yet$/.test(s))`, patience); err != nil { // what a tab leaves out comes with the next frame
		t.Errorf("%s: a panel stays empty: %q", l.ID, eval[[]string](t, p, texts))
	}
}

// quoted is a JavaScript string.
func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// unmarked is a line of a formula without the names of its terms.
func unmarked(line string) string {
	var out strings.Builder
	var open []bool // of each brace whether it is a term's
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '#':
			open = append(open, true)
			i += strings.IndexByte(line[i:], '{')
			continue
		case c == '{':
			open = append(open, false)
		case c == '}':
			last := len(open) - 1
			term := open[last]
			if open = open[:last]; term {
				continue
			}
		}
		out.WriteByte(line[i])
	}
	return out.String()
}
