package kernels

import (
	"slices"

	"bottleneck/core/kernel/job"
)

// A long call is shared between threads as a job. The leader, who runs Go, describes it in a block of words
// (job.Sequence and so on), opens its tiles and gives it the next number. Helpers run the same module on the same
// memory, in the loop of thread; they see the number change and take tiles, as the leader does, each
// from another place in the job on. A tile is taken and finished by an atomic exchange of its word, which
// has the job's number in it: a thread that comes late finds the number wrong and leaves all as it is.
//
// The leader returns when all tiles are done. Those that a helper has taken it waits for, and for one that is dead or
// stuck not longer than its patience: then that helper is lost, and so is the job.

// word is the offset of a word of the block.
func word(index int) int { return 4 * index }

// states are the codes of a tile's word.
func taken(sequence, by value) value { return i32Or(i32Shl(sequence, number(5)), by) }

const sequenceMask = 1<<26 - 1

// addThreads exports run, alone, thread and dismiss.
func addThreads(m *module) {
	for _, name := range job.Vectors {
		addVectorTile(m, name)
	}
	tile := addTile(m)
	work := addWork(m, tile)
	addRun(m, tile, work)
	addAlone(m, tile)

	f := m.public("thread") // thread(block, id) helps until it is dismissed or lost
	p := f.pointers(2)
	block, id := p[0], p[1]
	seen, now, count, more := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	f.repeat(func() value {
		f.set(more, number(1))
		f.spin(block, job.Linger, count, func() value {
			f.set(now, atomicLoad(block, word(job.Sequence)))
			return i32Eq(now, seen)
		})
		f.either(i32Eq(now, seen), func() {
			f.atomicAdd(block, word(job.Sleepers), 1)
			f.wait(block, word(job.Sequence), seen, -1)
		}, func() {
			f.set(seen, now)
			f.either(i32Eq(now, number(-1)), func() { f.set(more, number(0)) }, func() {
				f.when(i32LtU(id, loadWord(block, word(job.Threads))), func() {
					f.set(more, f.ask(work, block, id, now))
				})
			})
		})
		return more
	})

	f = m.public("dismiss") // dismiss(block) sends the helpers home
	block = f.param(i32)
	f.atomicStore(block, word(job.Sequence), number(-1))
	f.notify(block, word(job.Sequence), -1)
}

// spin repeats look as long as its value is not 0, and not more often than a word of the block says.
func (f *fn) spin(block value, most int, count value, look func() value) {
	f.set(count, loadWord(block, word(most)))
	f.repeat(func() value {
		f.inc(count, -1)
		return i32And(look(), i32Ne(count, number(0)))
	})
}

// addWork adds work(block, id, sequence), which takes and computes tiles of a job as long as there are any. Its result is
// 0 if it was given up in the meantime.
func addWork(m *module, tile *fn) *fn {
	f := m.add("work")
	p := f.pointers(3)
	block, id, sequence := p[0], p[1], p[2]
	tiles := f.let(smaller(loadWord(block, word(job.Tiles)), number(job.MaxTiles)))
	index := f.let(i32DivU(i32Mul(tiles, id), loadWord(block, word(job.Threads))))
	f.set(index, i32Select(index, number(0), i32LtU(index, tiles))) // the block may be changing: then no tile is open
	count := f.let(tiles)
	open := f.let(taken(sequence, number(job.Open)))
	mine := f.let(taken(sequence, i32Add(id, number(1))))
	done := f.let(taken(sequence, number(job.Done)))
	kept := f.let(number(1))
	state := f.newLocal(i32)
	f.times(count, func() {
		f.set(state, i32Add(block, i32Shl(index, number(2))))
		const offset = 4 * job.States
		f.when(i32Eq(atomicLoad(state, offset), open), func() {
			f.when(i32Eq(atomicSwap(state, offset, open, mine), open), func() {
				f.call(tile, block, id, index)
				f.either(i32Eq(atomicSwap(state, offset, mine, done), mine), func() {
					f.when(atomicLoad(block, word(job.Waiting)), func() { f.notify(state, offset, 1) })
				}, func() {
					f.set(kept, number(0))
					f.set(count, number(1))
				})
			})
		})
		f.inc(index, 1)
		f.when(i32GeU(index, tiles), func() { f.set(index, number(0)) })
	})
	f.result(kept)
	return f
}

// addRun exports run(block), the leader's part. Its result has a bit for each helper that is lost.
func addRun(m *module, tile, work *fn) {
	f := m.public("run")
	block := f.param(i32)
	sequence := f.let(i32And(i32Add(loadWord(block, word(job.Sequence)), number(1)), number(sequenceMask)))
	open := f.let(taken(sequence, number(job.Open)))
	done := f.let(taken(sequence, number(job.Done)))
	tiles := f.let(smaller(loadWord(block, word(job.Tiles)), number(job.MaxTiles)))
	const offset = 4 * job.States
	count, spins, rounds, found := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	state, lost := f.newLocal(i32), f.newLocal(i32)

	f.set(count, tiles)
	f.set(state, block)
	f.times(count, func() {
		f.atomicStore(state, offset, open)
		f.inc(state, 4)
	})
	// Who went to sleep is woken once, though it may take long until a processor is free for it: waking costs
	// some microseconds. Taken before the new number is given, so that nobody sleeps through two jobs.
	f.set(found, atomicTake(block, word(job.Sleepers)))
	f.atomicStore(block, word(job.Sequence), sequence)
	f.when(found, func() { f.notify(block, word(job.Sequence), -1) })
	f.drop(f.ask(work, block, number(0), sequence))

	look := func() value {
		f.set(found, atomicLoad(state, offset))
		return i32Ne(found, done)
	}
	f.set(count, tiles)
	f.set(state, block)
	f.times(count, func() {
		f.spin(block, job.Spin, spins, look)
		f.when(i32Ne(found, done), func() {
			f.storeWord(block, word(job.Slept), i32Add(loadWord(block, word(job.Slept)), number(1)))
			f.atomicStore(block, word(job.Waiting), number(1))
			f.set(rounds, i32Add(loadWord(block, word(job.Patience)), number(1)))
			f.repeat(func() value { // many short rounds: a machine that was asleep loses one of them only
				f.inc(rounds, -1)
				f.when(rounds, func() { f.wait(state, offset, found, 100e6) })
				return i32And(look(), i32Ne(rounds, number(0)))
			})
			f.atomicStore(block, word(job.Waiting), number(0))
			f.when(i32Ne(found, done), func() {
				f.when(i32Eq(atomicSwap(state, offset, found, done), found), func() {
					f.set(lost, i32Or(lost, i32Shl(number(1), i32Sub(i32And(found, number(31)), number(1)))))
				})
			})
		})
		f.inc(state, 4)
	})
	f.result(lost)
}

// addAlone exports alone(block), which computes all tiles on the thread that calls it.
func addAlone(m *module, tile *fn) {
	f := m.public("alone")
	block := f.param(i32)
	index := f.newLocal(i32)
	f.repeat(func() value {
		f.call(tile, block, number(0), index)
		f.inc(index, 1)
		return i32LtU(index, loadWord(block, word(job.Tiles)))
	})
}

// addTile adds tile(block, thread, index), which computes a tile of the block's job.
func addTile(m *module) *fn {
	f := m.add("tile")
	p := f.pointers(3)
	var cases []func()
	for _, name := range slices.Concat(job.Products[:], job.Vectors[:], job.Patches[:], job.Passes[:], job.Rows[:]) {
		cases = append(cases, func() { f.call(m.tiles[name], p...) })
	}
	f.choose(loadWord(p[0], word(job.Op)), cases...)
	return f
}

// addProductTile adds the function that computes a tile of a product: a part of c of the block's height and width,
// smaller at the right and lower edge.
func addProductTile(mod *module, name string, kind product, part *fn) {
	f := mod.add(name + " tile")
	p := f.pointers(3)
	block, thread, index := p[0], p[1], p[2]
	var args [10]value
	for i := range args {
		args[i] = f.let(loadWord(block, word(job.Args+i)))
	}
	c, a, b, m, n, k, acc := args[0], args[1], args[2], args[3], args[4], args[5], args[6]
	height, width, across := args[7], args[8], args[9]
	row := f.let(i32DivU(index, across))
	col := f.let(i32Mul(i32Sub(index, i32Mul(row, across)), width))
	f.set(row, i32Mul(row, height))
	scratch := i32Add(loadWord(block, word(job.Scratch)), i32Mul(thread, number(job.ScratchBytes)))
	from := func(x, i value) value { return i32Add(x, i32Shl(i, number(2))) }
	aRow, bCol := row, col
	if kind.byRows {
		aRow = i32Mul(row, k)
	}
	if kind.transposedB {
		bCol = i32Mul(col, k)
	}
	f.call(part, from(c, i32Add(i32Mul(row, n), col)), from(a, aRow), from(b, bCol), smaller(height, i32Sub(m, row)),
		smaller(width, i32Sub(n, col)), k, acc, scratch, m, n)
	mod.tiles[name] = f
}

// addVectorTile adds the function that computes a tile of an export whose parameters are vectors, their length, a
// flag perhaps, and numbers.
func addVectorTile(m *module, name string) {
	whole := m.exported(name)
	integers := slices.Index(whole.params, f32)
	if integers < 0 {
		integers = len(whole.params)
	}
	vectors := integers - 1
	if name == "momentum" {
		vectors--
	}
	f := m.add(name + " tile")
	p := f.pointers(3)
	block := p[0]
	length := f.let(loadWord(block, word(job.VectorTile)))
	from := f.let(i32Mul(p[2], length))
	var args []value
	for i := range vectors {
		skip := i32Shl(from, number(2))
		if name == "cross_entropy_terms" && i == vectors-1 { // four for a block
			skip = i32Shl(i32DivU(from, number(termBlock)), number(4))
		}
		args = append(args, i32Add(loadWord(block, word(job.Args+i)), skip))
	}
	args = append(args, smaller(length, i32Sub(loadWord(block, word(job.VectorN)), from)))
	if integers > len(args) {
		args = append(args, loadWord(block, word(job.VectorFlag)))
	}
	for i := range len(whole.params) - integers {
		args = append(args, loadReal(block, word(job.Numbers+i)))
	}
	f.call(whole, args...)
	m.tiles[name] = f
}
