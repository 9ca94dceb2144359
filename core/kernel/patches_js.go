//go:build js && wasm && !noasm

package kernel

import (
	"unsafe"

	"bottleneck/core/kernel/job"
)

//go:wasmimport kernels alone
func wasmAlone(block unsafe.Pointer)

const (
	opGather = len(job.Products) + len(job.Vectors) + iota
	opScatter
	opWeights
	opConvolve
	opNarrow

	leastColumns = 12 // of the matrix of patches, in a tile of weights
)

type window struct{}

// matrices are the blocks of patches of all threads, one behind the other, for all grids.
var matrices []float32

func (p *Patches) reserve() {
	if n := HasThreads() * p.block; len(matrices) < n {
		matrices = make([]float32, n)
	}
}

func (p *Patches) gather(y, x, w, bias []float32, n, B int) {
	most := p.tiles(n, B)
	if n%job.ConvolveColumns == 0 && p.positions() >= 6 && p.block >= p.convolve {
		images := ceil(B, min(most, max(B, 1)))
		p.run(opConvolve, y, x, w, bias, n, B, images*p.positions(), ceil(B, images))
		return
	}
	tile := 6 * ceil(ceil(B*p.positions(), most), 6)
	p.run(opGather, y, x, w, bias, n, B, tile, ceil(B*p.positions(), tile))
}

// scatter's tiles are whole images: no two threads may write to one.
func (p *Patches) scatter(x, y, w, bias []float32, n, B int) {
	images := ceil(B, min(p.tiles(n, B), max(B, 1)))
	p.run(opScatter, y, x, w, bias, n, B, images*p.positions(), ceil(B, images))
}

func (p *Patches) weights(dw, x, y []float32, n, B int) {
	if g := p.grid; g.C == 1 && g.KernelW == job.NarrowWidth && n%job.NarrowColumns == 0 && p.block >= p.convolve {
		tile := ceil(g.KernelH, min(g.KernelH, p.tiles(n, B)))
		p.run(opNarrow, y, x, dw, nil, n, B, tile, ceil(g.KernelH, tile))
		return
	}
	most := min(p.tiles(n, B), ceil(p.width, 2*leastColumns))
	tile := leastColumns * ceil(ceil(p.width, most), leastColumns)
	p.run(opWeights, y, x, dw, nil, n, B, tile, ceil(p.width, tile))
}

// tiles is the number of tiles to cut a product of B images into, 1 if it is not long.
func (p *Patches) tiles(n, B int) int {
	work := 2 * float64(B*p.positions()) * float64(p.width*n)
	if !worth(work, leastProduct) {
		return 1
	}
	return max(1, min(int(work/leastProductTile), tilesPerThread*threads, job.MaxTiles))
}

func (p *Patches) run(op int, y, x, w, bias []float32, n, B, tile, tiles int) {
	if len(x) == 0 || n == 0 {
		return
	}
	if p.arithmetic == Fused {
		op += len(job.Patches) / 2
	}
	block[job.PatchY], block[job.PatchX], block[job.PatchW] = pointer(address(y)), pointer(address(x)), pointer(address(w))
	block[job.PatchBias] = pointer(address(bias))
	block[job.PatchTable] = pointer(unsafe.Pointer(unsafe.SliceData(p.table)))
	block[job.PatchN], block[job.PatchK], block[job.PatchAll] = uint32(n), uint32(p.width), uint32(B*p.positions())
	block[job.PatchTile] = uint32(tile)
	block[job.PatchMatrix] = pointer(address(matrices))
	block[job.PatchSize] = uint32(p.block)
	if tiles > 1 {
		run(op, tiles)
		return
	}
	block[job.Op], block[job.Tiles] = uint32(op), uint32(tiles)
	wasmAlone(unsafe.Pointer(&block))
}
