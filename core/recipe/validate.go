package recipe

import (
	"bottleneck/core/fact"
)

// Notice says what was wrong with a field.
type Notice struct {
	Field   string
	Fact    *fact.Fact
	Repairs []Notice // what would be taken instead, where whoever tells it asked for that; Field is the link of it

	asked edit // what was refused, if it can be asked for again
}

// Text is the notice in English; it begins with the field's name.
func (n Notice) Text() string { return n.Fact.Error() }

// rule is a condition on several fields at once.
type rule struct {
	fields []string                   // in the order in which a link gives them up
	broken func(r *Recipe) *fact.Fact // nil where it holds
}

var rules = []rule{
	{[]string{"loss", "output_activation"}, func(r *Recipe) *fact.Fact {
		if r.Loss.Kind().Logits && r.OutputActivation != "sigmoid" {
			return fact.New("loss_needs_sigmoid", "loss", r.Loss, "found", r.OutputActivation)
		}
		return nil
	}},
	{[]string{"loss", "scale"}, func(r *Recipe) *fact.Fact {
		if r.Loss.Kind().Logits && !r.Bounded() {
			return fact.New("loss_needs_minmax", "loss", r.Loss, "found", r.Scale)
		}
		return nil
	}},
	{[]string{"sparsity", "latent_activation", "encoder", "latent"}, func(r *Recipe) *fact.Fact {
		switch a := r.CodeActivation(); {
		case r.Sparsity != "kl" || a == "sigmoid":
		case r.Latent == "direct" && len(r.Encoder) > 0:
			return fact.New("kl_needs_sigmoid_layer", "found", r.Encoder[len(r.Encoder)-1])
		default:
			return fact.New("kl_needs_sigmoid", "found", r.LatentActivation)
		}
		return nil
	}},
	{[]string{"contractive", "sparsity"}, func(r *Recipe) *fact.Fact {
		if r.Contractive > 0 && r.Sparsity == "top_k" {
			return fact.New("contractive_with_top_k")
		}
		return nil
	}},
	{[]string{"pretrain", "decoder", "output", "latent_activation", "output_activation", "encoder"}, (*Recipe).pretrainable},
	{[]string{"latent", "encoder"}, func(r *Recipe) *fact.Fact {
		if r.Latent == "direct" && len(r.Encoder) == 0 {
			return fact.New("direct_needs_encoder")
		}
		return nil
	}},
	{[]string{"encoder", "image_size", "channels", "columns", "data"}, func(r *Recipe) *fact.Fact {
		levels, err := walk(r.Input(), r.Encoder, nil)
		if err != nil {
			return fact.Within("encoder", err)
		}
		return tooMany(Plan{Encoder: levels}.parameters())
	}},
	{[]string{"decoder", "output", "encoder", "latent_dim", "latent", "image_size", "channels", "columns", "data"}, func(r *Recipe) *fact.Fact {
		p, err := r.Plan()
		if err != nil {
			return fact.From(err)
		}
		return tooMany(r.parameters(p))
	}},
}

func tooMany(parameters int64) *fact.Fact {
	if parameters <= maxParameters {
		return nil
	}
	return fact.New("parameters_too_many", "found", parameters, "most", maxParameters)
}

// settle takes fields back to what base says, which is valid, until r breaks no rule, and tells each of them. What is
// taken back may break a rule that held before. No rule is about a field without effect.
func (r *Recipe) settle(base *Recipe, tell func(field string, why *fact.Fact, asked, used string)) {
	for i := 0; i < len(rules); {
		c := r.normal()
		why := rules[i].broken(&c)
		if why == nil {
			i++
			continue
		}
		f := rules[i].culprit(r, base)
		asked := f.get(r)
		f.take(r, base)
		tell(f.Name, why, asked, f.get(r))
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
		if c = c.normal(); u.broken(&c) == nil {
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

// unknown says that what was found is none of some names.
func unknown(found string, names []string) *fact.Fact {
	return fact.New("value_unknown", "found", found, "names", names)
}

// Validate returns what is wrong with r, nil when it can be trained. Recipes from Parse, Set and Lessons are
// valid; a recipe filled in by a program may not be.
func (r Recipe) Validate() []Notice {
	var notices []Notice
	if r.Version != Version {
		notices = append(notices, Notice{Field: "v", Fact: fact.About("v", "version_other", "found", r.Version, "expected", Version)})
	}
	if _, ok := LessonByID(r.Lesson); r.Lesson != "" && !ok {
		notices = append(notices, Notice{Field: "lesson", Fact: unknown(r.Lesson, lessonIDs()).Named("lesson")})
	}
	c := r.Clone()
	for i := range table {
		f := &table[i]
		if err := f.set(&c, f.get(&r)); err != nil {
			notices = append(notices, Notice{Field: f.Name, Fact: fact.Within(f.Name, err)})
		}
	}
	if len(notices) > 0 {
		return notices
	}
	c = r.normal()
	for _, rule := range rules {
		if why := rule.broken(&c); why != nil {
			notices = append(notices, Notice{Field: rule.fields[0], Fact: why.Named(rule.fields[0])})
		}
	}
	return notices
}
