package e2e

import (
	"fmt"
	"strings"
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

// What a person changes while a run goes on is in the address at once: copied and opened in a fresh profile, it is the same run bit for bit.
func TestALinkReplaysLiveChanges(t *testing.T) {
	s := serve(t, server.Options{})
	p := open(t, chromium(t, browser.Options{}), s.url+quick+"&noise=gaussian(0.2)")
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
	if !strings.HasSuffix(link, changes) || !strings.HasPrefix(link, s.url) {
		t.Fatalf("%s was copied, with %s at its end expected", link, changes)
	}

	fresh := open(t, browser.Need(t, browser.Options{Profile: t.TempDir()}), link)
	if got := train(t, fresh, "{steps: 30}"); got.Fingerprint != want.Fingerprint {
		t.Errorf("fingerprint %s in a fresh profile, %s where the changes were made by hand", got.Fingerprint, want.Fingerprint)
	}
	if now := eval[string](t, fresh, `JSON.stringify(bottleneck.inForce)`); !strings.Contains(now, `"noise":"masking(0.2)"`) || !strings.Contains(now, `"learning_rate":"0.001"`) {
		t.Errorf("in force at the end: %s", now)
	}
	if link := eval[string](t, fresh, `bottleneck.link()`); !strings.HasSuffix(link, changes) {
		t.Errorf("the replay's link is %s", link)
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
