package kernel

// A job is a long call that threads share. Its description is a block of 32-bit words in Go's memory, which package
// bottleneck/wasm/kernels reads; the words are named here, by their index. A job consists of tiles: parts of its output
// that no two threads write. How it is cut changes no sum, so results do not depend on the number of threads.
const (
	JobSequence = 0  // number of the latest job; helpers sleep on it. -1 sends them home
	JobSleepers = 16 // how many of them went to sleep since they were woken
	JobWaiting  = 32 // 1 while the leader sleeps until a tile is done

	JobOp       = 48 // index of the operation in JobProducts, JobVectors, JobPatches, JobPasses, JobRows
	JobTiles    = 49 // at most JobMaxTiles
	JobThreads  = 50 // of which the leader is number 0; helpers of this number and above stay out
	JobScratch  = 51 // address of ScratchBytes for each thread
	JobSpin     = 52 // how often the leader looks for a tile before it sleeps
	JobPatience = 53 // tenths of a second that it sleeps then
	JobSlept    = 54 // how often it did
	JobLinger   = 55 // how often a helper looks for the next job before it sleeps

	// Of a product: c, a, b, m, n, k, acc, height and width of a tile, tiles from left to right.
	// Of vectors: up to four addresses, then (by JobVectorN and so on) length, length of a tile and numbers.
	JobArgs       = 56
	JobVectorN    = JobArgs + 4
	JobVectorTile = JobArgs + 5
	JobVectorFlag = JobArgs + 6
	JobNumbers    = JobArgs + 8

	// Of patches: y, x, w, bias (0: none), table, n, K, all positions, positions or columns of the window's numbers in
	// a tile (rows of the window where it is narrow), matrix of the first thread, its numbers for each.
	JobPatchY      = JobArgs
	JobPatchX      = JobArgs + 1
	JobPatchW      = JobArgs + 2
	JobPatchBias   = JobArgs + 3
	JobPatchTable  = JobArgs + 4
	JobPatchN      = JobArgs + 5
	JobPatchK      = JobArgs + 6
	JobPatchAll    = JobArgs + 7
	JobPatchTile   = JobArgs + 8
	JobPatchMatrix = JobArgs + 9
	JobPatchSize   = JobArgs + 10

	// Of passes over images: y (written), index and x, numbers of an image of y and of x, images, images of a tile, and
	// the fields of the Grid.
	JobImageY     = JobArgs
	JobImageIndex = JobArgs + 1
	JobImageX     = JobArgs + 2
	JobImageYSize = JobArgs + 3
	JobImageXSize = JobArgs + 4
	JobImages     = JobArgs + 5
	JobImageTile  = JobArgs + 6
	JobImageGrid  = JobArgs + 7

	// Of rows: y (written), x, index, rows, columns, rows or columns of a tile.
	JobRowsY     = JobArgs
	JobRowsX     = JobArgs + 1
	JobRowsIndex = JobArgs + 2
	JobRowsRows  = JobArgs + 3
	JobRowsCols  = JobArgs + 4
	JobRowsTile  = JobArgs + 5

	SparseSample = 1024 // numbers at which zeros looks

	// Where no patches are cut: columns of w that Gather computes at a time, and Weights, with windows of this width.
	ConvolveColumns = 8
	NarrowColumns   = 16
	NarrowWidth     = 3

	JobStates   = 80 // a word for each tile: sequence<<5 | who
	JobMaxTiles = 64
	JobWords    = JobStates + JobMaxTiles

	JobOpen = 0  // who: nobody yet; thread i is i+1
	JobDone = 31 // who: the tile is finished

	MaxThreads = 8
)

// JobProducts, JobVectors, JobPatches, JobPasses and JobRows are the operations that threads share, by the names of their exports,
// in the order of JobOp. Those without exports are called by alone on one thread.
var (
	JobProducts = [...]string{"matmul", "matmul_nt", "matmul_tn", "sparse_matmul", "sparse_matmul_tn",
		"matmul_fused", "matmul_nt_fused", "matmul_tn_fused", "sparse_matmul_fused", "sparse_matmul_tn_fused"}
	JobVectors = [...]string{"adam", "rmsprop", "adadelta", "momentum", "sgd", "tanh", "tanh_backward",
		"sigmoid", "sigmoid_backward", "relu", "relu_backward", "cross_entropy_terms", "adagrad"}
	JobPatches = [...]string{"gather", "scatter", "weights", "convolve", "narrow",
		"gather_fused", "scatter_fused", "weights_fused", "convolve_fused", "narrow_fused"}
	JobPasses = [...]string{"max_pool", "index_add", "index_set", "index_get", "upsample", "upsample_backward"}
	JobRows   = [...]string{"add_bias", "sum_rows", "gather_bytes"}
)
