package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"bottleneck/core/guide"
	"bottleneck/core/recipe"
	"bottleneck/web/browser"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// turning is a function of the page. It turns to each page of the lesson that is open as a person does, by its dot, and promises what is wrong, a line each:
// whether the page is there with all its words, whether what it lights can be seen, whether its question waits for an answer, and whether its button does
// at once what it can. pages: those of the lesson, as pageOf has them; all: the address is waited for at each of them; else at the last.
const turning = `async (id, pages, all, soon = 90000) => {
	const faults = [], by = (s) => document.querySelector(s);
	const until = async (is) => {
		for (const end = performance.now() + soon; !is();) {
			if (performance.now() > end) return false;
			await new Promise((later) => { setTimeout(later, 5); });
		}
		return true;
	};
	const lit = () => {
		const el = by(".in-light");
		if (!el || !el.checkVisibility()) return false;
		const r = el.getBoundingClientRect();
		return r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
	};
	const done = {
		code: () => by("#code").open && !by(".code-outputs").textContent.includes("not moved"),
		point: () => bottleneck.chosen.kind === "code",
		slow: () => !by("#slow").hidden,
	};
	for (const [i, { title, says, spot, panel, does }] of pages.entries()) {
		const tell = (text) => faults.push(id + ", page " + (i + 1) + ": " + text);
		document.querySelectorAll(".guide-dot")[i].click();
		if (by(".guide-title").textContent !== title) tell("its title is " + by(".guide-title").textContent);
		if (!await until(lit)) tell(spot + " is not in sight");
		const open = by('#tabs [aria-pressed="true"]')?.dataset.panel;
		if (panel && open !== panel) tell("the panel " + open + " is open, " + panel + " expected");
		const text = by(".guide-page").innerText;
		for (const part of says) if (!text.includes(part)) tell("it does not say " + part);
		if (by(".guide-question").classList.contains("solved")) tell("the question is answered before anybody did anything");
		const last = i === pages.length - 1;
		if ((all || last) && !await until(() => new RegExp("[#&]page=" + (i + 1) + "(&|$)").test(location.hash))) tell("the address is " + location.hash);
		if (!does) continue;
		by(".guide-do").click();
		if (!await until(() => !by('.guide-do[aria-busy="true"]') && (done[does]?.() ?? true))) tell("its button does not do it: " + does);
		if (does !== "slow") continue;
		const pace = by("#pace");
		pace.value = "0";
		pace.dispatchEvent(new Event("change"));
		if (!await until(() => by("#slow").hidden)) tell("slow motion does not end");
	}
	return faults;
}`

// list is an array of strings in JavaScript.
func list(texts []string) string {
	var quotes []string
	for _, text := range texts {
		quotes = append(quotes, quoted(text))
	}
	return "[" + strings.Join(quotes, ", ") + "]"
}

// lessonOf reads the file of a lesson.
func lessonOf(t *testing.T, id string) guide.Lesson {
	t.Helper()
	b, err := os.ReadFile("../../static/lessons/" + id + ".json")
	must(t, err)
	l, err := guide.ReadLesson(b)
	must(t, err)
	return l
}

// turned is what turning is told of a page.
type turned struct {
	Title string   `json:"title"`
	Says  []string `json:"says"`
	Spot  string   `json:"spot"`
	Panel string   `json:"panel"` // that its spot opens, or none
	Does  string   `json:"does"`  // its button, where that takes no time; core/guide walks through the others natively
}

func pagesOf(l guide.Lesson, r recipe.Recipe) (pages []turned) {
	slow := r.Data == "faces" || slices.Contains([]string{"conv", "transposed", "unpool"}, l.ID)
	for _, page := range l.Pages {
		at := turned{Title: page.Title, Says: slices.Concat(page.Text, []string{page.Do.Label, page.Question.Text}), Spot: page.Spot}
		at.Panel, _ = strings.CutPrefix(page.Spot, "panel:")
		if at.Panel == page.Spot {
			at.Panel = ""
		}
		switch do := page.Do; {
		case do.Code != nil:
			at.Does = "code"
		case do.Point != nil:
			at.Does = "point"
		case do.Press != "":
			at.Does = do.Press
		case do.Steps > 0 && do.Steps <= 60 && !slow:
			at.Does = "steps"
		}
		pages = append(pages, at)
	}
	return pages
}

// turn turns the pages of the lesson that is open, and returns what is wrong.
func turn(t *testing.T, p *browser.Page, id string, pages []turned, more string) []string {
	t.Helper()
	b, err := json.Marshal(pages)
	must(t, err)
	return eval[[]string](t, p, fmt.Sprintf("(%s)(%s, %s, %s)", turning, quoted(id), b, more))
}

// Every page of every lesson opens by its dot, lights what it speaks of, and asks what nobody has answered yet; what its button does at once is done.
func TestGuidedPages(t *testing.T) {
	p := visit(t, "#v=1&"+few)
	canvas(t, p)
	eval[any](t, p, `localStorage.removeItem("bottleneck.guide"); window.wrong = []; addEventListener("error", ({ message }) => wrong.push(message)); true`)
	wear()
	for i, of := range recipe.Lessons() {
		l := lessonOf(t, of.ID)
		start := time.Now()
		r, _ := recipe.Parse(l.Quick) // the pages are about it
		r.Train, r.Test, r.BatchSize = min(r.Train, 300), min(r.Test, 100), min(r.BatchSize, 100)
		if r.Data == "faces" {
			r.Train, r.Test, r.BatchSize = 16, 8, 8
		}
		eval[any](t, p, "location.hash = "+quoted(r.Link()+"&page=2")+"; true")
		opened(t, p, l.ID)
		await(t, p, `document.getElementById("guide").hidden === false && document.querySelectorAll(".guide-dot").length === `+fmt.Sprint(len(l.Pages)))
		if err := p.WaitFor(`document.querySelector(".guide-dot[aria-current]")?.ariaLabel.startsWith("Page 2: ")`, patience); err != nil {
			t.Errorf("%s: the address asks for page 2: %v", l.ID, err)
		}
		begun := time.Since(start)
		for _, fault := range turn(t, p, l.ID, pagesOf(l, of.Recipe), fmt.Sprint(i == 0)) {
			t.Error(fault)
		}
		if bar := eval[string](t, p, `document.querySelector('[data-bar="link"]')?.textContent ?? ""`); bar != "" {
			t.Errorf("%s: %s", l.ID, bar)
		}
		t.Logf("%-14s %d pages, opened in %.1f s, %.1f s in all", l.ID, len(l.Pages), begun.Seconds(), time.Since(start).Seconds())
		noFaults(t, p)
		p.Forget()
		if wrong := eval[[]string](t, p, "wrong.splice(0)"); len(wrong) > 0 {
			t.Errorf("%s: the window tells of %q", l.ID, wrong)
		}
		if i == 0 { // the way to what is lit is seen once: for others the page jumps there
			must(t, chromedp.Run(p.Context, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}})))
		}
	}
}

// What is wrong with a page is told, and nothing else.
func TestTurningFindsFaults(t *testing.T) {
	p := visit(t, "#v=1&lesson=linear&"+few)
	await(t, p, `document.querySelector(".guide-dot")`)
	for want, spoil := range map[string]func(*turned){
		"":                        func(*turned) {},
		"its title is":            func(at *turned) { at.Title = "Another" },
		"it does not say Another": func(at *turned) { at.Says = []string{"Another"} },
		"Another expected":        func(at *turned) { at.Panel = "Another" },
		"does not do it: point":   func(at *turned) { at.Does = "point" },
		"is not in sight":         func(*turned) { eval[any](t, p, `void (document.body.style.transform = "translateX(-9999px)")`) },
	} {
		page := pagesOf(lessonOf(t, "linear"), recipe.Recipe{})[0]
		page.Does = ""
		spoil(&page)
		faults := turn(t, p, "linear", []turned{page}, "false, 1000")
		if want == "" && len(faults) > 0 || want != "" && (len(faults) != 1 || !strings.Contains(faults[0], want)) {
			t.Errorf("told: %q, %q expected", faults, want)
		}
		eval[any](t, p, `void (document.body.style.transform = "")`)
	}
}

// Lessons that are opened one after another, by a script or in haste, leave no complaint of one that is gone.
func TestLessonsInHaste(t *testing.T) {
	p := visit(t, "#v=1&"+few)
	var links []string
	for _, l := range recipe.Lessons() {
		link, _ := small(l)
		links = append(links, link)
	}
	last := recipe.Lessons()[len(links)-1]
	eval[any](t, p, `(async () => { for (const link of `+list(links)+`) await bottleneck.open(link); })()`)
	await(t, p, `document.getElementById("lesson-title").textContent === `+quoted(last.Title))
	eval[any](t, p, `(async () => {
		for (const link of `+list(links[:8])+`) {
			location.hash = link;
			await new Promise((done) => addEventListener("hashchange", done, { once: true }));
		}
	})()`)
	opened(t, p, recipe.Lessons()[7].ID)
	if told := eval[[]string](t, p, `[...document.querySelectorAll("#toasts .error, #bars .error")].map((el) => el.textContent)`); len(told) > 0 {
		t.Errorf("told: %q", told)
	}
}

// A lesson shows a recorded film until its run has learned something. To choose another in the menu opens its quick version and trains it, at the page that
// was seen last.
func TestALessonBeginsAtOnce(t *testing.T) {
	p := anew(t, "#v=1&lesson=linear&"+few)
	canvas(t, p)
	await(t, p, `!document.querySelector(".recorded").hidden && /step [1-9]/.test(document.querySelector(".recorded figcaption").textContent)`)
	train(t, p, "{steps: 1}")
	await(t, p, `document.querySelector(".recorded").hidden`)
	l := lessonOf(t, "table")
	eval[any](t, p, `document.querySelector('#lesson-list a[data-lesson="table"]').click()`)
	opened(t, p, "table")
	r, _ := recipe.Parse(l.Quick)
	await(t, p, `bottleneck.link() === `+quoted(r.Link())+` && bottleneck.metrics.step > 0`)
	await(t, p, `document.querySelector(".recorded").hidden && document.querySelector(".guide-title").textContent === `+quoted(l.Pages[0].Title))
	eval[any](t, p, `document.querySelector('#guide button[aria-label="Next page"]').click()`)
	await(t, p, `/[#&]page=2(&|$)/.test(location.hash) && document.querySelector(".guide-title").textContent === `+quoted(l.Pages[1].Title))
	if !eval[bool](t, p, `document.querySelector(".version[aria-current]")?.textContent === "Quick version"`) {
		t.Error("the quick version is not marked as what is open")
	}
	const whole = `document.querySelector(".version:not([aria-current])").textContent`
	if got := eval[string](t, p, whole); got != "As in the tutorial" {
		t.Errorf("the whole recipe is called %q", got)
	}
	eval[any](t, p, `document.querySelector('#lesson-list a[data-lesson="colors"]').click()`)
	opened(t, p, "colors")
	if got := eval[string](t, p, whole); got != "Full version" { // there is no tutorial
		t.Errorf("the whole recipe of the lesson about colors is called %q", got)
	}
}

// A question of the quiz says why an answer is wrong, and the score counts what was answered.
func TestTheQuiz(t *testing.T) {
	p := anew(t, "#v=1&lesson=linear&"+few)
	b, err := os.ReadFile("../../static/quiz.json")
	must(t, err)
	quiz, err := guide.ReadQuiz(b)
	must(t, err)
	first := quiz.Questions[0]
	wrong := slices.IndexFunc(first.Choice, func(a guide.Answer) bool { return !a.Right })
	right := slices.IndexFunc(first.Choice, func(a guide.Answer) bool { return a.Right })
	await(t, p, `document.querySelector(".quiz-key button")`)
	eval[any](t, p, `document.querySelector(".quiz-key button").click()`)
	await(t, p, fmt.Sprintf(`document.querySelectorAll(".guide-dot").length === %d`, len(quiz.Questions)))
	// The line of dots is longer than the column, and the column is no wider for it.
	if beyond := eval[float64](t, p, `Math.max(...[...document.querySelectorAll(".guide-question, .guide-choice, .guide-bar")].map((e) => e.getBoundingClientRect().right)) - document.querySelector(".side").getBoundingClientRect().right`); beyond > 0 {
		t.Errorf("questions end %.0f pixels beyond their column", beyond)
	}
	for _, i := range []int{wrong, right} {
		eval[any](t, p, fmt.Sprintf(`document.querySelectorAll(".guide-choice")[%d].click()`, i))
		await(t, p, `document.querySelector(".guide-told").textContent === `+quoted(first.Choice[i].Why))
		if solved := eval[bool](t, p, `document.querySelector(".guide-question").classList.contains("solved")`); solved != (i == right) {
			t.Errorf("answer %d: solved %v", i, solved)
		}
	}
	await(t, p, fmt.Sprintf(`document.querySelector(".guide-foot .hint").textContent.startsWith("1 of %d answered")`, len(quiz.Questions)))
	eval[any](t, p, `[...document.querySelectorAll(".guide-foot button")].at(-1).click()`)
	await(t, p, fmt.Sprintf(`document.querySelectorAll(".guide-dot").length === %d`, len(lessonOf(t, "linear").Pages)))
}

// On a phone the open sheet of a guide leaves in sight what it speaks of: it begins below the figures, and a panel is all there.
func TestTheSheetLeavesWhatItSpeaksOf(t *testing.T) {
	p := visit(t, "#v=1&lesson=plane&"+few)
	canvas(t, p)
	for _, size := range [][2]int64{{390, 844}, {320, 640}} {
		must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(size[0], size[1], 1, true), emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}})))
		await(t, p, fmt.Sprintf("innerWidth === %d", size[0]))
		for i, page := range lessonOf(t, "plane").Pages {
			eval[any](t, p, fmt.Sprintf(`document.querySelectorAll(".guide-dot")[%d].click()`, i))
			panel := strings.HasPrefix(page.Spot, "panel:")
			err := p.WaitFor(fmt.Sprintf(`(() => {
				const box = (s) => document.querySelector(s).getBoundingClientRect();
				const lit = box(".in-light"), figures = box(".results"), foot = box("#guide").top;
				const whole = lit.bottom <= foot || !%t && lit.height > foot - figures.bottom - 24;
				return (lit.top >= figures.bottom || lit.bottom <= figures.top) && lit.top >= 0 && lit.top < foot - 24 && whole;
			})()`, panel), patience)
			if err != nil {
				t.Errorf("%v, page %d: %s is covered: %v of a sheet at %v", size, i+1, page.Spot, where(t, p, `document.querySelector(".in-light")`, false), where(t, p, `document.getElementById("guide")`, false))
			}
		}
	}
}
