package recipe

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestTableIsComplete(t *testing.T) {
	order := strings.Fields("data classes image_size framing channels columns scale train test encoder latent latent_dim latent_activation decoder output output_activation loss reduction noise sparsity sparsity_weight sparsity_target sparsity_k contractive beta beta_warmup pretrain pretrain_learning_rate pretrain_epochs " +
		"optimizer learning_rate schedule schedule_rate schedule_epochs warmup_epochs momentum beta_1 beta_2 rho epsilon weight_decay clip_norm batch_size epochs steps patience shuffle init init_stddev arithmetic seed changes")
	if len(table) != len(order) {
		t.Fatalf("%d fields found, %d expected", len(table), len(order))
	}
	groups := []string{"Data", "Network", "Objective", "Pre-training", "Optimizer", "Run"}
	kinds := []string{"int", "float", "choice", "layers", "output", "classes", "noise", "changes"}
	for i := range table {
		f := &table[i]
		if f.Name != order[i] {
			t.Errorf("field %d is %s, %s expected: the order of the link is published", i, f.Name, order[i])
		}
		if f.Label == "" || !strings.HasSuffix(f.Help, ".") || !contains(groups, f.Group) || !contains(kinds, f.Kind) {
			t.Errorf("%s: label %q, help %q, group %q, kind %q", f.Name, f.Label, f.Help, f.Group, f.Kind)
		}
		if len(f.Choices) != len(f.ChoiceLabels) || f.Kind == "choice" && len(f.Choices) < 2 {
			t.Errorf("%s: %d choices, %d labels", f.Name, len(f.Choices), len(f.ChoiceLabels))
		}
		if (f.Kind == "int" || f.Kind == "float") && !(f.Min < f.Max) {
			t.Errorf("%s: range %v to %v", f.Name, f.Min, f.Max)
		}
		if f.When != nil && field(f.When.Field) == nil {
			t.Errorf("%s: depends on %s, which is no field", f.Name, f.When.Field)
		}
		r := Default()
		if got := f.get(&r); got != f.Default {
			t.Errorf("%s: %q after setting the default %q: not canonical", f.Name, got, f.Default)
		}
	}
}

func TestFieldsAsJSON(t *testing.T) {
	b, err := json.Marshal(Fields())
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]any
	if err := json.Unmarshal(b, &list); err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f["name"] == "momentum" {
			when, _ := f["when"].(map[string]any)
			if when["field"] != "optimizer" || f["max"] != 0.9999 || f["group"] != "Optimizer" {
				t.Errorf("momentum as JSON: %v", f)
			}
			return
		}
	}
	t.Error("momentum is not in the JSON")
}

func TestOptimizerBringsItsParameters(t *testing.T) {
	r := Default()
	if err := r.Set("learning_rate", "0.02"); err != nil {
		t.Fatal(err)
	}
	if err := r.Set("optimizer", "adadelta"); err != nil {
		t.Fatal(err)
	}
	if r.LearningRate != 1 || r.Rho != 0.95 || r.Epsilon != 1e-7 {
		t.Errorf("adadelta came with learning_rate %v, rho %v, epsilon %v", r.LearningRate, r.Rho, r.Epsilon)
	}
	if got := r.Link(); got != "#v=1&optimizer=adadelta" {
		t.Errorf("link %s", got)
	}
	r = mustParse(t, "optimizer=sgd")
	if r.LearningRate != 0.1 {
		t.Errorf("sgd came with learning_rate %v", r.LearningRate)
	}
	r = mustParse(t, "lesson=linear&optimizer=adam&batch_size=50")
	if r.LearningRate != 0.001 || r.Train != 60000 {
		t.Errorf("the lesson's own optimizer changed its recipe: %s", r.Link())
	}
}

func TestSetRefusesAndKeeps(t *testing.T) {
	for _, c := range []struct{ start, name, value, want string }{
		{"", "latent_dim", "0", `latent_dim: "0" found, a whole number from 1 to 4096 expected`},
		{"", "colour", "red", `"colour": no field of this name`},
		{"", "momentum", "0.5", `momentum: not used with optimizer=adam, only with momentum, nesterov`},
		{"output_activation=linear", "loss", "bce", `loss: bce reads the outputs as probabilities and needs a sigmoid output; the output is linear`},
		{"data=table&scale=standard", "loss", "bce", `loss: bce reads the values as probabilities and needs columns scaled to 0 to 1; scale=standard found`},
		{"", "sparsity", "kl", `sparsity: a KL price reads mean activations as probabilities and needs a sigmoid code; the code is relu`},
		{"encoder=conv(2,3,s2,relu),maxpool(2)&latent=direct", "sparsity", "kl", `sparsity: a KL price reads mean activations as probabilities and needs a sigmoid code; the encoder ends in maxpool(2)`},
		{"encoder=dense(30,sigmoid),dropout(0.2)&latent=direct", "sparsity", "kl", `sparsity: a KL price reads mean activations as probabilities and needs a sigmoid code; the encoder ends in dropout(0.2)`},
		{"", "sparsity_weight", "1", `sparsity_weight: not used with sparsity=none, only with l1, l1_sum, kl`},
		{"latent=variational", "contractive", "0.1", `contractive: not used with latent=variational, only with plain, direct`},
		{"", "schedule_rate", "0.5", `schedule_rate: not used with schedule=constant, only with step, exponential, cosine`},
		{"latent=variational", "latent_activation", "tanh", `latent_activation: not used with latent=variational, only with plain`},
		{"contractive=0.1", "sparsity", "top_k", `sparsity: a price on contraction needs a code with derivatives, and the choice of the k strongest units has none`},
		{"encoder=dense(4096,relu)", "latent_dim", "4096", `latent_dim: 39990032 parameters found, at most 16777216 expected`},
	} {
		r := mustParse(t, c.start)
		before := r.Clone()
		err := r.Set(c.name, c.value)
		if err == nil || err.Error() != c.want {
			t.Errorf("Set(%s, %s): error %q, want %q", c.name, c.value, err, c.want)
		}
		if !r.equal(before) {
			t.Errorf("Set(%s, %s) failed and changed the recipe to %s", c.name, c.value, r.Link())
		}
	}
}

// A code of maps takes every price that a layer's does.
func TestMapsCanBeSparse(t *testing.T) {
	for _, kind := range []string{"l1", "l1_sum", "kl", "top_k"} {
		r := mustParse(t, "encoder=conv(2,3,s2,sigmoid),maxpool(2),flatten()&latent=direct&decoder=dense(9,relu)")
		if err := r.Set("sparsity", kind); err != nil || r.Sparsity != kind || !strings.Contains(r.Link(), "sparsity="+kind) {
			t.Errorf("%s: %v, %s", kind, err, r.Link())
		}
	}
	for encoder, want := range map[string]string{"conv(2,3,tanh),maxpool(2)": "tanh", "conv(2,3,sigmoid),gaussian_noise(0.1)": "", "maxpool(2)": ""} {
		if got := mustParse(t, "encoder="+encoder+"&latent=direct&decoder=dense(9,relu)").CodeActivation(); got != want {
			t.Errorf("%s: %q, %q expected", encoder, got, want)
		}
	}
}

func TestUnusedFieldsGoBackToTheirDefault(t *testing.T) {
	r := mustParse(t, "optimizer=momentum&momentum=0.5")
	if err := r.Set("optimizer", "adam"); err != nil {
		t.Fatal(err)
	}
	if err := r.Set("optimizer", "momentum"); err != nil {
		t.Fatal(err)
	}
	if r.Momentum != 0.9 {
		t.Errorf("momentum %v came back", r.Momentum)
	}
}

func TestLossAndSparsityBringTheirs(t *testing.T) {
	r := mustParse(t, "latent_activation=sigmoid&sparsity=kl&loss=l2")
	if r.SparsityWeight != 0.5 || r.Reduction != "batch" {
		t.Errorf("kl came with weight %v, l2 with reduction %s", r.SparsityWeight, r.Reduction)
	}
	if got := r.Link(); got != "#v=1&latent_activation=sigmoid&loss=l2&sparsity=kl" {
		t.Errorf("link %s", got)
	}
	if err := r.Set("loss", "bce"); err != nil || r.Reduction != "mean" {
		t.Errorf("bce came with reduction %s, %v", r.Reduction, err)
	}
}
