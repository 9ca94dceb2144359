// Package job is what core/kernel, which runs in Go, and the kernels that wasm/kernels writes agree on. It has no code.
//
// A job is a long call that threads share. Its description is a block of 32-bit words in Go's memory, which the kernels
// read; the words are named here, by their index. A job consists of tiles: parts of its output
// that no two threads write. How it is cut changes no sum, so results do not depend on the number of threads.
package job

// Words of the block.
const (
	Sequence = 0  // number of the latest job; helpers sleep on it. -1 sends them home
	Sleepers = 16 // how many of them went to sleep since they were woken
	Waiting  = 32 // 1 while the leader sleeps until a tile is done

	Op       = 48 // index of the operation in Products, Vectors, Patches, Passes, Rows
	Tiles    = 49 // at most MaxTiles
	Threads  = 50 // of which the leader is number 0; helpers of this number and above stay out
	Scratch  = 51 // address of ScratchBytes for each thread
	Spin     = 52 // how often the leader looks for a tile before it sleeps
	Patience = 53 // tenths of a second that it sleeps then
	Slept    = 54 // how often it did
	Linger   = 55 // how often a helper looks for the next job before it sleeps

	// Of a product: c, a, b, m, n, k, acc, height and width of a tile, tiles from left to right.
	// Of vectors: up to four addresses, then (by VectorN and so on) length, length of a tile and numbers.
	Args       = 56
	VectorN    = Args + 4
	VectorTile = Args + 5
	VectorFlag = Args + 6
	Numbers    = Args + 8

	// Of patches: y, x, w, bias (0: none), table, n, K, all positions, positions or columns of the window's numbers in
	// a tile (rows of the window where it is narrow), matrix of the first thread, its numbers for each.
	PatchY      = Args
	PatchX      = Args + 1
	PatchW      = Args + 2
	PatchBias   = Args + 3
	PatchTable  = Args + 4
	PatchN      = Args + 5
	PatchK      = Args + 6
	PatchAll    = Args + 7
	PatchTile   = Args + 8
	PatchMatrix = Args + 9
	PatchSize   = Args + 10

	// Of passes over images: y (written), index and x, numbers of an image of y and of x, images, images of a tile, and
	// the fields of the Grid; of means whether zeros around the image count.
	ImageY     = Args
	ImageIndex = Args + 1
	ImageX     = Args + 2
	ImageYSize = Args + 3
	ImageXSize = Args + 4
	Images     = Args + 5
	ImageTile  = Args + 6
	ImageGrid  = Args + 7
	ImageZeros = Args + 18

	// Of rows: y (written), x, index, rows, columns, rows or columns of a tile.
	RowsY     = Args
	RowsX     = Args + 1
	RowsIndex = Args + 2
	RowsRows  = Args + 3
	RowsCols  = Args + 4
	RowsTile  = Args + 5

	States   = 80 // a word for each tile: sequence<<5 | who
	MaxTiles = 64
	Words    = States + MaxTiles

	Open = 0  // who: nobody yet; thread i is i+1
	Done = 31 // who: the tile is finished

	MaxThreads = 8
)

// What the kernels and those who call them agree on beside.
const (
	ScratchBytes = 208 << 10 // memory that a SIMD matrix product needs beside its operands, for each thread

	SparseSample = 1024 // numbers at which zeros looks

	// Where no patches are cut: columns of w that Gather computes at a time, and Weights, with windows of this width.
	ConvolveColumns = 8
	NarrowColumns   = 16
	NarrowWidth     = 3
)

// Products, Vectors, Patches, Passes and Rows are the operations that threads share, by the names of their exports,
// in the order of Op. Those without exports are called by alone on one thread.
var (
	Products = [...]string{"matmul", "matmul_nt", "matmul_tn", "sparse_matmul", "sparse_matmul_tn",
		"matmul_fused", "matmul_nt_fused", "matmul_tn_fused", "sparse_matmul_fused", "sparse_matmul_tn_fused"}
	Vectors = [...]string{"adam", "rmsprop", "adadelta", "momentum", "sgd", "tanh", "tanh_backward",
		"sigmoid", "sigmoid_backward", "relu", "relu_backward", "cross_entropy_terms", "adagrad"}
	Patches = [...]string{"gather", "scatter", "weights", "convolve", "narrow",
		"gather_fused", "scatter_fused", "weights_fused", "convolve_fused", "narrow_fused"}
	Passes = [...]string{"max_pool", "index_add", "index_set", "index_get", "upsample", "upsample_backward",
		"avg_pool", "avg_pool_backward"}
	Rows = [...]string{"add_bias", "sum_rows", "gather_bytes"}
)
