package proof

import (
	"errors"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// stripes are small sets for any recipe of pictures.
func stripes(r recipe.Recipe) (trainSet, testSet *data.Set, err error) {
	in := r.Input()
	return tiny.Stripes(r.Train, in.H, in.W), tiny.Stripes(r.Test, in.H, in.W), nil
}

const small = "#v=1&data=digits&train=40&test=10&batch_size=10&encoder=dense(12,tanh)&latent_dim=3&epochs=3&seed=5"

// proved is a true proof of a recipe.
func proved(t *testing.T, link, arithmetic string, step int) Proof {
	t.Helper()
	p, err := New(parsed(t, link), step, "00000000", arithmetic)
	if err != nil {
		t.Fatal(err)
	}
	p.Fingerprint = begun(t, p, step).Fingerprint()
	return p
}

// begun is the run of a proof after some steps.
func begun(t *testing.T, p Proof, steps int) *train.Run {
	t.Helper()
	a, b, _ := stripes(p.Recipe)
	run, v := p.Begin(a, b)
	if run == nil {
		t.Fatal(v.Reason)
	}
	for range steps {
		if err := run.Step(); err != nil {
			t.Fatal(err)
		}
	}
	return run
}

// here are the arithmetics in which proofs can be checked in this build.
func here() (list []string) {
	for _, a := range []kernel.Arithmetic{kernel.Plain, kernel.Fused} {
		if a == kernel.Plain || kernel.HasFused() {
			list = append(list, a.String())
		}
	}
	return list
}

func TestTrueProofsAreConfirmed(t *testing.T) {
	for _, arithmetic := range here() {
		for _, more := range []string{"", "&latent=variational", "&noise=masking(0.3)&changes=3:learning_rate=0.1,6:noise=none", "&patience=1"} {
			p := proved(t, small+more, arithmetic, 7)
			seen := 0
			q, v := Judge(p.Link(), stripes, func(step, of int) error {
				if step != seen || of != 7 {
					t.Errorf("step %d of %d is told as the next, %d of 7 expected", step, of, seen)
				}
				seen++
				return nil
			})
			if v != (Verdict{Status: Confirmed, Found: p.Fingerprint}) || q.Link() != p.Link() || seen != 7 {
				t.Errorf("%s: %+v after %d steps", p.Link(), v, seen)
			}
			if v := p.Check(begun(t, p, 4), nil); v.Status != Confirmed {
				t.Errorf("%s: %+v of a run that stood at step 4", p.Link(), v)
			}
		}
	}
}

func TestForgedProofsAreRefuted(t *testing.T) {
	if n := len(here()); n < 2 {
		t.Logf("%d arithmetic alone", n)
	}
	for _, arithmetic := range here() {
		p := proved(t, small, arithmetic, 7)
		forge := func(name string, f func(p *Proof)) {
			q := p
			q.Recipe = p.Recipe.Clone()
			f(&q)
			if _, v := Judge(q.Link(), stripes, nil); v.Status != Refuted || v.Reason == nil || v.Reason.Code != "proof_differs" || v.Found == q.Fingerprint || len(v.Found) != 8 {
				t.Errorf("%s, %s: %+v", arithmetic, name, v)
			}
		}
		forge("another seed", func(p *Proof) { p.Recipe.Seed++ })
		forge("another step", func(p *Proof) { p.Step++ })
		forge("another recipe", func(p *Proof) { p.Recipe.LearningRate = 0.002 })
		forge("a changed digit", func(p *Proof) {
			b := []byte(p.Fingerprint)
			if b[3]++; b[3] == '9'+1 || b[3] == 'f'+1 {
				b[3] = '0'
			}
			p.Fingerprint = string(b)
		})
		if len(here()) == 2 {
			forge("another arithmetic", func(p *Proof) {
				p.Recipe.Arithmetic = map[string]string{"plain": "fused", "fused": "plain"}[p.Recipe.Arithmetic]
			})
		}
	}
}

func TestWhatIsNotConfirmedSaysWhy(t *testing.T) {
	missing, stopped := errors.New("no MNIST"), errors.New("stopped")
	none := func(recipe.Recipe) (*data.Set, *data.Set, error) { return nil, nil, missing }
	for _, c := range []struct {
		link   string
		sets   Sets
		each   func(step, of int) error
		status Status
		code   string
	}{
		{"#v=1", none, nil, Unreadable, "proof_missing"},
		{small + "&latent_dim=0&arithmetic=plain&proof=7:0123abcd", none, nil, Unreadable, "proof_recipe_refused"},
		{small + "&arithmetic=plain&proof=7:0123abcd", none, nil, Unchecked, "proof_unchecked"},
		{small + "&arithmetic=plain&proof=7:0123abcd", stripes, func(step, of int) error { return stopped }, Unchecked, "proof_unchecked"},
		{small + "&arithmetic=plain&proof=13:0123abcd", stripes, nil, Refuted, "proof_beyond_end"},
		{"#v=1&data=digits&arithmetic=plain&steps=6&proof=7:0123abcd", none, nil, Refuted, "proof_beyond_end"},
		{small + "&arithmetic=plain&optimizer=sgd&learning_rate=1e-8&patience=1&proof=12:0123abcd", stripes, nil, Refuted, "proof_beyond_end"},
		{small + "&arithmetic=plain&classes=9&proof=1:0123abcd", stripes, nil, Refuted, "proof_recipe_refused"},
		{small + "&arithmetic=plain&optimizer=sgd&learning_rate=100&output_activation=linear&loss=l2&proof=12:0123abcd", stripes, nil, Refuted, "loss_diverged"},
		{"#v=1&data=pictures&arithmetic=plain&proof=1:0123abcd", none, nil, Unchecked, "proof_needs_files"},
	} {
		_, v := Judge(c.link, c.sets, c.each)
		if v.Status != c.status || v.Reason == nil || code(v.Reason) != c.code || v.Found != "" {
			t.Errorf("%s: %+v, %v; %s with %s expected", c.link, v, v.Reason, c.status, c.code)
		}
	}
	if _, v := Judge(small+"&arithmetic=plain&proof=7:0123abcd", none, nil); !errors.Is(v.Reason, missing) {
		t.Errorf("%v does not hold %v", v.Reason, missing)
	}
}

// A run that is not of the proof confirms and refutes nothing.
func TestOtherRunsAreNoCheck(t *testing.T) {
	p := proved(t, small, "plain", 3)
	check := func(name string, run *train.Run, want string) {
		if v := p.Check(run, nil); v.Status != Unchecked || code(v.Reason) != want {
			t.Errorf("%s: %+v, %s expected", name, v, want)
		}
	}
	other := p
	other.Recipe = p.Recipe.Clone()
	other.Recipe.Seed++
	check("of another recipe", begun(t, other, 0), "proof_run_differs")
	check("that is further", begun(t, p, 4), "proof_run_differs")
	loaded := begun(t, p, 2)
	if err := loaded.Load(loaded.Weights()); err != nil {
		t.Fatal(err)
	}
	check("with loaded weights", loaded, "proof_run_differs")

	a, b, _ := stripes(p.Recipe)
	run, err := train.New(p.Recipe, a, b)
	if err != nil {
		t.Fatal(err)
	}
	if v := p.Check(run, nil); v.Status != Confirmed {
		t.Errorf("a run of this build: %+v", v)
	}
	if g, ok := kernel.Plain.Gonum(); ok {
		run, err := train.NewIn(g, p.Recipe, a, b)
		if err != nil {
			t.Fatal(err)
		}
		check("of gonum's products", run, "proof_arithmetic_differs")
	}
}
