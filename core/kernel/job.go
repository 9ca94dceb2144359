package kernel

// A job is a long call that threads share. Its description is a block of 32-bit words in Go's memory, which package
// bottleneck/wasm/kernels reads; the words are named here, by their index. A job consists of tiles: parts of its output
// that no two threads write. How it is cut changes no sum, so results do not depend on the number of threads.
const (
	JobSequence = 0  // number of the latest job; helpers sleep on it. -1 sends them home
	JobSleepers = 16 // how many of them went to sleep since they were woken
	JobWaiting  = 32 // 1 while the leader sleeps until a tile is done

	JobOp       = 48 // index of the operation in JobProducts, then JobVectors
	JobTiles    = 49 // at most JobMaxTiles
	JobThreads  = 50 // of which the leader is number 0; helpers of this number and above stay out
	JobScratch  = 51 // address of ScratchBytes for each thread
	JobRedo     = 52 // 1 if a tile may be computed again when it was left half done
	JobSpin     = 53 // how often a thread looks before it sleeps
	JobPatience = 54 // tenths of a second that the leader sleeps for a tile

	// Of a product: c, a, b, m, n, k, acc, height and width of a tile, tiles from left to right.
	// Of vectors: up to four addresses, then (by JobVectorN and so on) length, length of a tile and numbers.
	JobArgs       = 56
	JobVectorN    = JobArgs + 4
	JobVectorTile = JobArgs + 5
	JobVectorFlag = JobArgs + 6
	JobNumbers    = JobArgs + 8

	JobStates   = 80 // a word for each tile: sequence<<5 | who
	JobMaxTiles = 64
	JobWords    = JobStates + JobMaxTiles

	JobOpen = 0  // who: nobody yet; thread i is i+1
	JobDone = 31 // who: the tile is finished

	MaxThreads = 8

	// JobUnsafe is the bit of run's result that says that a tile was left half done and could not be
	// computed again.
	JobUnsafe = 1 << 31
)

// JobProducts and JobVectors are the operations that threads share, by the names of their exports, in the order of JobOp.
var (
	JobProducts = [...]string{"matmul", "matmul_nt", "matmul_tn", "matmul_fused", "matmul_nt_fused", "matmul_tn_fused"}
	JobVectors  = [...]string{"adam", "rmsprop", "adadelta", "momentum", "sgd", "tanh", "tanh_backward",
		"sigmoid", "sigmoid_backward", "relu", "relu_backward"}
)
