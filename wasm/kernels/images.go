package kernels

import (
	"bottleneck/core/kernel/job"
)

// Passes over images whose shape matters: pooling, its way back, and upsampling. Tiles are whole images.

// imageTile is the state of a tile function: the job's arguments, and y, index and x at the image it is at.
type imageTile struct {
	f            *fn
	y, index, x  value
	ySize, xSize value // numbers of an image
	grid         map[string]value
	zeros        value // whether those around the image count
	pixel, line  value // bytes of a pixel and of a row, where windows are
}

// addImages adds the tile functions of job.Passes.
func addImages(m *module) {
	addMaxPool(m)
	addIndexed(m, "index_add", func(t *imageTile, at value) {
		to := t.f.let(i32Add(t.y, words32(at)))
		t.f.storeReal(to, 0, f32Add(loadReal(to, 0), loadReal(t.x, 0)))
	})
	addIndexed(m, "index_set", func(t *imageTile, at value) {
		t.f.storeReal(i32Add(t.y, words32(at)), 0, loadReal(t.x, 0))
	})
	addIndexGet(m)
	addUpsample(m)
	addUpsampleBackward(m)
	addAvgPool(m)
	addAvgPoolBackward(m)
}

// addImageTile adds a tile function that calls each for every image of a tile.
func addImageTile(m *module, name string, each func(t *imageTile)) {
	f := m.add(name + " tile")
	p := f.pointers(3)
	arg := func(w int) value { return f.let(loadWord(p[0], word(w))) }
	t := &imageTile{f: f, ySize: arg(job.ImageYSize), xSize: arg(job.ImageXSize), grid: map[string]value{}}
	for i, field := range []string{"H", "W", "C", "rows", "cols", "kernelH", "kernelW", "strideH", "strideW", "top", "left"} {
		t.grid[field] = arg(job.ImageGrid + i)
	}
	t.zeros = arg(job.ImageZeros)
	tile := arg(job.ImageTile)
	first := f.let(i32Mul(p[2], tile))
	count := f.let(smaller(tile, i32Sub(loadWord(p[0], word(job.Images)), first)))
	yStep, xStep := f.let(words32(t.ySize)), f.let(words32(t.xSize))
	t.y = f.let(i32Add(loadWord(p[0], word(job.ImageY)), i32Mul(first, yStep)))
	t.x = f.let(i32Add(loadWord(p[0], word(job.ImageX)), i32Mul(first, xStep)))
	indexStep := yStep // where index belongs to what is read
	if name == "index_add" || name == "index_set" {
		indexStep = xStep
	}
	t.index = f.let(i32Add(loadWord(p[0], word(job.ImageIndex)), i32Mul(first, indexStep)))
	f.times(count, func() { each(t) })
	m.tiles[name] = f
}

// channels walks along the channels of a pixel, with the vectors at ps, which it moves behind it.
func (t *imageTile) channels(ps []value, body func(g *lanes)) {
	f, C := t.f, t.grid["C"]
	f.each(C, ps, single, body)
	for _, p := range ps {
		f.set(p, i32Add(p, words32(i32And(C, number(3)))))
	}
}

// counted is a copy of n to count down.
func (f *fn) counted(count, n value, body func()) {
	f.set(count, n)
	f.times(count, body)
}

// windows walks over the positions of the window, row by row, and gives body what each sees inside the image: the index of
// its first number, rows and columns, all locals.
func (t *imageTile) windows(body func(first, height, width value)) {
	f, g := t.f, t.grid
	i, j, top, left := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	first, height, width := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	t.pixel, t.line = f.let(words32(g["C"])), f.let(words32(i32Mul(g["W"], g["C"])))
	// clip sets the first row inside the image, and how many there are.
	clip := func(first, size, start, extent, end value) {
		f.set(size, smallerS(i32Add(start, extent), end))
		f.set(first, greaterS(start, number(0)))
		f.set(size, i32Sub(size, first))
	}
	f.set(i, number(0))
	f.repeat(func() value {
		clip(top, height, f.let(i32Sub(i32Mul(i, g["strideH"]), g["top"])), g["kernelH"], g["H"])
		f.set(j, number(0))
		f.repeat(func() value {
			clip(left, width, f.let(i32Sub(i32Mul(j, g["strideW"]), g["left"])), g["kernelW"], g["W"])
			f.set(first, i32Mul(i32Add(i32Mul(top, g["W"]), left), g["C"]))
			body(first, height, width)
			f.inc(j, 1)
			return i32LtU(j, g["cols"])
		})
		f.inc(i, 1)
		return i32LtU(i, g["rows"])
	})
}

// pixels calls body with the place of each pixel that a window sees, height rows and width columns from the place from on.
func (t *imageTile) pixels(from, height, width value, body func(at value)) {
	f := t.f
	rows, cols, line, at := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	f.set(line, from)
	f.counted(rows, height, func() {
		f.set(at, line)
		f.counted(cols, width, func() {
			body(at)
			f.set(at, i32Add(at, t.pixel))
		})
		f.set(line, i32Add(line, t.line))
	})
}

func addMaxPool(m *module) {
	addImageTile(m, "max_pool", func(t *imageTile) {
		f, x := t.f, t.f.newLocal(i32)
		t.windows(func(first, height, width value) {
			f.set(x, i32Add(t.x, words32(first)))
			t.channels([]value{t.y, t.index, x}, func(l *lanes) {
				// places are the indices of the numbers at a place of the image.
				places := func(at value) value {
					return i32x4Add(i32x4Splat(i32ShrU(i32Sub(at, t.x), number(2))), words(0, 1, 2, 3))
				}
				best, place := l.load(x), f.let(places(x))
				t.pixels(x, height, width, func(at value) {
					v := l.load(at)
					better := f.let(v128Or(f32x4Gt(v, best), v128Not(f32x4Eq(v, v))))
					f.set(best, v128Select(v, best, better))
					f.set(place, v128Select(places(at), place, better))
				})
				l.store(t.y, best)
				l.store(t.index, place)
			})
		})
		f.set(t.x, i32Add(t.x, words32(t.xSize)))
	})
}

// counted is how many numbers a mean is of, in every lane of a local: those of height rows and width columns, or all of the window.
func (t *imageTile) counted(height, width value) value {
	all := i32Mul(t.grid["kernelH"], t.grid["kernelW"])
	return t.f.let(f32x4ConvertU(i32x4Splat(i32Select(all, i32Mul(height, width), t.zeros))))
}

func addAvgPool(m *module) {
	addImageTile(m, "avg_pool", func(t *imageTile) {
		f, x := t.f, t.f.newLocal(i32)
		t.windows(func(first, height, width value) {
			n := t.counted(height, width)
			f.set(x, i32Add(t.x, words32(first)))
			t.channels([]value{t.y, x}, func(l *lanes) {
				sum := f.let(f.splat(0))
				t.pixels(x, height, width, func(at value) { f.set(sum, f32x4Add(sum, l.load(at))) })
				l.store(t.y, f32x4Div(sum, n))
			})
		})
		f.set(t.x, i32Add(t.x, words32(t.xSize)))
	})
}

// addAvgPoolBackward adds the way back, from x, the gradient of the means, to y.
func addAvgPoolBackward(m *module) {
	fill := m.exported("fill")
	addImageTile(m, "avg_pool_backward", func(t *imageTile) {
		f, y := t.f, t.f.newLocal(i32)
		f.call(fill, t.y, t.ySize, real(0))
		t.windows(func(first, height, width value) {
			n := t.counted(height, width)
			f.set(y, i32Add(t.y, words32(first)))
			t.channels([]value{t.x, y}, func(l *lanes) {
				share := f.let(f32x4Div(l.load(t.x), n))
				t.pixels(y, height, width, func(at value) { l.store(at, f32x4Add(l.load(at), share)) })
			})
		})
		f.set(t.y, i32Add(t.y, words32(t.ySize)))
	})
}

// addIndexed adds a pass that clears an image y and then puts the numbers of x to their places.
func addIndexed(m *module, name string, put func(t *imageTile, at value)) {
	fill := m.exported("fill")
	addImageTile(m, name, func(t *imageTile) {
		f := t.f
		count, at := f.newLocal(i32), f.newLocal(i32)
		f.call(fill, t.y, t.ySize, real(0))
		f.counted(count, t.xSize, func() {
			f.set(at, loadWord(t.index, 0))
			put(t, at)
			f.inc(t.index, 4)
			f.inc(t.x, 4)
		})
		f.set(t.y, i32Add(t.y, words32(t.ySize)))
	})
}

func addIndexGet(m *module) {
	addImageTile(m, "index_get", func(t *imageTile) {
		f := t.f
		count := f.newLocal(i32)
		f.counted(count, t.ySize, func() {
			f.storeReal(t.y, 0, loadReal(i32Add(t.x, words32(loadWord(t.index, 0))), 0))
			f.inc(t.index, 4)
			f.inc(t.y, 4)
		})
		f.set(t.x, i32Add(t.x, words32(t.xSize)))
	})
}

func addUpsample(m *module) {
	addImageTile(m, "upsample", func(t *imageTile) {
		f, g := t.f, t.grid
		rows, cols, again, from, line := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
		bytes := f.let(words32(i32Mul(i32Mul(g["W"], g["kernelW"]), g["C"])))
		f.counted(rows, g["H"], func() {
			f.set(line, t.y)
			f.counted(cols, g["W"], func() {
				f.counted(again, g["kernelW"], func() {
					f.set(from, t.x)
					t.channels([]value{t.y, from}, func(l *lanes) { l.store(t.y, l.load(from)) })
				})
				f.set(t.x, from)
			})
			f.counted(again, i32Sub(g["kernelH"], number(1)), func() {
				f.copy(t.y, line, bytes)
				f.set(t.y, i32Add(t.y, bytes))
			})
		})
	})
}

func addUpsampleBackward(m *module) {
	addImageTile(m, "upsample_backward", func(t *imageTile) {
		f, g := t.f, t.grid
		rows, cols, across, down := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
		x, column, from := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
		pixel := f.let(words32(g["C"]))
		block := f.let(i32Mul(pixel, g["kernelW"]))
		line := f.let(i32Mul(block, g["W"]))
		rest := f.let(i32Mul(line, i32Sub(g["kernelH"], number(1))))
		f.counted(rows, g["H"], func() {
			f.counted(cols, g["W"], func() {
				f.set(x, t.x)
				t.channels([]value{t.y, x}, func(l *lanes) {
					sum := f.let(f.splat(0))
					f.set(column, x)
					f.counted(across, g["kernelW"], func() {
						f.set(from, column)
						s := l.load(from)
						f.counted(down, i32Sub(g["kernelH"], number(1)), func() {
							f.set(from, i32Add(from, line))
							f.set(s, f32x4Add(s, l.load(from)))
						})
						f.set(sum, f32x4Add(sum, s))
						f.set(column, i32Add(column, pixel))
					})
					l.store(t.y, sum)
				})
				f.set(t.x, i32Add(t.x, block))
			})
			f.set(t.x, i32Add(t.x, rest))
		})
	})
}
