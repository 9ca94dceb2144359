package session

import (
	"errors"
	"math"

	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/littleendian"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// rows reads the request's buffer as n rows of dim values. unit asks for values in [0,1], else they are finite.
func (s *Session) rows(q *request, dim int, unit bool) ([]float32, int, error) {
	if len(q.buffers) != 1 {
		return nil, 0, errNoBuffer
	}
	return s.rowsOf(q, 0, dim, unit)
}

// rowsOf reads one of its buffers.
func (s *Session) rowsOf(q *request, buffer, dim int, unit bool) ([]float32, int, error) {
	b, op := q.buffers[buffer], string(q.Op)
	n := len(b) / (4 * dim)
	switch {
	case len(b)%4 != 0 || n == 0 || n*4*dim != len(b):
		return nil, 0, fact.About(op, "rows_broken", "bytes", len(b), "dim", dim)
	case q.N != 0 && q.N != n:
		return nil, 0, fact.About(op, "rows_differ", "rows", n, "dim", dim, "expected", q.N)
	case int64(len(b)) > s.device.Budget/16:
		return nil, 0, fact.About(op, "rows_too_many", "rows", n, "most", s.device.Budget/16/int64(4*dim))
	}
	x := make([]float32, n*dim)
	littleendian.Read(x, b)
	for i := range x {
		if !(x[i] >= 0 && x[i] <= 1) && (unit || !finite(x[i])) {
			if unit {
				return nil, 0, fact.About(op, "value_not_in_unit", "row", i/dim, "number", i%dim, "found", x[i])
			}
			return nil, 0, fact.About(op, "value_not_finite", "row", i/dim, "number", i%dim, "found", x[i])
		}
	}
	return x, n, nil
}

// pixels tells whether inputs are pixels, which lie in [0,1]; those of a table need not.
func (s *Session) pixels() bool { return s.run == nil || s.run.Test().Values == nil }

// bounded tells whether what the network is to see lies in [0,1]: pixels, unless dropout scales what it leaves of them.
func (s *Session) bounded() bool { return s.pixels() && s.inForce().Noise.Kind != "dropout" }

// inForce is the recipe with the values in force at the moment that is seen; without a run the recipe of an empty link.
func (s *Session) inForce() recipe.Recipe {
	if s.run == nil {
		return recipe.Default()
	}
	if seen, err := s.seen(); err == nil {
		return seen.InForce()
	}
	return s.run.InForce()
}

func (s *Session) answerRows(q *request, x []float32, n int) {
	s.answer(q, reply{Reply: wire.Reply{N: n, Dim: len(x) / n}}, littleendian.Append(nil, x))
}

func encode(s *Session, q *request) error {
	run, err := s.seen()
	if err != nil {
		return err
	}
	m := run.Model()
	x, n, err := s.rows(q, m.Dim(), s.bounded())
	if err != nil {
		return err
	}
	z := make([]float32, n*m.Latent())
	m.Encode(z, x, n)
	s.answerRows(q, z, n)
	return nil
}

func decode(s *Session, q *request) error {
	run, err := s.seen()
	if err != nil {
		return err
	}
	m := run.Model()
	if len(q.buffers) != 1 && len(q.buffers) != 2 {
		return errNoBuffer
	}
	z, n, err := s.rowsOf(q, 0, m.Latent(), false)
	if err != nil {
		return err
	}
	y := make([]float32, n*m.Dim())
	if len(q.buffers) == 1 {
		m.Decode(y, z, n)
		s.answerRows(q, y, n)
		return nil
	}
	s.touched = s.host.Now()                      // a hand is at the code, and waits
	x, one, err := s.rowsOf(q, 1, m.Dim(), false) // of a code that is chosen it is an output, which a linear layer leaves in no bounds
	if err != nil {
		return err
	}
	if one != 1 {
		return fact.About(string(q.Op), "input_alone_wanted", "inputs", one)
	}
	of := make([]float32, len(y))
	for i := range n {
		copy(of[i*len(x):], x)
	}
	m.DecodeOf(y, z, of, n)
	s.answerRows(q, y, n)
	return nil
}

func reconstruct(s *Session, q *request) error {
	run, err := s.seen()
	if err != nil {
		return err
	}
	dim := run.Model().Dim()
	given := q.buffers
	q.buffers = given[:min(1, len(given))]
	x, n, err := s.rows(q, dim, s.bounded())
	if err != nil {
		return err
	}
	var clean []float32
	if len(given) > 1 {
		q.N, q.buffers = 1, given[1:]
		if clean, _, err = s.rows(q, dim, s.bounded()); err != nil {
			return err
		}
		if n != 1 {
			return fact.About("reconstruct", "rows_differ", "rows", n, "dim", dim, "expected", 1)
		}
	}
	made, rank, err := s.pass(run, q, x, n, clean)
	if err != nil {
		return err
	}
	s.answer(q, reply{Reply: wire.Reply{N: n, Dim: dim, Rank: rank}}, made...)
	return nil
}

// pass sends inputs through the network of a run: what comes out, and with a noise in the request's value what went in. Of one
// input whose clean values are given it tells the rank.
func (s *Session) pass(run *train.Run, q *request, x []float32, n int, clean []float32) ([][]byte, *wire.Rank, error) {
	in, noisy := x, [][]byte(nil)
	if q.Value != "" {
		var err error
		if in, err = s.corrupted(q, x, n); err != nil {
			return nil, nil, err
		}
		noisy = [][]byte{littleendian.Append(nil, in)}
	}
	y := make([]float32, len(x))
	run.Model().Reconstruct(y, in, n)
	return append([][]byte{littleendian.Append(nil, y)}, noisy...), rankOf(run.Reader(), y, clean), nil
}

// rankOf is the place of an output among those of the held-out inputs; nil where there is nothing to compare it with: without its clean
// values, with an error that is no number, or before these were measured on a network that has learned anything.
func rankOf(run train.Reader, y, clean []float32) *wire.Rank {
	if clean == nil || run.Tested() == 0 && run.Steps() > 0 {
		return nil
	}
	r := &wire.Rank{Error: kernel.SquaredDistance(y, clean) / float64(len(clean)), Of: run.Test().N, Step: run.Tested()}
	if !(r.Error <= math.MaxFloat64) {
		return nil
	}
	for _, e := range run.TestErrors() {
		if float64(e) < r.Error {
			r.Better++
		}
	}
	return r
}

// corrupted is n inputs with the run's noise, or that of the request's value, drawn from its seed.
func (s *Session) corrupted(q *request, x []float32, n int) ([]float32, error) {
	r := s.inForce()
	if q.Value != "" {
		if err := r.Set("noise", q.Value); err != nil {
			return nil, err
		}
	}
	y := make([]float32, len(x))
	train.NoiseOf(r, len(x)/n).Corrupt(y, x, q.Seed)
	return y, nil
}

func corrupt(s *Session, q *request) error {
	x, n, err := s.rows(q, s.inForce().Input().Size(), s.pixels())
	if err != nil {
		return err
	}
	y, err := s.corrupted(q, x, n)
	if err != nil {
		return err
	}
	s.answerRows(q, y, n)
	return nil
}

// testImages returns the first n held-out images of the run; all of them where there are fewer.
func testImages(s *Session, q *request) error {
	if s.run == nil {
		return errNoRun
	}
	test := s.run.Test()
	n, most := min(q.N, test.N), int(s.device.Budget/16)/(4*test.Dim())
	if n < 1 || n > most {
		return fact.About("testImages", "count_out_of_range", "found", q.N, "least", 1, "most", most)
	}
	x := make([]float32, n*test.Dim())
	test.Rows(x, 0, n)
	s.answer(q, reply{Reply: wire.Reply{N: n, Dim: test.Dim()}}, littleendian.Append(nil, x), test.First(n).Labels)
	return nil
}

// sample decodes n codes drawn from the standard normal distribution.
func sample(s *Session, q *request) error {
	looker, err := s.seeing()
	if err != nil {
		return err
	}
	m := s.run.Model() // for its sizes
	if most := int(s.device.Budget/16) / (4 * (m.Dim() + m.Latent())); q.N < 1 || q.N > most {
		return fact.About("sample", "count_out_of_range", "found", q.N, "least", 1, "most", most)
	}
	y, z, err := looker.Sample(q.N, q.Seed)
	if err != nil {
		return err
	}
	s.answer(q, reply{Reply: wire.Reply{N: q.N, Dim: m.Dim()}}, littleendian.Append(nil, y), littleendian.Append(nil, z))
	return nil
}

func weights(s *Session, q *request) error {
	run, err := s.seen()
	if err != nil {
		return err
	}
	if !run.Finite() {
		return errDiverged
	}
	r := s.described(reply{})
	if m := s.past.shown; m != nil {
		r.Moment, r.Metrics = m, m.Metrics
	}
	s.answer(q, r, run.Weights())
	return nil
}

// load replaces the weights; the run goes on with them. A refusal has the link of the recipe that would take the file,
// where the file names one. Steps are those that made the weights, where they are known.
func load(s *Session, q *request) error {
	if s.run == nil {
		return errNoRun
	}
	if len(q.buffers) != 1 {
		return errNoBuffer
	}
	s.comeBack()
	step := q.Steps
	if step == 0 {
		step = s.step
	}
	if err := s.run.GoOn(q.buffers[0], step); err != nil {
		var misfit *train.Misfit
		if errors.As(err, &misfit) {
			s.answer(q, reply{Reply: wire.Reply{Error: misfit.Error(), Told: wire.Tell(fact.From(err)), Link: misfit.Recipe}})
			return nil
		}
		return err
	}
	s.endPast(fact.About("seek", "seek_ended"))
	s.ledger.best = math.Inf(1)
	s.ledger.checkpointDue = true
	if at := s.run.Metrics().Step; at != s.step {
		s.step = at
		s.record()
	} else {
		s.recording.checkpoints.Clear() // no training leads from them to here
		s.keepCheckpoint()
	}
	s.view.due = true
	if s.state != wire.StateRunning {
		s.state = s.resting()
		s.tellState(nil)
		s.snapshotIfDue(true)
	}
	s.tellMetrics(false)
	s.checkpointIfDue(true)
	s.answer(q, s.described(reply{}))
	return nil
}
