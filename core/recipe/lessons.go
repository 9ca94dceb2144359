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
	{"simple", "The simplest one, slowly", "A course assignment on seven types (Keras): simple autoencoder",
		"The same network as before with the loss and the optimizer that Keras' examples use: cross-entropy and Adadelta. It " +
			"learns ten times slower than with Adam, and not at all with Adadelta's rate of today.",
		"data=mnist&train=60000&test=10000&latent_dim=32&latent_activation=relu&output_activation=sigmoid&loss=bce" +
			"&optimizer=adadelta&learning_rate=1&rho=0.95&epsilon=1e-7&batch_size=256&epochs=50&shuffle=epoch"},
	{"deep", "More layers, same code", "A French blog (Keras): deep fully connected autoencoder, here on digits",
		"Three layers narrow the image to 32 numbers, three widen it again. Depth lets the code bend where one layer can " +
			"only cut straight; whether that pays at this size, the first epochs show.",
		"data=mnist&train=60000&test=10000&encoder=dense(128,relu),dense(64,relu)&latent_dim=32&latent_activation=relu" +
			"&output_activation=sigmoid&loss=bce&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=20&shuffle=epoch"},
	{"plane", "Three digits on a plane", "Seungchul Lee: autoencoder with a two-dimensional latent space (TensorFlow)",
		"A deep network places every 1, 5 and 6 on a plane and paints them back from two coordinates. The digits drift apart " +
			"without anyone telling their names; hover over the plane to paint a point that no image ever had.",
		"data=mnist&classes=1,5,6&train=60000&test=10000&encoder=dense(500,tanh),dense(300,tanh)&latent_dim=2" +
			"&latent_activation=linear&output_activation=linear&loss=mse&optimizer=adam&learning_rate=1e-4&batch_size=500" +
			"&steps=10000&shuffle=random&init=normal(0.1)&seed=3"},
	{"sparse", "A price on every active unit", "A French blog (Keras): sparse autoencoder, L1",
		"The code costs something: each unit adds its activation to the loss, times a ten-thousandth. Units that do not pay " +
			"for themselves fall silent, and those that stay say more.",
		"data=mnist&train=60000&test=10000&latent_dim=32&latent_activation=relu&output_activation=sigmoid&loss=bce" +
			"&sparsity=l1&sparsity_weight=1e-4&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=20&shuffle=epoch"},
	{"k_sparse", "The strongest twenty-five", "A course assignment on seven types: sparse autoencoder, strongest activations",
		"The code has 256 units, but only the 25 strongest may speak for an image; the others are set to zero. The code is wide " +
			"and an image uses little of it: each digit gets its own vocabulary of strokes.",
		"data=mnist&train=60000&test=10000&latent_dim=256&latent_activation=relu&output_activation=sigmoid&loss=bce" +
			"&sparsity=top_k&sparsity_k=25&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
	{"kl_sparse", "Units that fire one time in twenty", "A course assignment on seven types: sparse autoencoder, target activation",
		"Each of 256 sigmoid units is asked to be active 5% of the time, on average over a batch. The price of missing the " +
			"target is a divergence between two coins, and its weight trades sharp pictures for a quiet code.",
		"data=mnist&train=60000&test=10000&latent_dim=256&latent_activation=sigmoid&output_activation=sigmoid&loss=l2&reduction=image" +
			"&sparsity=kl&sparsity_target=0.05&sparsity_weight=0.5&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
	{"denoise", "Clean up the noise", "OpenGenus: denoising autoencoder (PyTorch)",
		"The input is covered with noise, the target is the clean image. A network that cannot store noise in 64 numbers " +
			"must learn what digits look like, and gives back cleaner images than it was shown.",
		"data=mnist&train=60000&test=10000&latent_dim=64&latent_activation=relu&output_activation=sigmoid&loss=mse" +
			"&noise=gaussian(0.2)&optimizer=adam&learning_rate=1e-3&batch_size=20&epochs=20&shuffle=epoch"},
	{"masking", "Fill in what is missing", "A course assignment on seven types: denoising autoencoder, zeroing",
		"Three pixels in ten are turned black before the network sees the image, others each time. To give back the whole " +
			"digit it must know which strokes go together, not only which pixels are light.",
		"data=mnist&train=60000&test=10000&latent_dim=256&latent_activation=relu&output_activation=sigmoid&loss=bce" +
			"&noise=masking(0.3)&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
	{"contractive", "A code that stands still", "A course assignment on seven types: contractive autoencoder",
		"The loss counts how far the code moves when a pixel does: the squared Jacobian of the encoder, exactly. Small changes of " +
			"an image stop mattering, except those that the reconstruction cannot do without.",
		"data=mnist&train=60000&test=10000&latent_dim=32&latent_activation=sigmoid&output_activation=sigmoid&loss=bce&reduction=image" +
			"&contractive=0.1&optimizer=adam&learning_rate=1e-3&batch_size=20&epochs=10&shuffle=epoch"},
	{"variational", "Draw digits that never were", "A French blog (Keras): variational autoencoder",
		"The encoder answers with a distribution instead of a point, and training draws the code from it. Neighbors must mean " +
			"similar things then, the plane has no holes, and any point of it decodes to something like a digit.",
		"data=mnist&train=60000&test=10000&encoder=dense(256,relu)&latent=variational&latent_dim=2&beta=1&output_activation=sigmoid" +
			"&loss=bce&reduction=image&optimizer=adam&learning_rate=1e-3&batch_size=128&epochs=20&shuffle=epoch"},
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
