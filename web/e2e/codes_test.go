package e2e

import (
	"testing"
)

// A script decides by the codes of its errors, from the trainer as from the page.
func TestErrorsOfAScriptHaveCodes(t *testing.T) {
	p := visit(t, quick)
	for _, c := range []struct{ call, want string }{
		{`(() => { const a = bottleneck.train({epochs: 100000}); a.catch(() => {}); return new Promise((go) => setTimeout(go, 200)).then(() => bottleneck.pause()).then(() => a); })()`, "training_paused of , step"},
		{`bottleneck.setThreads(99)`, "threads_out_of_range of threads, found most"},
		{`bottleneck.open("#v=1&latent_dim=no")`, "done"},
		{`bottleneck.testImages(0)`, "integer_expected of testImages, found least name"},
		{`bottleneck.encode("picture")`, "array_expected of encode, found name"},
	} {
		found := eval[string](t, p, c.call+`.then(() => "done", (e) => e instanceof Error && e.code + " of " + (e.of || "") + ", " + Object.keys(e.values || {}).sort().join(" "))`)
		if found != c.want {
			t.Errorf("%s: %q found, %q expected", c.call, found, c.want)
		}
	}
}
