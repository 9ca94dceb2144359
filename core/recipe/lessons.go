package recipe

import "strings"

// Lesson is a recipe with a story. Its longer text lies in static/lessons/<ID>.json.
type Lesson struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Tutorial string `json:"tutorial"` // the tutorial that it follows
	Summary  string `json:"summary"`  // one paragraph
	Link     string `json:"link"`
	Recipe   Recipe `json:"-"`
}

// lessonTable gives each lesson's differences from the default, in link notation.
var lessonTable = []struct{ id, title, tutorial, summary, link string }{
	{"linear", "Thirty-two numbers", "OpenGenus: linear autoencoder (PyTorch)",
		"One layer squeezes 784 pixels into 32 numbers, another unfolds them. Watch blurred averages turn into digits, and " +
			"count the code units that never fire: they decide how good the result can get.",
		"data=mnist&train=60000&test=10000&latent_dim=32&latent_activation=relu&output_activation=sigmoid&loss=mse" +
			"&optimizer=adam&learning_rate=1e-3&batch_size=20&epochs=20&shuffle=none"},
	{"plane", "Three digits on a plane", "Seungchul Lee: autoencoder with a two-dimensional latent space (TensorFlow)",
		"A deep network places every 1, 5 and 6 on a plane and paints them back from two coordinates. The digits drift apart " +
			"without anyone telling their names; hover over the plane to paint a point that no image ever had.",
		"data=mnist&classes=1,5,6&train=60000&test=10000&encoder=dense(500,tanh),dense(300,tanh)&latent_dim=2" +
			"&latent_activation=linear&output_activation=linear&loss=mse&optimizer=adam&learning_rate=1e-4&batch_size=500" +
			"&steps=10000&shuffle=random&init=normal(0.1)&seed=3"},
	{"denoise", "Clean up the noise", "OpenGenus: denoising autoencoder (PyTorch)",
		"The input is covered with noise, the target is the clean image. A network that cannot store noise in 64 numbers " +
			"must learn what digits look like, and gives back cleaner images than it was shown.",
		"data=mnist&train=60000&test=10000&latent_dim=64&latent_activation=relu&output_activation=sigmoid&loss=mse" +
			"&noise=gaussian(0.2)&optimizer=adam&learning_rate=1e-3&batch_size=20&epochs=20&shuffle=epoch"},
}

var lessons []Lesson

func buildLessons() []Lesson {
	var list []Lesson
	for _, l := range lessonTable {
		r, notices := parseFields(Default(), l.link)
		if len(notices) > 0 {
			panic("recipe: lesson " + l.id + ": " + notices[0].Text)
		}
		r.Lesson = l.id
		list = append(list, Lesson{l.id, l.title, l.tutorial, l.summary, "#v=1&lesson=" + l.id, r})
	}
	return list
}

// Lessons returns the lessons in teaching order.
func Lessons() []Lesson {
	list := make([]Lesson, len(lessons))
	for i, l := range lessons {
		l.Recipe = l.Recipe.Clone()
		list[i] = l
	}
	return list
}

// LessonByID finds a lesson.
func LessonByID(id string) (Lesson, bool) {
	for _, l := range Lessons() {
		if l.ID == id {
			return l, true
		}
	}
	return Lesson{}, false
}

func lessonIDs() string {
	ids := make([]string, len(lessons))
	for i, l := range lessons {
		ids[i] = l.ID
	}
	return strings.Join(ids, ", ")
}
