package export

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

var (
	long   = flag.Bool("long", false, "curves of all lessons, and lessons trained from their start: some hours of a processor")
	lesson = flag.String("lesson", "", "of the curves, one; all where it is empty")
)

const (
	curveSteps  = 200
	curveWindow = 20 // steps whose losses are averaged
	curveSeeds  = 8
)

// curveOf are the mean losses of the windows of a run, those of before its pre-training is over left out.
func curveOf(losses []float64, before int) (means []float64) {
	for at := 0; at+curveWindow <= len(losses); at += curveWindow {
		if at < before {
			continue
		}
		sum := 0.0
		for _, l := range losses[at : at+curveWindow] {
			sum += l
		}
		means = append(means, sum/curveWindow)
	}
	return means
}

// same is a difference that is none, as a share of a loss: float32 rounds so.
const same = 1e-4

// chance is how likely two programs that train alike have curves (seeds, windows) that lie so far apart, or further.
//
// Runs of one seed begin with the same weights and differ by their draws alone: for programs that train alike the difference of the two has
// either sign as likely. So the signs of the seeds are chosen in all ways, a sign a seed, and it is counted how many of them have a window whose
// summed difference is as large, beside the length of its differences, as that of the window that is worst as it is (a sign-flip permutation test
// of the greatest t). What windows have in common, and how many there are, is thereby taken into account, and no distribution is assumed.
func chance(a, b [][]float64) float64 {
	n, windows := len(a), len(a[0])
	length := make([]float64, windows)
	for i := range a {
		for w := range a[i] {
			if d := b[i][w] - a[i][w]; !(math.Abs(d) <= same*math.Abs(a[i][w])) {
				length[w] += d * d
			}
		}
	}
	greatest := func(signs int) (t float64) {
		for w := range windows {
			sum := 0.0
			for i := range n {
				if d := b[i][w] - a[i][w]; math.Abs(d) <= same*math.Abs(a[i][w]) {
					continue
				} else if signs>>i&1 == 1 {
					sum -= d
				} else {
					sum += d
				}
			}
			if length[w] != 0 {
				t = max(t, math.Abs(sum)/math.Sqrt(length[w]))
			}
		}
		return t
	}
	found, count := greatest(0), 0
	for signs := range 1 << n {
		if greatest(signs) >= found*(1-1e-12) {
			count++
		}
	}
	if math.IsNaN(found) {
		return 0
	}
	return float64(count) / float64(int(1)<<n)
}

// spread is the curves of a lesson from several seeds, and the folder of a program with the first weights of each.
type spread struct {
	lesson, folder string
	before         int // steps of pre-training
	seeds          [][]float64
}

// spreadOf trains a lesson from each seed.
func spreadOf(t *testing.T, l recipe.Lesson) spread {
	t.Helper()
	r := short(l.Recipe, curveSteps, 6e7)
	q := Request{Train: setOf(r, r.Train, false), Test: setOf(r, r.Test, true), Name: "script"}
	s := spread{lesson: l.ID}
	var weights []File
	for seed := range uint64(curveSeeds) {
		r.Seed = 1 + seed
		run, err := train.New(r, q.Train, q.Test)
		if err != nil {
			t.Fatalf("%s: %v", l.ID, err)
		}
		weights = append(weights, File{fmt.Sprintf("weights%d.safetensors", r.Seed), run.Weights()})
		if r.Pretrain == "rbm" {
			s.before = run.StepsPerEpoch() * r.PretrainEpochs * len(run.Model().Encoder.Params()) / 2
		}
		for range curveSteps {
			if err := run.Step(); err != nil {
				t.Fatalf("%s: %v", l.ID, err)
			}
		}
		points, _ := run.Reader().Curves()
		losses := make([]float64, len(points))
		for i, p := range points {
			losses[i] = float64(p.Loss)
		}
		s.seeds = append(s.seeds, curveOf(losses, s.before))
	}
	q.Recipe = r
	made, err := To("pytorch", q)
	if err != nil {
		t.Fatalf("%s: %v", l.ID, err)
	}
	s.folder = folderOf(t, l.ID, append(made.Files, weights...)...)
	return s
}

// least is the chance below which two programs do not train alike: only the signs as they are, and their opposites, lie so far apart.
const least = 0.01

// The losses of a lesson's program for PyTorch go the way that those of the run go: of eight seeds, each from the same first weights, by draws of
// its own, the windows of 20 of the first 200 steps differ no more than by chance. -long does all lessons.
func TestCurvesOfPrograms(t *testing.T) {
	python := pythonWith(t, "torch", "numpy")
	var all []spread
	var folders []string
	for _, l := range recipe.Lessons() {
		if !*long && l.ID != "linear" && l.ID != "table" || *lesson != "" && l.ID != *lesson {
			continue
		}
		all = append(all, spreadOf(t, l))
		folders = append(folders, all[len(all)-1].folder)
	}
	programs := lossesOf(t, python, strconv.Itoa(curveSeeds), folders)
	for i, s := range all {
		runs := programs[i]
		if len(runs) != curveSeeds {
			t.Fatalf("%s: %d runs", s.lesson, len(runs))
		}
		for i, losses := range runs {
			if len(losses) != curveSteps {
				t.Fatalf("%s: %d losses", s.lesson, len(losses))
			}
			runs[i] = curveOf(losses, s.before)
		}
		if len(runs[0]) == 0 {
			t.Fatalf("%s: no window is compared", s.lesson)
		}
		p, last := chance(s.seeds, runs), len(runs[0])-1
		ours, theirs := meanAt(s.seeds, last), meanAt(runs, last)
		t.Logf("%s: %d windows of %d seeds, so far apart by chance in %.2f; the last %.5g, PyTorch's %.5g", s.lesson, len(runs[0]), curveSeeds, p, ours, theirs)
		if !(p >= least) {
			t.Errorf("%s: losses %.4g are not those of the run, %.4g", s.lesson, runs, s.seeds)
		}
	}
}

// meanAt is the mean of curves in a window.
func meanAt(curves [][]float64, window int) (mean float64) {
	for _, c := range curves {
		mean += c[window] / float64(len(curves))
	}
	return mean
}

// The check lets pass what differs by draws, and as often as it should; it finds curves that go their own way, by a little less than a deviation in
// each seed, and losses that are no numbers.
func TestChance(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	draw := func(shift float64) (a, b [][]float64) {
		for range curveSeeds {
			first, x, y := rng.NormFloat64(), []float64{}, []float64{}
			for w := range 10 {
				mean := 1 / float64(1+w)
				x, y = append(x, mean*(1+0.01*(first+rng.NormFloat64()))), append(y, mean*(1+0.01*(first+rng.NormFloat64()+shift)))
			}
			a, b = append(a, x), append(b, y)
		}
		return a, b
	}
	const tries = 500
	for shift, want := range map[float64][2]int{0: {0, 12}, 4: {tries * 9 / 10, tries}} {
		refused := 0
		for range tries {
			if chance(draw(shift)) < least {
				refused++
			}
		}
		if refused < want[0] || refused > want[1] {
			t.Errorf("%g deviations apart: %d of %d refused, %v expected", shift, refused, tries, want)
		}
	}
	a, b := draw(0)
	b[3][2] = math.NaN()
	if chance(a, b) != 0 {
		t.Error("losses that are no numbers pass")
	}
	if chance(a, a) != 1 {
		t.Error("the same curves lie apart")
	}
	if means := curveOf(make([]float64, 65), 25); len(means) != 1 {
		t.Errorf("%d windows behind 25 of 65 steps, 1 expected", len(means))
	}
}
