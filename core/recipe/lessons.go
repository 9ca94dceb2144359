package recipe

// Lesson is a recipe with a story. Its longer text lies in static/lessons/<ID>.json.
type Lesson struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Chapter  string `json:"chapter"`
	Idea     string `json:"idea"`     // one line: the network's usual name, and what is particular
	Tutorial string `json:"tutorial"` // what it follows; reads well behind "After"
	Ours     bool   `json:"ours"`     // no tutorial has it: it follows other lessons
	Link     string `json:"link"`
	Recipe   Recipe `json:"-"`
}

// row is a lesson as it is written down here.
type row struct{ id, title, idea, tutorial, link string }

// chapters group the lessons by idea, in teaching order. A lesson is a row here and its text in static/lessons: its title; its idea
// in a line, which is the name that others give the network and what is particular here; what it follows; and
// its differences from the default, in link notation.
var chapters = []struct {
	title   string
	lessons []row
}{
	{"Through a bottleneck", []row{
		{"linear", "Thirty-two numbers", "One dense layer each way, squared error", "OpenGenus: linear autoencoder (PyTorch)",
			"data=mnist&train=60000&test=10000&latent_dim=32&latent_activation=relu&output_activation=sigmoid&loss=mse" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=20&epochs=20&shuffle=none"},
		{"simple", "The simplest one, slowly", "Simple: cross-entropy and Adadelta", "a course assignment on seven types (Keras): simple autoencoder",
			"data=mnist&train=60000&test=10000&latent_dim=32&latent_activation=relu&output_activation=sigmoid&loss=bce" +
				"&optimizer=adadelta&learning_rate=1&rho=0.95&epsilon=1e-7&batch_size=256&epochs=50&shuffle=epoch"},
		{"undercomplete", "Eight numbers", "Undercomplete: eight linear numbers, beside PCA", "a course assignment on seven types (Keras): undercomplete autoencoder",
			"data=mnist&train=60000&test=10000&latent_dim=8&latent_activation=linear&output_activation=sigmoid&loss=mse" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
		{"deep", "More layers, same code", "Deep: three dense layers each way", "a French blog (Keras): deep fully connected autoencoder, here on digits",
			"data=mnist&train=60000&test=10000&encoder=dense(128,relu),dense(64,relu)&latent_dim=32&latent_activation=relu" +
				"&output_activation=sigmoid&loss=bce&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=20&shuffle=epoch"},
		{"rbm", "One layer after the other", "Deep: pre-trained by Boltzmann machines", "a course assignment on seven types: deep autoencoder, pre-trained by Boltzmann machines",
			"data=mnist&train=60000&test=10000&encoder=dense(256,sigmoid),dense(64,sigmoid)&latent_dim=30&latent_activation=linear" +
				"&output_activation=sigmoid&loss=bce&reduction=image&pretrain=rbm&pretrain_learning_rate=0.1&pretrain_epochs=5" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
	}},
	{"A table of numbers", []row{
		{"table", "Eighteen columns, nine numbers", "Simple, 18 columns", "a French blog (Keras): simple autoencoder, on a table of numbers",
			"data=table18&latent_dim=9&latent_activation=sigmoid&output_activation=sigmoid&loss=mse" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=1000&epochs=200&shuffle=epoch&seed=5"},
		{"table_sparse", "Nine numbers, each at a price", "Sparse: L1, and how it is averaged", "a French blog (Keras): sparse autoencoder, on a table of numbers",
			"data=table18&latent_dim=9&latent_activation=sigmoid&output_activation=sigmoid&loss=mse&sparsity=l1&sparsity_weight=1e-4" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=1000&epochs=200&shuffle=epoch&seed=5"},
		{"table_deep", "Seven layers that learn nothing", "Deep: too many sigmoids, too few steps", "a French blog (Keras): deep fully connected autoencoder, on a table of numbers",
			"data=table18&encoder=dense(15,sigmoid),dense(11,sigmoid),dense(11,sigmoid)&latent_dim=8&latent_activation=sigmoid" +
				"&decoder=dense(11,sigmoid),dense(15,sigmoid)&output_activation=relu&loss=mse" +
				"&optimizer=adadelta&learning_rate=1&rho=0.95&epsilon=1e-7&batch_size=1000&epochs=5&shuffle=epoch&seed=2"},
	}},
	{"Small windows", []row{
		{"conv", "Seeing through small windows", "Convolutional: pooling and upsampling", "OpenGenus: convolutional autoencoder (PyTorch)",
			"data=mnist&train=60000&test=10000&encoder=conv(16,3,relu),maxpool(2),conv(4,3,relu),maxpool(2)&latent=direct" +
				"&decoder=upsample(2),conv(16,3,relu),upsample(2)&output=conv(3)&output_activation=sigmoid&loss=mse" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=20&epochs=3&shuffle=epoch"},
		{"transposed", "The checkerboard", "Convolutional: transposed convolutions", "OpenGenus: convolutional autoencoder (PyTorch), transposed convolution",
			"data=mnist&train=60000&test=10000&encoder=conv(16,3,relu),maxpool(2),conv(4,3,relu),maxpool(2)&latent=direct" +
				"&decoder=convt(16,2,s2,relu)&output=convt(2,s2)&output_activation=sigmoid&loss=mse" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=20&epochs=3&shuffle=epoch"},
		{"unpool", "Remember where it was", "Convolutional: max unpooling", "OpenGenus: convolutional autoencoder (PyTorch), max unpooling",
			"data=mnist&train=60000&test=10000&encoder=conv(16,3,relu),maxpool(2),conv(4,3,relu),maxpool(2)&latent=direct" +
				"&decoder=unpool(2),conv(16,3,relu),unpool(2)&output=conv(3)&output_activation=sigmoid&loss=mse" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=20&epochs=3&shuffle=epoch"},
	}},
	{"A price on the code", []row{
		{"sparse", "A price on every active unit", "Sparse: L1 on the activations", "a French blog (Keras): sparse autoencoder, L1",
			"data=mnist&train=60000&test=10000&latent_dim=32&latent_activation=relu&output_activation=sigmoid&loss=bce" +
				"&sparsity=l1&sparsity_weight=1e-4&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=20&shuffle=epoch"},
		{"k_sparse", "The strongest twenty-five", "Sparse: the k strongest units", "a course assignment on seven types: sparse autoencoder, strongest activations",
			"data=mnist&train=60000&test=10000&latent_dim=256&latent_activation=relu&output_activation=sigmoid&loss=bce" +
				"&sparsity=top_k&sparsity_k=25&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
		{"kl_sparse", "Units that fire one time in twenty", "Sparse: a target for the mean activation", "a course assignment on seven types: sparse autoencoder, target activation",
			"data=mnist&train=60000&test=10000&latent_dim=128&latent_activation=sigmoid&output_activation=sigmoid&loss=l2&reduction=image" +
				"&sparsity=kl&sparsity_target=0.05&sparsity_weight=0.5&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
	}},
	{"Disturbed inputs", []row{
		{"denoise", "Clean up the noise", "Denoising: Gaussian noise", "OpenGenus: denoising autoencoder (PyTorch)",
			"data=mnist&train=60000&test=10000&latent_dim=64&latent_activation=relu&output_activation=sigmoid&loss=mse" +
				"&noise=gaussian(0.2)&optimizer=adam&learning_rate=1e-3&batch_size=20&epochs=20&shuffle=epoch"},
		{"masking", "Fill in what is missing", "Denoising: pixels turned black", "a course assignment on seven types: denoising autoencoder, zeroing",
			"data=mnist&train=60000&test=10000&latent_dim=128&latent_activation=relu&output_activation=sigmoid&loss=bce" +
				"&noise=masking(0.3)&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
		{"contractive", "A code that stands still", "Contractive: the Jacobian of the encoder", "a course assignment on seven types: contractive autoencoder",
			"data=mnist&train=60000&test=10000&latent_dim=64&latent_activation=sigmoid&output_activation=sigmoid&loss=bce&reduction=image" +
				"&contractive=0.1&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch&seed=4"},
	}},
	{"What a code can do", []row{
		{"plane", "Three digits on a plane", "Deep: a code of two numbers", "Seungchul Lee: autoencoder with a two-dimensional latent space (TensorFlow)",
			"data=mnist&classes=1,5,6&train=60000&test=10000&encoder=dense(500,tanh),dense(300,tanh)&latent_dim=2" +
				"&latent_activation=linear&output_activation=linear&loss=mse&optimizer=adam&learning_rate=1e-4&batch_size=500" +
				"&steps=10000&shuffle=random&init=normal(0.1)&seed=3"},
		{"variational", "Draw digits that never were", "Variational: a code drawn from a distribution", "a French blog (Keras): variational autoencoder",
			"data=mnist&train=60000&test=10000&encoder=dense(256,relu)&latent=variational&latent_dim=2&beta=1&output_activation=sigmoid" +
				"&loss=bce&reduction=image&optimizer=adam&learning_rate=1e-3&batch_size=128&epochs=20&shuffle=epoch"},
		{"classify", "Name the digit from its code", "A linear probe and a CNN on the code", "a course assignment on seven types: the output of the autoencoder as the input of a CNN",
			"data=mnist&train=60000&test=10000&latent_dim=32&latent_activation=relu&output_activation=sigmoid&loss=bce" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
	}},
	{"Faces", []row{
		{"faces", "Four hundred faces", "Deep convolutional: 32\u00d732 pixels, 256 numbers", "GeeksforGeeks: deep convolutional autoencoder on faces (TensorFlow)",
			faces + "&train=350&test=40&epochs=600"},
		{"faces_denoise", "Faces through noise", "Deep convolutional, denoising", "GeeksforGeeks: denoising on faces (TensorFlow)",
			faces + "&noise=gaussian(0.2)&epochs=85"},
	}},
	{"Colors", []row{
		{"colors", "Red, green and blue", "Convolutional: three channels, eight numbers", "the lessons before it, on shapes drawn by rule",
			"data=shapes&train=5000&test=1000&encoder=conv(16,3,s2,relu),conv(32,3,s2,relu)&latent_dim=8&latent_activation=linear" +
				"&output_activation=sigmoid&loss=mse&optimizer=adam&learning_rate=2e-3&batch_size=20&epochs=20&shuffle=epoch"},
	}},
}

// faces is the network that two lessons share.
const faces = "data=faces&image_size=32&encoder=conv(16,3,s2,relu),conv(32,3,relu),conv(64,3,relu),conv(128,3,relu)" +
	"&latent_dim=256&latent_activation=sigmoid&decoder=reshape(16x16x1),convt(128,3,s2,relu),convt(64,3,relu),convt(32,3,relu)" +
	"&output=convt(3)&output_activation=sigmoid&loss=l2&optimizer=adam&learning_rate=1e-3&batch_size=50&shuffle=epoch"

var lessons []Lesson

func buildLessons() []Lesson {
	var list []Lesson
	for _, c := range chapters {
		for _, l := range c.lessons {
			r, notices := parseFields(Default(), l.link)
			if len(notices) > 0 {
				panic("recipe: lesson " + l.id + ": " + notices[0].Text())
			}
			r.Lesson = l.id
			list = append(list, Lesson{l.id, l.title, c.title, l.idea, l.tutorial, r.Data == "shapes", "#v=1&lesson=" + l.id, r})
		}
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

func lessonIDs() []string {
	ids := make([]string, len(lessons))
	for i, l := range lessons {
		ids[i] = l.ID
	}
	return ids
}
