package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

// enter types a value into a field of the form, as a person who then leaves it.
func enter(t *testing.T, p *browser.Page, field, value string) {
	t.Helper()
	eval[any](t, p, fmt.Sprintf(`(() => {
		const e = document.getElementById("f-" + %q);
		e.value = %q;
		e.dispatchEvent(new Event("change", { bubbles: true }));
	})()`, field, value))
}

// text is what an element of the page says.
func text(t *testing.T, p *browser.Page, id string) string {
	t.Helper()
	return eval[string](t, p, fmt.Sprintf(`document.getElementById(%q).innerText`, id))
}

// Learning rate and noise act at once; everything else waits, is in the address, and is told before it is done.
func TestChangesOfTheRecipe(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+quick)
	before := train(t, p, "{epochs: 1}")
	enter(t, p, "learning_rate", "0.002")
	must(t, p.WaitFor(`bottleneck.recipe.learning_rate === "0.002"`, 10*time.Second))
	enter(t, p, "noise", "masking")
	must(t, p.WaitFor(`bottleneck.recipe.noise === "masking(0.2)"`, 10*time.Second))
	must(t, p.WaitFor(`document.querySelector(".corrupt").innerText.replace(/\s+/g, " ").includes("Noise share 0.20")`, 10*time.Second))
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Step != before.Step {
		t.Errorf("live changes moved the run from step %d to %d", before.Step, m.Step)
	}

	enter(t, p, "latent_dim", "-3")
	must(t, p.WaitFor(`document.getElementById("f-latent_dim-error").textContent.includes("1 to 4096")`, 10*time.Second))
	enter(t, p, "latent_dim", "5")
	eval[any](t, p, `document.querySelector('[data-field="encoder"] .add').click()`)
	must(t, p.WaitFor(`location.hash.includes("latent_dim=5") && location.hash.includes("encoder=dense(128,relu)")`, 10*time.Second))
	if said := text(t, p, "pending"); !strings.Contains(said, "2 changes") || !strings.Contains(said, "Code size") || !strings.Contains(said, "Encoder") {
		t.Errorf("what waits is told as %q", said)
	}
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Step != before.Step || eval[string](t, p, "bottleneck.recipe.latent_dim") == "5" {
		t.Errorf("changes that wait have reached the run: %+v", m)
	}
	eval[any](t, p, `document.querySelector("#pending .primary").click()`)
	must(t, p.WaitFor(`bottleneck.recipe.latent_dim === "5" && bottleneck.metrics.step === 0 && document.getElementById("pending").hidden`, 10*time.Second))

	// After the end a restart runs again.
	train(t, p, "{epochs: 100}")
	enter(t, p, "latent_dim", "6")
	must(t, p.WaitFor(`!document.getElementById("pending").hidden`, 10*time.Second))
	eval[any](t, p, `document.querySelector("#pending .primary").click()`)
	must(t, p.WaitFor(`bottleneck.recipe.latent_dim === "6" && bottleneck.metrics.step > 0`, 10*time.Second))
}

// A hash edited by hand: what is wrong with it is told even where it names the run that is there, and one that cannot
// be read at all changes nothing.
func TestTheAddressEditedByHand(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+quick)
	before := train(t, p, "{epochs: 1}")
	link := eval[string](t, p, "bottleneck.link()")
	for hash, said := range map[string]string{
		link + "&wings=2": "wings",
		"#v=1&encoder=" + strings.Repeat("dense(9,relu),", 80_000): "nothing of it was read",
	} {
		eval[any](t, p, fmt.Sprintf("void (location.hash = %q)", hash))
		must(t, p.WaitFor(fmt.Sprintf(`document.getElementById("bars").innerText.includes(%q)`, said), 10*time.Second))
		must(t, p.WaitFor(fmt.Sprintf("location.hash === %q", link), 10*time.Second))
		if m := eval[metrics](t, p, "bottleneck.metrics"); m.Fingerprint != before.Fingerprint {
			t.Errorf("%.40s: %+v before, %+v after", hash, before, m)
		}
	}
}
