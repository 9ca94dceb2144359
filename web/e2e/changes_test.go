package e2e

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/build"
)

// What a person changes while a run goes on is in the address at once: copied and opened in a private window, or on the command line on the
// reference loops, it is the same run bit for bit.
func TestALinkReplaysLiveChanges(t *testing.T) {
	p := visit(t, quick+"&noise=gaussian(0.2)&arithmetic=plain")
	wear()
	const copied = `navigator.clipboard.writeText = async (text) => { window.copied = text; }`
	eval[any](t, p, `void (`+copied+`)`)
	train(t, p, "{steps: 5}")
	enter(t, p, "learning_rate", "0.01")
	await(t, p, `bottleneck.inForce.learning_rate === "0.01"`)
	train(t, p, "{steps: 6}")
	enter(t, p, "noise", "masking")
	await(t, p, `bottleneck.inForce.noise === "masking(0.2)"`)
	train(t, p, "{steps: 3}")
	slide(t, p, `[data-field="learning_rate"] input[type="range"]`, 0.3, 0.4, 0.5)
	await(t, p, `bottleneck.inForce.learning_rate === "0.001"`)
	want := train(t, p, "{steps: 16}")
	if want.Step != 30 {
		t.Fatalf("the run is at step %d", want.Step)
	}
	if bars := eval[string](t, p, `document.getElementById("bars").innerText`); bars != "" {
		t.Errorf("live changes are told in a bar: %q", bars)
	}
	const changes = "&changes=5:learning_rate=0.01,11:noise=masking(0.2),14:learning_rate=0.001"
	await(t, p, fmt.Sprintf(`location.hash.endsWith(%q)`, changes))
	eval[any](t, p, `document.getElementById("copy-link").click()`)
	await(t, p, `window.copied`)
	link := eval[string](t, p, `window.copied`)
	if !strings.HasSuffix(link, changes) || !strings.HasPrefix(link, lasting(t).url) {
		t.Fatalf("%s was copied, with %s at its end expected", link, changes)
	}

	fresh := open(t, chromium(t, browser.Options{}), link)
	if got := train(t, fresh, "{steps: 30}"); got.Fingerprint != want.Fingerprint {
		t.Errorf("fingerprint %s in a private window, %s where the changes were made by hand", got.Fingerprint, want.Fingerprint)
	}
	if now := eval[string](t, fresh, `JSON.stringify(bottleneck.inForce)`); !strings.Contains(now, `"noise":"masking(0.2)"`) || !strings.Contains(now, `"learning_rate":"0.001"`) {
		t.Errorf("in force at the end: %s", now)
	}
	if link := eval[string](t, fresh, `bottleneck.link()`); !strings.HasSuffix(link, changes) {
		t.Errorf("the replay's link is %s", link)
	}

	root, err := build.ModuleRoot(".")
	must(t, err)
	command := exec.Command("go", "run", "-tags", "noasm", "./core/cmd/bottleneck", "train", link[strings.Index(link, "#"):])
	command.Dir = root
	out, err := command.Output()
	must(t, err)
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if last := lines[len(lines)-1]; !strings.Contains(last, `"step":30,`) || !strings.Contains(last, `"fingerprint":"`+want.Fingerprint+`"`) {
		t.Errorf("the command line ends in %s; fingerprint %s where the changes were made by hand", last, want.Fingerprint)
	}
}

// slide moves a slider over some places without letting it go in between.
func slide(t *testing.T, p *browser.Page, selector string, places ...float64) {
	t.Helper()
	for _, at := range places {
		eval[any](t, p, fmt.Sprintf(`(() => {
			const e = document.querySelector(%q);
			e.value = %g;
			e.dispatchEvent(new Event("input", { bubbles: true }));
		})()`, selector, at))
	}
	eval[any](t, p, fmt.Sprintf(`document.querySelector(%q).dispatchEvent(new Event("change", { bubbles: true }))`, selector))
}

// The form lists what changed in words. A change is removed as any other edit is made, and the values of now can be those of the start.
func TestChangesAreListed(t *testing.T) {
	p := visit(t, quick+"&changes=2:learning_rate=0.01,4:noise=masking(0.3),1200:noise=none")
	const list = `[data-field="changes"] li`
	words := func() string {
		t.Helper()
		return eval[string](t, p, `[...document.querySelectorAll('`+list+`')].map((e) => e.innerText.trim()).join("; ")`)
	}
	if got := words(); got != "From step 2: learning rate 0.01; From step 4: corruption masking(0.3); From step 1,200: corruption none" {
		t.Errorf("the changes are listed as %q", got)
	}
	box := func() string {
		t.Helper()
		return eval[string](t, p, `document.getElementById("f-learning_rate").value`)
	}
	if got := box(); got != "0.001" {
		t.Errorf("the run begins with a rate of %s in its box", got)
	}
	train(t, p, "{steps: 3}")
	if got := box(); got != "0.01" {
		t.Errorf("a rate of %s in its box after step 3", got)
	}
	if name := eval[string](t, p, `document.querySelector('`+list+` button').getAttribute("aria-label")`); name != "Remove: from step 2, learning rate 0.01" {
		t.Errorf("the first button is called %q", name)
	}
	eval[any](t, p, `document.querySelectorAll('`+list+` button')[1].focus()`)
	eval[any](t, p, `document.activeElement.click()`)
	await(t, p, `document.querySelectorAll('`+list+`').length === 2`)
	if said := text(t, p, "pending"); !strings.Contains(said, "Live changes") || !strings.Contains(said, "2:learning_rate=0.01, 1200:noise=none") {
		t.Errorf("what waits is told as %q", said)
	}
	await(t, p, `document.activeElement === document.querySelectorAll('`+list+` button')[1]`)
	enter(t, p, "noise", "gaussian") // live all the same
	await(t, p, `bottleneck.inForce.noise.startsWith("gaussian(")`)
	await(t, p, `[...document.querySelectorAll('`+list+`')].map((e) => e.innerText.trim()).join("; ") === "From step 2: learning rate 0.01; From step 3: corruption gaussian(0.2)"`)
	eval[any](t, p, `document.querySelector("#pending .quiet").click()`)
	await(t, p, `document.getElementById("pending").hidden`)

	eval[any](t, p, `document.querySelector('[data-field="changes"] > button').click()`)
	await(t, p, `document.querySelector('[data-field="changes"]').hidden && `+drafted+`.includes("learning_rate=0.01") && !`+drafted+`.includes("changes")`)
	eval[any](t, p, `document.querySelector("#pending .primary").click()`)
	await(t, p, `bottleneck.metrics.step === 0 && bottleneck.recipe.changes === "none" && bottleneck.recipe.learning_rate === "0.01" && bottleneck.recipe.noise === "gaussian(0.2)"`)

	// After the end an edit is one of the next run.
	train(t, p, "{epochs: 2}")
	await(t, p, `bottleneck.state === "done"`)
	enter(t, p, "learning_rate", "0.02")
	await(t, p, `!document.getElementById("pending").hidden && `+drafted+`.includes("learning_rate=0.02")`)
	if now := eval[string](t, p, "bottleneck.inForce.learning_rate"); now != "0.01" {
		t.Errorf("a run that is complete goes on with a rate of %s", now)
	}
}
