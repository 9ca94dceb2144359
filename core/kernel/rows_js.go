//go:build js && wasm && !noasm

package kernel

import (
	"unsafe"

	"bottleneck/core/kernel/job"
)

const (
	opAddBias = len(job.Products) + len(job.Vectors) + len(job.Patches) + len(job.Passes) + iota
	opSumRows
	opGatherBytes
)

// leastRows is how many numbers a pass over rows has where it is shared.
var leastRows = 128 << 10

func addBias(y, b []float32, rows, cols int) {
	if !worth(len(y), leastRows) {
		wasmAddBias(address(y), address(b), int32(rows), int32(cols))
		return
	}
	runRows(opAddBias, address(y), address(b), nil, rows, cols, rows, 1)
}

// sumRows' tiles are columns, whole groups of sixteen: the order of a sum is that of the rows.
func sumRows(db, dy []float32, rows, cols int) {
	const group = 16
	if cols < 2*group || !worth(len(dy), leastRows) {
		wasmSumRows(address(db), address(dy), int32(rows), int32(cols))
		return
	}
	runRows(opSumRows, address(db), address(dy), nil, rows, cols, cols, group)
}

func gatherBytes(dst []float32, src []byte, index []int32, cols int) {
	if len(dst) == 0 {
		return
	}
	n := len(index)
	if !worth(len(dst), leastRows) {
		n = 0 // one tile
	}
	runRows(opGatherBytes, address(dst), address(src), unsafe.Pointer(unsafe.SliceData(index)), len(index), cols, n, 1)
}

// runRows cuts n rows or columns into tiles of whole groups; where n is 0 it does all rows at once.
func runRows(op int, y, x, index unsafe.Pointer, rows, cols, n, group int) {
	tile, tiles := rows, 1
	if n > 0 {
		tile = group * ceil(n, group*min(tilesPerThread*threads, job.MaxTiles))
		tiles = ceil(n, tile)
	}
	block[job.RowsY], block[job.RowsX], block[job.RowsIndex] = pointer(y), pointer(x), pointer(index)
	block[job.RowsRows], block[job.RowsCols], block[job.RowsTile] = uint32(rows), uint32(cols), uint32(tile)
	if n > 0 {
		run(op, tiles)
		return
	}
	block[job.Op], block[job.Tiles] = uint32(op), 1
	wasmAlone(unsafe.Pointer(&block))
}
