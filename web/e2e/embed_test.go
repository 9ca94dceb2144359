package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/policy"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// The example of docs/ frames the playground from another origin and speaks with it, isolated and not: it trains, tells, and fits its frame. Commands
// are taken from the origin that the frame's address names, and from no other.
func TestInAnotherPage(t *testing.T) {
	for _, isolated := range []bool{true, false} {
		t.Run(fmt.Sprintf("isolated=%t", isolated), func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if isolated {
					for _, h := range policy.Isolation() {
						w.Header().Set(h.Name, h.Value)
					}
				}
				if r.URL.Path == "/favicon.ico" {
					w.WriteHeader(http.StatusNoContent)
					return
				}
				http.ServeFile(w, r, "../../docs/embed.html")
			}))
			t.Cleanup(s.Close)
			host := strings.Replace(s.URL, "127.0.0.1", "localhost", 1) // another site than the playground's
			b := chromium(t, browser.Options{})
			p, err := b.NewPage(true)
			must(t, err)
			t.Cleanup(p.Close)
			link := "&link=" + strings.ReplaceAll("%23v=1%26"+few+"%26epochs=9", "&", "%26")
			must(t, p.Open(host+"/embed.html?playground="+lasting(t).url+link))
			await(t, p, `heard.ready && !document.getElementById("train").disabled`)
			if got := eval[bool](t, p, `heard.ready.device.isolated`); got != isolated {
				t.Errorf("the frame is isolated: %t", got)
			}
			eval[any](t, p, `document.getElementById("train").click()`)
			await(t, p, `document.getElementById("said").textContent.startsWith("Step 100,")`)
			eval[any](t, p, `document.getElementById("reset").click()`)
			await(t, p, `document.getElementById("said").textContent.startsWith("Step 0,")`)
			got := eval[string](t, p, `(async () => {
				const m = await ask("train", { steps: 3 });
				const tried = [];
				for (const [command, ...args] of [["fly"], ["train", { steps: -1 }], ["open", 7]]) tried.push(await ask(command, ...args).then(() => "done", (e) => e.code));
				const { seed } = await ask("recipe");
				return [m.step, (await ask("metrics")).step, (await ask("link")).startsWith("#v=1&"), seed, ...tried].join(" ");
			})()`)
			if got != "3 3 true 1 embed_command_unknown integer_expected string_expected" {
				t.Errorf("the frame answers %s", got)
			}
			if events := eval[string](t, p, `["ready", "state", "metrics", "height"].filter((e) => heard.events.includes(e)).join(" ")`); events != "ready state metrics height" {
				t.Errorf("of the events %s were told", events)
			}
			for _, size := range [][2]int64{{1000, 900}, {390, 844}} { // it fits: nothing in the frame has to be scrolled
				must(t, chromedp.Run(p.Context, chromedp.EmulateViewport(size[0], size[1])))
				await(t, p, `heard.height > 0 && heard.height <= document.querySelector("iframe").getBoundingClientRect().height + 1`)
			}

			must(t, p.Open(host+"/embed.html?silent&playground="+lasting(t).url+link))
			await(t, p, `heard.ready`)
			if code := eval[string](t, p, `ask("start").then(() => "done", (e) => e.code)`); code != "embed_origin_unknown" {
				t.Errorf("a command of a page that the frame does not know: %s", code)
			}
			noFaults(t, p)
		})
	}
}

// On a phone, too, the view of a frame has its whole width and most of its height, below the figures and above the keys.
func TestTheFrameOnAPhone(t *testing.T) {
	p := anew(t, "?embed=1"+quick)
	wear()                                     // no visit begins in a page that is embedded
	eval[any](t, p, "bottleneck.runs.clear()") // it stores none
	for _, size := range [][2]int64{{390, 844}, {320, 640}, {1000, 700}} {
		must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(size[0], size[1], 1, false)))
		await(t, p, fmt.Sprintf("innerWidth === %d", size[0]))
		view, figures, keys := where(t, p, `document.getElementById("frame")`, false), where(t, p, `document.querySelector(".results")`, false), where(t, p, `document.querySelector(".keys")`, false)
		if view.W < 0.9*float64(size[0]) || view.H < 150 || view.Y < figures.Y+figures.H || size[0] < 720 && view.Y+view.H > keys.Y || figures.X+figures.W > float64(size[0]) {
			t.Errorf("%v: the view is at %v, the figures at %v, the keys at %v", size, view, figures, keys)
		}
	}
}
