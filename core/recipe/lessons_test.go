package recipe

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLessonsAreRecipes(t *testing.T) {
	ids := map[string]bool{}
	for _, l := range Lessons() {
		if l.ID == "" || ids[l.ID] || l.Title == "" || l.Tutorial == "" {
			t.Errorf("lesson %+v", l)
		}
		if l.Ours != (l.ID == "colors") {
			t.Errorf("%s: ours %t; of all lessons the one about colors alone has no tutorial", l.ID, l.Ours)
		}
		ids[l.ID] = true
		if n := l.Recipe.Validate(); n != nil {
			t.Errorf("%s: not valid: %v", l.ID, n)
		}
		if !l.Recipe.equal(l.Recipe.normal()) {
			t.Errorf("%s: not normal: %v", l.ID, l.Recipe.Diff(l.Recipe.normal()))
		}
		if got := l.Recipe.Link(); got != l.Link || got != "#v=1&lesson="+l.ID {
			t.Errorf("%s: link %s, table says %s", l.ID, got, l.Link)
		}
		if r := mustParse(t, l.Link); !r.equal(l.Recipe) {
			t.Errorf("%s: its link reads as %v", l.ID, l.Recipe.Diff(r))
		}
	}
	for _, id := range strings.Fields("linear simple deep rbm plane sparse k_sparse kl_sparse denoise masking contractive variational classify") {
		if !ids[id] {
			t.Errorf("lesson %s is missing", id)
		}
	}
}

// TestLessonsFollowTheirTutorials holds what the tutorials say; first weights and seed are ours to choose.
func TestLessonsFollowTheirTutorials(t *testing.T) {
	for id, want := range map[string]string{
		"linear": "data=mnist classes=all train=60000 test=10000 encoder=none latent_dim=32 latent_activation=relu decoder=mirror " +
			"output_activation=sigmoid loss=mse noise=none optimizer=adam learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-8 " +
			"batch_size=20 epochs=20 steps=0 shuffle=none",
		"plane": "data=mnist classes=1,5,6 train=60000 test=10000 encoder=dense(500,tanh),dense(300,tanh) latent_dim=2 " +
			"latent_activation=linear decoder=mirror output_activation=linear loss=mse noise=none optimizer=adam learning_rate=0.0001 " +
			"batch_size=500 steps=10000 shuffle=random init=normal init_stddev=0.1",
		"denoise": "data=mnist train=60000 test=10000 encoder=none latent_dim=64 latent_activation=relu output_activation=sigmoid " +
			"loss=mse noise=gaussian(0.2) optimizer=adam learning_rate=0.001 batch_size=20 epochs=20",
		"simple": "encoder=none latent_dim=32 latent_activation=relu output_activation=sigmoid loss=bce reduction=mean noise=none " +
			"optimizer=adadelta learning_rate=1 rho=0.95 epsilon=1e-7 batch_size=256 epochs=50 shuffle=epoch",
		"rbm":      "encoder=dense(256,sigmoid),dense(64,sigmoid) latent_dim=30 loss=bce reduction=image pretrain=rbm pretrain_epochs=5 epochs=10",
		"sparse":   "sparsity=l1 sparsity_weight=0.0001 latent_activation=relu",
		"k_sparse": "encoder=none latent_dim=256 sparsity=top_k sparsity_k=25 loss=bce optimizer=adam",
		"kl_sparse": "encoder=none latent_dim=128 latent_activation=sigmoid sparsity=kl sparsity_target=0.05 sparsity_weight=0.5 " +
			"loss=l2 reduction=image optimizer=adam",
		"masking":     "noise=masking(0.3) encoder=none latent_dim=128",
		"contractive": "encoder=none latent_dim=64 latent_activation=sigmoid contractive=0.1 batch_size=256",
		"variational": "encoder=dense(256,relu) decoder=mirror latent=variational latent_dim=2 beta=1 loss=bce reduction=image " +
			"optimizer=adam learning_rate=0.001 batch_size=128",
	} {
		l, ok := LessonByID(id)
		if !ok {
			t.Fatalf("lesson %s is missing", id)
		}
		for pair := range strings.FieldsSeq(want) {
			name, value, _ := strings.Cut(pair, "=")
			if got := l.Recipe.Get(name); got != value {
				t.Errorf("%s: %s=%s, the tutorial has %s", id, name, got, value)
			}
		}
	}
}

// TestChaptersFitTheMenu: each lesson has a line that a menu can show, and no chapter comes twice.
func TestChaptersFitTheMenu(t *testing.T) {
	titles := map[string]bool{}
	for _, c := range chapters {
		if titles[c.title] || c.title == "" || len(c.lessons) == 0 {
			t.Errorf("chapter %q comes twice, or is empty", c.title)
		}
		titles[c.title] = true
	}
	for _, l := range Lessons() {
		if n := len(l.Idea); l.Chapter == "" || n < 10 || n > 50 || len(l.Title) > 40 || strings.HasSuffix(l.Idea, ".") {
			t.Errorf("%s: chapter %q, title %q, idea %q: a chapter and one short line expected", l.ID, l.Chapter, l.Title, l.Idea)
		}
		if strings.HasPrefix(l.Tutorial, "A ") {
			t.Errorf("%s: \"After %s\"", l.ID, l.Tutorial)
		}
	}
}

func TestLessonsCannotBeChanged(t *testing.T) {
	a, _ := LessonByID("plane")
	a.Recipe.Classes[0], a.Recipe.Encoder[0].Units = 9, 9
	b, _ := LessonByID("plane")
	if b.Recipe.Classes[0] != 1 || b.Recipe.Encoder[0].Units != 500 {
		t.Error("a caller changed a lesson for all others")
	}
}

// text is a lesson's file in static/lessons. Its guided pages are checked in core/guide.
type text struct {
	Quick               string
	Papers              []string
	Pages               []any
	ID, Title, Summary  string
	Expected, Source    string
	Paragraphs, LookFor []string
	Formula             struct {
		Lines []string
		Where string
	}
	TryLinks []struct{ Label, Link string }
}

func TestLessonTexts(t *testing.T) {
	for _, l := range Lessons() {
		b, err := os.ReadFile("../../static/lessons/" + l.ID + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var s text
		d := json.NewDecoder(strings.NewReader(string(b)))
		d.DisallowUnknownFields()
		if err := d.Decode(&s); err != nil {
			t.Errorf("%s.json: %v", l.ID, err)
			continue
		}
		if s.ID != l.ID || s.Title != l.Title {
			t.Errorf("%s.json is called %q, %q; the table says %q", l.ID, s.ID, s.Title, l.Title)
		}
		if len(s.Summary) < 80 || len(s.Paragraphs) < 3 || len(s.LookFor) < 3 || len(s.TryLinks) < 3 || s.Expected == "" || s.Source == "" {
			t.Errorf("%s.json: something is missing", l.ID)
		}
		if len(s.Formula.Lines) == 0 || len(s.Formula.Where) < 40 {
			t.Errorf("%s.json: no formula, or not what its letters are", l.ID)
		}
		for _, line := range s.Formula.Lines {
			if fault := formulaFault(line); fault != "" {
				t.Errorf("%s.json: formula %q: %s", l.ID, line, fault)
			}
		}
		if strings.ContainsAny(string(b), "<>") {
			t.Errorf("%s.json holds markup; it is shown as text", l.ID)
		}
		for _, try := range s.TryLinks {
			r, notices := Parse(try.Link)
			if _, known := LessonByID(r.Lesson); len(notices) > 0 || !known || try.Label == "" {
				t.Errorf("%s.json: %q: %s: lesson %q, notices %v", l.ID, try.Label, try.Link, r.Lesson, notices)
			}
		}
	}
}

// formulaFault says what is wrong with a line in the notation of web/page/lessons/formula.js, "" if nothing is.
func formulaFault(line string) string {
	depth := 0
	for _, c := range line {
		switch c {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth < 0 {
			return "a brace is closed that was not opened"
		}
	}
	switch bare := strings.Trim(line, " "); {
	case depth > 0:
		return "a brace is not closed"
	case strings.Count(line, "'")%2 != 0:
		return "words are not closed"
	case bare == "" || bare != line:
		return "space around it, or nothing in it"
	case strings.HasSuffix(bare, "_") || strings.HasSuffix(bare, "^"):
		return "nothing below or above its last sign"
	case utf8.RuneCountInString(termMark.ReplaceAllString(line, ""))-len(termMark.FindAllString(line, -1)) > 60:
		return "too long for a phone"
	}
	return ""
}

// termMark begins a term of a formula; a brace ends it. Neither is drawn.
var termMark = regexp.MustCompile(`#[a-z]+\{`)

func TestFormulaFaults(t *testing.T) {
	for _, line := range []string{"", " z", "w_{ij", "w}", "'if x", "z_", "x^", strings.Repeat("x", 61)} {
		if formulaFault(line) == "" {
			t.Errorf("%q passes", line)
		}
	}
}

// TestDocsListTheLessons holds the table of docs/lessons.md to the lessons, in order.
func TestDocsListTheLessons(t *testing.T) {
	b, err := os.ReadFile("../../docs/lessons.md")
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	table.WriteString("| lesson | title | idea | after |\n|---|---|---|---|\n")
	chapter := ""
	for _, l := range Lessons() {
		if l.Chapter != chapter {
			chapter = l.Chapter
			table.WriteString("| **" + chapter + "** | | | |\n")
		}
		table.WriteString("| `" + l.ID + "` | " + l.Title + " | " + l.Idea + " | " + l.Tutorial + " |\n")
	}
	if want := "\n" + table.String() + "\n"; !strings.Contains(string(b), want) {
		t.Errorf("docs/lessons.md lacks this table of lessons:\n%s", want)
	}
}

// TestDocsListTheLayers holds the table of docs/link.md to the kinds of layers, in order.
func TestDocsListTheLayers(t *testing.T) {
	b, err := os.ReadFile("../../docs/link.md")
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	table.WriteString("| layer | for example | what it does | Keras | PyTorch |\n|---|---|---|---|---|\n")
	for _, n := range LayerNotations() {
		table.WriteString("| `" + n.form() + "` | `" + n.New + "` | " + n.Help + " | " + n.Keras + " | " + n.Torch + " |\n")
	}
	if want := "\n" + table.String() + "\n"; !strings.Contains(string(b), want) {
		t.Errorf("docs/link.md lacks this table of layers:\n%s", want)
	}
}

// TestDocsNameEveryField holds docs/link.md to the fields, and every link that a page shows to the reader of links.
func TestDocsNameEveryField(t *testing.T) {
	page := func(name string) string {
		b, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	keys := page("docs/link.md")
	want := []string{"v", "lesson"}
	for _, f := range Fields() {
		want = append(want, f.Name)
		if f.Kind == "choice" {
			want = append(want, f.Choices...)
		}
	}
	for _, name := range want {
		if !strings.Contains(keys, "`"+name+"`") {
			t.Errorf("docs/link.md does not mention `%s`", name)
		}
	}
	link := regexp.MustCompile("#v=1[^`'\\s]*")
	for _, name := range []string{"README.md", "docs/link.md", "docs/lessons.md", "docs/scripting.md", "docs/command-line.md", "docs/own-data.md"} {
		found := link.FindAllString(page(name), -1)
		if len(found) == 0 && name != "docs/own-data.md" {
			t.Errorf("%s shows no link", name)
		}
		for _, l := range found {
			if _, n := Parse(l); len(n) > 0 {
				t.Errorf("%s shows %s, with notices %v", name, l, n)
			}
		}
	}
}

// The README is a first look: what it is, how to run it, where to read on. More belongs into docs/.
func TestReadmeIsShort(t *testing.T) {
	b, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(b), "\n"); n > 120 {
		t.Errorf("README.md has %d lines, 120 at most expected", n)
	}
	for _, l := range []string{"#v=1&lesson=linear", "#v=1&lesson=plane", "#v=1&lesson=variational"} {
		if !strings.Contains(string(b), l) {
			t.Errorf("README.md does not show %s", l)
		}
	}
	if n := fmt.Sprintf("%d [lessons]", len(Lessons())); !strings.Contains(string(b), n) {
		t.Errorf("README.md does not speak of %s", n)
	}
}
