//go:build js && wasm && !noasm

package kernel

import "unsafe"

//go:wasmimport kernels alone
func wasmAlone(block unsafe.Pointer)

const (
	opGather = len(JobProducts) + len(JobVectors) + iota
	opScatter
	opWeights
	opConvolve
	opNarrow

	leastColumns = 12 // of the matrix of patches, in a tile of weights
)

// matrices are the blocks of patches of all threads, one behind the other, for all grids.
var matrices []float32

func (p *Patches) reserve() {
	if n := HasThreads() * p.block; len(matrices) < n {
		matrices = make([]float32, n)
	}
}

func (p *Patches) gather(y, x, w, bias []float32, n, B int) {
	most := p.tiles(n, B)
	if n%ConvolveColumns == 0 && p.positions() >= 6 && p.block >= p.convolve {
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
	if g := p.grid; g.C == 1 && g.KernelW == NarrowWidth && n%NarrowColumns == 0 && p.block >= p.convolve {
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
	return max(1, min(int(work/leastProductTile), tilesPerThread*threads, JobMaxTiles))
}

func (p *Patches) run(op int, y, x, w, bias []float32, n, B, tile, tiles int) {
	if len(x) == 0 || n == 0 {
		return
	}
	if arithmetic == Fused {
		op += len(JobPatches) / 2
	}
	job[JobPatchY], job[JobPatchX], job[JobPatchW] = pointer(address(y)), pointer(address(x)), pointer(address(w))
	job[JobPatchBias] = pointer(address(bias))
	job[JobPatchTable] = pointer(unsafe.Pointer(unsafe.SliceData(p.table)))
	job[JobPatchN], job[JobPatchK], job[JobPatchAll] = uint32(n), uint32(p.width), uint32(B*p.positions())
	job[JobPatchTile] = uint32(tile)
	job[JobPatchMatrix] = pointer(address(matrices))
	job[JobPatchSize] = uint32(p.block)
	if tiles > 1 {
		run(op, tiles)
		return
	}
	job[JobOp], job[JobTiles] = uint32(op), uint32(tiles)
	wasmAlone(unsafe.Pointer(&job))
}
