package recipe

import (
	"fmt"
	"strings"
)

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
		if r.Loss.Kind().Logits && r.OutputActivation != "sigmoid" {
			return "loss=" + r.Loss.String() + " needs output_activation=sigmoid, because it reads the outputs as probabilities; output_activation=" + r.OutputActivation + " found"
		}
		return ""
	}},
	{[]string{"loss", "scale"}, func(r *Recipe) string {
		if r.Loss.Kind().Logits && r.Data == "table" && r.Scale != "minmax" {
			return "loss=" + r.Loss.String() + " needs scale=minmax, because it reads the values as probabilities; scale=" + r.Scale + " found"
		}
		return ""
	}},
	{[]string{"sparsity", "latent_activation", "encoder", "latent"}, func(r *Recipe) string {
		switch a := r.CodeActivation(); {
		case r.Sparsity != "kl" || a == "sigmoid":
		case r.Latent == "direct" && len(r.Encoder) > 0:
			return fmt.Sprintf("sparsity=kl needs a code of sigmoids, because it reads mean activations as probabilities; an encoder that ends in %v found", r.Encoder[len(r.Encoder)-1])
		default:
			return "sparsity=kl needs latent_activation=sigmoid, because it reads mean activations as probabilities; latent_activation=" + r.LatentActivation + " found"
		}
		return ""
	}},
	{[]string{"contractive", "sparsity"}, func(r *Recipe) string {
		if r.Contractive > 0 && r.Sparsity == "top_k" {
			return "contractive does not go with sparsity=top_k, whose choice of units has no derivative"
		}
		return ""
	}},
	{[]string{"pretrain", "decoder", "output", "latent_activation", "output_activation", "encoder"}, (*Recipe).pretrainable},
	{[]string{"latent", "encoder"}, func(r *Recipe) string {
		if r.Latent == "direct" && len(r.Encoder) == 0 {
			return "latent=direct needs an encoder, whose last layer gives the code; encoder=none found"
		}
		return ""
	}},
	{[]string{"encoder", "image_size", "columns", "data"}, func(r *Recipe) string {
		levels, err := walk(r.Input(), r.Encoder, nil)
		if err != nil {
			return "encoder: " + err.Error()
		}
		return tooMany(Plan{Encoder: levels}.parameters())
	}},
	{[]string{"decoder", "output", "encoder", "latent_dim", "latent", "image_size", "columns", "data"}, func(r *Recipe) string {
		p, err := r.Plan()
		if err != nil {
			return err.Error()
		}
		return tooMany(r.parameters(p))
	}},
}

func tooMany(parameters int64) string {
	if parameters <= MaxParameters {
		return ""
	}
	return fmt.Sprintf("%d parameters found, at most %d expected", parameters, MaxParameters)
}

// settle takes fields back to what base says, which is valid, until r breaks no rule, and tells each of them. What is
// taken back may break a rule that held before. No rule is about a field without effect.
func (r *Recipe) settle(base *Recipe, tell func(field, text, used string)) {
	for i := 0; i < len(rules); {
		c := r.Normal()
		text := rules[i].broken(&c)
		if text == "" {
			i++
			continue
		}
		f := rules[i].culprit(r, base)
		f.take(r, base)
		tell(f.Name, text, f.get(r))
		i = 0
	}
}

// culprit is the first field of a broken rule that differs from base and mends it alone; else the first that differs.
func (u rule) culprit(r, base *Recipe) *Field {
	var first *Field
	for _, name := range u.fields {
		f := field(name)
		if f.get(r) == f.get(base) {
			continue
		}
		c := r.Clone()
		f.take(&c, base)
		if c = c.Normal(); u.broken(&c) == "" {
			return f
		}
		if first == nil {
			first = f
		}
	}
	if first == nil {
		panic("recipe: a lesson, or the defaults, break a rule")
	}
	return first
}

// take sets the field to its value in base.
func (f *Field) take(r, base *Recipe) {
	if err := f.set(r, f.get(base)); err != nil {
		panic("recipe: base out of range: " + err.Error())
	}
}

// named begins a sentence with the name of its field, unless it does already.
func named(field, text string) string {
	if strings.HasPrefix(text, field+": ") {
		return text
	}
	return field + ": " + text
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
			notices = append(notices, Notice{rule.fields[0], named(rule.fields[0], text)})
		}
	}
	return notices
}
