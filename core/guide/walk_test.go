package guide_test

import (
	"flag"
	"math"
	"strconv"
	"testing"
	"time"

	"bottleneck/core/data"
	"bottleneck/core/data/drawn"
	"bottleneck/core/data/local/mnist"
	"bottleneck/core/data/local/required"
	"bottleneck/core/guide"
	"bottleneck/core/metrics"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

var long = flag.Bool("long", false, "walk through all lessons: minutes of all processors")

// shortWork is what a walk may cost without -long, in floating point operations.
const shortWork = 6e9

// TestAnHonestRunAnswers goes through the pages of each lesson as a learner does who presses each button in turn: no question about a figure is
// answered before, and each is afterwards.
func TestAnHonestRunAnswers(t *testing.T) {
	walked := 0
	for _, of := range recipe.Lessons() {
		l := lesson(t, of.ID)
		w := &walker{lesson: l}
		if !*long && w.work() > shortWork {
			continue
		}
		walked++
		t.Run(of.ID, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			for _, fault := range w.walk(t) {
				t.Error(fault)
			}
			t.Logf("%.3g operations in %.1f s", w.work(), time.Since(start).Seconds())
		})
	}
	if walked == 0 {
		t.Error("no lesson is short enough")
	}
}

// A walk finds a question that is answered too early, and one that is not answered at all.
func TestAWalkFindsWrongBounds(t *testing.T) {
	bound := func(v float64) *float64 { return &v }
	page := func(c guide.Check) guide.Page {
		return guide.Page{Do: guide.Do{Steps: 2}, Question: guide.Question{Check: &c}}
	}
	l := guide.Lesson{Quick: "#v=1&lesson=table&train=200&test=100&batch_size=100&epochs=3", Pages: []guide.Page{
		page(guide.Check{Figure: "step", Above: bound(1)}),
		page(guide.Check{Figure: "step", Above: bound(1)}),
		page(guide.Check{Figure: "step", Above: bound(100)}),
	}}
	w := &walker{lesson: l}
	faults := w.walk(t)
	want := []string{"page 2: answered before anything is done", "page 3: not answered by what its button does"}
	if len(faults) != 2 || faults[0][:len(want[0])] != want[0] || faults[1][:len(want[1])] != want[1] {
		t.Errorf("faults %q, %q expected", faults, want)
	}
}

// walker goes through the pages of a lesson.
type walker struct {
	lesson guide.Lesson
	run    *train.Run
}

// work is what the walk costs, in floating point operations.
func (w *walker) work() float64 {
	sum := 0.0
	for _, link := range w.links() {
		r, _ := recipe.Parse(link)
		c := r.Cost()
		sum += c.FLOPsPerStep * float64(c.TotalSteps)
	}
	return sum
}

// links are those that the walk trains.
func (w *walker) links() []string {
	list := []string{w.lesson.Quick}
	for _, p := range w.lesson.Pages {
		if p.Do.Link != "" && p.Question.Check != nil {
			list = append(list, p.Do.Link)
		}
	}
	return list
}

// walk presses each button that trains, and says which question has a wrong bound.
func (w *walker) walk(t *testing.T) (faults []string) {
	w.open(t, w.lesson.Quick)
	say := func(page int, what string) {
		faults = append(faults, "page "+string(rune('0'+page))+": "+what+": "+figures(w.run.Metrics()))
	}
	for i, p := range w.lesson.Pages {
		c := p.Question.Check
		asked := c != nil && c.Figure != ""
		met := func() bool { return c.Met(w.run.Recipe(), w.run.Metrics()) }
		if asked && met() {
			say(i+1, "answered before anything is done")
		}
		switch {
		case p.Do.Steps > 0:
			w.steps(t, p.Do.Steps)
		case p.Do.Link != "" && c != nil:
			w.open(t, p.Do.Link)
			if asked && met() {
				say(i+1, "answered by a network that has learned nothing")
			}
			w.steps(t, w.run.TotalSteps())
		}
		if c != nil && c.Between != nil && !between(w.run.Reader(), c.Between) {
			say(i+1, "no point lies between "+c.Between[0]+" and "+c.Between[1])
		}
		if asked {
			t.Logf("page %d: %s", i+1, figures(w.run.Metrics()))
			if !met() {
				say(i+1, "not answered by what its button does")
			}
		}
	}
	return faults
}

// between tells whether a point of the plane answers a question for a code between two classes: held-out codes of these are the nearest, and the
// point is between the thirds of the way from one to the other. It tries the middles of pairs of codes.
func between(r train.Reader, names []string) bool {
	test, dim := r.Test(), r.Latent()
	if dim != 2 {
		return false
	}
	n := min(test.N, 200)
	x, z := make([]float32, n*r.Dim()), make([]float32, n*dim)
	test.Rows(x, 0, n)
	r.Encode(z, x, n)
	label := func(i int) string { return strconv.Itoa(int(test.Labels[i])) }
	for i := range n {
		for j := range n {
			if label(i) != names[0] || label(j) != names[1] {
				continue
			}
			at := [2]float64{float64(z[2*i]+z[2*j]) / 2, float64(z[2*i+1]+z[2*j+1]) / 2}
			nearest := map[string]float64{}
			for k := range n {
				d := math.Hypot(float64(z[2*k])-at[0], float64(z[2*k+1])-at[1])
				if old, seen := nearest[label(k)]; !seen || d < old {
					nearest[label(k)] = d
				}
			}
			a, b := nearest[names[0]], nearest[names[1]]
			delete(nearest, names[0])
			delete(nearest, names[1])
			third := math.Inf(1)
			for _, d := range nearest {
				third = min(third, d)
			}
			if max(a, b) < third && min(a, b) > (a+b)/3 {
				return true
			}
		}
	}
	return false
}

func figures(m metrics.Metrics) string {
	b, err := m.MarshalJSON()
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// open begins the run of a link.
func (w *walker) open(t *testing.T, link string) {
	t.Helper()
	r, _ := recipe.Parse(link)
	trainSet, testSet := sets(t, r)
	run, err := train.New(r, trainSet, testSet)
	if err != nil {
		t.Fatalf("%s: %v", link, err)
	}
	w.run = run
}

// steps trains so many more, also beyond the end of the recipe.
func (w *walker) steps(t *testing.T, n int) {
	t.Helper()
	for range n {
		if err := w.run.Step(); err != nil {
			t.Fatal(err)
		}
	}
}

// sets are the data of a recipe.
func sets(t *testing.T, r recipe.Recipe) (trainSet, testSet *data.Set) {
	t.Helper()
	if r.Source().Origin == recipe.Made {
		trains, tests := drawn.Maker(r, false), drawn.Maker(r, true)
		return trains.First(r.Train), tests.First(r.Test)
	}
	trainSet, testSet, err := mnist.Local(nil)
	if err != nil {
		required.Skip(t, err)
	}
	return trainSet, testSet
}
