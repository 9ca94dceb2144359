package train

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"slices"

	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/littleendian"
	"bottleneck/core/recipe"
)

// A checkpoint is everything that decides how a run goes on: magic (8 bytes),
// CRC-32 of the rest (4), then the fields of Run.state in their order,
// little-endian, arrays behind their length. It belongs to the recipe that made
// it, or to one that differs only in changes from the checkpoint's step on; Restore
// into a run of another shape, or of other changes before, is refused.
//
// encoding/binary would do the same by reflection, and 20 KB more to download.
const checkpointMagic = "bnckpt\x00\x04"

const checkpointHead = len(checkpointMagic) + 4

// CheckpointHead is how many bytes of a checkpoint are enough for CheckpointSum and CheckpointStep.
const CheckpointHead = checkpointHead + 8

// codec writes the state of a run, or reads it. One list of fields serves both
// (state), so they cannot disagree. What lies elsewhere passes through it piece
// after piece: of a large network two copies would be too many.
type codec struct {
	b       []byte // written and not put yet, or read and not taken yet
	reading bool
	arrays  arrays
	passed  int   // writing lengths: bytes that the arrays would have
	bad     error // what did not fit, when reading

	put     func(p []byte)         // writing: takes what is there; nil: all stays in b
	read    func(p []byte, at int) // reading: fills p with bytes from at on; nil: all is in b
	at      int                    // reading: of the next piece
	size    int                    // where the last one ends
	through []byte
}

// pieceBytes is the most bytes that are anywhere but in the run and where its checkpoint lies.
const pieceBytes = 256 << 10

// arrays says what a codec does with the large ones.
type arrays int

const (
	whole   arrays = iota // pass them
	checked               // reading: past them, without taking them
	lengths               // pass how long they are, and nothing of them
)

// Checkpoint returns the state of the run, or nil where a weight is not a
// finite number: such a state is not worth going back to.
func (r *Run) Checkpoint() []byte { return r.AppendCheckpoint(nil) }

// AppendCheckpoint is Checkpoint in the memory of dst, whose content is lost: of a
// large network two at once may be too many.
func (r *Run) AppendCheckpoint(dst []byte) []byte {
	r.unroll()
	if !r.Finite() {
		return nil
	}
	c := codec{b: append(slices.Grow(dst[:0], r.CheckpointRoom()), checkpointMagic+"0000"...)}
	r.state(&c)
	binary.LittleEndian.PutUint32(c.b[len(checkpointMagic):], crc32.ChecksumIEEE(c.b[checkpointHead:]))
	return c.b
}

// CheckpointSize is how many bytes a checkpoint of this moment has.
func (r *Run) CheckpointSize() int {
	c := codec{arrays: lengths}
	r.state(&c)
	return checkpointHead + len(c.b) + c.passed
}

// WriteCheckpoint is Checkpoint for a place outside of the heap, of CheckpointSize
// bytes: put gets it in pieces, each with where it belongs. It returns the checksum,
// as CheckpointSum does, and false, without a piece, where a weight is not a finite number.
func (r *Run) WriteCheckpoint(put func(at int, p []byte)) (sum uint32, ok bool) {
	r.unroll()
	if !r.Finite() {
		return 0, false
	}
	at := checkpointHead
	c := codec{b: make([]byte, 0, pieceBytes), put: func(p []byte) {
		sum = crc32.Update(sum, crc32.IEEETable, p)
		put(at, p)
		at += len(p)
	}}
	r.state(&c)
	c.flush(1)
	put(0, binary.LittleEndian.AppendUint32([]byte(checkpointMagic), sum))
	return sum, true
}

// Finite says whether all weights are finite numbers, as those of a run that has diverged may not be.
func (r *Run) Finite() bool {
	n := kernel.SumSquares(r.model.Values)
	return !math.IsNaN(n) && !math.IsInf(n, 0)
}

// CheckpointRoom is about how many bytes a checkpoint takes, and seldom less.
func (r *Run) CheckpointRoom() int {
	return 1024 + 4*(3*len(r.model.Values)+r.train.N+len(r.losses.losses)+r.test.N+(4+2*len(r.prices))*maxCurve)
}

// Restore puts the run into the state of a checkpoint; it then goes on bit for
// bit as the run that wrote it. On an error the run is as it was.
func (r *Run) Restore(b []byte) error {
	return r.RestoreFrom(len(b), func(p []byte, at int) { copy(p, b[at:]) })
}

// RestoreFrom is Restore from size bytes that lie outside of the heap: read fills p
// with those from at on.
func (r *Run) RestoreFrom(size int, read func(p []byte, at int)) error {
	through := make([]byte, pieceBytes)
	head := through[:checkpointHead]
	if size >= checkpointHead {
		read(head, 0)
	}
	if size < checkpointHead || string(head[:len(checkpointMagic)]) != checkpointMagic {
		return fact.About("train: checkpoint", "checkpoint_foreign")
	}
	want, sum := CheckpointSum(head), uint32(0)
	for at := checkpointHead; at < size; at += pieceBytes {
		p := through[:min(pieceBytes, size-at)]
		read(p, at)
		sum = crc32.Update(sum, crc32.IEEETable, p)
	}
	if sum != want {
		return fact.About("train: checkpoint", "checkpoint_damaged")
	}
	r.unroll()
	// What fits is found out first: there is no second copy of the weights to go back to.
	before := codec{arrays: lengths}
	r.state(&before)
	body := codec{reading: true, arrays: checked, read: read, at: checkpointHead, size: size, through: through}
	c := body
	r.state(&c)
	if n := c.left(); c.bad == nil && n > 0 {
		c.bad = fact.New("checkpoint_too_long", "bytes", n)
	}
	if c.bad == nil {
		body.arrays = whole
		r.state(&body)
		return nil
	}
	r.state(&codec{b: before.b, reading: true, arrays: lengths})
	return fact.About("train: checkpoint", "checkpoint_of_another_run", "parameters", len(r.model.Values), "images", r.train.N, "why", c.bad)
}

// state passes every field that decides how the run goes on through c.
func (r *Run) state(c *codec) {
	t, m, v := r.optimizer.State()
	c.integer(&r.step)
	c.integer(&r.losses.n)
	c.integer(&r.order.next)
	c.integer(&t)
	c.settings(r.recipe, r.step)
	c.float(&r.latest.TestLoss)
	c.float(&r.latest.TestMSE)
	c.float(&r.latest.InputMSE)
	c.float(&r.latest.CodeMean)
	c.float(&r.latest.CodeActive)
	c.integer(&r.latest.DeadUnits)
	c.float(&r.latest.KL)
	c.float(&r.latest.Jacobian)
	c.float(&r.stopping.best)
	c.integer(&r.stopping.epoch)
	c.pcg(r.order.source)
	c.pcg(r.noiseKeys)
	numbers(c, "weights", r.model.Values)
	numbers(c, "optimizer state", m)
	numbers(c, "optimizer state", v)
	numbers(c, "order", r.order.perm)
	numbers(c, "losses", r.losses.losses)
	numbers(c, "test errors", r.testErrors)
	c.series(&r.trainCurve)
	c.series(&r.testCurve)
	if r.pre != nil {
		c.float(&r.pre.activity)
		c.float(&r.latest.FreeEnergyGap)
		if r.pre.layer(r.step) >= 0 {
			numbers(c, "velocities", r.pre.net.Velocity())
		}
	}
	if !c.reading || c.left() > 0 { // a checkpoint without loads may end here
		c.integer(&r.loads.N)
		c.integer(&r.loads.First)
		c.integer(&r.loads.Latest)
	} else if c.arrays != checked {
		r.loads = Loads{}
	}
	for i := range r.prices { // nor has an earlier one prices
		p := &r.prices[i]
		if !c.reading || c.left() > 0 {
			c.series(&p.series)
		}
		if c.reading && c.arrays != checked && (c.bad != nil || p.unlike(&r.trainCurve)) {
			p.forget(&r.trainCurve)
		}
	}
	if c.reading {
		r.optimizer.SetSteps(t)
		r.watched = r.recipe.InForce(r.step - 1).Noise
		r.follow()
	}
}

// settings passes what the latest step, if there is one, was made with. Of a run with the same past it is the same: what changes
// after this step is the recipe's to say.
func (c *codec) settings(r recipe.Recipe, step int) {
	made := r.InForce(step - 1)
	rate, pretrainRate, kind, amount := made.LearningRate, made.PretrainLearningRate, made.Noise.Kind, made.Noise.Amount
	c.float(&rate)
	c.float(&pretrainRate)
	c.text(&kind)
	c.float(&amount)
	if c.bad != nil || step == 0 {
		return
	}
	found := made
	found.LearningRate, found.PretrainLearningRate, found.Noise = rate, pretrainRate, recipe.Noise{Kind: kind, Amount: amount}
	for _, name := range []string{"learning_rate", "pretrain_learning_rate", "noise"} {
		if is, want := found.Get(name), made.Get(name); is != want {
			c.fail(fact.About(name, "checkpoint_setting_differs", "found", is, "expected", want, "step", step))
			return
		}
	}
}

// word passes one 64-bit word.
func (c *codec) word(v uint64) uint64 {
	if !c.reading {
		c.b = binary.LittleEndian.AppendUint64(c.b, v)
		return v
	}
	if c.left() < 8 {
		c.fail(fact.New("checkpoint_cut_off"))
		return 0
	}
	return binary.LittleEndian.Uint64(c.next(8))
}

// left is how many bytes there are to be read.
func (c *codec) left() int { return len(c.b) + c.size - c.at }

// next takes the next n bytes, of which there are as many: at most pieceBytes.
func (c *codec) next(n int) []byte {
	if len(c.b) < n {
		rest := copy(c.through, c.b)
		c.b = c.through[:min(len(c.through), rest+c.size-c.at)]
		c.read(c.b[rest:], c.at)
		c.at += len(c.b) - rest
	}
	b := c.b[:n]
	c.b = c.b[n:]
	return b
}

// skip passes the next n bytes, of which there are as many.
func (c *codec) skip(n int) {
	here := min(n, len(c.b))
	c.b = c.b[here:]
	c.at += n - here
}

// flush puts what is written, if that is so much.
func (c *codec) flush(least int) {
	if c.put != nil && len(c.b) >= least {
		c.put(c.b)
		c.b = c.b[:0]
	}
}

func (c *codec) fail(err error) {
	if c.bad == nil {
		c.bad = err
	}
	c.b, c.at = nil, c.size
}

func (c *codec) integer(v *int)   { *v = int(c.word(uint64(*v))) }
func (c *codec) float(v *float64) { *v = math.Float64frombits(c.word(math.Float64bits(*v))) }

// has says whether n items of size bytes are there to be read, as many as expected.
func (c *codec) has(name string, n, expected, size int) bool {
	switch {
	case c.bad != nil:
	case n != expected:
		c.fail(fact.About(name, "checkpoint_array_differs", "found", n, "expected", expected))
	case c.left() < n*size:
		c.fail(fact.About(name, "checkpoint_cut_off"))
	}
	return c.bad == nil
}

// numbers passes an array, of which the length is not the checkpoint's to say.
func numbers[T littleendian.Number](c *codec, name string, v []T) {
	n := int(c.word(uint64(len(v))))
	switch {
	case c.arrays == lengths:
		c.passed += 4 * len(v)
		return
	case c.reading && !c.has(name, n, len(v), 4):
		return
	case c.reading && c.arrays == checked:
		c.skip(4 * n)
		return
	}
	c.flush(1)
	for len(v) > 0 {
		piece := v[:min(len(v), pieceBytes/4)]
		v = v[len(piece):]
		if c.reading {
			littleendian.Read(piece, c.next(4*len(piece)))
			continue
		}
		c.b = littleendian.Append(c.b, piece)
		c.flush(pieceBytes)
	}
}

// text passes a short word, padded to 16 bytes.
func (c *codec) text(s *string) {
	var pad [16]byte
	copy(pad[:], *s)
	hi := c.word(binary.LittleEndian.Uint64(pad[:8]))
	lo := c.word(binary.LittleEndian.Uint64(pad[8:]))
	binary.LittleEndian.PutUint64(pad[:8], hi)
	binary.LittleEndian.PutUint64(pad[8:], lo)
	n := 0
	for n < len(pad) && pad[n] != 0 {
		n++
	}
	*s = string(pad[:n])
}

// pcg passes the state of a generator: 20 bytes, in 24.
func (c *codec) pcg(p *rand.PCG) {
	var pad [24]byte
	b, err := p.MarshalBinary()
	if err != nil || len(b) != 20 {
		panic("BUG: train: the state of a PCG is not 20 bytes")
	}
	copy(pad[:], b)
	for i := 0; i < len(pad); i += 8 {
		binary.LittleEndian.PutUint64(pad[i:], c.word(binary.LittleEndian.Uint64(pad[i:])))
	}
	if c.reading && c.bad == nil {
		if err := p.UnmarshalBinary(pad[:20]); err != nil {
			c.fail(err)
		}
	}
}

func (c *codec) series(s *series) {
	c.integer(&s.width)
	c.integer(&s.n)
	c.float(&s.sum)
	n := int(c.word(uint64(len(s.points))))
	if !c.reading {
		for _, p := range s.points {
			c.b = binary.LittleEndian.AppendUint32(c.b, uint32(p.Step))
			c.b = binary.LittleEndian.AppendUint32(c.b, math.Float32bits(p.Loss))
		}
		return
	}
	s.points = s.points[:0]
	if !c.has("curve", n, min(max(n, 0), maxCurve), 8) {
		return
	}
	for range n {
		b := c.next(8)
		s.points = append(s.points, Point{
			Step: int32(binary.LittleEndian.Uint32(b)),
			Loss: math.Float32frombits(binary.LittleEndian.Uint32(b[4:])),
		})
	}
}

// CheckpointSum is the checksum that stands in the head of a checkpoint; 0 of what is too short to have one.
func CheckpointSum(b []byte) uint32 {
	if len(b) < checkpointHead {
		return 0
	}
	return binary.LittleEndian.Uint32(b[len(checkpointMagic):])
}

// CheckpointStep is the step of a checkpoint; 0 of what is too short to have one.
func CheckpointStep(b []byte) int {
	if len(b) < CheckpointHead {
		return 0
	}
	return int(binary.LittleEndian.Uint64(b[checkpointHead:]))
}
