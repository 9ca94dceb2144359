package train

import (
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/recipe"
)

// The draws belong to the step, so a restored run goes on with the right ones, and measuring takes none away.
func TestAVariationalRunIsAFunctionOfItsRecipe(t *testing.T) {
	a, b := newRun(t, tiny.Variational()), newRun(t, tiny.Variational())
	steps(t, a, 11)
	saved := a.Checkpoint()
	steps(t, a, 12)
	steps(t, b, 3)
	if err := b.Restore(saved); err != nil {
		t.Fatal(err)
	}
	for range 12 {
		b.Evaluate()
		steps(t, b, 1)
	}
	if a.Fingerprint() != b.Fingerprint() {
		t.Errorf("%s straight, %s restored and measured", a.Fingerprint(), b.Fingerprint())
	}
	b.Evaluate()
	loss := b.Metrics().TestLoss
	b.Evaluate()
	if b.Metrics().TestLoss != loss {
		t.Error("the same weights, another held-out loss")
	}
}

func TestAVariationalRunLearns(t *testing.T) {
	r := tiny.Variational()
	r.LearningRate = 0.01
	run := newRun(t, r)
	before := run.Metrics()
	steps(t, run, 300)
	if m := run.Metrics(); m.TestLoss > 0.9*before.TestLoss || m.TestMSE > 0.7*before.TestMSE {
		t.Errorf("held-out loss %g, then %g; error %g, then %g", before.TestLoss, m.TestLoss, before.TestMSE, m.TestMSE)
	}
	c := newRun(t, r)
	if err := c.Load(run.Weights()); err != nil {
		t.Fatal(err)
	}
	if c.Fingerprint() != run.Fingerprint() {
		t.Error("the weights came back changed")
	}
}

// Penalties, a limited code and replacing noise: one recipe, one run.
func TestEveryObjectiveGivesTheSameBits(t *testing.T) {
	for _, link := range []string{
		"latent_activation=sigmoid&sparsity=kl&noise=masking(0.3)", "sparsity=l1&noise=salt_pepper(0.1)",
		"sparsity=top_k&sparsity_k=5&loss=bce", "latent_activation=tanh&contractive=0.1&loss=l2", "latent=variational&loss=bce",
	} {
		r, notices := recipe.Parse(link + "&train=50&test=20&batch_size=8&arithmetic=plain")
		if len(notices) > 0 {
			t.Fatal(notices)
		}
		a, b := newRun(t, r), newRun(t, r)
		before := a.Metrics().TestMSE
		steps(t, a, 30)
		steps(t, b, 30)
		m := a.Metrics()
		if m != b.Metrics() || m.TestMSE >= before {
			t.Errorf("%s: %+v\nand %+v, from %g", link, m, b.Metrics(), before)
		}
	}
}

func TestBetaWarmsUp(t *testing.T) {
	r := tiny.Variational()
	r.Beta, r.BetaWarmup = 4, 2
	run := newRun(t, r)
	cold := tiny.Variational()
	cold.Beta = 0
	other := newRun(t, cold)
	steps(t, run, 1)
	steps(t, other, 1)
	if run.Fingerprint() != other.Fingerprint() {
		t.Error("the first step of a warm-up is not one without beta")
	}
	if run.testCurve.points[0].Loss <= other.testCurve.points[0].Loss {
		t.Error("held-out images are measured without beta")
	}
	last := run.beta()
	for range 2*run.StepsPerEpoch() - 1 {
		steps(t, run, 1)
		if run.beta() <= last {
			t.Fatalf("beta %g, then %g", last, run.beta())
		}
		last = run.beta()
	}
	steps(t, run, 1)
	if last != 4 || run.beta() != 4 {
		t.Errorf("beta %g, then %g: 4 expected", last, run.beta())
	}
}
