package main

// check is a figure of a lesson and the range in which trusted implementations land. PyTorch made them, natively, in
// float32; a range is theirs over several seeds, or 15% to either side of one.
type check struct {
	lesson string
	what   string // beyond the lesson's own recipe
	link   string // differences from the lesson
	at     []point
	long   bool // takes more than ten minutes natively
	faces  bool // needs the photographs that FACES_DIR names
}

// point is a figure at the end of an epoch, or after a step of a recipe that counts by steps.
type point struct {
	at     int
	figure string
	lo, hi float64
	own    bool // no trusted figure is known: the spread of this program's runs from three seeds, and as much to either side
}

// within is a range of so much to either side.
func within(at int, figure string, v, share float64) point {
	return between(at, figure, v*(1-share), v*(1+share))
}

func between(at int, figure string, lo, hi float64) point {
	return point{at: at, figure: figure, lo: lo, hi: hi}
}

// fromSeeds is a range of this program's own, given the lowest and the highest of its runs.
func fromSeeds(at int, figure string, lowest, highest float64) point {
	spread := highest - lowest
	return point{at, figure, lowest - spread, highest + spread, true}
}

// torch gives a lesson the first weights that the trusted figures come from. The lessons of the third tutorial take Glorot's
// instead, which leave no unit dead, and do better.
const torch = "init=pytorch"

var checks = []check{
	{lesson: "linear", what: "PCA, 2 components", link: "latent_dim=2", at: []point{within(0, "pca_mse", .0557, .003)}},
	{lesson: "linear", what: "PCA, 8 components", link: "latent_dim=8", at: []point{within(0, "pca_mse", .0374, .003)}},
	{lesson: "linear", what: "PCA, 30 components", link: "latent_dim=30", at: []point{within(0, "pca_mse", .0177, .003)}},
	{lesson: "linear", what: "PCA, 32 components", at: []point{within(0, "pca_mse", .0168, .003)}},
	{lesson: "linear", what: "PCA, 64 components", link: "latent_dim=64", at: []point{within(0, "pca_mse", .0091, .006)}},
	{lesson: "linear", what: "the mean image", at: []point{within(0, "mean_image", .0675, .003)}},
	{lesson: "plane", what: "PCA, 2 components", at: []point{within(0, "pca_mse", .0429, .003)}},
	{lesson: "linear", what: "PyTorch's first weights, seed 2", link: torch + "&seed=2", at: []point{
		between(1, "test_mse", .0195, .0230), between(5, "test_mse", .0129, .0190), between(20, "test_mse", .0129, .0172), between(20, "dead_units", 6, 14)}},
	{lesson: "linear", what: "as the lesson is: no dead units", at: []point{fromSeeds(1, "test_mse", .01643, .01677), fromSeeds(5, "test_mse", .01047, .01053)}},
	{lesson: "linear", what: "10,000 images, PyTorch's first weights, seed 2", link: torch + "&seed=2&train=10000", at: []point{between(20, "test_mse", .0131, .0200)}},
	{lesson: "linear", what: "2,000 images, PyTorch's first weights, seed 2", link: torch + "&seed=2&train=2000", at: []point{between(20, "test_mse", .0231, .0287)}},
	{lesson: "simple", at: []point{within(1, "test_loss", .272, .03), within(10, "test_loss", .166, .03), within(20, "test_loss", .134, .03),
		between(50, "test_loss", .098, .107), between(50, "test_mse", .0122, .0132)}, long: true},
	{lesson: "simple", what: "today's rate of Adadelta", link: "learning_rate=0.001", at: []point{within(10, "test_loss", .691, .01)}},
	{lesson: "simple", what: "Adam", link: "optimizer=adam", at: []point{within(20, "test_loss", .0921, .03), within(20, "test_mse", .0098, .05)}},
	{lesson: "undercomplete", what: "32 numbers, all linear", link: "latent_dim=32&output_activation=linear", at: []point{within(10, "test_mse", .0169, .15)}},
	{lesson: "undercomplete", at: []point{within(10, "test_mse", .0358, .15)}},
	{lesson: "undercomplete", what: "2 numbers", link: "latent_dim=2", at: []point{within(10, "test_mse", .0590, .15)}},
	{lesson: "table", at: []point{between(5, "test_mse", .065, .069), within(200, "test_mse", .0037, .15)}},
	{lesson: "table_sparse", at: []point{between(5, "test_mse", .065, .069), within(200, "test_mse", .0037, .15)}},
	{lesson: "table_sparse", what: "summed over the batch", link: "sparsity=l1_sum", at: []point{between(200, "test_mse", .063, .067)}},
	{lesson: "table_deep", at: []point{between(5, "test_mse", .18, .20)}},
	{lesson: "conv", at: []point{within(3, "test_mse", .0062, .15)}},
	{lesson: "transposed", what: "PyTorch's first weights: one map of four is dead", link: torch, at: []point{within(3, "test_mse", .0128, .15)}},
	{lesson: "denoise", what: "the linear network, noise 0.5", link: torch + "&latent_dim=32&noise=gaussian(0.5)&shuffle=none", at: []point{
		within(0, "input_mse", .1156, .01), within(5, "test_mse", .0257, .10)}},
	{lesson: "transposed", at: []point{fromSeeds(3, "test_mse", .00909, .01198)}},
	{lesson: "unpool", at: []point{fromSeeds(3, "test_mse", .00203, .00241)}},
	{lesson: "denoise", at: []point{fromSeeds(5, "test_mse", .00658, .00670)}},
	{lesson: "deep", at: []point{fromSeeds(5, "test_loss", .1123, .1142), fromSeeds(5, "test_mse", .0166, .0172)}},
	{lesson: "sparse", at: []point{fromSeeds(5, "test_loss", .1230, .1233), fromSeeds(5, "test_mse", .0160, .0162)}},
	{lesson: "plane", at: []point{between(500, "train_loss", .041, .046), between(1000, "train_loss", .0361, .0441), between(3000, "train_loss", .0304, .0347), within(9500, "train_loss", .0277, .05),
		between(10000, "test_mse", .0264, .0291), between(10000, "neighbors", .965, .990)}, long: true},
	{lesson: "k_sparse", at: []point{within(10, "test_mse", .0100, .15), within(10, "dead_units", 128, .15)}},
	{lesson: "kl_sparse", what: "weight 0", link: "sparsity_weight=0", at: []point{within(10, "test_mse", .0100, .15), within(10, "code_mean", .63, .15)}},
	{lesson: "kl_sparse", at: []point{within(10, "test_mse", .0154, .15), within(10, "code_mean", .11, .15)}},
	{lesson: "kl_sparse", what: "weight 3", link: "sparsity_weight=3", at: []point{within(10, "test_mse", .0254, .15), within(10, "code_mean", .065, .15)}},
	{lesson: "masking", at: []point{within(0, "input_mse", .0342, .01), within(10, "test_mse", .0110, .15)}},
	{lesson: "contractive", what: "no contraction", link: "contractive=0", at: []point{within(10, "test_mse", .0308, .15), within(10, "jacobian", 8.7, .15)}},
	{lesson: "contractive", at: []point{within(10, "test_mse", .0312, .15), within(10, "jacobian", 4.3, .15)}},
	{lesson: "rbm", at: []point{within(15, "test_mse", .0294, .15), within(25, "test_mse", .0104, .15)}},
	{lesson: "rbm", what: "no pre-training", link: "pretrain=none", at: []point{within(10, "test_mse", .0287, .15)}},
	{lesson: "variational", what: "seed 8", link: "seed=8", at: []point{between(5, "test_loss", 162.5, 163), between(10, "test_loss", 157.8, 158.7), within(20, "test_loss", 154.1, .006),
		between(20, "kl", 5.4, 5.9), within(20, "test_mse", .043, .05)}},
	{lesson: "classify", at: []point{between(10, "linear_originals", .896, .926), between(10, "linear_reconstructions", .903, .933), between(10, "linear_codes", .846, .876),
		between(10, "linear_pca", .841, .871), between(10, "cnn_originals", .925, .955), between(10, "cnn_reconstructions", .894, .924)}},
	{lesson: "faces", what: "photographs", link: photographs, long: true, faces: true, at: []point{within(0, "train_mse", .0345, .20), within(1, "loss_by_400", 12.5, .20),
		between(5, "plateau", 11.3*.8, 11.5*1.2), between(15, "epoch_of_7.6", 5, 15), within(20, "least_code_mean", .15, .20), between(25, "epoch_of_4.5", 15, 25), within(40, "loss_by_400", 2.3, .20),
		within(60, "loss_by_400", 1.74, .20), within(100, "loss_by_400", 1.20, .20), within(120, "loss_by_400", 1.14, .20), within(120, "train_mse", .0025, .20),
		within(120, "train_code_mean", .34, .20)}},
	{lesson: "faces_denoise", what: "photographs", link: photographs, long: true, faces: true, at: []point{within(0, "input_mse", .0353, .15), within(85, "test_mse", .0066, .20)}},
	{lesson: "colors", at: []point{{0, "pca_mse", .02626, .02627, true}, fromSeeds(5, "test_mse", .01943, .02002), fromSeeds(20, "test_mse", .01399, .01552)}},
}

// photographs: 342 of the 380 are trained on, in the seven batches of the tutorial; every tenth is held out. The plateau may end five
// epochs sooner or later than the trusted one, and what comes behind it with it: so it is asked when the loss first falls to
// what it was after epochs 10 and 20.
const photographs = "data=pictures&framing=subsample"
