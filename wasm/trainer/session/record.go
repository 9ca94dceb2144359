package session

import (
	"bottleneck/core/autoencoder"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
	"bottleneck/core/record"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// The records of runs, which outlive this worker and the page: each checkpoint has one beside it, for the page to keep, and
// with both restore goes on.

// kept is what a run has of its own for its record.
type kept struct {
	parent [2]int // of a branch: the run that it is of, and the step
	sum    uint32 // of the run's data, where these are a person's own
	summed bool
	buffer []byte // of the latest record, whose memory the next one takes
}

// recordOf is that of the run as it is now, with a checkpoint of so many bytes and that checksum.
func (s *Session) recordOf(size int, sum uint32) *record.Record {
	m, r := s.run.Metrics(), s.run.Recipe()
	_, curve := s.run.Reader().Curves()
	if len(curve) < 2 {
		curve, _ = s.run.Reader().Curves()
	}
	out := &record.Record{
		Link: r.Link(), Step: s.step, Total: s.run.TotalSteps(), Elapsed: s.clock.elapsed.Seconds(), Loaded: s.run.Loads().N > 0,
		TrainLoss: m.TrainLoss, TestLoss: m.TestLoss, TestMSE: m.TestMSE, Fingerprint: m.Fingerprint, Arithmetic: m.Arithmetic,
		Own: s.ownOf(r), Curve: record.Thinned(curve), Size: size, CRC: sum,
	}
	out.Picture, out.W, out.H = s.looker.Picture()
	return out
}

// ownOf says on which files of a person's own the run is trained.
func (s *Session) ownOf(r recipe.Recipe) record.Own {
	if r.Source().Origin != recipe.Own {
		return record.Own{}
	}
	if !s.kept.summed {
		s.kept.sum, s.kept.summed = record.SumOf(s.run.Train(), s.run.Test()), true
	}
	return record.Own{Name: s.data.own.Name, Train: s.run.Train().N, Test: s.run.Test().N, CRC: s.kept.sum}
}

// keep sends the run as it is now, if the page has not got it yet.
func keep(s *Session, q *request) error {
	s.checkpointIfDue(true)
	s.answer(q, reply{})
	return nil
}

// records says what records say; those that cannot be read say why.
func records(s *Session, q *request) error {
	if len(q.buffers) > wire.MaxRecords {
		return fact.About("records", "records_too_many", "found", len(q.buffers), "most", wire.MaxRecords)
	}
	list, pictures := make([]wire.Record, len(q.buffers)), make([][]byte, len(q.buffers))
	var before *recipe.Recipe
	for i, b := range q.buffers {
		r, err := record.Decode(b)
		if err != nil {
			f := fact.From(err)
			list[i] = wire.Record{Error: f.Error(), Told: wire.Tell(f)}
			continue
		}
		list[i], pictures[i] = s.tell(r), r.Picture
		now, _ := recipe.Parse(r.Link)
		if before != nil {
			list[i].Diff = before.Diff(now)
		}
		before = &now
	}
	s.answer(q, reply{Reply: wire.Reply{Records: list}}, pictures...)
	return nil
}

// tell is what the page is told of a record.
func (s *Session) tell(r *record.Record) wire.Record {
	parsed, _ := recipe.Parse(r.Link)
	out := wire.Record{Link: r.Link, Lesson: parsed.Lesson, Data: parsed.Data, Step: r.Step, Total: r.Total, Elapsed: r.Elapsed, Loaded: r.Loaded,
		TrainLoss: r.TrainLoss, TestLoss: r.TestLoss, TestMSE: r.TestMSE, Fingerprint: r.Fingerprint, W: r.W, H: r.H, Size: r.Size}
	out.Axis, out.BatchSize = parsed.Showing().Loss, parsed.BatchSize
	c := s.cost(parsed)
	if r.Own.Train > 0 {
		c = parsed.CostOf(r.Own.Train)
	}
	if c.TotalSteps > 0 { // of classes it may guess how many images they have, but the number of epochs is exact
		out.StepsPerEpoch = int(int64(r.Total) * int64(c.StepsPerEpoch) / int64(c.TotalSteps))
		full := out.StepsPerEpoch * out.BatchSize
		out.EpochImages = min(max(c.EpochImages, full-out.BatchSize+1), full)
	}
	if o := r.Own; o.Train > 0 {
		out.Own = &wire.RecordOwn{Name: o.Name, Train: o.Train, Test: o.Test}
	}
	for _, p := range r.Curve {
		out.Steps, out.Losses = append(out.Steps, p.Step), append(out.Losses, p.Loss)
	}
	return out
}

// recalled reads the record that came with a checkpoint into the request, and returns it; nil where none came. The files that the run was
// trained on must be here: another recipe would not do.
func (s *Session) recalled(q *request) (*record.Record, error) {
	if len(q.buffers) < 2 {
		return nil, nil
	}
	r, err := record.Decode(q.buffers[1])
	if err == nil {
		err = r.Fits(q.given[0].Size, q.given[0].First(train.CheckpointHead))
	}
	if err != nil {
		return nil, err
	}
	if q.Elapsed = r.Elapsed; q.Link == "" {
		q.Link = r.Link
	}
	parsed, _ := recipe.Parse(r.Link)
	if parsed.Source().Origin == recipe.Own {
		if f := s.data.fresh; f != nil && f.Kind == parsed.Data && (s.data.lacks(parsed) || f.Name == r.Own.Name) {
			s.data.adopt(parsed.Data)
		}
		if s.data.lacks(parsed) {
			return nil, fact.About("restore", "record_files_wanted", "name", r.Own.Name, "train", r.Own.Train, "test", r.Own.Test, "kind", parsed.Data)
		}
	}
	return r, nil
}

// sums has a run of r summed as a record says, by its name where auto is another one here, or says why it is not to be had: the run would end on
// bits that no link leads to.
func sums(r *recipe.Recipe, old *record.Record) error {
	a, err := autoencoder.ArithmeticOf(r.Arithmetic)
	if err != nil {
		return errNoFused
	}
	if old == nil || old.Arithmetic == a.Summed() {
		return nil
	}
	if b, err := autoencoder.ArithmeticOf(old.Arithmetic); err == nil && r.Arithmetic == "auto" && b.Summed() == old.Arithmetic {
		return r.Set("arithmetic", old.Arithmetic)
	}
	return fact.About("restore", "arithmetic_differs", "found", a.Summed(), "expected", old.Arithmetic)
}

// matches says why a run has other data than the one of the record, or nil.
func matches(r *record.Record, run *train.Run) error {
	if o, now := r.Own, run.Recipe(); now.Source().Origin == recipe.Own && record.SumOf(run.Train(), run.Test()) != o.CRC {
		return fact.About("restore", "record_files_differ", "name", o.Name, "train", o.Train, "test", o.Test, "kind", now.Data)
	}
	return nil
}
