package recipe

import (
	"slices"
	"testing"
)

// Of every lesson, and of the recipe that the page begins with, every objective can be had: the link says which it is, data, widths of the code
// and seed stay, and the way back leads to what it was called before.
func TestEveryObjectiveOfEveryRecipe(t *testing.T) {
	start, _ := Parse(Start)
	all := []Recipe{Default(), start, mustParse(t, "data=table&scale=standard&output_activation=linear")}
	for _, l := range Lessons() {
		all = append(all, l.Recipe)
	}
	for _, r := range all {
		before := r.Objective()
		for _, o := range Objectives() {
			c := r.Clone()
			if err := c.SetObjective(o.Name); err != nil {
				t.Errorf("%s: %v", r.Link(), err)
				continue
			}
			back, notices := Parse(c.Link())
			if len(notices) > 0 || back.Objective() != o.Name {
				t.Errorf("%s made %s is %s, of %s, %v", r.Link(), o.Name, c.Link(), back.Objective(), notices)
			}
			for _, name := range []string{"data", "classes", "train", "test", "seed", "latent_dim", "optimizer", "learning_rate", "batch_size", "epochs"} {
				if c.Get(name) != r.Get(name) {
					t.Errorf("%s made %s has %s=%s, %s before", r.Link(), o.Name, name, c.Get(name), r.Get(name))
				}
			}
			widths := func(r Recipe) (list []int) {
				for _, l := range r.Encoder {
					if l.dense() {
						list = append(list, l.Units)
					}
				}
				return list
			}
			if len(widths(r)) > 0 && o.Name != "plain" && !slices.Equal(widths(r), widths(c)) {
				t.Errorf("%s made %s has layers of %v", r.Link(), o.Name, widths(c))
			}
			if err := c.SetObjective(before); err != nil || c.Objective() != before {
				t.Errorf("%s made %s and %s again is %s, %v", r.Link(), o.Name, before, c.Link(), err)
			}
		}
		if c := r.Clone(); c.SetObjective("wings") == nil || !c.equal(r) {
			t.Errorf("%s: wings are an objective", r.Link())
		}
	}
}

// The lessons are what their names say.
func TestObjectivesOfLessons(t *testing.T) {
	for id, want := range map[string]string{"linear": "plain", "deep": "deep", "rbm": "pretrained", "table_sparse": "l1", "conv": "deep", "sparse": "l1", "k_sparse": "top_k",
		"kl_sparse": "kl", "denoise": "denoising", "masking": "denoising", "contractive": "contractive", "variational": "variational", "faces_denoise": "denoising"} {
		if l, ok := LessonByID(id); !ok || l.Recipe.Objective() != want {
			t.Errorf("%s is %s, %s expected", id, l.Recipe.Objective(), want)
		}
	}
}
