package recipe

import (
	"strings"
	"testing"
)

// A preset names every field of its optimizer, so that it does not depend on what was there before.
func TestPresetsAreWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Presets() {
		if seen[p.Optimizer+p.Label] || seen[p.Optimizer+p.Values] || p.Label == "" {
			t.Errorf("%s, %s: there twice", p.Optimizer, p.Label)
		}
		seen[p.Optimizer+p.Label], seen[p.Optimizer+p.Values] = true, true
		r := mustParse(t, "optimizer="+p.Optimizer+"&"+p.Values)
		named := map[string]bool{}
		for pair := range strings.SplitSeq(p.Values, "&") {
			name, value, _ := strings.Cut(pair, "=")
			if named[name] = true; r.Get(name) != value {
				t.Errorf("%s, %s: %s is %s, %s expected: write it as links do", p.Optimizer, p.Label, name, r.Get(name), value)
			}
		}
		for i := range table {
			if f := &table[i]; f.by == "optimizer" && f.applies(&r) && !named[f.Name] {
				t.Errorf("%s, %s: %s is left as it is", p.Optimizer, p.Label, f.Name)
			}
		}
		if !strings.HasPrefix(p.Values[strings.LastIndex(p.Values, "&")+1:], "learning_rate=") {
			t.Errorf("%s, %s: the learning rate, which may act at once, comes last", p.Optimizer, p.Label)
		}
	}
	for _, old := range []string{"adadeltarho=0.95&epsilon=1e-7&learning_rate=1", "adadeltarho=0.95&epsilon=1e-7&learning_rate=0.001"} {
		if !seen[old] {
			t.Errorf("%s: the tutorials' Adadelta is not there", old)
		}
	}
}
