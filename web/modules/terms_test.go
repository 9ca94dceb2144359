package modules

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/recipe"
)

// The phases that the steps of a recipe go through.
func phasesOf(r recipe.Recipe) []string {
	list := []string{"draw", "corrupt", "encode", "decode", "compare", "back", "move"}
	if r.Noise.Kind == "none" {
		list = slices.DeleteFunc(list, func(name string) bool { return name == "corrupt" })
	}
	if r.Pretrain == "rbm" {
		list = append(list, "up", "down", "up_again", "statistics")
	}
	return list
}

// darkTerms finds what is wrong with the terms of formulas: of a lesson without any, and terms that no phase of its steps lights.
func darkTerms(formulas map[string][]string, lit map[string][]string, phases map[string][]string) (faults []string) {
	for lesson, terms := range formulas {
		if len(terms) == 0 && lesson != "classify" { // whose formula is of the probe, which slow motion does not train
			faults = append(faults, lesson+" has no term")
		}
		for _, term := range terms {
			if !slices.ContainsFunc(phases[lesson], func(phase string) bool { return slices.Contains(lit[phase], term) }) {
				faults = append(faults, lesson+": no phase lights "+term)
			}
		}
	}
	slices.Sort(faults)
	return faults
}

// Each phase lights its terms of the lesson's formula, in every lesson, and no formula has a term that no phase of the lesson knows.
func TestTermsOfFormulas(t *testing.T) {
	lines, phases := map[string][]string{}, map[string][]string{}
	for _, l := range recipe.Lessons() {
		b, err := os.ReadFile(filepath.Join("../../static/lessons", l.ID+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var text struct{ Formula struct{ Lines []string } }
		if err := json.Unmarshal(b, &text); err != nil {
			t.Fatal(err)
		}
		r, _ := recipe.Parse(l.Link)
		lines[l.ID], phases[l.ID] = text.Formula.Lines, phasesOf(r)
	}
	got := eval[struct {
		Terms map[string][]string
		Lit   map[string][]string
		Texts []string
		Shown map[string]map[string]int
	}](t, modules(t), `
		const { formula } = await import("/page/lessons/formula.js");
		const { termsOf, lightTerms, litLines } = await import("/page/slow/terms.js");
		const { NAMES } = await import("/page/slow/said.js");
		const lines = `+quote(lines)+`, phases = `+quote(phases)+`;
		const found = { Terms: {}, Lit: {}, Texts: [], Shown: {} };
		for (const phase of Object.keys(NAMES)) found.Lit[phase] = termsOf(phase);
		for (const [lesson, list] of Object.entries(lines)) {
			const panel = document.createElement("div");
			const box = panel.appendChild(document.createElement("div"));
			box.className = "formula";
			box.append(...(list ?? []).map(formula));
			found.Terms[lesson] = [...panel.querySelectorAll("[data-term]")].map((term) => term.dataset.term);
			found.Texts.push(...[...box.children].map((line) => line.getAttribute("alttext")));
			found.Shown[lesson] = {};
			for (const phase of phases[lesson]) {
				lightTerms(panel, { phase });
				const lit = panel.querySelectorAll(".at-work").length;
				if (Boolean(lit) !== litLines(panel).length > 0) throw new Error(lesson + ": lit terms without a line");
				found.Shown[lesson][phase] = lit;
			}
			lightTerms(panel, null);
			if (panel.querySelector(".at-work")) throw new Error(lesson + ": a term stays lit");
		}
		return found;`)
	for _, fault := range darkTerms(got.Terms, got.Lit, phases) {
		t.Error(fault)
	}
	for lesson, terms := range got.Terms {
		for _, phase := range phases[lesson] {
			has := slices.ContainsFunc(terms, func(term string) bool { return slices.Contains(got.Lit[phase], term) })
			if has != (got.Shown[lesson][phase] > 0) {
				t.Errorf("%s: in phase %s %d terms are lit, of %q", lesson, phase, got.Shown[lesson][phase], terms)
			}
		}
	}
	for _, text := range got.Texts {
		if strings.Contains(text, "#") || strings.Count(text, "{") != strings.Count(text, "}") {
			t.Errorf("read aloud: %q", text)
		}
	}
	// The check finds what it is to find.
	bad := darkTerms(map[string][]string{"linear": {"corrupt", "encode"}, "table": nil, "rbm": {"up"}, "deep": {"nothing"}}, got.Lit, phases)
	if want := []string{"deep: no phase lights nothing", "linear: no phase lights corrupt", "table has no term"}; !slices.Equal(bad, want) {
		t.Errorf("%q, %q expected", bad, want)
	}
}
