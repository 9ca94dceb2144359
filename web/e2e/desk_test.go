package e2e

import (
	"testing"

	"bottleneck/web/browser"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// unreachable is a function of a document: what scrolls there, though neither it nor anything in it can have the focus.
const unreachable = `(doc) => [...doc.querySelectorAll("body *")].filter((e) => {
	const { overflowX, overflowY } = getComputedStyle(e);
	const scrolls = (how, much) => /auto|scroll/.test(how) && much > 1;
	return (scrolls(overflowX, e.scrollWidth - e.clientWidth) || scrolls(overflowY, e.scrollHeight - e.clientHeight)) && e.checkVisibility()
		&& ![e, ...e.querySelectorAll("*")].some((f) => f.tabIndex >= 0 && !f.disabled && f.checkVisibility());
}).map((e) => e.id || e.className)`

// The search finds a scroller without a key, and none that has one.
func TestUnreachableScrollersAreFound(t *testing.T) {
	p, err := chromium(t, browser.Options{}).NewPage(true)
	must(t, err)
	t.Cleanup(p.Close)
	eval[any](t, p, `(document.open(), document.write('<!doctype html><style>div { height: 40px; overflow: auto } p { height: 90px; margin: 0 }</style><div id="no"><p></p></div><div id="self" tabindex="0"><p></p></div><div id="inside"><p><button>b</button></p></div><div id="short">x</div>'), document.close())`)
	if found := eval[[]string](t, p, "("+unreachable+")(document)"); len(found) != 1 || found[0] != "no" {
		t.Errorf("found %q, no alone expected", found)
	}
}

// On a desk the columns scroll and the page stays: whatever takes the focus at the end of a column, or is brought into sight, moves that column alone.
func TestTheDeskStays(t *testing.T) {
	p := visit(t, "#v=1&"+few)
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
			if deaf := eval[[]string](t, p, "("+unreachable+")(document)"); len(deaf) > 0 {
				t.Errorf("%s: no key scrolls %q", state, deaf)
			}
			if c != ".stage" && got.Moved == 0 {
				t.Errorf("%s, %s: the column did not scroll: nothing was tried", state, c)
			}
		}
	}
}
