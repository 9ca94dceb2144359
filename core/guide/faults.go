package guide

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"bottleneck/core/metrics"
	"bottleneck/core/recipe"
)

// A page is read in half a minute, a lesson in five.
const (
	mostPageWords   = 60
	mostLessonWords = 450
	mostTitleWords  = 6
	mostWhyWords    = 30
)

// What a button trains is done within a minute in a tab on two cores, which does ten billion operations a second even where the steps are small, and
// takes no more of the data that are downloaded than a page has at hand where there is no network.
const (
	mostOperations = 2e11
	mostDownloaded = 2000 // images to train on, and half as many held out
)

// Spots are the names of what can be lit beside panel:<name> and field:<name>.
var Spots = []string{"play", "pace", "timeline", "line", "code", "hourglass", "picture", "runs", "compare", "slow", "loss", "menu", "classes", "seed"}

// Words counts the words of a text: what stands between spaces and has a letter or a digit.
func Words(text string) int {
	n := 0
	for word := range strings.FieldsSeq(text) {
		if strings.ContainsFunc(word, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) {
			n++
		}
	}
	return n
}

// Words counts all that is read on the page before the question is answered.
func (p Page) Words() int {
	n := Words(p.Title) + Words(p.Do.Label) + Words(p.Question.Text)
	for _, t := range p.Text {
		n += Words(t)
	}
	for _, a := range p.Question.Choice {
		n += Words(a.Text)
	}
	return n
}

// Faults says what is wrong with the guided part of a lesson; nothing: it can be shown.
func (l Lesson) Faults() []string {
	var f faults
	quick := f.link(l.Quick)
	if quick.Lesson != l.ID {
		f.say("quick: %s is of lesson %q, %q expected", l.Quick, quick.Lesson, l.ID)
	}
	if len(l.Papers) == 0 {
		f.say("papers: none found")
	}
	for _, p := range l.Papers {
		if !strings.Contains(p, "): ") {
			f.say("papers: %q found, author (year): title expected", p)
		}
	}
	if n := len(l.Pages); n < 5 || n > 8 {
		f.say("%d pages found, five to eight expected", n)
	}
	words := 0
	for i, p := range l.Pages {
		words += p.Words()
		for _, fault := range slices.Concat(p.Faults(), p.Question.Check.misplaced(cmp.Or(p.Do.Link, l.Quick))) {
			f.say("page %d: %s", i+1, fault)
		}
		if isSpot(p.Spot) && !seen(quick, p.Spot) {
			f.say("page %d: spot: %s is not there with %s", i+1, p.Spot, l.Quick)
		}
	}
	if words > mostLessonWords {
		f.say("%d words found, at most %d expected", words, mostLessonWords)
	}
	return f
}

// Faults says what is wrong with a page.
func (p Page) Faults() []string {
	var f faults
	if n := Words(p.Title); n == 0 || n > mostTitleWords {
		f.say("title: %d words found, one to %d expected", n, mostTitleWords)
	}
	if n := len(p.Text); n == 0 || n > 3 || slices.Contains(p.Text, "") {
		f.say("text: %d paragraphs found, one to three with words expected", n)
	}
	if n := p.Words(); n > mostPageWords {
		f.say("%d words found, at most %d expected", n, mostPageWords)
	}
	if age := p.Age(); age > mostAge {
		f.say("read at the age of %.1f, at most %d expected", age, mostAge)
	}
	if !isSpot(p.Spot) {
		f.say("spot: %q is no panel, field or name of %s", p.Spot, strings.Join(Spots, ", "))
	}
	return slices.Concat(f, p.Do.faults(), p.Question.faults())
}

// Faults says what is wrong with the questions of the quiz.
func (q Quiz) Faults() []string {
	var f faults
	ids := map[string]bool{}
	for i, e := range q.Questions {
		if e.ID == "" || ids[e.ID] || e.About == "" {
			f.say("question %d: id %q, about %q found; a name that no other has, and a subject expected", i+1, e.ID, e.About)
		}
		ids[e.ID] = true
		all := e.Question.faults()
		switch {
		case e.Do != nil:
			all = slices.Concat(all, e.Do.faults(), e.Check.misplaced(e.Do.Link))
		case e.Check != nil:
			all = append(all, "a check found, and something to do expected with it")
		}
		for _, fault := range all {
			f.say("%s: %s", e.ID, fault)
		}
	}
	return f
}

// faults are sentences.
type faults []string

func (f *faults) say(format string, args ...any) { *f = append(*f, fmt.Sprintf(format, args...)) }

// link reads a link, which must be understood and say which lesson it is.
func (f *faults) link(link string) recipe.Recipe {
	r, notices := recipe.Parse(link)
	switch {
	case !strings.HasPrefix(link, "#v=1&lesson="):
		f.say("link: %q found, #v=1&lesson= and a name expected before all else", link)
	case len(notices) > 0:
		f.say("link: %s: %s", link, notices[0].Text())
	}
	if c := r.Cost(); c.FLOPsPerStep*float64(c.TotalSteps) > mostOperations {
		f.say("link: %s: %.2g operations found, at most %.2g expected", link, c.FLOPsPerStep*float64(c.TotalSteps), mostOperations)
	}
	if r.Source().Origin == recipe.Downloaded && (r.Train > mostDownloaded || r.Test > mostDownloaded/2) {
		f.say("link: %s: %d and %d images found, at most %d and %d expected", link, r.Train, r.Test, mostDownloaded, mostDownloaded/2)
	}
	return r
}

func (d Do) faults() []string {
	var f faults
	if Words(d.Label) == 0 {
		f.say("do: no label")
	}
	if n := count(d.Steps != 0, d.Link != "", d.Compare != nil, d.Code != nil, d.Point != nil, d.Press != ""); n != 1 {
		f.say("do: %d kinds found, one of steps, link, compare, code, point and press expected", n)
	}
	if d.Steps < 0 {
		f.say("do: %d steps", d.Steps)
	}
	if d.Link != "" {
		f.link(d.Link)
	}
	for _, link := range d.Compare {
		f.link(link)
	}
	if n := len(d.Compare); n != 0 && (n != 2 || d.Compare[0] == d.Compare[1]) {
		f.say("do: compare takes two recipes, and other ones: %d found", n)
	}
	if c := d.Code; c != nil && (c.Unit < 0 || c.Deviations == 0 || c.Deviations < -3 || c.Deviations > 3) {
		f.say("do: unit %d by %v deviations found, at most 3 to either side expected", c.Unit, c.Deviations)
	}
	if n := len(d.Point); d.Point != nil && n != 2 {
		f.say("do: a point of %d numbers found, two expected", n)
	}
	if d.Press != "" && !isSpot(d.Press) {
		f.say("do: press %q: no such spot", d.Press)
	}
	return f
}

func (q Question) faults() []string {
	var f faults
	if Words(q.Text) == 0 {
		f.say("question: no words")
	}
	switch {
	case (q.Check == nil) == (q.Choice == nil):
		f.say("question: one of choice and check expected")
	case q.Check != nil:
		return append(f, q.Check.faults()...)
	}
	right := 0
	said := map[string]bool{}
	for _, a := range q.Choice {
		if a.Right {
			right++
		}
		if Words(a.Text) == 0 || said[a.Text] {
			f.say("question: the answer %q has no words, or comes twice", a.Text)
		}
		said[a.Text] = true
		if n := Words(a.Why); n < 4 || n > mostWhyWords {
			f.say("question: why %q: %d words found, four to %d expected", a.Text, n, mostWhyWords)
		}
	}
	if n := len(q.Choice); right != 1 || n < 2 || n > 4 {
		f.say("question: %d of %d answers are right, one of two to four expected", right, n)
	}
	return f
}

func (c Check) faults() []string {
	var f faults
	if n := count(c.Figure != "", c.Between != nil, c.Code != nil, c.Chosen != "", c.Seek != nil, c.Compared); n != 1 {
		f.say("check: %d kinds found, one of figure, between, code, chosen, seek and compared expected", n)
	}
	if c.Figure != "" && !isFigure(c.Figure) {
		f.say("check: %q is no figure of a run", c.Figure)
	}
	if bounds := count(c.Below != nil, c.Above != nil); c.Figure != "" && bounds == 0 || c.Figure == "" && (bounds > 0 || c.Where != nil) {
		f.say("check: a figure has a bound, below or above; others have none, and no where")
	}
	if n := len(c.Between); c.Between != nil && (n != 2 || c.Between[0] == c.Between[1]) {
		f.say("check: between takes two classes, %d found", n)
	}
	if c.Code != nil && (c.Code.Unit < 0 || count(c.Code.Above != nil, c.Code.Below != nil) == 0) {
		f.say("check: a unit of the code has a bound, above or below")
	}
	if c.Chosen != "" && !slices.Contains([]string{"image", "own", "code"}, c.Chosen) {
		f.say("check: chosen %q found, image, own or code expected", c.Chosen)
	}
	if c.Seek != nil && c.Seek.Below < 1 {
		f.say("check: seek below %d", c.Seek.Below)
	}
	return f
}

// misplaced says which values a check asks for that the recipe of a link does not have.
func (c *Check) misplaced(link string) []string {
	var f faults
	if c == nil {
		return nil
	}
	r, _ := recipe.Parse(link)
	for name, want := range c.Where {
		if got := r.Get(name); got != want {
			f.say("check: where %s=%s found, %q in %s", name, want, got, link)
		}
	}
	return f
}

func count(is ...bool) (n int) {
	for _, b := range is {
		if b {
			n++
		}
	}
	return n
}

func isSpot(name string) bool {
	if panel, ok := strings.CutPrefix(name, "panel:"); ok {
		return slices.ContainsFunc(recipe.Panels, func(p recipe.Panel) bool { return p.Name == panel })
	}
	if field, ok := strings.CutPrefix(name, "field:"); ok {
		return slices.ContainsFunc(recipe.Fields(), func(f recipe.Field) bool { return f.Name == field })
	}
	return slices.Contains(Spots, name)
}

// seen tells whether a panel or field that is a spot belongs to a recipe.
func seen(r recipe.Recipe, spot string) bool {
	if panel, ok := strings.CutPrefix(spot, "panel:"); ok {
		return slices.Contains(r.Showing().Tabs, panel)
	}
	name := strings.TrimPrefix(spot, "field:")
	return !slices.ContainsFunc(recipe.Fields(), func(f recipe.Field) bool {
		return f.Name == name && f.When != nil && !slices.Contains(f.When.In, r.Get(f.When.Field))
	})
}

// isFigure tells whether metrics have a number of this name.
func isFigure(name string) bool {
	t := reflect.TypeFor[metrics.Metrics]()
	for i := range t.NumField() {
		tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if kind := t.Field(i).Type.Kind(); tag == name && (kind == reflect.Int || kind == reflect.Float64) {
			return true
		}
	}
	return false
}
