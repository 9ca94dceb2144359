package recipe

import (
	"math/rand/v2"
	"testing"
)

// Whatever fields a link puts together, over whatever lesson, what is read is valid and reads back from its own link.
func TestEveryLinkGivesAValidRecipe(t *testing.T) {
	layers := []string{"none", "mirror", "dense(500,sigmoid)", "dense(4096,sigmoid),dense(4096,sigmoid)", "conv(16,3,s2,relu)", "conv(16,3,s2,relu),maxpool(2)",
		"reshape(28x28x1)", "flatten()", "dropout(0.2)", "dense(10,relu),reshape(5x2x1)", "upsample(2)", "unpool(2)", "conv(4,3,tanh),avgpool(2)", "dense(784,relu),reshape(28x28x1)"}
	rng := rand.New(rand.NewPCG(7, 7))
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	told := 0
	for range 4000 {
		link := "#v=1"
		if l := Lessons(); rng.IntN(3) > 0 {
			link += "&lesson=" + l[rng.IntN(len(l))].ID
		}
		for range 1 + rng.IntN(5) {
			f, v := &table[rng.IntN(len(table))], ""
			switch f.Kind {
			case "layers":
				v = pick(layers...)
			case "output":
				v = pick("auto", "dense", "conv(3)", "convt(3,s2)")
			case "choice":
				v = pick(f.Choices...)
			case "int":
				v = pick("0", "1", "2", "8", "20", "64", "4096")
			case "float":
				v = pick("0", "1", "0.5", "0.01")
			default:
				v = f.Default
			}
			link += "&" + f.Name + "=" + v
		}
		r, notices := Parse(link)
		if len(notices) > 0 {
			told++
		}
		if bad := r.Validate(); bad != nil {
			t.Fatalf("%s: %v\nafter %v", link, bad, notices)
		}
		if again, more := Parse(r.Link()); len(more) > 0 || !again.equal(r) {
			t.Fatalf("%s: its link %s reads as %s, with %v", link, r.Link(), again.Link(), more)
		}
	}
	if told == 0 || told == 4000 {
		t.Errorf("%d of 4000 links have faults", told)
	}
}

// What a link asks of a lesson that is pre-trained cannot always be had, and then the field that stands in the way is
// taken back, not the others.
func TestFieldsInTheWayAreTakenBack(t *testing.T) {
	for link, want := range map[string]string{
		"lesson=rbm&decoder=dense(9,relu)":                             "decoder",
		"lesson=rbm&latent_activation=tanh":                            "latent_activation",
		"lesson=rbm&encoder=dense(9,sigmoid)&latent_activation=tanh":   "latent_activation",
		"lesson=rbm&encoder=dense(9,tanh)&latent_activation=sigmoid":   "encoder",
		"lesson=rbm&loss=mse&output_activation=tanh":                   "output_activation",
		"lesson=rbm&pretrain=none&encoder=dense(9,tanh)":               "",
		"latent=direct&encoder=conv(16,3,relu)&latent_activation=tanh": "latent",
	} {
		r, notices := Parse("#v=1&" + link)
		got := ""
		for _, n := range notices {
			if n.Field != "latent_activation" || want == n.Field { // not used with a direct code
				got += n.Field
			}
		}
		if got != want || r.Validate() != nil {
			t.Errorf("%s: %v, %v; a notice of %q expected", link, notices, r.Validate(), want)
		}
	}
}
