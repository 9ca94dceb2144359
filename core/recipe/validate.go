package recipe

import "fmt"

// Notice says what was wrong with a field, in a sentence that begins with its name.
type Notice struct {
	Field string `json:"field"`
	Text  string `json:"text"`
}

// rule is a condition on several fields at once.
type rule struct {
	fields []string // in the order in which a link gives them up
	broken func(r *Recipe) string
}

var rules = []rule{
	{[]string{"loss", "output_activation"}, func(r *Recipe) string {
		if r.Loss == "bce" && r.OutputActivation != "sigmoid" {
			return "loss=bce needs output_activation=sigmoid, because it reads the outputs as probabilities; output_activation=" + r.OutputActivation + " found"
		}
		return ""
	}},
	{[]string{"sparsity", "latent_activation"}, func(r *Recipe) string {
		if r.Sparsity == "kl" && r.LatentActivation != "sigmoid" {
			return "sparsity=kl needs latent_activation=sigmoid, because it reads mean activations as probabilities; latent_activation=" + r.LatentActivation + " found"
		}
		return ""
	}},
	{[]string{"contractive", "encoder"}, func(r *Recipe) string {
		if r.Contractive > 0 && len(r.Encoder) > 0 {
			return "contractive needs encoder=none, because the Jacobian is exact for one layer only; encoder=" + FormatLayers(r.Encoder) + " found"
		}
		return ""
	}},
	{[]string{"contractive", "sparsity"}, func(r *Recipe) string {
		if r.Contractive > 0 && r.Sparsity == "top_k" {
			return "contractive does not go with sparsity=top_k, whose choice of units has no derivative"
		}
		return ""
	}},
	{[]string{"encoder", "decoder", "latent_dim"}, func(r *Recipe) string {
		if n := r.parameters(); n > MaxParameters {
			return fmt.Sprintf("%d parameters found, at most %d expected", n, MaxParameters)
		}
		return ""
	}},
}

// Validate returns what is wrong with r, nil when it can be trained. Recipes from Parse, Set and Lessons are
// valid; a recipe filled in by a program may not be.
func (r Recipe) Validate() []Notice {
	var notices []Notice
	if r.Version != Version {
		notices = append(notices, Notice{"v", fmt.Sprintf("v: %d found, %d expected", r.Version, Version)})
	}
	if _, ok := LessonByID(r.Lesson); r.Lesson != "" && !ok {
		notices = append(notices, Notice{"lesson", fmt.Sprintf("lesson: %s found, one of %s expected", Short(r.Lesson), lessonIDs())})
	}
	c := r.Clone()
	for i := range table {
		f := &table[i]
		if err := f.set(&c, f.get(&r)); err != nil {
			notices = append(notices, Notice{f.Name, f.Name + ": " + err.Error()})
		}
	}
	if len(notices) > 0 {
		return notices
	}
	c = r.Normal()
	for _, rule := range rules {
		if text := rule.broken(&c); text != "" {
			notices = append(notices, Notice{rule.fields[0], rule.fields[0] + ": " + text})
		}
	}
	return notices
}
