package session

import (
	"math"

	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
	"bottleneck/core/look"
	"bottleneck/core/time"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// survey is something that is measured of a run in small steps, beside the training, for a request that waits for it. They take turns, and
// one has memory only while it is its turn.
type survey struct {
	request *request
	run     train.Reader
	make    func() measurement
	measurement
	began int // step of the run
}

type measurement struct {
	step   func() (more bool)
	answer func() (n int, made [][]float32)
}

// surveySlice is what one has of each turn beside a run that trains; of a run that stands still it has a slice.
const surveySlice = 8 * time.Millisecond

// effect measures what the units of the code do to the output.
func effect(s *Session, q *request) error {
	run, err := s.seen()
	if err != nil {
		return err
	}
	s.survey(q, run.Reader(), func() measurement {
		e := look.NewEffect(run.Reader())
		return measurement{e.Step, func() (int, [][]float32) {
			return e.Images(), [][]float32{e.Effects(), e.Deviations(), e.Means()}
		}}
	})
	return nil
}

// tangents finds the directions of the code that change the output most, at the code and the input that came along.
func tangents(s *Session, q *request) error {
	run, err := s.seen()
	if err != nil {
		return err
	}
	m := run.Model()
	if len(q.buffers) != 2 {
		return errNoBuffer
	}
	z, n, err := s.rowsOf(q, 0, m.Latent(), false)
	if err != nil {
		return err
	}
	x, k, err := s.rowsOf(q, 1, m.Dim(), false) // may be an output, as decode's
	if err != nil {
		return err
	}
	if n != 1 || k != 1 {
		return fact.About(string(q.Op), "code_alone_wanted", "codes", n, "inputs", k)
	}
	const copies = 3 // of the Jacobian: itself, and with its opposites
	if need, most := int64(copies*4)*int64(m.Latent())*int64(m.Dim()), s.device.Budget/8; need > most {
		const mb = 1e6
		return fact.About(string(q.Op), "jacobian_too_large", "latent", m.Latent(), "dim", m.Dim(), "needed", math.Ceil(float64(need)/mb), "most", math.Floor(float64(most)/mb))
	}
	s.survey(q, run.Reader(), func() measurement {
		t := look.NewTangents(run.Reader(), z, x)
		return measurement{t.Step, func() (int, [][]float32) {
			return t.K(), [][]float32{t.Values(), t.Deviations(), t.Directions(), t.Pictures()}
		}}
	})
	return nil
}

// tellChosen gives the input that a view has chosen, its code and its output.
func tellChosen(s *Session, q *request) error {
	looker, err := s.seeing()
	if err != nil {
		return err
	}
	if q.View == nil {
		return fact.About(string(q.Op), "view_missing")
	}
	looker.Own(s.view.own)
	x, z, y := looker.Chosen(q.View.Limited())
	s.answer(q, reply{Reply: wire.Reply{N: 1, Dim: len(x)}}, littleendian.Append(nil, x), littleendian.Append(nil, z), littleendian.Append(nil, y))
	return nil
}

// survey waits for its turn.
func (s *Session) survey(q *request, run train.Reader, make func() measurement) {
	s.surveys = append(s.surveys, &survey{request: q, run: run, make: make})
}

// surveyOn does one slice.
func (s *Session) surveyOn() {
	v, share := s.surveys[0], slice
	if v.step == nil {
		v.measurement, v.began = v.make(), v.run.Steps()
	}
	if s.training() {
		share = surveySlice
	}
	for start := s.host.Now(); s.host.Now()-start < share; {
		if v.step() {
			continue
		}
		s.surveys = s.surveys[1:]
		n, made := v.answer()
		buffers := make([][]byte, len(made))
		for i, x := range made {
			buffers[i] = littleendian.Append(nil, x)
		}
		s.answer(v.request, reply{Reply: wire.Reply{N: n, From: v.began, To: v.run.Steps()}}, buffers...)
		return
	}
}

// endSurveys gives up what is under way, as the run ends.
func (s *Session) endSurveys() {
	for _, v := range s.surveys {
		s.refuse(v.request, fact.About(string(v.request.Op), "survey_ended"))
	}
	s.surveys = nil
}
