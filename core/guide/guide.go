// Package guide reads what leads a learner: the guided pages of the lessons and the quiz, which are JSON written by hand in static/. It says
// what is wrong with them, and whether a run answers a question. Words and spots are shown by web/page/lessons.
package guide

import (
	"bytes"
	"encoding/json"
)

// Lesson is a file static/lessons/<id>.json: the guided pages, and the notes that go deeper.
type Lesson struct {
	ID         string    `json:"id"`
	Title      string    `json:"title"`
	Summary    string    `json:"summary"` // one paragraph
	Paragraphs []string  `json:"paragraphs"`
	Formula    Formula   `json:"formula"`
	LookFor    []string  `json:"lookFor"`
	TryLinks   []TryLink `json:"tryLinks"`
	Expected   string    `json:"expected"`
	Source     string    `json:"source"`

	Quick  string   `json:"quick"`  // link of the version that trains in under a minute
	Papers []string `json:"papers"` // author (year): title
	Pages  []Page   `json:"pages"`
}

// Formula is the network and its loss in signs, and what these stand for.
type Formula struct {
	Lines []string `json:"lines"`
	Where string   `json:"where"`
}

// TryLink is a recipe to try.
type TryLink struct {
	Label string `json:"label"`
	Link  string `json:"link"`
}

// Page is a step of a lesson: a few sentences, a spot of the page that is lit, something to do, and a question.
type Page struct {
	Title    string   `json:"title"`
	Text     []string `json:"text"`
	Spot     string   `json:"spot"`
	Do       Do       `json:"do"`
	Question Question `json:"question"`
}

// Do is what a button does. Exactly one of its kinds is there.
type Do struct {
	Label   string    `json:"label"`
	Steps   int       `json:"steps"`   // trains so many more steps of what is open
	Link    string    `json:"link"`    // opens a recipe and trains it to its end
	Compare []string  `json:"compare"` // trains two recipes and shows them side by side
	Code    *Move     `json:"code"`    // moves a unit of the code
	Point   []float64 `json:"point"`   // chooses a code, on the plane
	Press   string    `json:"press"`   // a control of the page, by the name of its spot
}

// Move is a unit of the code, counted from 0, and by how many deviations it is moved from its mean.
type Move struct {
	Unit       int     `json:"unit"`
	Deviations float64 `json:"deviations"`
}

// Question is answered by a choice or by what the page sees.
type Question struct {
	Text   string   `json:"text"`
	Choice []Answer `json:"choice"`
	Check  *Check   `json:"check"`
}

// Answer is one of a choice. Each says why it is right or wrong.
type Answer struct {
	Text  string `json:"text"`
	Right bool   `json:"right"`
	Why   string `json:"why"`
}

// Quiz is the file static/quiz.json.
type Quiz struct {
	Questions []Exercise `json:"questions"`
}

// Exercise is a question with a name of its own. One that is checked by an experiment has something to do.
type Exercise struct {
	ID    string `json:"id"`
	About string `json:"about"`
	Do    *Do    `json:"do"`
	Question
}

// ReadLesson reads the file of a lesson; a key that it does not know is an error.
func ReadLesson(b []byte) (Lesson, error) { return read[Lesson](b) }

// ReadQuiz reads the file of the quiz; a key that it does not know is an error.
func ReadQuiz(b []byte) (Quiz, error) { return read[Quiz](b) }

func read[T any](b []byte) (v T, err error) {
	var all any
	if err := json.Unmarshal(b, &all); err != nil { // sees what stands behind the end
		return v, err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	err = d.Decode(&v)
	return v, err
}
