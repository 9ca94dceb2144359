package recipe

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

func TestDefaultIsValid(t *testing.T) {
	r := Default()
	if n := r.Validate(); n != nil {
		t.Fatalf("default is not valid: %v", n)
	}
	if got := r.Link(); got != "#v=1" {
		t.Errorf("link of the default is %q, want #v=1", got)
	}
}

func TestCloneSharesNothing(t *testing.T) {
	r := mustParse(t, "classes=1,5&encoder=dense(9,relu)&decoder=dense(8,relu)&changes=3:noise=masking(0.1)")
	c := r.Clone()
	c.Classes[0], c.Encoder[0].Units, c.Decoder[0].Units, c.Changes[0].Step = 7, 7, 7, 7
	if r.Classes[0] != 1 || r.Encoder[0].Units != 9 || r.Decoder[0].Units != 8 || r.Changes[0].Step != 3 {
		t.Errorf("a change of the clone changed the original: %+v", r)
	}
}

func TestValidateNamesEachFault(t *testing.T) {
	for _, c := range []struct {
		field string
		spoil func(r *Recipe)
	}{
		{"v", func(r *Recipe) { r.Version = 2 }},
		{"lesson", func(r *Recipe) { r.Lesson = "toString" }},
		{"data", func(r *Recipe) { r.Data = "" }},
		{"classes", func(r *Recipe) { r.Classes = []int{3, 12} }},
		{"train", func(r *Recipe) { r.Train = 0 }},
		{"encoder", func(r *Recipe) { r.Encoder = []Layer{{Kind: Dense, Units: -4, Activation: "relu"}} }},
		{"encoder", func(r *Recipe) { r.Encoder = []Layer{{Units: 4, Activation: "relu"}} }},
		{"encoder", func(r *Recipe) { r.Encoder = make([]Layer, maxLayers+1) }},
		{"encoder", func(r *Recipe) {
			r.Encoder = []Layer{{Kind: Dense, Units: 4096, Activation: "relu"}, {Kind: Dense, Units: 4096, Activation: "relu"}}
		}},
		{"decoder", func(r *Recipe) { r.Mirror, r.Decoder = false, []Layer{{Kind: Dense, Units: 4, Activation: "exp"}} }},
		{"latent_dim", func(r *Recipe) { r.LatentDim = maxUnits + 1 }},
		{"loss", func(r *Recipe) { r.Loss.Name, r.OutputActivation = "bce", "linear" }},
		{"noise", func(r *Recipe) { r.Noise = Noise{"gaussian", math.NaN()} }},
		{"noise", func(r *Recipe) { r.Noise = Noise{"salt", 0.1} }},
		{"learning_rate", func(r *Recipe) { r.LearningRate = math.NaN() }},
		{"learning_rate", func(r *Recipe) { r.LearningRate = math.Inf(1) }},
		{"beta_2", func(r *Recipe) { r.Beta2 = 1 }},
		{"seed", func(r *Recipe) { r.Seed = MaxSeed + 1 }},
		{"changes", func(r *Recipe) { r.Changes = []LiveChange{{0, "noise", "none"}} }},
		{"changes", func(r *Recipe) { r.Changes = []LiveChange{{5, "seed", "7"}} }},
		{"changes", func(r *Recipe) { r.Changes = []LiveChange{{5, "noise", "none"}, {4, "noise", "masking(0.1)"}} }},
		{"changes", func(r *Recipe) { r.Changes = make([]LiveChange, MaxChanges+1) }},
	} {
		r := Default()
		c.spoil(&r)
		n := r.Validate()
		if len(n) == 0 || n[0].Field != c.field || !strings.HasPrefix(n[0].Text(), c.field+": ") {
			t.Errorf("%s: notices %v", c.field, n)
		}
	}
}

func TestEqualSeesEveryField(t *testing.T) {
	for i := range table {
		a, b := Default(), Default()
		for _, r := range []*Recipe{&a, &b} { // make the field count
			if strings.HasPrefix(table[i].Name, "pretrain") {
				r.LatentActivation = "sigmoid" // which machines need
			}
			if w := table[i].When; w != nil {
				if w.Field == "sparsity" {
					r.LatentActivation = "sigmoid" // which kl needs
				}
				in := w.In[0]
				if table[i].Name == "channels" {
					in = "pictures" // of which 1 is customary
				}
				if err := r.Set(w.Field, in); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := b.Set(table[i].Name, other(&table[i])); err != nil {
			t.Fatal(err)
		}
		if a.equal(b) {
			t.Errorf("%s: a different value passes as equal", table[i].Name)
		}
		if d := a.Diff(b); len(d) == 0 || !hasChange(d, table[i].Name) {
			t.Errorf("%s: not among the changes %v", table[i].Name, d)
		}
		if link := b.Link(); !strings.Contains(link, "&"+table[i].Name+"=") {
			t.Errorf("%s: not in the link %s", table[i].Name, link)
		}
	}
}

// other returns a valid value that is neither the default nor customary for any optimizer.
func other(f *Field) string {
	switch f.Kind {
	case "int":
		return fmt.Sprint(int(f.Min) + 7)
	case "float":
		return "0.25"
	case "choice":
		for _, c := range f.Choices {
			if c != f.Default {
				return c
			}
		}
	case "layers":
		return "dense(7,tanh)"
	case "classes":
		return "1,5,6"
	case "output":
		return "dense"
	case "noise":
		return "gaussian(0.25)"
	case "changes":
		return "7:noise=gaussian(0.25)"
	}
	return "no value for kind " + f.Kind
}

func hasChange(list []Change, name string) bool {
	for _, c := range list {
		if c.Field == name {
			return true
		}
	}
	return false
}

func mustParse(t *testing.T, link string) Recipe {
	t.Helper()
	r, n := Parse(link)
	if len(n) > 0 {
		t.Fatalf("%s: unexpected notices %v", link, n)
	}
	return r
}
