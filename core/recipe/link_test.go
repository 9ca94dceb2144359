package recipe

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

func TestParseNamesWhatItRefuses(t *testing.T) {
	for _, c := range []struct{ link, want string }{
		{"latent_dim=-3", `latent_dim: "-3" found, a whole number from 1 to 4096 expected; 32 is used`},
		{"latent_dim=99999999999999999999999", `latent_dim: "99999999999999999999999" found, a whole number from 1 to 4096 expected; 32 is used`},
		{"latent_dim=0x10", `latent_dim: "0x10" found, a whole number from 1 to 4096 expected; 32 is used`},
		{"latent_dim=%EF%BC%91", `latent_dim: "１" found, a whole number from 1 to 4096 expected; 32 is used`},
		{"latent_dim=+5", `latent_dim: "+5" found, a whole number from 1 to 4096 expected; 32 is used`},
		{"latent_dim=1e2", `latent_dim: "1e2" found, a whole number from 1 to 4096 expected; 32 is used`},
		{"latent_dim=", `latent_dim: "" found, a whole number from 1 to 4096 expected; 32 is used`},
		{"batch_size=0", `batch_size: "0" found, a whole number from 1 to 10000 expected; 20 is used`},
		{"epochs=1000000000", `epochs: "1000000000" found, a whole number from 1 to 100000 expected; 100 is used`},
		{"seed=-1", `seed: "-1" found, a whole number from 0 to 9007199254740991 expected; 1 is used`},
		{"learning_rate=NaN", `learning_rate: "NaN" found, a number from 1e-8 to 100 expected; 0.001 is used`},
		{"learning_rate=Infinity", `learning_rate: "Infinity" found, a number from 1e-8 to 100 expected; 0.001 is used`},
		{"learning_rate=1e309", `learning_rate: "1e309" found, a number from 1e-8 to 100 expected; 0.001 is used`},
		{"learning_rate=0x1p-2", `learning_rate: "0x1p-2" found, a number from 1e-8 to 100 expected; 0.001 is used`},
		{"learning_rate=1_0", `learning_rate: "1_0" found, a number from 1e-8 to 100 expected; 0.001 is used`},
		{"learning_rate=1e", `learning_rate: "1e" found, a number from 1e-8 to 100 expected; 0.001 is used`},
		{"learning_rate=.", `learning_rate: "." found, a number from 1e-8 to 100 expected; 0.001 is used`},
		{"optimizer=toString", `optimizer: "toString" found, one of sgd, momentum, nesterov, rmsprop, adagrad, adam, adamw, adadelta expected; adam is used`},
		{"optimizer=Adam", `optimizer: "Adam" found, one of sgd, momentum, nesterov, rmsprop, adagrad, adam, adamw, adadelta expected; adam is used`},
		{"noise=gaussian(9)", `noise: "gaussian(9)" found, none, gaussian(sigma) or heteroscedastic(sigma) with sigma from 0 to 2, masking(share) or salt_pepper(share) with share from 0 to 1, or dropout(share) to 0.99 expected; none is used`},
		{"noise=none(1)", `noise: "none(1)" found, none, gaussian(sigma) or heteroscedastic(sigma) with sigma from 0 to 2, masking(share) or salt_pepper(share) with share from 0 to 1, or dropout(share) to 0.99 expected; none is used`},
		{"noise=masking(1.5)", `noise: "masking(1.5)" found, none, gaussian(sigma) or heteroscedastic(sigma) with sigma from 0 to 2, masking(share) or salt_pepper(share) with share from 0 to 1, or dropout(share) to 0.99 expected; none is used`},
		{"noise=dropout(1)", `noise: "dropout(1)" found, none, gaussian(sigma) or heteroscedastic(sigma) with sigma from 0 to 2, masking(share) or salt_pepper(share) with share from 0 to 1, or dropout(share) to 0.99 expected; none is used`},
		{"noise=gaussian", `noise: "gaussian" found, none, gaussian(sigma) or heteroscedastic(sigma) with sigma from 0 to 2, masking(share) or salt_pepper(share) with share from 0 to 1, or dropout(share) to 0.99 expected; none is used`},
		{"classes=1,5,12", `classes: "1,5,12" found, digits from 0 to 9 as 1,5,6 or all expected; all is used`},
		{"classes=", `classes: "" found, digits from 0 to 9 as 1,5,6 or all expected; all is used`},
		{"init=normal(-1)", `init: "-1" found, a number from 0.0001 to 10 expected; glorot_uniform is used`},
		{"init=he_normal(2)", `init: "he_normal(2)" found, one of glorot_uniform, glorot_normal, he_uniform, he_normal, pytorch, normal expected; glorot_uniform is used`},
		{"encoder=dense(5", `encoder: the end found at column 8, "," or ")" as in dense(units,activation) expected; none is used`},
		{"__proto__=1", `"__proto__": no field of this name; left out`},
		{"toString", `"toString": no field of this name; left out`},
		{"Data=mnist", `"Data": no field of this name; left out`},
		{"=5", `"": no field of this name; left out`},
		{"%ff=5", `"%ff": no field of this name; left out`},
		{"a%E2%80%AEb=5", `"a\u202eb": no field of this name; left out`},
		{"data=%6", `data: "%6" found, percent-encoded UTF-8 expected; left out`},
		{"data=%zz", `data: "%zz" found, percent-encoded UTF-8 expected; left out`},
		{"data=%ff", `data: "%ff" found, percent-encoded UTF-8 expected; left out`},
		{"data=\xff", `data: "\xff" found, percent-encoded UTF-8 expected; left out`},
		{"train=100&train=200", `train: given more than once; the first, "100", counts`},
		{"v=2", `v: 2 found, this program knows versions up to 1; read as far as it understands`},
		{"v=0", `v: "0" found, a version from 1 to 1 expected; read as 1`},
		{"v=one", `v: "one" found, a version from 1 to 1 expected; read as 1`},
		{"lesson=../secret", `lesson: "../secret" found, one of ` + strings.Join(lessonIDs(), ", ") + ` expected; the defaults are used`},
		{"lesson=<img src=x onerror=alert(1)>", `lesson: "<img src=x onerror=alert(1)>" found, one of ` + strings.Join(lessonIDs(), ", ") + ` expected; the defaults are used`},
		{"data=" + strings.Repeat("x", 60000), `data: "` + strings.Repeat("x", 40) + `"… found, one of mnist, digits, faces, shapes, pictures, table18, table expected; mnist is used`},
		{"changes=", `changes: "" found, changes as 2000:learning_rate=1e-4,5000:noise=gaussian(0.1) or none expected; none is used`},
		{"changes=5", `changes: "5" found, changes as 2000:learning_rate=1e-4,5000:noise=gaussian(0.1) or none expected; none is used`},
		{"changes=5:noise=none,", `changes: "" found, changes as 2000:learning_rate=1e-4,5000:noise=gaussian(0.1) or none expected; none is used`},
		{"changes=0:noise=none", `changes: step: "0" found, a whole number from 1 to 2147483647 expected; none is used`},
		{"changes=2147483648:noise=none", `changes: step: "2147483648" found, a whole number from 1 to 2147483647 expected; none is used`},
		{"changes=5:seed=3", `changes: 5: "seed" found, one of noise, pretrain_learning_rate, learning_rate expected; none is used`},
		{"changes=5:wings=3", `changes: 5: "wings" found, one of noise, pretrain_learning_rate, learning_rate expected; none is used`},
		{"changes=5:learning_rate=0", `changes: 5:learning_rate: "0" found, a number from 1e-8 to 100 expected; none is used`},
		{"changes=5:noise=masking(2)", `changes: 5:noise: "masking(2)" found, none, gaussian(sigma) or heteroscedastic(sigma) with sigma from 0 to 2, masking(share) or salt_pepper(share) with share from 0 to 1, or dropout(share) to 0.99 expected; none is used`},
		{"changes=5:noise=masking(0.1,9:learning_rate=1", `changes: 5:noise: "masking(0.1,9:learning_rate=1" found, none, gaussian(sigma) or heteroscedastic(sigma) with sigma from 0 to 2, masking(share) or salt_pepper(share) with share from 0 to 1, or dropout(share) to 0.99 expected; none is used`},
		{"changes=5:noise=none,4:learning_rate=1", `changes: 4:learning_rate: it stands behind a change after step 5; changes in the order of their steps expected; none is used`},
		{"changes=5:noise=masking(.1),5:noise=none", `changes: 5:noise: given more than once at this step; the first was masking(0.1); none is used`},
		{"changes=" + "5:noise=none," + manyChanges(MaxChanges), `changes: more than 32 changes found, at most 32 expected; none is used`},
		{"changes=5:pretrain_learning_rate=0.2", "changes: 5:pretrain_learning_rate: not used with pretrain=none, only with rbm"},
		{"momentum=0.5", "momentum: not used with optimizer=adam, only with momentum, nesterov"},
		{"steps=10&epochs=5", "epochs: not used with steps=10, only with 0"},
		{"init_stddev=0.2", "init_stddev: not used with init=glorot_uniform, only with normal"},
		{"output_activation=linear&loss=bce", "loss: bce reads the outputs as probabilities and needs a sigmoid output; the output is linear; mse is used"},
		{"encoder=dense(4096,relu),dense(4096,relu)", "encoder: 19996672 parameters found, at most 16777216 expected; none is used"},
		{"latent_dim=4096&encoder=none&decoder=dense(4096,relu)", "decoder: 23208720 parameters found, at most 16777216 expected; mirror is used"},
		{strings.Repeat("x", MaxLink+1), "link: 65537 bytes found, at most 65536 expected; nothing of it was read"},
	} {
		link := c.link
		keep := len(link) < 1000
		if keep {
			link += "&test=123" // the rest loads
		}
		r, n := Parse(link)
		if len(n) != 1 || n[0].Text() != c.want {
			t.Errorf("%.60s\n got %v\nwant %s", c.link, n, c.want)
		}
		if faults := r.Validate(); faults != nil {
			t.Errorf("%.60s: not valid: %v", c.link, faults)
		}
		if keep && r.Test != 123 {
			t.Errorf("%.60s: the rest did not load", c.link)
		}
	}
}

func TestParseAccepts(t *testing.T) {
	for link, want := range map[string]string{
		"":                               "#v=1",
		"#":                              "#v=1",
		"&&":                             "#v=1",
		"#v=1&lesson=plane&latent_dim=3": "#v=1&lesson=plane&latent_dim=3",
		"https://example.org/play/?embed=true#v=1&seed=7": "#v=1&seed=7",
		"seed=7&train=500":                                         "#v=1&train=500&seed=7",
		"classes=6,%205,1,1":                                       "#v=1&classes=1,5,6",
		"classes=0,1,2,3,4,5,6,7,8,9":                              "#v=1",
		"lesson=plane&classes=all":                                 "#v=1&lesson=plane&classes=all",
		"lesson=plane&encoder=none&decoder=none":                   "#v=1&lesson=plane&encoder=none&decoder=none",
		"lesson=plane&steps=0":                                     "#v=1&lesson=plane&steps=0",
		"lesson=plane&steps=0&epochs=7":                            "#v=1&lesson=plane&epochs=7&steps=0",
		"learning_rate=1E-3":                                       "#v=1",
		"learning_rate=.00001":                                     "#v=1&learning_rate=1e-5",
		"learning_rate=1e+1":                                       "#v=1&learning_rate=10",
		"noise=gaussian( 0.20 )":                                   "#v=1&noise=gaussian(0.2)",
		"noise=gaussian(-0)":                                       "#v=1&noise=gaussian(0)",
		"init=normal(0.2)":                                         "#v=1&init=normal&init_stddev=0.2",
		"optimizer=adadelta&learning_rate=0.001":                   "#v=1&optimizer=adadelta&learning_rate=0.001",
		"data=mnist&amp;train=500&amp;seed=3":                      "#v=1&train=500&seed=3",
		"encoder=dense%28500%2Ctanh%29":                            "#v=1&encoder=dense(500,tanh)",
		"noise=masking(.30)":                                       "#v=1&noise=masking(0.3)",
		"lesson=denoise&noise=salt_pepper(0.1)":                    "#v=1&lesson=denoise&noise=salt_pepper(0.1)",
		"noise=heteroscedastic(0.5)":                               "#v=1&noise=heteroscedastic(0.5)",
		"noise=dropout(.3)":                                        "#v=1&noise=dropout(0.3)",
		"lesson=denoise&noise=none":                                "#v=1&lesson=denoise&noise=none",
		"lesson=linear&optimizer=momentum&momentum=0.5":            "#v=1&lesson=linear&optimizer=momentum&momentum=0.5",
		"encoder=dense(9,relu)&decoder=dense(9,relu)&loss=bce":     "#v=1&encoder=dense(9,relu)&decoder=dense(9,relu)&loss=bce",
		"v=1&lesson=linear&data=mnist&train=60000&test=10000":      "#v=1&lesson=linear",
		"arithmetic=plain&shuffle=random&steps=5&data=digits":      "#v=1&data=digits&steps=5&shuffle=random&arithmetic=plain",
		"seed=9007199254740991":                                    "#v=1&seed=9007199254740991",
		"changes=none":                                             "#v=1",
		"changes=2000:learning_rate=1e-4,5000:noise=gaussian(0.1)": "#v=1&changes=2000:learning_rate=0.0001,5000:noise=gaussian(0.1)",
		"changes=%207:%20learning_rate%3D%201E-5%20,7:noise=none":  "#v=1&changes=7:noise=none,7:learning_rate=1e-5",
		"lesson=plane&changes=9:noise=masking(.5)":                 "#v=1&lesson=plane&changes=9:noise=masking(0.5)",
	} {
		r := mustParse(t, link)
		if got := r.Link(); got != want {
			t.Errorf("%s\n got %s\nwant %s", link, got, want)
		}
	}
}

// manyChanges is so many, one after each step from 10 on.
func manyChanges(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("%d:learning_rate=%g", 10+i, 0.5+float64(i)/100)
	}
	return strings.Join(list, ",")
}

func TestManyFaultsAreCounted(t *testing.T) {
	_, n := Parse(strings.Repeat("x&", 30000) + "latent_dim=-1")
	if len(n) != maxNotices+1 || n[maxNotices].Text() != "link: 29981 more faults are not listed" {
		t.Errorf("%d notices, the last %v", len(n), n[len(n)-1])
	}
}

// TestCutLinks cuts a link after every byte, as mail programs do.
func TestCutLinks(t *testing.T) {
	link := "#v=1&lesson=plane&classes=1,5&encoder=dense(50,tanh),dense(30,relu)&noise=gaussian(0.25)&learning_rate=1e-3&seed=12"
	for i := range link {
		r, _ := Parse(link[:i])
		if n := r.Validate(); n != nil {
			t.Errorf("%s: not valid: %v", link[:i], n)
		}
	}
}

// TestPublishedLinks reads every link of an older version that was ever published, beside its canonical form.
func TestPublishedLinks(t *testing.T) {
	b, err := os.ReadFile("testdata/v1.txt")
	if err != nil {
		t.Fatal(err)
	}
	count, empty := 0, mustParse(t, "#v=1")
	for line := range strings.Lines(string(b)) {
		link, want, ok := strings.Cut(strings.TrimSpace(line), " -> ")
		if strings.HasPrefix(line, ";") || !ok {
			continue
		}
		count++
		r := mustParse(t, link)
		published := count == 1 // the empty link: every field
		var fields []string
		for _, f := range Fields() {
			if v := r.Get(f.Name); published && strings.Contains(" "+want, " "+f.Name+"=") || !published && v != empty.Get(f.Name) {
				fields = append(fields, f.Name+"="+v)
			}
		}
		if got := strings.Join(fields, " "); got != want {
			t.Errorf("%s\n got %s\nwant %s", link, got, want)
		}
	}
	if count == 0 {
		t.Error("no links in testdata/v1.txt")
	}
}

// TestRandomRecipesTravel sets random fields to random values, and sends the recipe through its link.
func TestRandomRecipesTravel(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		r := Default()
		if l := Lessons(); rng.IntN(2) == 0 {
			r = l[rng.IntN(len(l))].Recipe
		}
		for range rng.IntN(12) {
			f := &table[rng.IntN(len(table))]
			r.Set(f.Name, random(rng, f)) // refused ones leave r as it is
		}
		link := r.Link()
		got, n := Parse(link)
		if len(n) > 0 || !got.equal(r) {
			t.Fatalf("%s\n reads as %s\n notices %v\n changes %v", link, got.Link(), n, r.Diff(got))
		}
		if again := got.Link(); again != link {
			t.Fatalf("%s is not canonical: %s", link, again)
		}
	}
}

func random(rng *rand.Rand, f *Field) string {
	switch f.Kind {
	case "int":
		return fmt.Sprint(int64(f.Min) + rng.Int64N(min(int64(f.Max-f.Min), 5000)))
	case "float":
		return fmt.Sprint(f.Min + (f.Max-f.Min)*rng.Float64())
	case "classes":
		return fmt.Sprintf("%d,%d,%d", rng.IntN(10), rng.IntN(10), rng.IntN(10))
	case "layers":
		list := []string{"none", "mirror", "dense(4,relu)", "dense(4000,tanh)", "dense(7,linear),dense(300,sigmoid)",
			"conv(4,3,s2,relu),conv(3,5,p2,tanh)", "dropout(0.5),conv(2,3,relu),maxpool(2)", "reshape(7x7x16),conv(2,3,relu)", "unpool(2),conv(2,3,relu)"}
		return list[rng.IntN(len(list))]
	case "output":
		return []string{"auto", "dense", "conv(3)", "convt(3,s2)"}[rng.IntN(4)]
	case "noise":
		return f.Choices[1+rng.IntN(3)] + "(" + fmt.Sprint(2*rng.Float64()) + ")"
	case "changes":
		var list []string
		for step := 1 + rng.IntN(9); len(list) < rng.IntN(MaxChanges); step += 1 + rng.IntN(100) {
			g := field([]string{"learning_rate", "pretrain_learning_rate", "noise"}[rng.IntN(3)])
			list = append(list, fmt.Sprintf("%d:%s=%s", step, g.Name, random(rng, g)))
		}
		return strings.Join(list, ",")
	}
	return f.Choices[rng.IntN(len(f.Choices))]
}

// mostFuzzed bytes hold some of every kind of field. To make an input smaller takes as many tries as the square of its length: longer ones kept the fuzzer busy with
// that for most of its time. TestManyFaultsAreCounted has a long one.
const mostFuzzed = 200

func FuzzParse(f *testing.F) {
	for _, l := range Lessons() {
		f.Add(l.Link)
	}
	f.Add("#v=1&lesson=plane&classes=1,5&encoder=dense(50,tanh),dense(30,relu)&noise=gaussian(0.25)&learning_rate=1e-3&seed=12")
	f.Add("v=9&__proto__=1&optimizer=adadelta&rho=.5&loss=bce&output_activation=tanh&init=normal(1)&decoder=none")
	f.Add("#v=1&lesson=rbm&changes=2000:learning_rate=1e-4,2000:noise=gaussian(0.1),9000:pretrain_learning_rate=.5")
	f.Add("changes=5:noise=none,5:noise=masking(1),4:seed=1,(,),:=&changes=none&pretrain=rbm")
	f.Add("%&%zz=%ff&amp;train=１&train=1e309")
	f.Fuzz(func(t *testing.T, link string) {
		if len(link) > mostFuzzed {
			return
		}
		r, n := Parse(link)
		if faults := r.Validate(); faults != nil {
			t.Fatalf("%q: not valid: %v", link, faults)
		}
		if len(n) > maxNotices+1 {
			t.Fatalf("%q: %d notices", link, len(n))
		}
		for _, one := range n {
			if len(one.Text()) > 1000 {
				t.Fatalf("%q: a notice of %d bytes", link, len(one.Text()))
			}
		}
		if !r.equal(r.normal()) {
			t.Fatalf("%q: not normal: %v", link, r.Diff(r.normal()))
		}
		canonical := r.Link()
		again, n := Parse(canonical)
		if len(n) > 0 || !again.equal(r) || again.Link() != canonical {
			t.Fatalf("%q: %s reads as %s, notices %v", link, canonical, again.Link(), n)
		}
		if c := r.Cost(); c.Parameters > maxParameters || c.Bytes <= 0 || c.TotalSteps < 1 {
			t.Fatalf("%q: cost %+v", link, c)
		}
	})
}
