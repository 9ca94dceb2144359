package look_test

import (
	"flag"
	"slices"
	"strings"
	"testing"
	"time"

	"bottleneck/core/data"
	"bottleneck/core/data/drawn"
	"bottleneck/core/data/local/mnist/mnisttest"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
	"bottleneck/core/look"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// diagnosed trains a run of r to its end and says what is wrong with it then.
func diagnosed(t *testing.T, r recipe.Recipe, trainSet, testSet *data.Set) (found []look.Diagnosis) {
	t.Helper()
	run, err := train.New(r, trainSet, testSet)
	if err != nil {
		t.Fatal(err)
	}
	for !run.Done() {
		if err := run.Step(); err != nil {
			t.Fatal(err)
		}
	}
	return look.Diagnose(run.Reader())
}

func kinds(list []look.Diagnosis) string {
	var names []string
	for _, d := range list {
		names = append(names, d.Kind)
	}
	return strings.Join(names, " ")
}

// latest is a link with the latest value of each field.
func latest(link string) string {
	var names []string
	values := map[string]string{}
	for pair := range strings.SplitSeq(link, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if values[name] == "" {
			names = append(names, name)
		}
		values[name] = value
	}
	for i, name := range names {
		names[i] = name + "=" + values[name]
	}
	return strings.Join(names, "&")
}

// rows is a table of n rows whose columns have mean 0 and variance 1.
func rows(n int, key uint64) *data.Set {
	s := &data.Set{Name: "rows", N: n, H: 1, W: 1, C: 5, Values: make([]float32, 5*n)}
	kernel.Gaussian(s.Values, key)
	return s
}

// noise is a set of n pictures of 6 x 5 in which there is nothing to learn.
func noise(n int, key uint64) *data.Set {
	s := tiny.Stripes(n, 6, 5)
	u := make([]float32, len(s.Pixels))
	kernel.Uniform(u, key)
	for i := range u {
		s.Pixels[i] = byte(255 * u[i])
	}
	return s
}

// Every kind is found in a run that has it, with a reason and a repair, and not in one that differs in what the reason names.
func TestEveryDiagnosisIsFound(t *testing.T) {
	stripes, others := tiny.Stripes(50, 6, 5), tiny.Stripes(20, 6, 5)
	speckled, unknown := noise(12, 1), noise(40, 2)
	table, more := rows(200, 1), rows(50, 2)
	const small = "train=50&test=20&batch_size=8&epochs=40&latent_dim=3&arithmetic=plain"
	shown := map[string]bool{}
	for _, c := range []struct {
		kind, has, hasNot string
		train, test       *data.Set
	}{
		{"batch", small + "&batch_size=80", small, stripes, others},
		{"reach", "data=table&scale=standard&columns=5&train=200&test=50&latent_dim=3&latent_activation=linear&epochs=3", "data=table&scale=standard&columns=5&train=200&test=50&latent_dim=3&latent_activation=linear&epochs=3&output_activation=linear", table, more},
		{"rate", small + "&optimizer=adadelta&learning_rate=0.001", small + "&optimizer=adadelta", stripes, others},
		{"posterior", small + "&latent=variational&loss=bce&reduction=image&beta=100", small + "&latent=variational&loss=bce&reduction=image&beta=0.1", stripes, others},
		{"collapsed", small + "&encoder=dense(9,sigmoid),dense(9,sigmoid),dense(9,sigmoid)&latent_activation=sigmoid&epochs=20", small + "&encoder=dense(9,tanh)&learning_rate=0.01", stripes, others},
		{"dead", small + "&latent_activation=relu&sparsity=l1&sparsity_weight=0.01&latent_dim=12&learning_rate=0.01", small + "&latent_activation=leaky_relu", stripes, others},
		{"saturated", small + "&latent_activation=sigmoid&init=normal&init_stddev=10", small + "&latent_activation=sigmoid", stripes, others},
		{"copies", small + "&latent_dim=30&learning_rate=0.01", small + "&latent_dim=30&learning_rate=0.01&noise=gaussian(0.2)", stripes, others},
		{"overfits", small + "&train=12&encoder=dense(200,relu)&latent_dim=20&latent_activation=tanh&learning_rate=0.01&epochs=300", small + "&train=12&encoder=dense(200,relu)&latent_dim=20&latent_activation=tanh&learning_rate=0.01&epochs=4", speckled, unknown},
	} {
		find := func(link string) []look.Diagnosis {
			r, notices := recipe.Parse(latest(link))
			if len(notices) > 0 {
				t.Fatal(notices[0].Text())
			}
			return diagnosed(t, r, c.train, c.test)
		}
		list := find(c.has)
		i := slices.IndexFunc(list, func(d look.Diagnosis) bool { return d.Kind == c.kind })
		if i < 0 {
			t.Errorf("%s: %q found", c.kind, kinds(list))
			continue
		}
		shown[c.kind] = true
		if d := list[i]; d.Fact.Code != "diagnosis_"+c.kind || len(d.Repairs) == 0 {
			t.Errorf("%s: %s, with %d repairs", c.kind, d.Fact.Code, len(d.Repairs))
		}
		for _, repair := range list[i].Repairs {
			if r, notices := recipe.Parse(repair.Field); len(notices) > 0 || r.Link() != repair.Field {
				t.Errorf("%s: %s leads to %s, %v", c.kind, repair.Fact, r.Link(), notices)
			}
		}
		if list := find(c.hasNot); strings.Contains(kinds(list), c.kind) {
			t.Errorf("%s: found in %s, too", c.kind, c.hasNot)
		}
	}
	for _, kind := range look.Kinds() {
		if !shown[kind] {
			t.Errorf("%s is shown by no run", kind)
		}
	}
}

// A network that has not left the mean of all, or whose units are dead, is given some epochs of a long run, and a third of a short one.
func TestWhatMayPassIsNotToldEarly(t *testing.T) {
	const collapsed = "train=50&test=20&batch_size=2&latent_dim=3&arithmetic=plain&encoder=dense(9,sigmoid),dense(9,sigmoid),dense(9,sigmoid)&latent_activation=sigmoid&learning_rate=0.01&epochs="
	const dead = "train=50&test=20&batch_size=2&latent_dim=12&arithmetic=plain&latent_activation=relu&sparsity=l1&sparsity_weight=0.01&learning_rate=0.01&epochs="
	for _, c := range []struct {
		kind, link, epochs string
		want               int
	}{{"collapsed", collapsed, "40", 5}, {"collapsed", collapsed, "9", 3}, {"dead", dead, "40", 5}, {"dead", dead, "9", 3}} {
		r, _ := recipe.Parse(c.link + c.epochs)
		run, err := train.New(r, tiny.Stripes(50, 6, 5), tiny.Stripes(20, 6, 5))
		if err != nil {
			t.Fatal(err)
		}
		told, from := 0, 0 // the epochs at whose end it is told first, and has dead units
		for told == 0 && !run.Done() {
			if err := run.Step(); err != nil {
				t.Fatal(err)
			}
			if run.AtEpochEnd() && from == 0 && run.Metrics().DeadUnits > 3 {
				from = run.Reader().Epochs()
			}
			if run.AtEpochEnd() && strings.Contains(kinds(look.Diagnose(run.Reader())), c.kind) {
				told = run.Reader().Epochs()
			}
		}
		if told != c.want || c.kind == "dead" && (from == 0 || from >= told) {
			t.Errorf("%s, of %s epochs: told after %d, %d expected; units are dead from %d on", c.kind, c.epochs, told, c.want, from)
		}
	}
}

// No lesson is told a fault that its text does not tell, at any end of an epoch. The longest are cut: fewer images, the same network.
func TestLessonsHaveNoFalseDiagnosis(t *testing.T) {
	if kernel.Name == "go" {
		t.Skip("the native kernels have the same bits, and the reference loops take minutes")
	}
	digits, tests := mnisttest.Load(t)
	short := map[string]string{"conv": "&train=100&test=50&epochs=2", "transposed": "&train=100&test=50&epochs=2", "unpool": "&train=100&test=50&epochs=2", "plane": "&train=2000&test=500&batch_size=50&steps=40",
		"faces": "&train=10&test=5&epochs=1&batch_size=5", "faces_denoise": "&train=10&test=5&epochs=1&batch_size=5", "rbm": "&train=1000&test=100&pretrain_epochs=1&epochs=3",
		"colors": "&train=400&test=100&epochs=4", "table": "&epochs=40", "table_sparse": "&epochs=40", "table_deep": "", "contractive": "&train=1000&test=100&epochs=5"}
	for _, l := range recipe.Lessons() {
		if kernel.Name == "simd128" && l.Recipe.Data == "faces" {
			continue // two such runs, of which the collector has not yet let one go, are more than the heap in a browser
		}
		changes, cut := short[l.ID]
		if !cut {
			changes = "&train=1000&test=100&epochs=6"
		}
		r, notices := recipe.Parse(l.Link + changes)
		if len(notices) > 0 {
			t.Fatal(notices[0].Text())
		}
		run := runOn(t, r, digits, tests)
		total := run.TotalSteps()
		for step := range total {
			if err := run.Step(); err != nil {
				t.Fatal(err)
			}
			if !run.AtEpochEnd() || cut && step == total-1 && l.ID != "table_deep" { // where it is cut it has not ended
				continue
			}
			unexpected(t, l.ID, run, step+1)
		}
	}
}

// about is what a lesson has by its own text.
var about = map[string]string{
	"deep": "dead", "k_sparse": "dead", "linear": "dead", "sparse": "dead", "table_deep": "collapsed", "simple": "collapsed", "faces": "overfits",
}

// unexpected fails a test where a lesson's run is told what its text does not tell.
func unexpected(t *testing.T, id string, run *train.Run, step int) {
	t.Helper()
	for _, d := range look.Diagnose(run.Reader()) {
		if about[id] != d.Kind {
			t.Errorf("%s, step %d of %d: %s", id, step, run.TotalSteps(), d.Fact)
		}
	}
}

var (
	whole  = flag.String("whole", "", "diagnose these lessons, separated by commas, in all of their own runs: hours")
	enough = flag.Duration("enough", 24*time.Hour, "for each of them; it says how many steps that were")
)

// runOn is a run of a recipe on MNIST, or on what its data are drawn as.
func runOn(t *testing.T, r recipe.Recipe, digits, tests *data.Set) *train.Run {
	t.Helper()
	if r.Data != "mnist" {
		digits, tests = drawn.Maker(r, false).Range(0, r.Train), drawn.Maker(r, true).Range(0, r.Test)
	}
	run, err := train.New(r, digits, tests)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// The same in whole runs, as they are in the tutorials.
func TestWholeLessonsHaveNoFalseDiagnosis(t *testing.T) {
	if *whole == "" {
		t.Skip("-args -whole names lessons")
	}
	digits, tests := mnisttest.Load(t)
	for id := range strings.SplitSeq(*whole, ",") {
		at := slices.IndexFunc(recipe.Lessons(), func(l recipe.Lesson) bool { return l.ID == id })
		if at < 0 {
			t.Errorf("%q is no lesson", id)
			continue
		}
		r := recipe.Lessons()[at].Recipe
		run := runOn(t, r, digits, tests)
		step := 0
		for start := time.Now(); step < run.TotalSteps() && time.Since(start) < *enough; step++ {
			if err := run.Step(); err != nil {
				t.Fatal(err)
			}
			if run.AtEpochEnd() {
				unexpected(t, id, run, step+1)
			}
		}
		t.Logf("%s: %d of %d steps, %d epochs, test MSE %.4f", id, step, run.TotalSteps(), run.Reader().Epochs(), run.Metrics().TestMSE)
	}
}
