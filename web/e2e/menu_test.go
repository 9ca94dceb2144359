package e2e

import (
	"fmt"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/web/browser"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// focused is the lesson whose row in the menu has the focus; "-" when none has.
const focused = `document.querySelector("#lesson-list :focus")?.dataset.lesson ?? "-"`

// The menu of lessons by keyboard: opening leads to the current one, keys lead on, Enter opens, and the page's own keys rest.
func TestMenuOfLessons(t *testing.T) {
	p := visit(t, "#v=1&lesson=linear&"+few)
	must(t, chromedp.Run(p.Context, chromedp.EmulateViewport(1440, 620)))
	await(t, p, "innerHeight === 620")
	lessons := recipe.Lessons()
	chapters := map[string]bool{}
	for _, l := range lessons {
		chapters[l.Chapter] = true
	}
	if rows, heads := eval[int](t, p, `document.querySelectorAll("#lesson-list a").length`), eval[int](t, p, `document.querySelectorAll("#lesson-list h2").length`); rows != len(lessons)+1 || heads != len(chapters)+1 {
		t.Errorf("%d rows under %d headings; %d lessons in %d chapters, and free play, expected", rows, heads, len(lessons), len(chapters))
	}
	train(t, p, "{steps: 2}")
	eval[any](t, p, `document.querySelector("#lessons summary").focus()`)
	press(t, p, kb.ArrowDown)
	for _, c := range []struct{ key, want string }{
		{"", "linear"}, {kb.ArrowDown, lessons[1].ID}, {kb.ArrowUp, "linear"}, {kb.End, ""}, {kb.Home, "linear"}, {kb.ArrowRight, "table"},
		{kb.ArrowLeft, "linear"}, {kb.ArrowUp, ""},
	} {
		if c.key != "" {
			press(t, p, c.key)
		}
		if err := p.WaitFor("("+focused+`) === "`+c.want+`"`, patience); err != nil {
			t.Errorf("after %q the focus is on %q, %q expected", c.key, eval[string](t, p, focused), c.want)
		}
	}
	typeWord(t, p, "vr", 0) // no lesson has a word that goes on like that
	await(t, p, "("+focused+`) === "variational"`)
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Step != 2 {
		t.Errorf("a letter in the menu led to step %d", m.Step)
	}
	// All rows can be reached, and the focused one is within the panel and the window.
	if bad := eval[[]string](t, p, `[...document.querySelectorAll("#lesson-list a")].filter((a) => {
		a.focus();
		const panel = document.getElementById("lesson-list").getBoundingClientRect();
		const r = a.getBoundingClientRect();
		return r.top < panel.top || r.bottom > panel.bottom || panel.bottom > innerHeight || r.right > panel.right;
	}).map((a) => a.textContent)`); len(bad) > 0 {
		t.Errorf("rows out of sight: %q", bad)
	}
	press(t, p, kb.Escape)
	await(t, p, `!document.getElementById("lessons").open && document.activeElement.matches("#lessons summary")`)

	press(t, p, kb.Enter)
	await(t, p, "("+focused+`) === "linear"`)
	press(t, p, "t")
	await(t, p, "("+focused+`) === "simple"`) // "The simplest one, slowly"
	typeWord(t, p, "target", 800)             // a new word
	await(t, p, "("+focused+`) === "kl_sparse"`)
	press(t, p, kb.Enter)
	opened(t, p, "kl_sparse")
	await(t, p, `[...document.querySelectorAll("#lesson-list [aria-current]")].map((a) => a.dataset.lesson).join() === "kl_sparse"`)
}

// typeWord presses the letters of a word in one go, since a pause would begin another, so many milliseconds later than now.
func typeWord(t *testing.T, p *browser.Page, word string, later int) {
	t.Helper()
	eval[any](t, p, fmt.Sprintf(`for (const key of %s) {
		const event = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true});
		document.activeElement.dispatchEvent(Object.defineProperty(event, "timeStamp", {value: event.timeStamp + %d}));
	}`, quoted(word), later))
}

// opened waits until a lesson is open, past the question about the run in progress.
func opened(t *testing.T, p *browser.Page, id string) {
	t.Helper()
	reached(t, p, `/[#&]lesson=`+id+`(&|$)/.test(bottleneck.link())`)
}

// reached waits until something is true, and answers the question about the run in progress meanwhile.
func reached(t *testing.T, p *browser.Page, what string) {
	t.Helper()
	await(t, p, `(document.querySelector('[data-bar="open"] .primary')?.click(), `+what+`)`)
}

// From lesson to lesson by the links below each text: the next text is read from its beginning.
func TestWayThroughTheLessons(t *testing.T) {
	p := visit(t, "#v=1&"+few)
	const next, previous = `document.querySelector(".lesson-steps .next")`, `document.querySelector(".lesson-steps .prev")`
	if eval[bool](t, p, previous+" !== null") {
		t.Error("free play has a lesson before it")
	}
	for i, l := range recipe.Lessons()[:3] {
		eval[any](t, p, next+".focus()")
		press(t, p, kb.Enter)
		opened(t, p, l.ID)
		await(t, p, `document.getElementById("lesson-title").textContent === "`+l.Title+`" && document.querySelectorAll("#lesson li").length > 6`)
		top := where(t, p, `document.getElementById("lesson-title")`, false)
		if side := where(t, p, `document.querySelector(".side")`, false); top.Y < side.Y || top.Y > side.Y+side.H {
			t.Errorf("%s: the title is at %v, the column at %v", l.ID, top, side)
		}
		if on := eval[string](t, p, `document.activeElement.id`); on != "lesson-title" {
			t.Errorf("%s: the focus is on %q", l.ID, on)
		}
		if (i > 0) != eval[bool](t, p, previous+" !== null") {
			t.Errorf("%s: the way back is wrong", l.ID)
		}
	}
	eval[any](t, p, previous+".click()")
	opened(t, p, recipe.Lessons()[1].ID)
	last := recipe.Lessons()[len(recipe.Lessons())-1]
	eval[any](t, p, `bottleneck.open("`+last.Link+`&train=20&test=10").then(() => true)`)
	await(t, p, `document.getElementById("lesson-title").textContent === "`+last.Title+`" && !`+next)
	if place := eval[string](t, p, `document.getElementById("lesson-place").textContent`); place != fmt.Sprintf("%[1]d of %[1]d", len(recipe.Lessons())) {
		t.Errorf("the place is %q", place)
	}
	// What is changed in a lesson can be taken back.
	back := `[...document.querySelectorAll("#lesson a")].find((a) => a.getAttribute("href") === "` + last.Link + `")`
	eval[any](t, p, `document.querySelector("#lesson .notes").open = true`)
	await(t, p, back+".offsetParent !== null")
}
