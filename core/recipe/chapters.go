package recipe

// chapters group the lessons by idea and say each in a line: the name that others give the network, and what is
// particular here. Their order is that of lessonTable.
var chapters = []struct {
	title string
	lines [][2]string // lesson, idea
}{
	{"Through a bottleneck", [][2]string{
		{"linear", "One dense layer each way, squared error"},
		{"simple", "Simple: cross-entropy and Adadelta"},
		{"undercomplete", "Undercomplete: eight linear numbers, beside PCA"},
		{"deep", "Deep: three dense layers each way"},
		{"rbm", "Deep: pre-trained by Boltzmann machines"},
	}},
	{"A table of numbers", [][2]string{
		{"table", "Simple, 18 columns"},
		{"table_sparse", "Sparse: L1, and how it is averaged"},
		{"table_deep", "Deep: too many sigmoids, too few steps"},
	}},
	{"Small windows", [][2]string{
		{"conv", "Convolutional: pooling and upsampling"},
		{"transposed", "Convolutional: transposed convolutions"},
		{"unpool", "Convolutional: max unpooling"},
	}},
	{"A price on the code", [][2]string{
		{"sparse", "Sparse: L1 on the activations"},
		{"k_sparse", "Sparse: the k strongest units"},
		{"kl_sparse", "Sparse: a target for the mean activation"},
	}},
	{"Disturbed inputs", [][2]string{
		{"denoise", "Denoising: Gaussian noise"},
		{"masking", "Denoising: pixels turned black"},
		{"contractive", "Contractive: the Jacobian of the encoder"},
	}},
	{"What a code can do", [][2]string{
		{"plane", "Deep: a code of two numbers"},
		{"variational", "Variational: a code drawn from a distribution"},
		{"classify", "A linear probe and a CNN on the code"},
	}},
	{"Faces", [][2]string{
		{"faces", "Deep convolutional: 32\u00d732 pixels, 256 numbers"},
		{"faces_denoise", "Deep convolutional, denoising"},
	}},
}

// chapterOf returns the chapter and the line of a lesson.
func chapterOf(id string) (chapter, idea string) {
	for _, c := range chapters {
		for _, l := range c.lines {
			if l[0] == id {
				return c.title, l[1]
			}
		}
	}
	return "", ""
}
