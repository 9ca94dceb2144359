package guide_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/guide"
)

func quiz(t *testing.T) guide.Quiz {
	t.Helper()
	b, err := os.ReadFile("../../static/quiz.json")
	if err != nil {
		t.Fatal(err)
	}
	q, err := guide.ReadQuiz(b)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestTheQuizCanBeShown(t *testing.T) {
	q := quiz(t)
	for _, fault := range q.Faults() {
		t.Errorf("quiz.json: %s", fault)
	}
	experiments := 0
	for _, e := range q.Questions {
		if e.Check != nil {
			experiments++
		}
	}
	if n := len(q.Questions); n < 30 || experiments < 8 {
		t.Errorf("%d questions found, %d of them experiments; 30 and 8 expected at least", n, experiments)
	}
}

func TestQuizFaults(t *testing.T) {
	const good = `{"questions": [
		{"id": "a", "about": "x", "text": "Where?", "choice": [{"text": "Here", "right": true, "why": "It is here, one can see."}, {"text": "There", "why": "It is here, one can see."}]},
		{"id": "b", "about": "x", "text": "Below?", "do": {"label": "Open", "link": "#v=1&lesson=plane&train=2000&test=1000&steps=9"}, "check": {"figure": "test_mse", "below": 0.03, "where": {"latent_dim": "2"}}}]}`
	for from, want := range map[string]string{
		"":                            "",
		`"id": "b"->"id": "a"`:        "a name that no other has",
		`"about": "x"->"about": ""`:   "a subject expected",
		`"latent_dim": "2"->"b": "1"`: `where b=1 found, ""`,
		`"2"->"8"`:                    `where latent_dim=8 found, "2"`,
		`"do": {"label": "Open", "link": "#v=1&lesson=plane&train=2000&test=1000&steps=9"}, ->`: "something to do expected",
		`"link": "#v=1&lesson=plane&train=2000&test=1000&steps=9"->"steps": -1`:                 "-1 steps",
		`"right": true, ->`: "0 of 2 answers",
	} {
		old, new, _ := strings.Cut(from, "->")
		text := strings.Replace(good, old, new, 1)
		q, err := guide.ReadQuiz([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		f := q.Faults()
		if want == "" && len(f) > 0 || want != "" && !slices.ContainsFunc(f, func(f string) bool { return strings.Contains(f, want) }) {
			t.Errorf("%s: faults %q, %q expected", from, f, want)
		}
	}
}

// TestAnHonestRunAnswersTheQuiz trains the experiments of the quiz: none is answered by a network that has learned nothing, each at the end.
func TestAnHonestRunAnswersTheQuiz(t *testing.T) {
	trained := 0
	for _, e := range quiz(t).Questions {
		if e.Check == nil || e.Do == nil {
			continue
		}
		w := &walker{lesson: guide.Lesson{Quick: e.Do.Link, Pages: []guide.Page{{Do: *e.Do, Question: e.Question}}}}
		if !*long && w.work() > shortWork {
			continue
		}
		trained++
		t.Run(e.ID, func(t *testing.T) {
			t.Parallel()
			for _, fault := range w.walk(t) {
				t.Error(fault)
			}
		})
	}
	if trained == 0 {
		t.Error("no experiment is short enough")
	}
}
