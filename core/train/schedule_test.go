package train

import (
	"math"
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/recipe"
)

func TestSchedules(t *testing.T) {
	const perEpoch, total = 7, 7 * 30
	for _, c := range []struct {
		link string
		at   func(epoch float64) float64 // epochs gone since the warm-up
	}{
		{"schedule=constant", func(float64) float64 { return 1 }},
		{"schedule=step&schedule_rate=0.3&schedule_epochs=4", func(e float64) float64 { return math.Pow(0.3, math.Floor(e/4)) }},
		{"schedule=step&schedule_rate=0.5&schedule_epochs=0", func(e float64) float64 { return math.Pow(0.5, math.Floor(e/30)) }},
		{"schedule=exponential&schedule_rate=0.3&schedule_epochs=4", func(e float64) float64 { return math.Pow(0.3, e/4) }},
		{"schedule=exponential&schedule_rate=0&schedule_epochs=4", func(e float64) float64 { return max(0, 1-math.Ceil(e)) }},
		{"schedule=exponential&schedule_rate=1", func(float64) float64 { return 1 }},
		{"schedule=cosine", func(e float64) float64 { return (1 + math.Cos(math.Pi*min(1, e/30))) / 2 }},
		{"schedule=cosine&schedule_rate=0.1&schedule_epochs=20", func(e float64) float64 { return 0.1 + 0.9*(1+math.Cos(math.Pi*min(1, e/20)))/2 }},
		{"schedule=step&schedule_rate=0.3&schedule_epochs=4&warmup_epochs=3", func(e float64) float64 { return math.Pow(0.3, math.Floor(e/4)) }},
		{"warmup_epochs=3", func(float64) float64 { return 1 }},
		{"schedule=cosine&warmup_epochs=3", func(e float64) float64 { return (1 + math.Cos(math.Pi*min(1, e/27))) / 2 }},
	} {
		r, notices := recipe.Parse(c.link)
		if len(notices) > 0 {
			t.Fatal(notices)
		}
		warm := r.WarmupEpochs * perEpoch
		for step := range total + 20 {
			want := c.at(float64(step-warm) / perEpoch)
			if step < warm {
				want = float64(step+1) / float64(warm)
			}
			if got := scheduled(r, step, perEpoch, total, make([]float32, 1)); math.Abs(got-want) > 1e-6 {
				t.Fatalf("%s: %g at step %d, %g expected", c.link, got, step, want)
			}
		}
	}
}

func TestHalfACosine(t *testing.T) {
	for i := range 1001 {
		u := float64(i) / 1000
		if got, want := half(u), (1+math.Cos(math.Pi*u))/2; math.Abs(got-want) > 1e-12 {
			t.Fatalf("half(%g) = %g, %g expected", u, got, want)
		}
	}
}

// The rate in force is the schedule's share of the recipe's, which may change while the run goes on; the
// recipe keeps the base.
func TestAScheduledRun(t *testing.T) {
	r := tiny.Recipe()
	r.LearningRate, r.Schedule, r.ScheduleRate, r.ScheduleEpochs = 0.01, "step", 0.5, 2
	a := newRun(t, r)
	steps(t, a, 2*a.StepsPerEpoch())
	if got := a.Metrics().LearningRate; got != 0.005 {
		t.Errorf("a rate of %g after two epochs, 0.005 expected", got)
	}
	if a.optimizer.LearningRate() != 0.01 {
		t.Errorf("the latest step was made with %g", a.optimizer.LearningRate())
	}
	set(t, a, "learning_rate", "0.1")
	steps(t, a, 1)
	if got := a.optimizer.LearningRate(); got != 0.05 || a.InForce().LearningRate != 0.1 || a.Recipe().LearningRate != 0.01 {
		t.Errorf("a base of 0.1 gives %g", got)
	}
	// What the schedule does is what a person would have done.
	r.Schedule = "constant"
	r.LearningRate = 0.01
	b := newRun(t, r)
	steps(t, b, 2*b.StepsPerEpoch())
	set(t, b, "learning_rate", "0.05")
	steps(t, b, 1)
	if a.Fingerprint() != b.Fingerprint() {
		t.Errorf("%s by the schedule, %s by hand", a.Fingerprint(), b.Fingerprint())
	}
	r.Schedule, r.ScheduleRate, r.WarmupEpochs = "cosine", 0, 1
	c, d := newRun(t, r), newRun(t, r)
	steps(t, c, 9)
	saved := c.Checkpoint()
	steps(t, c, 5)
	if err := d.Restore(saved); err != nil {
		t.Fatal(err)
	}
	steps(t, d, 5)
	if c.Fingerprint() != d.Fingerprint() || c.Metrics().LearningRate != d.Metrics().LearningRate {
		t.Error("restored, the schedule goes on in another way")
	}
}
