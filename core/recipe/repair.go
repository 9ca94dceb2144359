package recipe

import (
	"slices"
	"strconv"
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/geometry"
)

const mostRepairs = 3

// remedies are what else is to be taken where something is refused, by the code of the reason: a line a repair, the fields in the
// order in which they are set. "$" is what is refused, "+" what a field has already, with a comma behind, "{less}" a value
// of the reason, and "relu" the layers of a list with that function.
const remedies = `
loss_needs_sigmoid $ output_activation=sigmoid
loss_needs_sigmoid loss=mse $
loss_needs_minmax $ scale=minmax
loss_needs_minmax loss=mse $
kl_needs_sigmoid $ latent=plain latent_activation=sigmoid
kl_needs_sigmoid sparsity=l1 $
kl_needs_sigmoid_layer $ latent=plain latent_activation=sigmoid
kl_needs_sigmoid_layer sparsity=l1 $
contractive_with_top_k $ contractive=0
contractive_with_top_k sparsity=none $
contractive_with_top_k $ sparsity=l1
direct_needs_encoder $ encoder=dense(32,relu)
direct_needs_encoder latent=plain $
code_too_large $ encoder=+maxpool(2)
code_too_large $ encoder=+maxpool(2),maxpool(2)
code_too_large latent=plain $
rbm_needs_mirror $ decoder=mirror output=auto
rbm_needs_dense_output $ output=auto
rbm_needs_code $ latent_activation=sigmoid
rbm_needs_visible $ output_activation=sigmoid
rbm_needs_binary $ latent_activation=sigmoid
rbm_needs_binary $ output_activation=sigmoid
rbm_needs_sigmoid_layers pretrain=none $
rbm_needs_mirror pretrain=none $
rbm_needs_dense_output pretrain=none $
rbm_needs_code pretrain=none $
rbm_needs_visible pretrain=none $
rbm_needs_binary pretrain=none $
diagnosis_batch batch_size={less}
diagnosis_reach output_activation=linear
diagnosis_reach output_activation=linear loss=mse
diagnosis_reach scale=minmax
diagnosis_rate learning_rate={usual}
diagnosis_posterior beta_warmup=10
diagnosis_posterior beta=0.1
diagnosis_collapsed sparsity=none
diagnosis_collapsed contractive=0
diagnosis_collapsed encoder=relu decoder=mirror latent_activation=linear optimizer=adam
diagnosis_collapsed optimizer=adam
diagnosis_dead latent_activation=leaky_relu
diagnosis_dead sparsity_weight=0.00001
diagnosis_saturated latent_activation=tanh
diagnosis_saturated init=glorot_uniform
diagnosis_copies latent_dim={less}
diagnosis_copies noise=gaussian(0.2)
diagnosis_overfits patience=5
diagnosis_overfits noise=gaussian(0.2)
classes_empty classes=all
fused_missing arithmetic=auto
fused_computed arithmetic=plain
`

// edit gives a field a value.
type edit struct{ name, value string }

// Repairs finds what little else is taken in the place of name=value, which r refuses: another value near it, other fields with it, and of
// layers one that moves by 1, that is padded, or that is left out. The nearest come first, at most three: what each changes, with the link
// of the recipe in the place of a field. Where r takes the value, or nothing like it, there are none.
func (r Recipe) Repairs(name, value string) []Notice {
	c := r.Clone()
	f := field(name)
	if f == nil {
		return r.renamed(name, value)
	}
	m := &mender{recipe: &r, asked: edit{name, value}}
	err := c.Set(name, value)
	if err == nil {
		m.set(m.asked) // a link has it beside what was given up meanwhile
		return m.found
	}
	why := fact.From(err)
	m.help(why)
	if holder := r.Clone(); f.set(&holder, value) != nil {
		for _, v := range f.near(value, &r) {
			if m.set(edit{name, v}); len(m.found) > 0 {
				break // the next ones are further away
			}
		}
		return m.found
	}
	if !f.applies(&r) {
		for _, v := range f.When.In {
			m.set(edit{f.When.Field, v}, m.asked)
		}
	}
	if name == "encoder" || name == "decoder" {
		m.layers(name, value, why)
	}
	m.smaller([]string{"latent_dim", "encoder decoder latent_dim"}, m.asked)
	return m.found
}

// Fitting is Repairs where r as a whole is refused by whoever is to run it, who says by fits whether another one would be taken.
func (r Recipe) Fitting(why *fact.Fact, fits func(Recipe) bool) []Notice {
	m := &mender{recipe: &r, fits: fits}
	if most, ok := why.Values["most"].(int64); ok && field(why.Of) != nil {
		m.set(edit{why.Of, formatFloat(float64(most))})
	}
	if part, ok := why.Values["part"].(string); ok && field(part) != nil { // too few of them
		m.set(edit{part, field(part).standard(&r)})
		m.set(edit{part, formatFloat(field(part).Max)})
	}
	m.help(why)
	m.smaller([]string{"batch_size", "train", "train batch_size", "train batch_size encoder decoder latent_dim"})
	return m.found
}

// Remedies are recipes like r for what was found wrong with a run of it.
func (r Recipe) Remedies(why *fact.Fact) []Notice {
	m := &mender{recipe: &r}
	m.help(why)
	return m.found
}

// Mend gives notices of Parse, which made r, their repairs.
func (r Recipe) Mend(list []Notice) []Notice {
	for i := range list {
		if n := &list[i]; n.asked.name != "" {
			n.Repairs = r.Repairs(n.asked.name, n.asked.value)
		}
	}
	return list
}

// renamed repairs a key that is none: a field or a lesson whose name is near.
func (r Recipe) renamed(name, value string) []Notice {
	m := &mender{recipe: &r}
	if name == "lesson" {
		if id := nearest(value, lessonIDs()); id != "" {
			l, _ := LessonByID(id)
			return []Notice{{Field: l.Link, Fact: fact.New("repair_lesson", "lesson", l.Title)}}
		}
		return nil
	}
	names := make([]string, len(table))
	for i := range table {
		names[i] = table[i].Name
	}
	if name = nearest(name, names); name != "" {
		m.set(edit{name, value})
	}
	return m.found
}

// mender tries what a recipe would take.
type mender struct {
	recipe *Recipe
	asked  edit // what is refused
	fits   func(Recipe) bool
	found  []Notice
}

// help tries the remedies of a reason.
func (m *mender) help(why *fact.Fact) {
	for line := range strings.SplitSeq(remedies, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] != why.Code {
			continue
		}
		var edits []edit
		for _, w := range words[1:] {
			name, value, ok := strings.Cut(w, "=")
			switch {
			case ok:
				if more, is := strings.CutPrefix(value, "+"); is {
					value = m.recipe.Get(name) + "," + more
				}
				if value == "relu" {
					value = formatLayers(withActivation(m.recipe.Encoder, value))
				}
				switch v := why.Values[strings.Trim(value, "{}")].(type) {
				case int64:
					value = strconv.FormatInt(v, 10)
				case float64:
					value = formatFloat(v)
				}
				edits = append(edits, edit{name, value})
			case m.asked.name != "":
				edits = append(edits, m.asked)
			}
		}
		m.set(edits...)
	}
	if why.Code == "rbm_needs_sigmoid_layers" || why.Code == "kl_needs_sigmoid_layer" {
		c := m.recipe.Clone()
		if m.asked.name == "encoder" {
			c.Encoder, _ = ParseLayers(m.asked.value)
		}
		layers := c.Encoder[:0]
		for _, l := range withActivation(c.Encoder, "sigmoid") {
			if l.dense() || m.recipe.Pretrain != "rbm" && m.asked.name != "pretrain" {
				layers = append(layers, l)
			}
		}
		m.set(m.asked, edit{"encoder", formatLayers(layers)})
	}
}

// withActivation is layers with another function, where they have one.
func withActivation(layers []Layer, name string) []Layer {
	layers = slices.Clone(layers)
	for i := range layers {
		if layers[i].Activation != "" {
			layers[i].Activation = name
		}
	}
	return layers
}

// layers tries layers like those that were refused.
func (m *mender) layers(name, value string, why *fact.Fact) {
	layers, err := ParseLayers(value)
	if err != nil || value == "mirror" {
		return
	}
	found, _ := why.Values["found"].(string)
	if other, ok := why.Values["expected"].(string); ok {
		m.try(fact.New("repair_layer", "found", found, "layer", other), edit{name, strings.Replace(value, found, other, 1)})
	}
	if name == "encoder" && !m.recipe.Mirror {
		m.try(fact.New("repair_mirror"), edit{"decoder", "mirror"}, edit{"output", "auto"}, edit{name, value})
	}
	for i := len(layers) - 1; i >= 0; i-- {
		l := &layers[i]
		w, before := l.Window, l.String()
		if w.H == 0 {
			continue
		}
		for _, stride := range [2][2]int{{w.StrideH, w.StrideW}, {1, 1}} {
			l.Window = geometry.Window{H: w.H, W: w.W, StrideH: stride[0], StrideW: stride[1], Same: true}
			m.try(fact.New("repair_layer", "found", before, "layer", l.String()), edit{name, formatLayers(layers)})
		}
		l.Window = w
	}
	for i := len(layers) - 1; i >= 0; i-- {
		m.try(fact.New("repair_without", "layer", layers[i].String()), edit{name, formatLayers(append(layers[:i:i], layers[i+1:]...))})
	}
}

// smaller halves fields, those of each item together, until what is asked for fits.
func (m *mender) smaller(fields []string, edits ...edit) {
	for _, names := range fields {
		c := m.recipe.Clone()
		for _, e := range edits {
			if field(e.name).set(&c, e.value) != nil {
				return
			}
		}
		for range 16 {
			list := edits
			for _, name := range strings.Fields(names) {
				halve(&c, name)
				list = append(list[:len(list):len(list)], edit{name, c.Get(name)})
			}
			if m.set(list...) {
				break
			}
		}
	}
}

// halve makes a field of r half as large.
func halve(r *Recipe, name string) {
	halved := func(n *int) { *n = max(1, *n/2) }
	switch name {
	case "batch_size":
		halved(&r.BatchSize)
	case "train":
		halved(&r.Train)
	case "latent_dim":
		halved(&r.LatentDim)
	case "encoder":
		for i := range r.Encoder {
			halved(&r.Encoder[i].Units)
		}
	case "decoder":
		for i := range r.Decoder {
			halved(&r.Decoder[i].Units)
		}
	}
}

// set adds a repair of these edits, which it says, if the recipe takes them, and says whether it does.
func (m *mender) set(edits ...edit) bool { return m.try(nil, edits...) }

// try adds a repair if the recipe takes its edits, and says whether it does. Of several edits of a field the latest counts.
func (m *mender) try(why *fact.Fact, edits ...edit) bool {
	c, ok := m.recipe.with(edits)
	link := c.Link()
	if !ok || link == m.recipe.Link() || m.fits != nil && !m.fits(c) {
		return false
	}
	for i := range m.found {
		if m.found[i].Field == link {
			return true
		}
	}
	if len(m.found) == mostRepairs {
		return true
	}
	if why == nil {
		why = m.says(&c, edits)
	}
	m.found = append(m.found, Notice{Field: link, Fact: why})
	return true
}

// says what edits change beside what was asked for.
func (m *mender) says(c *Recipe, edits []edit) *fact.Fact {
	var list []*fact.Fact
	for i := range table {
		f := &table[i]
		now := f.get(c)
		for _, e := range edits {
			if e.name != f.Name || now == f.get(m.recipe) || f.Name == m.asked.name && now == m.asked.value {
				continue
			}
			for k, choice := range f.Choices {
				if choice == now && k < len(f.ChoiceLabels) {
					now = f.ChoiceLabels[k]
				}
			}
			list = append(list, fact.New("repair_field", "label", f.Label, "value", now))
			break
		}
	}
	return fact.New("repair_set", "fields", list)
}

// with is r with all edits at once; false where a value is none of its field's, a field is not used, or a rule is broken.
func (r Recipe) with(edits []edit) (c Recipe, ok bool) {
	c = r.Clone()
	for _, e := range edits {
		if f := field(e.name); f == nil || f.assign(&c, e.value) != nil {
			return r, false
		}
	}
	for _, e := range edits {
		if f := field(e.name); !f.applies(&c) && f.get(&c) != f.standard(&c) {
			return r, false
		}
	}
	c = c.normal()
	for _, rule := range rules {
		if rule.broken(&c) != nil {
			return r, false
		}
	}
	return c, true
}
