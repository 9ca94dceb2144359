//go:build js && wasm && !noasm

package kernel

import (
	"unsafe"

	"bottleneck/core/kernel/job"
)

const (
	opMaxPool = len(job.Products) + len(job.Vectors) + len(job.Patches) + iota
	opIndexAdd
	opIndexSet
	opIndexGet
	opUpsample
	opUpsampleBackward
	opAvgPool
	opAvgPoolBackward
)

// leastImages is how many numbers a pass over images has where it is shared.
var leastImages = 96 << 10

func maxPool(y []float32, index []int32, x []float32, g Grid, B int) {
	runImages(opMaxPool, y, index, x, g, B)
}
func indexAdd(x []float32, index []int32, y []float32, B int) {
	runImages(opIndexAdd, x, index, y, Grid{}, B)
}
func indexSet(x []float32, index []int32, y []float32, B int) {
	runImages(opIndexSet, x, index, y, Grid{}, B)
}
func indexGet(y []float32, index []int32, x []float32, B int) {
	runImages(opIndexGet, y, index, x, Grid{}, B)
}
func upsample(y, x []float32, g Grid, B int) { runImages(opUpsample, y, nil, x, g, B) }
func upsampleBackward(dx, dy []float32, g Grid, B int) {
	runImages(opUpsampleBackward, dx, nil, dy, g, B)
}

func avgPool(y, x []float32, g Grid, padded bool, B int) {
	block[job.ImageZeros] = uint32(flag(padded))
	runImages(opAvgPool, y, nil, x, g, B)
}
func avgPoolBackward(dx, dy []float32, g Grid, padded bool, B int) {
	block[job.ImageZeros] = uint32(flag(padded))
	runImages(opAvgPoolBackward, dx, nil, dy, g, B)
}

// runImages runs a pass that reads x and writes y, in tiles of whole images.
func runImages(op int, y []float32, index []int32, x []float32, g Grid, B int) {
	if len(x) == 0 || len(y) == 0 {
		return
	}
	tile := B
	if worth(max(len(x), len(y)), leastImages) {
		tile = ceil(B, min(tilesPerThread*threads, job.MaxTiles))
	}
	block[job.ImageY], block[job.ImageX] = pointer(address(y)), pointer(address(x))
	block[job.ImageIndex] = pointer(unsafe.Pointer(unsafe.SliceData(index)))
	block[job.ImageYSize], block[job.ImageXSize] = uint32(len(y)/B), uint32(len(x)/B)
	block[job.Images], block[job.ImageTile] = uint32(B), uint32(tile)
	for i, v := range [...]int{g.H, g.W, g.C, g.Rows, g.Cols, g.KernelH, g.KernelW, g.StrideH, g.StrideW, g.Top, g.Left} {
		block[job.ImageGrid+i] = uint32(v)
	}
	if tiles := ceil(B, tile); tiles > 1 {
		run(op, tiles)
		return
	}
	block[job.Op], block[job.Tiles] = uint32(op), 1
	wasmAlone(unsafe.Pointer(&block))
}
