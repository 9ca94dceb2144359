package guide_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/guide"
	"bottleneck/core/metrics"
	"bottleneck/core/recipe"
)

// lesson reads the file of a lesson.
func lesson(t *testing.T, id string) guide.Lesson {
	t.Helper()
	b, err := os.ReadFile("../../static/lessons/" + id + ".json")
	if err != nil {
		t.Fatal(err)
	}
	l, err := guide.ReadLesson(b)
	if err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	return l
}

func TestLessonsCanBeShown(t *testing.T) {
	kinds := map[string]int{}
	for _, of := range recipe.Lessons() {
		l := lesson(t, of.ID)
		for _, fault := range l.Faults() {
			t.Errorf("%s: %s", of.ID, fault)
		}
		words, oldest := 0, 0.0
		for _, p := range l.Pages {
			kinds[kind(p.Question)]++
			words += p.Words()
			oldest = max(oldest, p.Age())
		}
		t.Logf("%-14s %d pages, %d words, read at the age of %.0f or less", l.ID, len(l.Pages), words, oldest)
	}
	for _, name := range strings.Fields("choice figure between code chosen seek") {
		if kinds[name] == 0 {
			t.Errorf("no question of kind %s in all lessons: %v", name, kinds)
		}
	}
}

// Whoever always takes the first answer is wrong most of the time.
func TestTheRightAnswerStandsAnywhere(t *testing.T) {
	var questions []guide.Question
	for _, of := range recipe.Lessons() {
		for _, p := range lesson(t, of.ID).Pages {
			questions = append(questions, p.Question)
		}
	}
	for _, e := range quiz(t).Questions {
		questions = append(questions, e.Question)
	}
	var at [4]int
	choices := 0
	for _, q := range questions {
		if i := slices.IndexFunc(q.Choice, func(a guide.Answer) bool { return a.Right }); i >= 0 {
			at[i]++
			choices++
		}
	}
	if most := slices.Max(at[:]); choices < 50 || most > choices/2 {
		t.Errorf("of %d choices so many have their right answer at each place: %v", choices, at)
	}
}

func kind(q guide.Question) string {
	switch c := q.Check; {
	case c == nil:
		return "choice"
	case c.Figure != "":
		return "figure"
	case c.Between != nil:
		return "between"
	case c.Code != nil:
		return "code"
	case c.Chosen != "":
		return "chosen"
	case c.Seek != nil:
		return "seek"
	}
	return "compared"
}

// good is a page without faults, as its file has it.
const good = `{"id": "plane", "quick": "#v=1&lesson=plane&train=2000&test=1000&batch_size=20&steps=99", "papers": ["A (2000): B"], "pages": [
	{"title": "One", "text": ["You will see."], "spot": "panel:latent", "do": {"label": "Train", "steps": 9},
	 "question": {"text": "Where?", "choice": [{"text": "Here", "right": true, "why": "It is here, one can see."}, {"text": "There", "why": "It is here, one can see."}]}},
	{"title": "Two", "text": ["You will see."], "spot": "field:latent_dim", "do": {"label": "Train", "link": "#v=1&lesson=plane&train=2000&test=1000&latent_dim=8&steps=9"},
	 "question": {"text": "Below?", "check": {"figure": "test_mse", "below": 0.03, "where": {"latent_dim": "8"}}}},
	{"title": "Three", "text": ["You will see."], "spot": "code", "do": {"label": "Move", "code": {"unit": 0, "deviations": 2}},
	 "question": {"text": "Moved?", "check": {"code": {"unit": 1, "above": 1}}}},
	{"title": "Four", "text": ["You will see."], "spot": "play", "do": {"label": "Point", "point": [0, 1]},
	 "question": {"text": "Between?", "check": {"between": ["1", "6"]}}},
	{"title": "Five", "text": ["You will see."], "spot": "play", "do": {"label": "Compare", "compare": ["#v=1&lesson=table&epochs=9", "#v=1&lesson=table&epochs=8"]},
	 "question": {"text": "Back?", "check": {"seek": {"below": 9}}}}]}`

// Each fault is found, and only that one.
func TestLessonFaults(t *testing.T) {
	read := func(from, to string) []string {
		text := good
		if from != "" {
			if text = strings.Replace(good, from, to, 1); text == good {
				t.Fatalf("%q is not in the text", from)
			}
		}
		l, err := guide.ReadLesson([]byte(text))
		if err != nil {
			return []string{err.Error()}
		}
		return l.Faults()
	}
	if f := read("", ""); len(f) > 0 {
		t.Fatalf("faults of a good lesson: %q", f)
	}
	long := strings.Repeat("word ", 61)
	for _, c := range []struct{ from, to, want string }{
		{`"quick"`, `"quik"`, `unknown field "quik"`},
		{`"seek": {"below": 9}}}}]}`, `"seek": {"below": 9}}}}]} {}`, "after top-level value"},
		{"lesson=plane&train=2000&test=1000&b", "lesson=linear&train=2000&test=1000&b", `of lesson "linear"`},
		{"plane&train=2000", "plane&trin=2000", "trin"},
		{`["A (2000): B"]`, `[]`, "papers: none"},
		{"A (2000): B", "A, B", "author (year)"},
		{`"One"`, `"One two three four five six seven"`, "title: 7 words"},
		{`["You will see."]`, `[]`, "text: 0 paragraphs"},
		{`You will see.`, long, "at most 60"},
		{`panel:latent`, `panel:plane`, `spot: "panel:plane"`},
		{`field:latent_dim`, `field:latent`, ""},
		{`field:latent_dim`, `field:size`, `spot: "field:size"`},
		{`field:latent_dim`, `field:beta`, "field:beta is not there with"},
		{`panel:latent`, `panel:table`, "panel:table is not there with"},
		{`"play"`, `"stop"`, `spot: "stop"`},
		{`"steps": 9`, `"steps": 9, "press": "play"`, "do: 2 kinds"},
		{`"steps": 9`, `"steps": 0`, "do: 0 kinds"},
		{`"steps": 9`, `"press": "stop"`, `press "stop"`},
		{`"steps": 9`, `"steps": -9`, "-9 steps"},
		{`"label": "Train", "steps"`, `"label": "", "steps"`, "no label"},
		{`latent_dim=8&`, `latent_dim=0&`, "latent_dim"},
		{`epochs=8`, `epochs=9`, "two recipes"},
		{`steps=99`, `steps=10000`, "operations found"},
		{`train=2000`, `train=2001`, "2001 and 1000 images"},
		{`test=1000`, `test=1001`, "2000 and 1001 images"},
		{`"deviations": 2`, `"deviations": 4`, "at most 3"},
		{`[0, 1]`, `[0, 1, 2]`, "a point of 3 numbers"},
		{`"right": true, `, ``, "0 of 2 answers"},
		{`{"text": "There",`, `{"text": "There", "right": true,`, "2 of 2 answers"},
		{`"There"`, `"Here"`, "comes twice"},
		{`"why": "It is here, one can see."`, `"why": "It is here."`, "3 words"},
		{`"choice"`, `"check": {"compared": true}, "choice"`, "one of choice and check"},
		{`"figure": "test_mse"`, `"figure": "test_mze"`, "no figure"},
		{`"figure": "test_mse"`, `"figure": "fingerprint"`, "no figure"},
		{`"below": 0.03, `, ``, "a figure has a bound"},
		{`"figure": "test_mse"`, `"figure": "test_mse", "compared": true`, "check: 2 kinds"},
		{`"latent_dim": "8"`, `"latent_dim": "08"`, `where latent_dim=08 found, "8"`},
		{`"latent_dim": "8"`, `"latent_size": "8"`, "latent_size"},
		{`["1", "6"]`, `["1", "1"]`, "two classes"},
		{`"unit": 1, "above": 1`, `"unit": 1`, "a unit of the code has a bound"},
		{`"seek": {"below": 9}`, `"seek": {"below": 0}`, "seek below 0"},
		{`"seek": {"below": 9}`, `"chosen": "point"`, "image, own or code"},
		{`"Five", "text": ["You will see."]`, `"Five", "text": ["` + strings.Repeat("A word. ", 25) + `"]`, ""},
		{`"Five", "text": ["You will see."]`, `"Five", "text": ["Regularisation necessitates approximating intractable distributions."]`, "read at the age of"},
	} {
		found := read(c.from, c.to)
		if c.want == "" && len(found) > 0 || c.want != "" && !slices.ContainsFunc(found, func(f string) bool { return strings.Contains(f, c.want) }) {
			t.Errorf("%q for %q: faults %q, %q expected", c.to, c.from, found, c.want)
		}
	}
	l, err := guide.ReadLesson([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	for i := range l.Pages {
		l.Pages[i].Text = []string{strings.Repeat("A long word. ", 15)}
	}
	l.Pages = append(l.Pages, l.Pages...)
	if f := l.Faults(); !slices.ContainsFunc(f, func(f string) bool { return strings.Contains(f, "at most 450") }) || !slices.ContainsFunc(f, func(f string) bool { return strings.Contains(f, "10 pages") }) {
		t.Errorf("faults of ten long pages: %q", f)
	}
}

func TestChecksOfFigures(t *testing.T) {
	r := recipe.Default()
	m := metrics.Metrics{Step: 10, TestMSE: 0.03}
	bound := func(v float64) *float64 { return &v }
	for _, c := range []struct {
		check guide.Check
		want  bool
	}{
		{guide.Check{Figure: "test_mse", Below: bound(0.031)}, true},
		{guide.Check{Figure: "test_mse", Below: bound(0.03)}, false},
		{guide.Check{Figure: "test_mse", Above: bound(0.02), Below: bound(0.04)}, true},
		{guide.Check{Figure: "test_mse", Above: bound(0.03)}, false},
		{guide.Check{Figure: "step", Above: bound(9), Where: map[string]string{"latent_dim": "32"}}, true},
		{guide.Check{Figure: "step", Above: bound(9), Where: map[string]string{"latent_dim": "8"}}, false},
		{guide.Check{Figure: "kl", Below: bound(9)}, false}, // a plain code has none
		{guide.Check{Compared: true}, false},
	} {
		if got := c.check.Met(r, m); got != c.want {
			t.Errorf("%+v: met %v, %v expected", c.check, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]int{"": 0, "one": 1, " one  two ": 2, "1 - 2": 2, "784-32-784, ReLU": 2, "…": 0} {
		if got := guide.Words(text); got != want {
			t.Errorf("%q: %d words, %d expected", text, got, want)
		}
	}
}
