package e2e

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"bottleneck/core/guide"
	"bottleneck/core/recipe"
	"bottleneck/web/browser"
)

// lit is the element in the light, where it can be seen: not hidden, and within the window.
const lit = `(() => {
	const el = document.querySelector(".in-light");
	if (!el || !el.checkVisibility()) return false;
	const r = el.getBoundingClientRect();
	return r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
})()`

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

// Every page of every lesson opens by its dot, lights what it speaks of, and asks what nobody has answered yet; what its button does at once is done.
func TestGuidedPages(t *testing.T) {
	p := visit(t, "#v=1&"+few)
	canvas(t, p)
	eval[any](t, p, `localStorage.removeItem("bottleneck.guide"); true`)
	walked := 0
	for _, of := range recipe.Lessons() {
		l := lessonOf(t, of.ID)
		if len(l.Pages) == 0 {
			continue
		}
		walked++
		start := time.Now()
		link, _ := small(of)
		eval[any](t, p, "location.hash = "+quoted(link+"&page=2")+"; true")
		opened(t, p, l.ID)
		await(t, p, `document.getElementById("guide").hidden === false && document.querySelectorAll(".guide-dot").length === `+fmt.Sprint(len(l.Pages)))
		if err := p.WaitFor(`document.querySelector(".guide-dot[aria-current]")?.ariaLabel.startsWith("Page 2: ")`, patience); err != nil {
			t.Errorf("%s: the address asks for page 2: %v", l.ID, err)
		}
		for i, page := range l.Pages {
			pageOf(t, p, l.ID, i, page, of.Recipe)
		}
		if bar := eval[string](t, p, `document.querySelector('[data-bar="link"]')?.textContent ?? ""`); bar != "" {
			t.Errorf("%s: %s", l.ID, bar)
		}
		t.Logf("%-14s %d pages, %.1f s", l.ID, len(l.Pages), time.Since(start).Seconds())
		noFaults(t, p)
		p.Forget()
	}
	if walked == 0 {
		t.Error("no lesson has pages")
	}
}

func pageOf(t *testing.T, p *browser.Page, id string, i int, page guide.Page, r recipe.Recipe) {
	t.Helper()
	where := fmt.Sprintf("%s, page %d", id, i+1)
	eval[any](t, p, fmt.Sprintf(`document.querySelectorAll(".guide-dot")[%d].click()`, i))
	await(t, p, `document.querySelector(".guide-title").textContent === `+quoted(page.Title))
	if err := p.WaitFor(lit, 10*time.Second); err != nil {
		t.Errorf("%s: %s is not in sight", where, page.Spot)
	}
	if panel, ok := strings.CutPrefix(page.Spot, "panel:"); ok {
		if on := eval[string](t, p, `document.querySelector('#tabs [aria-pressed="true"]')?.dataset.panel`); on != panel {
			t.Errorf("%s: the panel %q is open, %q expected", where, on, panel)
		}
	}
	text := eval[string](t, p, `document.querySelector(".guide-page").innerText`)
	for _, part := range slices.Concat(page.Text, []string{page.Do.Label, page.Question.Text}) {
		if !strings.Contains(text, part) {
			t.Errorf("%s does not say %q", where, part)
		}
	}
	if eval[bool](t, p, `document.querySelector(".guide-question").classList.contains("solved")`) {
		t.Errorf("%s: the question is answered before anybody did anything", where)
	}
	await(t, p, fmt.Sprintf(`/[#&]page=%d(&|$)/.test(location.hash)`, i+1))
	if do := page.Do; do.Code == nil && do.Point == nil && do.Press == "" && (do.Steps == 0 || do.Steps > 60 || r.Data == "faces" || id == "conv" || id == "transposed" || id == "unpool") {
		return // it takes longer; core/guide walks through those natively
	}
	eval[any](t, p, `document.querySelector(".guide-do").click()`)
	await(t, p, `!document.querySelector('.guide-do[aria-busy="true"]')`)
	switch do := page.Do; {
	case do.Code != nil:
		await(t, p, `document.getElementById("code").open && !document.querySelector(".code-outputs").textContent.includes("not moved")`)
	case do.Point != nil:
		await(t, p, `bottleneck.chosen.kind === "code"`)
	case do.Press == "slow":
		await(t, p, `!document.getElementById("slow").hidden`)
		eval[any](t, p, `(() => { const pace = document.getElementById("pace"); pace.value = "0"; pace.dispatchEvent(new Event("change")); })()`)
		await(t, p, `document.getElementById("slow").hidden`)
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
