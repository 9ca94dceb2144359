package e2e

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/web/browser"
)

const clipboard = `navigator.clipboard.writeText = async (text) => { window.copied = text; }`

// at goes to another address of the same page, as a person does.
func at(t *testing.T, p *browser.Page, hash string) {
	t.Helper()
	eval[any](t, p, fmt.Sprintf("void (location.hash = %q)", hash))
}

// A proof link that was copied is confirmed by whoever opens it; with anything else in it than the run had, it is refuted, and the page says
// what differs.
func TestProofLinks(t *testing.T) {
	p := visit(t, quick)
	wear()
	eval[any](t, p, `void (`+clipboard+`)`)
	m := train(t, p, "{steps: 7}")
	eval[any](t, p, `document.getElementById("share-open").click()`)
	await(t, p, `document.getElementById("share").open`)
	eval[any](t, p, `document.getElementById("copy-proof").click()`)
	await(t, p, `window.copied`)
	_, link, _ := strings.Cut(eval[string](t, p, `window.copied`), "#")
	eval[any](t, p, `document.getElementById("share").close()`)
	claim := fmt.Sprintf("&proof=7:%s", m.Fingerprint)
	if !strings.HasSuffix(link, claim) || !strings.Contains(link, "&arithmetic=") {
		t.Fatalf("%s was copied, with the arithmetic and %s expected", link, claim)
	}
	other := "0"
	if m.Fingerprint[7] == '0' {
		other = "1"
	}
	for _, c := range []struct{ name, link, title, why string }{
		{"as copied", link, "Confirmed", m.Fingerprint},
		{"another digit", link[:len(link)-1] + other, "Refuted", "has the fingerprint " + m.Fingerprint},
		{"another step", strings.Replace(link, "proof=7:", "proof=8:", 1), "Refuted", "After step 8"},
		{"another seed", strings.Replace(link, claim, "&seed=12345"+claim, 1), "Refuted", m.Fingerprint},
		{"beyond the end", strings.Replace(link, "proof=7:", "proof=7000:", 1), "Refuted", "7,000"},
		{"any arithmetic", strings.NewReplacer("&arithmetic=fused", "", "&arithmetic=plain", "").Replace(link), "Not checked", "arithmetic=plain"},
		{"no recipe", strings.Replace(link, claim, "&latent_dim=-1"+claim, 1), "Not checked", `"-1" found`},
		{"unreadable", strings.Replace(link, claim, "&proof=7", 1), "Not checked", "STEP:FINGERPRINT"},
		{"as copied, at the end of a sentence", link + ").", "Confirmed", m.Fingerprint},
	} {
		eval[any](t, p, `(async () => { window.before = document.querySelector("[data-bar=proof]"); await bottleneck.reset(); })()`)
		at(t, p, "#"+c.link)
		await(t, p, `!!document.querySelector('[data-bar="proof"] .bar-title') && document.querySelector('[data-bar="proof"]') !== window.before && document.querySelector('[data-bar="proof"] .bar-title').textContent !== "Checking a proof" || document.querySelector('[data-bar="open"]')`)
		if eval[bool](t, p, `!!document.querySelector('[data-bar="open"]')`) {
			eval[any](t, p, `document.querySelector('[data-bar="open"] .primary').click()`)
			await(t, p, `document.querySelector('[data-bar="proof"]') && document.querySelector('[data-bar="proof"] .bar-title').textContent !== "Checking a proof"`)
		}
		said := eval[string](t, p, `document.querySelector('[data-bar="proof"]').innerText`)
		if !strings.HasPrefix(said, c.title) || !strings.Contains(said, c.why) {
			t.Errorf("%s: the page says %q, %s and %q expected", c.name, said, c.title, c.why)
		}
		if hash := eval[string](t, p, `location.hash`); hash != "#"+c.link {
			t.Errorf("%s: the address is %s now, %s was given", c.name, hash, c.link)
		}
	}
}

// Links come mangled. What is meant is read, and stays in the address as it was given until something is changed.
func TestMangledAddresses(t *testing.T) {
	const clean = "v=1&" + few + "&latent_dim=5"
	p := visit(t, "#v=1&"+few)
	link := eval[string](t, p, `bottleneck.open("#`+clean+`").then(() => bottleneck.link())`)
	for i, mangled := range []string{
		"#" + url.QueryEscape(clean), "#" + url.QueryEscape(url.QueryEscape(clean)), "#%23" + clean, "##" + clean, "#" + clean + ").", "#" + clean + ",", "#" + clean + "%22", "#" + strings.ReplaceAll(clean, "&", "&amp;"),
	} {
		eval[any](t, p, fmt.Sprintf(`bottleneck.open("#v=1&%s&seed=%d")`, few, i+2))
		at(t, p, mangled)
		await(t, p, `bottleneck.link() === `+quoted(link)+` && bottleneck.state === "ready"`)
		if hash := eval[string](t, p, `new Promise((done) => requestAnimationFrame(() => done(location.hash)))`); hash != eval[string](t, p, `new URL(`+quoted(mangled)+`, location).hash`) {
			t.Errorf("%s became %s", mangled, hash)
		}
	}
	// The address is that of another run once there is one.
	enter(t, p, "latent_dim", "6")
	await(t, p, `!document.getElementById("pending").hidden`)
	eval[any](t, p, `document.querySelector("#pending .primary").click()`)
	await(t, p, `location.hash.includes("latent_dim=6") && !location.hash.includes("amp;")`)

	// Pasted into the page, and as a query.
	eval[any](t, p, `(() => {
		const text = new DataTransfer();
		text.setData("text/plain", "Look: <https://example.org/x/#`+clean+`&seed=77>.");
		document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: text, bubbles: true, cancelable: true }));
	})()`)
	await(t, p, `bottleneck.recipe.seed === "77" && bottleneck.recipe.latent_dim === "5" && location.hash.includes("seed=77")`)
	q := open(t, chromium(t, browser.Options{}), lasting(t).url+"?"+clean+"&seed=78")
	ready(t, q)
	await(t, q, `bottleneck.recipe.seed === "78" && bottleneck.recipe.latent_dim === "5" && location.search.includes("seed=78") && !location.hash`)
	if begins(t, q) {
		t.Error("a link in the query starts by itself")
	}
}

// What a teacher's link hides is gone, what it locks cannot be changed by hand or key, and both last over the links of the page.
func TestATeachersLink(t *testing.T) {
	p := visit(t, quick)
	wear()
	eval[any](t, p, `void (`+clipboard+`)`)
	at(t, p, strings.Replace(eval[string](t, p, "bottleneck.link()"), "&", "&panel=latent&hide=runs,field:batch_size,panel:loss,wings&lock=field:learning_rate,seed,panel:latent,page:2&", 1))
	said := barText(t, p, "link", "wings")
	if !strings.Contains(said, "page:2") {
		t.Errorf("what is wrong is told as %q", said)
	}
	const state = `(() => {
		const seen = (q) => { const e = document.querySelector(q); return !!e && e.checkVisibility(); };
		return [seen(".panel.runs"), seen('[data-field="batch_size"]'), seen('[data-panel="loss"]'), seen('[data-panel="latent"]'),
			document.querySelector('[data-field="learning_rate"] input').disabled, document.getElementById("seed").disabled, document.getElementById("play").disabled].join(" ");
	})()`
	const want = "false false false true true true false"
	await(t, p, state+" === "+quoted(want))
	await(t, p, `document.querySelector('[data-panel="latent"]').getAttribute("aria-pressed") === "true"`)
	train(t, p, "{steps: 2}") // whatever enables controls
	if open := eval[string](t, p, `[...document.querySelectorAll("#view-controls select, #view-controls input")].filter((e) => e.checkVisibility() && !e.disabled).map((e) => e.getAttribute("aria-label")).join(", ")`); open != "" {
		t.Errorf("beside a locked panel %s can be changed", open)
	}
	if goes := eval[string](t, p, `(() => {
		const field = document.querySelector('[data-field="learning_rate"]'), how = { bubbles: true, cancelable: true };
		const key = (key, more) => new KeyboardEvent("keydown", { ...how, ...more, key });
		return [new Event("touchstart", how), key("PageDown"), key("c", { ctrlKey: true }), new MouseEvent("click", how)].map((event) => field.dispatchEvent(event)).join(" ");
	})()`); goes != "true true true false" {
		t.Errorf("a finger, Page Down, Ctrl+C and a click on a locked field are left to the browser: %s", goes)
	}
	seed := eval[string](t, p, `bottleneck.recipe.seed`)
	press(t, p, "n")
	eval[any](t, p, `document.getElementById("new-seed").click()`)
	press(t, p, "r") // is not locked
	await(t, p, `bottleneck.metrics.step === 0`)
	if now := eval[string](t, p, `bottleneck.recipe.seed`); now != seed {
		t.Errorf("the seed is %s, though it is locked at %s", now, seed)
	}
	eval[any](t, p, `(async () => { await bottleneck.open("#v=1&`+few+`&seed=3"); })()`)
	await(t, p, `location.hash.includes("seed=3") && location.hash.endsWith("&hide=runs,field:batch_size,panel:loss&lock=field:learning_rate,seed,panel:latent")`)
	if now := eval[string](t, p, state); now != want {
		t.Errorf("after another link %s, %s expected", now, want)
	}

	// The dialog has the boxes ticked, and makes the link of others.
	eval[any](t, p, `document.getElementById("share-open").click()`)
	await(t, p, `document.getElementById("share").open`)
	eval[any](t, p, `(() => {
		document.querySelector("#share-class summary").click();
		document.querySelector('[data-part="hide runs"]').click();
		document.querySelector('[data-part="lock play"]').click();
		document.getElementById("class-copy").click();
	})()`)
	await(t, p, `window.copied`)
	if link := eval[string](t, p, `window.copied`); !strings.HasSuffix(link, "&hide=field:batch_size,panel:loss&lock=field:learning_rate,seed,panel:latent,play") {
		t.Errorf("%s is the link of a class", link)
	}
	eval[any](t, p, `document.getElementById("share").close()`)
	at(t, p, "#v=1&"+few+"&hide=none&lock=none")
	await(t, p, state+` === "true true true true false false false" && document.querySelector(".lock-mark") === null`)

	// By itself it speaks of the page without a link.
	at(t, p, "#hide=runs")
	await(t, p, `(document.querySelector('[data-bar="open"] .primary')?.click(), bottleneck.link() === `+quoted(recipe.Start)+` && !document.querySelector(".panel.runs").checkVisibility())`)
	at(t, p, "#v=1&"+few+"&hide=none")
	await(t, p, `document.querySelector(".panel.runs").checkVisibility()`)
}
