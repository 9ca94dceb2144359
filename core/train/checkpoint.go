package train

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"bottleneck/core/kernel"
	"bottleneck/core/wire"
)

// A checkpoint is everything that decides how a run goes on:
//
//	magic   8 bytes
//	sha256  32 bytes, of the rest
//	state   fixed fields, then arrays, little-endian, in the order of write
//
// It belongs to the recipe that made it; Restore into a run of another shape is
// refused.
const checkpointMagic = "bnckpt\x00\x01"

// fixed is the part of a checkpoint that has a fixed size.
type fixed struct {
	Params, Images, Window, TrainPoints, TestPoints    uint32
	Step, OptimizerSteps, Next, LossesSeen             uint64
	LearningRate, Noise                                float64
	NoiseKind                                          [16]byte // padded with zeros
	TrainWidth, TrainOpen, TestWidth, TestOpen         uint32
	TrainSum, TestSum, TestLoss, TestMSE, TestInputMSE float64
	Order, NoiseKeys                                   [pcgSize]byte
}

const pcgSize = 20 // of rand.PCG's MarshalBinary

// Checkpoint returns the state of the run, or nil where a weight is not a
// finite number: such a state is not worth going back to.
func (r *Run) Checkpoint() []byte {
	if n := kernel.SumSquares(r.model.Values); math.IsNaN(n) || math.IsInf(n, 0) {
		return nil
	}
	t, m, v := r.optimizer.State()
	f := fixed{
		Params: uint32(len(r.model.Values)), Images: uint32(r.train.N), Window: uint32(len(r.losses.losses)),
		TrainPoints: uint32(len(r.trainCurve.points)), TestPoints: uint32(len(r.testCurve.points)),
		Step: uint64(r.step), OptimizerSteps: uint64(t), Next: uint64(r.order.next), LossesSeen: uint64(r.losses.n),
		LearningRate: r.recipe.LearningRate, Noise: r.recipe.Noise.Amount,
		TrainWidth: uint32(r.trainCurve.width), TrainOpen: uint32(r.trainCurve.n), TrainSum: r.trainCurve.sum,
		TestWidth: uint32(r.testCurve.width), TestOpen: uint32(r.testCurve.n), TestSum: r.testCurve.sum,
		TestLoss: r.latest.TestLoss, TestMSE: r.latest.TestMSE, TestInputMSE: r.latest.InputMSE,
	}
	copy(f.NoiseKind[:], r.recipe.Noise.Kind)
	marshalPCG(f.Order[:], r.order.source)
	marshalPCG(f.NoiseKeys[:], r.noiseKeys)

	var b bytes.Buffer
	b.Grow(binary.Size(f) + 4*(3*len(r.model.Values)+r.train.N+len(r.losses.losses)+r.test.N) + 40)
	b.WriteString(checkpointMagic)
	b.Write(make([]byte, sha256.Size))
	for _, part := range r.state(&f, m, v) {
		if err := binary.Write(&b, binary.LittleEndian, part); err != nil {
			panic("BUG: train: checkpoint: " + err.Error())
		}
	}
	out := b.Bytes()
	head := len(checkpointMagic)
	sum := sha256.Sum256(out[head+sha256.Size:])
	copy(out[head:], sum[:])
	return out
}

// state lists the parts of a checkpoint, in the order of the file.
func (r *Run) state(f *fixed, m, v []float32) []any {
	return []any{f, r.model.Values, m, v, r.order.perm, r.losses.losses,
		r.trainCurve.points, r.testCurve.points, r.testErrors}
}

// Restore puts the run into the state of a checkpoint; it then goes on bit for
// bit as the run that wrote it. On an error the run is as it was.
func (r *Run) Restore(b []byte) error {
	head := len(checkpointMagic) + sha256.Size
	if len(b) < head || string(b[:len(checkpointMagic)]) != checkpointMagic {
		return errors.New("train: checkpoint: these are not the bytes of a checkpoint")
	}
	body := b[head:]
	if sum := sha256.Sum256(body); !bytes.Equal(sum[:], b[len(checkpointMagic):head]) {
		return errors.New("train: checkpoint: damaged: its checksum does not fit its contents")
	}
	var f fixed
	n, err := binary.Decode(body, binary.LittleEndian, &f)
	if err != nil {
		return fmt.Errorf("train: checkpoint: %w", err)
	}
	if int(f.Params) != len(r.model.Values) || int(f.Images) != r.train.N || int(f.Window) != len(r.losses.losses) ||
		f.TrainPoints > maxCurve || f.TestPoints > maxCurve {
		return fmt.Errorf("train: checkpoint: of a run with %d parameters on %d images, this one has %d on %d",
			f.Params, f.Images, len(r.model.Values), r.train.N)
	}
	_, m, v := r.optimizer.State()
	trainPoints, testPoints := r.trainCurve.points, r.testCurve.points
	r.trainCurve.points, r.testCurve.points = trainPoints[:f.TrainPoints], testPoints[:f.TestPoints]
	parts := r.state(&f, m, v)[1:]
	size := 0
	for _, part := range parts {
		size += binary.Size(part)
	}
	body = body[n:]
	if size != len(body) {
		r.trainCurve.points, r.testCurve.points = trainPoints, testPoints
		return fmt.Errorf("train: checkpoint: %d bytes of arrays found, %d expected", len(body), size)
	}
	for _, part := range parts {
		n, err := binary.Decode(body, binary.LittleEndian, part)
		if err != nil {
			panic("BUG: train: checkpoint: " + err.Error())
		}
		body = body[n:]
	}
	r.restoreFixed(&f)
	return nil
}

func (r *Run) restoreFixed(f *fixed) {
	r.step, r.losses.n, r.order.next = int(f.Step), int(f.LossesSeen), int(f.Next)
	r.optimizer.SetSteps(int(f.OptimizerSteps))
	r.SetLearningRate(f.LearningRate)
	r.SetNoise(string(bytes.TrimRight(f.NoiseKind[:], "\x00")), f.Noise)
	r.trainCurve.width, r.trainCurve.n, r.trainCurve.sum = int(f.TrainWidth), int(f.TrainOpen), f.TrainSum
	r.testCurve.width, r.testCurve.n, r.testCurve.sum = int(f.TestWidth), int(f.TestOpen), f.TestSum
	r.latest = wire.Metrics{TestLoss: f.TestLoss, TestMSE: f.TestMSE, InputMSE: f.TestInputMSE}
	if err := r.order.source.UnmarshalBinary(f.Order[:]); err != nil {
		panic("BUG: train: checkpoint: " + err.Error())
	}
	if err := r.noiseKeys.UnmarshalBinary(f.NoiseKeys[:]); err != nil {
		panic("BUG: train: checkpoint: " + err.Error())
	}
}

func marshalPCG(dst []byte, p interface{ MarshalBinary() ([]byte, error) }) {
	b, err := p.MarshalBinary()
	if err != nil || len(b) != len(dst) {
		panic("BUG: train: the state of a PCG is not 20 bytes")
	}
	copy(dst, b)
}
