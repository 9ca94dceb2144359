package e2e

import (
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// On a desk the columns scroll and the page stays: whatever takes the focus at the end of a column, or is brought into sight, moves that column alone.
func TestTheDeskStays(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+"#v=1&"+few)
	must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(1440, 900, 1, false)))
	await(t, p, "innerWidth === 1440")
	eval[any](t, p, `(async () => {
		for (let seed = 2; seed < 7; seed++) {
			await bottleneck.train({ steps: 20 });
			await bottleneck.reseed(seed);
		}
		await bottleneck.train({ steps: 20 });
	})()`)
	await(t, p, `document.querySelectorAll(".run").length > 4`)
	for _, state := range []string{
		`true`,
		`(document.getElementById("twin").open = true)`,
		`(document.getElementById("slow").hidden && (document.getElementById("pace").value = "slow", document.getElementById("pace").dispatchEvent(new Event("change"))), !document.getElementById("slow").hidden)`,
	} {
		await(t, p, state)
		for _, c := range []string{".recipe", ".stage", ".side"} {
			got := eval[struct{ Tall, Room, Top, Moved float64 }](t, p, `(() => {
				const column = document.querySelector("`+c+`");
				const last = [...column.querySelectorAll("button, input, select, summary")].filter((e) => !e.disabled && e.checkVisibility({ visibilityProperty: true })).at(-1);
				last.focus();
				last.scrollIntoView({ block: "end", behavior: "instant" });
				const { scrollHeight: tall, clientHeight: room } = document.documentElement;
				return { tall, room, top: scrollY, moved: column.scrollTop };
			})()`)
			if got.Tall > got.Room || got.Top != 0 {
				t.Errorf("%s, %s: the page is %v tall in a window of %v, and scrolled by %v", state, c, got.Tall, got.Room, got.Top)
			}
			if c != ".stage" && got.Moved == 0 {
				t.Errorf("%s, %s: the column did not scroll: nothing was tried", state, c)
			}
		}
	}
}
