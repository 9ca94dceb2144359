package recipe

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"bottleneck/core/fact"
)

// What a repair says makes a list fit that did not.
func TestRepairs(t *testing.T) {
	for name, c := range map[string]struct{ link, field, value, first string }{
		"a stride that the decoder cannot undo": {"latent=direct&encoder=conv(4,3,relu)&decoder=conv(8,3,relu)&output=conv(3)", "encoder", "conv(4,3,s2,relu)", "mirror conv(4,3,s2,relu): let the decoder mirror the encoder"},
		"a window larger than the image":        {"encoder=conv(8,3,s2,relu)", "encoder", "conv(8,3,s16,relu),maxpool(4)", "mirror conv(8,3,s16,relu),maxpool(4,s1,same): maxpool(4,s1,same) instead of maxpool(4)"},
		"a pool that nothing undoes":            {"latent=direct&encoder=conv(4,3,relu),maxpool(2)&decoder=unpool(2)&output=conv(3)", "decoder", "unpool(2),unpool(2),conv(4,3,relu)", "unpool(2),conv(4,3,relu) conv(4,3,relu),maxpool(2): without unpool(2)"},
	} {
		r, notices := Parse(c.link)
		if len(notices) > 0 {
			t.Fatal(notices)
		}
		before := r.Clone()
		if r.Set(c.field, c.value) == nil {
			t.Errorf("%s: %s=%s is taken", name, c.field, c.value)
			continue
		}
		list := r.Repairs(c.field, c.value)
		if len(list) == 0 || len(list) > mostRepairs {
			t.Errorf("%s: %d repairs", name, len(list))
			continue
		}
		for i, repair := range list {
			fixed, notices := Parse(repair.Field)
			if len(notices) > 0 || fixed.Get(c.field) == r.Get(c.field) {
				t.Errorf("%s: %s, %v", name, repair.Field, notices)
			}
			said := fixed.Get("decoder") + " " + fixed.Get("encoder")
			if said += ": " + repair.Fact.Error(); i == 0 && said != c.first {
				t.Errorf("%s: %q, %q expected", name, said, c.first)
			}
		}
		if r.Link() != before.Link() {
			t.Errorf("%s: the recipe became %s", name, r.Link())
		}
	}
	for _, c := range [][2]string{{"encoder", "none"}, {"decoder", "mirror"}, {"wings", "3"}, {"lesson", "wings of the dove"}} {
		if list := Default().Repairs(c[0], c[1]); list != nil {
			t.Errorf("%s=%s: %v", c[0], c[1], list)
		}
	}
}

// refusals has an edit of a recipe, or a link, that is refused by each code, and the link of the first repair without its version.
var refusals = []struct{ code, start, name, value, want string }{
	{"value_replaced", "", "", "latent_dim=9000", "latent_dim=4096"},
	{"field_left_out", "", "", "learningrate=0.1", "learning_rate=0.1"},
	{"value_given_twice", "", "", "seed=3&seed=4", "seed=4"},
	{"lesson_unknown", "", "", "lesson=denoising", "lesson=denoise"},
	{"field_unknown", "", "latent-dims", "3", "latent_dim=3"},
	{"field_unused", "", "momentum", "0.5", "optimizer=momentum&momentum=0.5"},
	{"value_unknown", "", "optimizer", "ada-grad", "optimizer=adagrad"},
	{"value_unknown", "", "loss", "hubber(2)", "loss=huber(2)"},
	{"integer_out_of_range", "", "batch_size", "64.0", "batch_size=64"},
	{"integer_out_of_range", "", "latent_dim", "2O", "latent_dim=20"},
	{"number_out_of_range", "", "learning_rate", "0,01", "learning_rate=0.01"},
	{"classes_unreadable", "", "classes", "1-5", "classes=1,5"},
	{"noise_unreadable", "", "noise", "masking(30%)", "noise=masking(0.3)"},
	{"noise_unreadable", "", "noise", "gaussian", "noise=gaussian(0.2)"},
	{"noise_unreadable", "", "noise", "dropout(1)", "noise=dropout(0.99)"},
	{"changes_unreadable", "", "changes", "100:learning_rate=0.1,soon", "changes=100:learning_rate=0.1"},
	{"changes_too_many", "", "changes", someChanges(40), "changes=" + someChanges(MaxChanges)},
	{"change_out_of_order", "", "changes", "9:learning_rate=0.1,5:learning_rate=0.2", "changes=9:learning_rate=0.1"},
	{"change_given_twice", "", "changes", "9:learning_rate=0.1,9:learning_rate=0.2", "changes=9:learning_rate=0.1"},
	{"memory_too_small", "train=60000&test=10000&batch_size=10000&encoder=dense(3000,relu)", "", "", "train=60000&test=10000&encoder=dense(3000,relu)&batch_size=312"},

	{"loss_needs_sigmoid", "output_activation=linear", "loss", "bce", "loss=bce"},
	{"loss_needs_sigmoid", "loss=bce", "output_activation", "linear", "output_activation=linear"},
	{"loss_needs_minmax", "data=table&scale=standard", "loss", "bce", "data=table&loss=bce"},
	{"kl_needs_sigmoid", "", "sparsity", "kl", "latent_activation=sigmoid&sparsity=kl"},
	{"kl_needs_sigmoid", "latent_activation=sigmoid&sparsity=kl", "latent_activation", "tanh", "latent_activation=tanh&sparsity=l1"},
	{"kl_needs_sigmoid_layer", "latent=direct&encoder=dense(9,relu)", "sparsity", "kl", "encoder=dense(9,relu)&latent_dim=9&latent_activation=sigmoid&sparsity=kl"},
	{"contractive_with_top_k", "contractive=0.1", "sparsity", "top_k", "sparsity=top_k"},
	{"contractive_with_top_k", "sparsity=top_k", "contractive", "0.1", "contractive=0.1"},
	{"direct_needs_encoder", "", "latent", "direct", "encoder=dense(32,relu)&latent=direct"},
	{"code_too_large", "encoder=conv(64,3,relu)", "latent", "direct", "encoder=conv(64,3,relu),maxpool(2),maxpool(2)&latent=direct"},
	{"parameters_too_many", "encoder=dense(4096,relu)", "latent_dim", "4096", "encoder=dense(4096,relu)&latent_dim=1024"},
	{"rbm_needs_sigmoid_layers", "encoder=dense(64,relu)&latent_activation=sigmoid", "pretrain", "rbm", "encoder=dense(64,sigmoid)&latent_activation=sigmoid&pretrain=rbm"},
	{"rbm_needs_mirror", "decoder=dense(9,relu)&latent_activation=sigmoid", "pretrain", "rbm", "latent_activation=sigmoid&pretrain=rbm"},
	{"rbm_needs_dense_output", "", "", "latent_activation=sigmoid&pretrain=rbm&output=conv(3)", "latent_activation=sigmoid&pretrain=rbm"},
	{"rbm_needs_code", "", "pretrain", "rbm", "latent_activation=sigmoid&pretrain=rbm"},
	{"rbm_needs_visible", "latent_activation=sigmoid&output_activation=tanh", "pretrain", "rbm", "latent_activation=sigmoid&pretrain=rbm"},
	{"rbm_needs_binary", "latent_activation=linear&output_activation=linear", "pretrain", "rbm", "latent_activation=sigmoid&output_activation=linear&pretrain=rbm"},

	{"layer_unknown", "", "encoder", "dens(64,relu)", "encoder=dense(64,relu)"},
	{"text_unexpected", "", "encoder", "dense(64,rleu)", "encoder=dense(64,relu)"},
	{"text_unexpected", "", "encoder", "dense(9000,tanh)", "encoder=dense(4096,tanh)"},
	{"end_unexpected", "", "encoder", "dense(64", "encoder=dense(64,relu)"},
	{"arguments_too_few", "", "encoder", "dense(64)", "encoder=dense(64,relu)"},
	{"layers_too_many", "", "encoder", strings.TrimSuffix(strings.Repeat("dense(9,relu),", 20), ","), "encoder=" + strings.TrimSuffix(strings.Repeat("dense(9,relu),", maxLayers), ",")},
	{"output_unknown", "latent=direct&encoder=conv(4,3,relu)", "output", "conv2(3)", "encoder=conv(4,3,relu)&latent=direct&output=conv(3)"},
	{"values_too_many", "latent=direct&encoder=conv(4,3,relu)&decoder=conv(4,3,relu)", "decoder", "upsample(16),conv(8,3,relu)", "encoder=conv(4,3,relu)&latent=direct&decoder=conv(8,3,relu)"},
	{"size_differs", "", "encoder", "dense(64,relu),reshape(7x7x4)", "encoder=dense(64,relu)"},
	{"pool_missing", "latent=direct&encoder=conv(4,3,relu),maxpool(2)&decoder=unpool(2)&output=conv(3)", "decoder", "unpool(2),unpool(2),conv(4,3,relu)", "encoder=conv(4,3,relu),maxpool(2)&latent=direct&decoder=unpool(2),conv(4,3,relu)&output=conv(3)"},
	{"pool_differs", "latent=direct&encoder=conv(4,3,relu),maxpool(2)&decoder=upsample(2)&output=conv(3)", "decoder", "unpool(3)", "encoder=conv(4,3,relu),maxpool(2)&latent=direct&decoder=unpool(2)&output=conv(3)"},
	{"unpool_misfit", "latent=direct&encoder=conv(4,3,relu),maxpool(2)&decoder=upsample(2)&output=conv(3)", "decoder", "upsample(2),unpool(2)", "encoder=conv(4,3,relu),maxpool(2)&latent=direct&decoder=unpool(2)&output=conv(3)"},
	{"stride_not_whole", "latent=direct&encoder=conv(4,3,relu)&decoder=conv(4,3,relu)", "decoder", "conv(4,3,s3,relu)", "encoder=conv(4,3,relu)&latent=direct&decoder=none"},
	{"mirror_misfit", "latent=direct&encoder=conv(4,3,relu)", "encoder", "conv(4,3,relu),maxpool(3)", "encoder=conv(4,3,relu),maxpool(3,s1,same)&latent=direct"},
	{"output_misfit", "latent=direct&encoder=conv(4,3,relu)&decoder=conv(8,3,relu)&output=conv(3)", "encoder", "conv(4,3,s2,relu)", "encoder=conv(4,3,s2,relu)&latent=direct"},
	{"input_below_window", "", "encoder", "conv(4,3,s16,relu),maxpool(4)", "encoder=conv(4,3,s16,relu),maxpool(4,s1,same)"},
	{"input_below_padded_window", "", "encoder", "conv(4,3,s16,relu),conv(4,9,p1,relu)", "encoder=conv(4,3,s16,relu),conv(4,9,relu)"},
	{"padding_too_large", "", "encoder", "dense(9,relu),reshape(3x3x1),maxpool(2,p2)", "encoder=dense(9,relu),reshape(3x3x1),maxpool(2,s1,same)"},
	{"stride_below_window", "latent=direct&encoder=conv(4,3,relu),maxpool(3,s2,same)&decoder=conv(4,3,relu)", "decoder", "unpool(3,s2,same)", "encoder=conv(4,3,relu),maxpool(3,s2,same)&latent=direct&decoder=none"},
	{"output_padding_misplaced", "", "encoder", "conv(4,3,p1,s2,o1,relu)", "encoder=conv(4,3,s2,relu)"},
	{"output_padding_out_of_range", "", "encoder", "convt(4,3,p1,o2,relu)", "encoder=convt(4,3,relu)"},
}

// unrepaired are the codes that no edit of a recipe repairs, and why.
var unrepaired = map[string]string{
	"link_too_long":      "nothing of it was read",
	"faults_not_listed":  "it counts others, which have repairs",
	"version_too_new":    "the rest of the link is open, and no program reads what is not there yet",
	"version_unreadable": "the same",
	"version_other":      "of a program that fills in a recipe",
	"value_left_out":     "no text is what the broken one may have been",
	"changes_full":       "of a run: it has buttons that take changes out",
	"restart_needed":     "of a run: the page restarts it with the change",
	"layers_missing":     "direct_needs_encoder comes before it",
	"objective_unfit":    "a test makes recipes of all objectives from all lessons",
	"recipe_nearest":     "it tells the repair that was made", "repair_start": "a repair",
	"layer_kindless": "of a program that fills in a recipe",

	"form": "a part of value_unknown", "form_with_argument": "a part of value_unknown",
	"repair_field": "a repair", "repair_layer": "a repair", "repair_lesson": "a repair", "repair_mirror": "a repair", "repair_set": "a repair", "repair_without": "a repair",

	"comma": "a part of text_unexpected", "layer_as": "a part of text_unexpected", "argument_as": "a part of text_unexpected",
	"arguments_end": "a part of text_unexpected", "nothing_behind": "a part of text_unexpected", "open_parenthesis": "a part of text_unexpected",
	"close_parenthesis": "a part of text_unexpected", "one_of": "a part of text_unexpected", "part_in_range": "a part of text_unexpected",
	"pair_in_range": "a part of text_unexpected", "window_part": "a part of text_unexpected", "shape_as": "a part of text_unexpected",

	"input_empty": "no link writes it", "kernel_empty": "no link writes it", "filters_too_few": "no link writes it", "factor_too_small": "no link writes it",
	"stride_too_small": "no link writes it", "padding_negative": "no link writes it", "padding_twice": "no link writes it",
}

func someChanges(n int) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = strconv.Itoa(i+1) + ":learning_rate=0.1"
	}
	return strings.Join(parts, ",")
}

// codes are those of the facts that this package and core/geometry make.
func codes(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"*.go", "../geometry/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				s, ok := call.Fun.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				at := map[string]int{"fact.New": 1, "fact.About": 2}[types.ExprString(s)]
				if at > 0 {
					code, err := strconv.Unquote(call.Args[at-1].(*ast.BasicLit).Value)
					if err != nil {
						t.Fatal(err)
					}
					all = append(all, code)
				}
				return true
			})
		}
	}
	return all
}

// Each refusal of a recipe has a repair, which the recipe takes, or a reason why there is none.
func TestEveryRefusalHasItsRepair(t *testing.T) {
	const budget = 300 << 20
	shown := map[string]bool{}
	for _, c := range refusals {
		r, notices := Parse(c.start)
		if len(notices) > 0 {
			t.Errorf("%s: %s", c.code, notices[0].Text())
			continue
		}
		var why *fact.Fact
		var list []Notice
		switch before := r.Link(); {
		case c.value == "":
			err := r.CheckBudget(budget)
			if err == nil {
				t.Errorf("%s: it fits", c.code)
				continue
			}
			why = fact.From(err)
			list = r.Fitting(why, func(r Recipe) bool { return r.CheckBudget(budget) == nil })
		case c.name == "":
			r, notices = Parse(c.value)
			if notices = r.Mend(notices); len(notices) == 0 {
				t.Errorf("%s: %s is taken", c.code, c.value)
				continue
			}
			why, list = notices[0].Fact, notices[0].Repairs
		default:
			if err := r.Set(c.name, c.value); err != nil {
				why = fact.From(err)
			} else {
				t.Errorf("%s: %s=%s is taken", c.code, c.name, c.value)
				continue
			}
			if list = r.Repairs(c.name, c.value); r.Link() != before {
				t.Errorf("%s: the recipe became %s", c.code, r.Link())
			}
		}
		codes := why.Code
		if inner, ok := why.Values["why"].(*fact.Fact); ok {
			codes += " " + inner.Code
		}
		if !strings.Contains(codes, c.code) {
			t.Errorf("%s: %s=%s is refused by %s: %s", c.code, c.name, c.value, codes, why)
		}
		shown[c.code] = true
		if len(list) == 0 || len(list) > mostRepairs {
			t.Errorf("%s: %d repairs", c.code, len(list))
			continue
		}
		if got := strings.TrimPrefix(strings.TrimPrefix(list[0].Field, "#v=1"), "&"); got != c.want {
			t.Errorf("%s: the first repair is %q, %q expected", c.code, got, c.want)
		}
		for _, repair := range list {
			fixed, notices := Parse(repair.Field)
			if len(notices) > 0 || fixed.Link() == r.Link() {
				t.Errorf("%s: %s leads to %s, %v", c.code, repair.Fact, repair.Field, notices)
			}
		}
	}
	for _, code := range codes(t) {
		if _, told := unrepaired[code]; shown[code] == told {
			t.Errorf("%s: shown with a repair is %v, told to have none is %v", code, shown[code], told)
		}
	}
}
