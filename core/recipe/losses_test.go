package recipe

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// lossFaults are the faults of one kind of loss among kinds, each a sentence.
func lossFaults(kinds []LossKind, i int) (found []string) {
	k := kinds[i]
	say := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	if name := strings.Trim(k.Name, "abcdefghijklmnopqrstuvwxyz0123456789_"); k.Name == "" || name != "" {
		say("name %q, small letters expected", k.Name)
	}
	if lossKind(kinds, k.Name) != &kinds[i] {
		say("name %q, which another has", k.Name)
	}
	if k.Label == "" || k.Mean == "" || k.Sum == "" {
		say("label %q, mean %q, sum %q: words expected", k.Label, k.Mean, k.Sum)
	}
	if !slices.Contains(field("reduction").Choices, k.Reduction) {
		say("reduction %q", k.Reduction)
	}
	if k.Logits != (k.Margin > 0 && k.Margin < 0.5) {
		say("margin %g, from 0 to 0.5 expected of a loss of logits, else 0", k.Margin)
	}
	want := Loss{Name: k.Name}
	if a := k.Argument; a != nil {
		if a.Name == "" || !(a.Min < a.Max) || !(a.Min <= a.Default && a.Default <= a.Max) {
			say("argument %+v", *a)
		}
		want.Argument = a.Default
	}
	if l, err := parseLoss(kinds, k.Name); err != nil || l != want {
		say("its name is read as %+v, %v", l, err)
	}
	return found
}

// Whatever belongs to a kind of loss is there, and its notation goes round.
func TestLossKinds(t *testing.T) {
	for i, k := range lossKinds {
		for _, f := range lossFaults(lossKinds, i) {
			t.Errorf("%s: %s", k.Name, f)
		}
		r := mustParse(t, "loss="+k.Name)
		if r.Loss.Kind() != &lossKinds[i] || r.Reduction != k.Reduction {
			t.Errorf("%s: read as %+v, with reduction %s", k.Name, r.Loss, r.Reduction)
		}
		if again := mustParse(t, r.Link()); again.Loss != r.Loss || again.Reduction != r.Reduction {
			t.Errorf("%s: %s is read as %v", k.Name, r.Link(), again.Loss)
		}
		if err := r.Set("output_activation", "linear"); (err != nil) != k.Logits {
			t.Errorf("%s: with linear outputs: %v", k.Name, err)
		}
		if k.Note != "" && !strings.Contains(field("loss").Help, k.Note) {
			t.Errorf("%s: %q is not in the help", k.Name, k.Note)
		}
	}
}

// A kind that is half defined is found.
func TestHalfALossIsFound(t *testing.T) {
	whole := LossKind{Name: "whole", Label: "Whole", Mean: "mean whole", Sum: "whole", Reduction: "mean"}
	for name, spoil := range map[string]func(k *LossKind){
		"":          func(k *LossKind) {},
		"name":      func(k *LossKind) { k.Name = "Half loss" },
		"another":   func(k *LossKind) { k.Name = "mse" },
		"label":     func(k *LossKind) { k.Label = "" },
		"mean":      func(k *LossKind) { k.Mean = "" },
		"reduction": func(k *LossKind) { k.Reduction = "" },
		"margin":    func(k *LossKind) { k.Logits = true },
		"argument":  func(k *LossKind) { k.Argument = &Argument{Name: "delta", Min: 1, Max: 2} },
	} {
		k := whole
		spoil(&k)
		kinds := []LossKind{{Name: "mse"}, k}
		if found := strings.Join(lossFaults(kinds, 1), "; "); (found == "") != (name == "") || !strings.Contains(found, name) {
			t.Errorf("%s: found %q", name, found)
		}
	}
}

// A loss may take an argument.
func TestLossWithAnArgument(t *testing.T) {
	kinds := []LossKind{{Name: "mse"}, {Name: "bend", Argument: &Argument{"at", 0.5, 8, 2}}}
	for text, want := range map[string]Loss{
		"mse": {"mse", 0}, "bend": {"bend", 2}, "bend(0.5)": {"bend", 0.5}, "bend( 8 )": {"bend", 8},
	} {
		if l, err := parseLoss(kinds, text); err != nil || l != want {
			t.Errorf("%s: %+v, %v", text, l, err)
		}
	}
	for _, text := range []string{"", "mae", "mse()", "mse(1)", "bend()", "bend(0.4)", "bend(9)", "bend(NaN)", "bend(1", "bend(1,2)", "Bend(1)"} {
		if l, err := parseLoss(kinds, text); err == nil || !strings.HasSuffix(err.Error(), "found, one of mse, bend(at) with at from 0.5 to 8 expected") {
			t.Errorf("%s: %+v, %v", text, l, err)
		}
	}
}

// The held-out loss is the mean squared error where it is the mean of squares alone.
func TestLossIsMSE(t *testing.T) {
	for link, want := range map[string]bool{
		"": true, "noise=gaussian(0.2)": true, "sparsity=top_k": true, "loss=l2": false, "loss=l2&reduction=mean": false, "loss=bce": false, "loss=mae": false,
		"reduction=image": false, "sparsity=l1": false, "contractive=0.1": false, "latent=variational": false,
	} {
		if got := mustParse(t, link).lossIsMSE(); got != want {
			t.Errorf("%q: %v", link, got)
		}
	}
}
