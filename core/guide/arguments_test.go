package guide_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/recipe"
)

// arguments is what a field of the recipe is called in the two libraries that the tutorials use, with its default there: an entry of
// static/fields.json. Where that differs by the value of a field, Of names it.
type arguments struct {
	Keras   string               `json:"keras"`
	PyTorch string               `json:"pytorch"`
	Of      string               `json:"of"`
	By      map[string]arguments `json:"by"`
}

// argumentFaults says what is wrong with a table of arguments.
func argumentFaults(table map[string]arguments) (faults []string) {
	names := map[string]bool{}
	for _, f := range recipe.Fields() {
		names[f.Name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if _, found := table[name]; !found {
			faults = append(faults, name+" is missing")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		a := table[name]
		if !names[name] {
			faults = append(faults, name+" is no field")
		}
		if a.Keras == "" || a.PyTorch == "" {
			faults = append(faults, name+" lacks an argument")
		}
		if (a.Of == "") != (a.By == nil) {
			faults = append(faults, name+": of and by belong together")
		}
		if a.By == nil {
			continue
		}
		i := slices.IndexFunc(recipe.Fields(), func(f recipe.Field) bool { return f.Name == a.Of })
		if i < 0 {
			faults = append(faults, name+": of "+a.Of+", which is no field")
			continue
		}
		for _, value := range slices.Sorted(maps.Keys(a.By)) {
			if !slices.Contains(recipe.Fields()[i].Choices, value) {
				faults = append(faults, name+": "+value+" is no value of "+a.Of)
			}
			if by := a.By[value]; by.Keras == "" || by.PyTorch == "" || by.Of != "" || by.By != nil {
				faults = append(faults, name+": "+value+" has two arguments and nothing else")
			}
		}
		if name == a.Of && len(a.By) != len(recipe.Fields()[i].Choices) {
			faults = append(faults, name+" leaves out a value of its own")
		}
	}
	return faults
}

func readArguments(t *testing.T) map[string]arguments {
	t.Helper()
	b, err := os.ReadFile("../../static/fields.json")
	if err != nil {
		t.Fatal(err)
	}
	var table map[string]arguments
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.DisallowUnknownFields()
	if err := d.Decode(&table); err != nil {
		t.Fatalf("fields.json: %v", err)
	}
	return table
}

// Every field says what it is called elsewhere, and nothing else does.
func TestFieldsHaveTheirArguments(t *testing.T) {
	for _, fault := range argumentFaults(readArguments(t)) {
		t.Errorf("fields.json: %s", fault)
	}
}

func TestArgumentFaults(t *testing.T) {
	for want, spoil := range map[string]func(map[string]arguments){
		"seed is missing":                          func(a map[string]arguments) { delete(a, "seed") },
		"sead is no field":                         func(a map[string]arguments) { a["sead"] = a["seed"] },
		"seed lacks an argument":                   func(a map[string]arguments) { a["seed"] = arguments{Keras: "x"} },
		"rho: of and by belong together":           func(a map[string]arguments) { a["rho"] = arguments{Keras: "x", PyTorch: "x", Of: "optimizer"} },
		"rho: of optimiser, which is no field":     func(a map[string]arguments) { v := a["rho"]; v.Of = "optimiser"; a["rho"] = v },
		"rho: adamax is no value of optimizer":     func(a map[string]arguments) { a["rho"].By["adamax"] = a["seed"] },
		"rho: adadelta has two arguments and noth": func(a map[string]arguments) { a["rho"].By["adadelta"] = arguments{Keras: "x"} },
		"init leaves out a value of its own":       func(a map[string]arguments) { delete(a["init"].By, "normal") },
	} {
		table := readArguments(t)
		spoil(table)
		if f := argumentFaults(table); len(f) != 1 || !strings.HasPrefix(f[0], want) {
			t.Errorf("faults %q, %q expected", f, want)
		}
	}
}
