package recipe

// Lesson is a recipe with a story. Its longer text lies in static/lessons/<ID>.json.
type Lesson struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Chapter  string `json:"chapter"`
	Idea     string `json:"idea"`     // one line: the network's usual name, and what is particular
	Tutorial string `json:"tutorial"` // what it follows; reads well behind "After"
	Summary  string `json:"summary"`  // one paragraph
	Link     string `json:"link"`
	Recipe   Recipe `json:"-"`
}

// row is a lesson as it is written down here.
type row struct{ id, title, idea, tutorial, summary, link string }

// chapters group the lessons by idea, in teaching order. A lesson is a row here and its text in static/lessons: its title; its idea
// in a line, which is the name that others give the network and what is particular here; what it follows; a summary; and
// its differences from the default, in link notation.
var chapters = []struct {
	title   string
	lessons []row
}{
	{"Through a bottleneck", []row{
		{"linear", "Thirty-two numbers", "One dense layer each way, squared error", "OpenGenus: linear autoencoder (PyTorch)",
			"One layer squeezes 784 pixels into 32 numbers, another unfolds them. Watch blurred averages turn into digits, and " +
				"count the code units that never fire: they decide how good the result can get.",
			"data=mnist&train=60000&test=10000&latent_dim=32&latent_activation=relu&output_activation=sigmoid&loss=mse" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=20&epochs=20&shuffle=none"},
		{"simple", "The simplest one, slowly", "Simple: cross-entropy and Adadelta", "a course assignment on seven types (Keras): simple autoencoder",
			"The same network as before with the loss and the optimizer that Keras' examples use: cross-entropy and Adadelta. It " +
				"learns ten times slower than with Adam, and not at all with Adadelta's rate of today.",
			"data=mnist&train=60000&test=10000&latent_dim=32&latent_activation=relu&output_activation=sigmoid&loss=bce" +
				"&optimizer=adadelta&learning_rate=1&rho=0.95&epsilon=1e-7&batch_size=256&epochs=50&shuffle=epoch"},
		{"undercomplete", "Eight numbers", "Undercomplete: eight linear numbers, beside PCA", "a course assignment on seven types (Keras): undercomplete autoencoder",
			"A code of eight numbers is too small to copy with, and nothing else is asked of it: no noise, no price. What eight " +
				"linear components can do is known exactly, and the dashed line shows it.",
			"data=mnist&train=60000&test=10000&latent_dim=8&latent_activation=linear&output_activation=sigmoid&loss=mse" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
		{"deep", "More layers, same code", "Deep: three dense layers each way", "a French blog (Keras): deep fully connected autoencoder, here on digits",
			"Three layers narrow the image to 32 numbers, three widen it again. Depth lets the code bend where one layer can " +
				"only cut straight; whether that pays at this size, the first epochs show.",
			"data=mnist&train=60000&test=10000&encoder=dense(128,relu),dense(64,relu)&latent_dim=32&latent_activation=relu" +
				"&output_activation=sigmoid&loss=bce&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=20&shuffle=epoch"},
		{"rbm", "One layer after the other", "Deep: pre-trained by Boltzmann machines", "a course assignment on seven types: deep autoencoder, pre-trained by Boltzmann machines",
			"Sigmoid layers squeeze a digit to 30 numbers, and hardly learn when they are trained together from random weights. So each " +
				"layer first learns alone to explain what the one below says; unrolled and trained on, the network ends far ahead.",
			"data=mnist&train=60000&test=10000&encoder=dense(256,sigmoid),dense(64,sigmoid)&latent_dim=30&latent_activation=linear" +
				"&output_activation=sigmoid&loss=bce&reduction=image&pretrain=rbm&pretrain_learning_rate=0.1&pretrain_epochs=5" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
	}},
	{"A table of numbers", []row{
		{"table", "Eighteen columns, nine numbers", "Simple, 18 columns", "a French blog (Keras): simple autoencoder, on a table of numbers",
			"Not pictures but a table: 18 columns that depend on five hidden causes, squeezed into nine numbers. The table is made up, " +
				"so that one can know what there is to find.",
			"data=table18&latent_dim=9&latent_activation=sigmoid&output_activation=sigmoid&loss=mse" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=1000&epochs=200&shuffle=epoch&seed=5"},
		{"table_sparse", "Nine numbers, each at a price", "Sparse: L1, and how it is averaged", "a French blog (Keras): sparse autoencoder, on a table of numbers",
			"The same table and network, with a ten-thousandth of every activation added to the loss. Whether that is averaged or " +
				"summed over the thousand rows of a batch decides whether anything is learned at all.",
			"data=table18&latent_dim=9&latent_activation=sigmoid&output_activation=sigmoid&loss=mse&sparsity=l1&sparsity_weight=1e-4" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=1000&epochs=200&shuffle=epoch&seed=5"},
		{"table_deep", "Seven layers that learn nothing", "Deep: too many sigmoids, too few steps", "a French blog (Keras): deep fully connected autoencoder, on a table of numbers",
			"Deeper is not better by itself: seven sigmoid layers and five epochs of Adadelta end worse than answering with the " +
				"mean of every column. The lesson runs it as it was printed, and then what helps.",
			"data=table18&encoder=dense(15,sigmoid),dense(11,sigmoid),dense(11,sigmoid)&latent_dim=8&latent_activation=sigmoid" +
				"&decoder=dense(11,sigmoid),dense(15,sigmoid)&output_activation=relu&loss=mse" +
				"&optimizer=adadelta&learning_rate=1&rho=0.95&epsilon=1e-7&batch_size=1000&epochs=5&shuffle=epoch&seed=2"},
	}},
	{"Small windows", []row{
		{"conv", "Seeing through small windows", "Convolutional: pooling and upsampling", "OpenGenus: convolutional autoencoder (PyTorch)",
			"Instead of weighing all pixels at once, small windows slide over the image and look for the same strokes everywhere. " +
				"Pooling keeps the strongest answers; on the way back each pixel is repeated, then smoothed by windows again.",
			"data=mnist&train=60000&test=10000&encoder=conv(16,3,relu),maxpool(2),conv(4,3,relu),maxpool(2)&latent=direct" +
				"&decoder=upsample(2),conv(16,3,relu),upsample(2)&output=conv(3)&output_activation=sigmoid&loss=mse" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=20&epochs=3&shuffle=epoch"},
		{"transposed", "The checkerboard", "Convolutional: transposed convolutions", "OpenGenus: convolutional autoencoder (PyTorch), transposed convolution",
			"The way back can be learned too: every number of a small map lays a weighted window on a larger one. Where windows of " +
				"uneven overlap meet, a checkerboard shows; where they only touch, the seams do.",
			"data=mnist&train=60000&test=10000&encoder=conv(16,3,relu),maxpool(2),conv(4,3,relu),maxpool(2)&latent=direct" +
				"&decoder=convt(16,2,s2,relu)&output=convt(2,s2)&output_activation=sigmoid&loss=mse" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=20&epochs=3&shuffle=epoch"},
		{"unpool", "Remember where it was", "Convolutional: max unpooling", "OpenGenus: convolutional autoencoder (PyTorch), max unpooling",
			"Pooling forgets where in its window the strongest answer stood. Unpooling is told: it puts each number back in its " +
				"place, among zeros. The reconstructions get sharp, and the code alone is no longer enough to make them.",
			"data=mnist&train=60000&test=10000&encoder=conv(16,3,relu),maxpool(2),conv(4,3,relu),maxpool(2)&latent=direct" +
				"&decoder=unpool(2),conv(16,3,relu),unpool(2)&output=conv(3)&output_activation=sigmoid&loss=mse" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=20&epochs=3&shuffle=epoch"},
	}},
	{"A price on the code", []row{
		{"sparse", "A price on every active unit", "Sparse: L1 on the activations", "a French blog (Keras): sparse autoencoder, L1",
			"The code costs something: each unit adds its activation to the loss, times a ten-thousandth. Units that do not pay " +
				"for themselves fall silent, and those that stay say more.",
			"data=mnist&train=60000&test=10000&latent_dim=32&latent_activation=relu&output_activation=sigmoid&loss=bce" +
				"&sparsity=l1&sparsity_weight=1e-4&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=20&shuffle=epoch"},
		{"k_sparse", "The strongest twenty-five", "Sparse: the k strongest units", "a course assignment on seven types: sparse autoencoder, strongest activations",
			"The code has 256 units, but only the 25 strongest may speak for an image; the others are set to zero. The code is wide " +
				"and an image uses little of it: each digit gets its own vocabulary of strokes.",
			"data=mnist&train=60000&test=10000&latent_dim=256&latent_activation=relu&output_activation=sigmoid&loss=bce" +
				"&sparsity=top_k&sparsity_k=25&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
		{"kl_sparse", "Units that fire one time in twenty", "Sparse: a target for the mean activation", "a course assignment on seven types: sparse autoencoder, target activation",
			"Each of 128 sigmoid units is asked to be active 5% of the time, on average over a batch. The price of missing the " +
				"target is a divergence between two coins, and its weight trades sharp pictures for a quiet code.",
			"data=mnist&train=60000&test=10000&latent_dim=128&latent_activation=sigmoid&output_activation=sigmoid&loss=l2&reduction=image" +
				"&sparsity=kl&sparsity_target=0.05&sparsity_weight=0.5&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
	}},
	{"Disturbed inputs", []row{
		{"denoise", "Clean up the noise", "Denoising: Gaussian noise", "OpenGenus: denoising autoencoder (PyTorch)",
			"The input is covered with noise, the target is the clean image. A network that cannot store noise in 64 numbers " +
				"must learn what digits look like, and gives back cleaner images than it was shown.",
			"data=mnist&train=60000&test=10000&latent_dim=64&latent_activation=relu&output_activation=sigmoid&loss=mse" +
				"&noise=gaussian(0.2)&optimizer=adam&learning_rate=1e-3&batch_size=20&epochs=20&shuffle=epoch"},
		{"masking", "Fill in what is missing", "Denoising: pixels turned black", "a course assignment on seven types: denoising autoencoder, zeroing",
			"Three pixels in ten are turned black before the network sees the image, others each time. To give back the whole " +
				"digit it must know which strokes go together, not only which pixels are light.",
			"data=mnist&train=60000&test=10000&latent_dim=128&latent_activation=relu&output_activation=sigmoid&loss=bce" +
				"&noise=masking(0.3)&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
		{"contractive", "A code that stands still", "Contractive: the Jacobian of the encoder", "a course assignment on seven types: contractive autoencoder",
			"The loss counts how far the code moves when a pixel does: the squared Jacobian of the encoder, exactly. Small changes of " +
				"an image stop mattering, except those that the reconstruction cannot do without.",
			"data=mnist&train=60000&test=10000&latent_dim=64&latent_activation=sigmoid&output_activation=sigmoid&loss=bce&reduction=image" +
				"&contractive=0.1&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch&seed=4"},
	}},
	{"What a code can do", []row{
		{"plane", "Three digits on a plane", "Deep: a code of two numbers", "Seungchul Lee: autoencoder with a two-dimensional latent space (TensorFlow)",
			"A deep network places every 1, 5 and 6 on a plane and paints them back from two coordinates. The digits drift apart " +
				"without anyone telling their names; hover over the plane to paint a point that no image ever had.",
			"data=mnist&classes=1,5,6&train=60000&test=10000&encoder=dense(500,tanh),dense(300,tanh)&latent_dim=2" +
				"&latent_activation=linear&output_activation=linear&loss=mse&optimizer=adam&learning_rate=1e-4&batch_size=500" +
				"&steps=10000&shuffle=random&init=normal(0.1)&seed=3"},
		{"variational", "Draw digits that never were", "Variational: a code drawn from a distribution", "a French blog (Keras): variational autoencoder",
			"The encoder answers with a distribution instead of a point, and training draws the code from it. Neighbors must mean " +
				"similar things then, the plane has no holes, and any point of it decodes to something like a digit.",
			"data=mnist&train=60000&test=10000&encoder=dense(256,relu)&latent=variational&latent_dim=2&beta=1&output_activation=sigmoid" +
				"&loss=bce&reduction=image&optimizer=adam&learning_rate=1e-3&batch_size=128&epochs=20&shuffle=epoch"},
		{"classify", "Name the digit from its code", "A linear probe and a CNN on the code", "a course assignment on seven types: the output of the autoencoder as the input of a CNN",
			"Is anything in the code but pixels? Classifiers try to name the digit from the image, from its reconstruction and from " +
				"the 32 numbers alone. Train for an epoch or two, then press the button of the panel with the colored frame.",
			"data=mnist&train=60000&test=10000&latent_dim=32&latent_activation=relu&output_activation=sigmoid&loss=bce" +
				"&optimizer=adam&learning_rate=1e-3&batch_size=256&epochs=10&shuffle=epoch"},
	}},
	{"Faces", []row{
		{"faces", "Four hundred faces", "Deep convolutional: 32\u00d732 pixels, 256 numbers", "GeeksforGeeks: deep convolutional autoencoder on faces (TensorFlow)",
			"Four convolutions see more and more of a face, a dense layer says it in 256 numbers, and transposed convolutions paint " +
				"it again. The faces are simple drawings made by rule, until you drop a collection of photographs.",
			faces + "&train=350&test=40&epochs=600"},
		{"faces_denoise", "Faces through noise", "Deep convolutional, denoising", "GeeksforGeeks: denoising on faces (TensorFlow)",
			"The same network gets noisy faces and must give back clean ones. It has 380 examples to learn what a face is " +
				"and what cannot be one.",
			faces + "&noise=gaussian(0.2)&epochs=85"},
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
			list = append(list, Lesson{l.id, l.title, c.title, l.idea, l.tutorial, l.summary, "#v=1&lesson=" + l.id, r})
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
