package session

import (
	"math"

	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
	"bottleneck/core/look"
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// survey is something that is measured of the run in small steps, beside the training, for a request that waits for it.
type survey struct {
	request *request
	began   int // step of the run
	step    func() (more bool)
	answer  func() (n int, made [][]float32)
}

// surveySlice is what one has of each turn beside a run that trains; of a run that stands still it has a slice.
const surveySlice = 8 * time.Millisecond

// effect measures what the units of the code do to the output.
func effect(s *Session, q *request) error {
	run, err := s.seen()
	if err != nil {
		return err
	}
	e := look.NewEffect(run.Reader())
	s.survey(&survey{request: q, began: run.Reader().Steps(), step: e.Step, answer: func() (int, [][]float32) {
		return e.Images(), [][]float32{e.Effects(), e.Deviations(), e.Means()}
	}})
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
	x, k, err := s.rowsOf(q, 1, m.Dim(), s.bounded())
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
	t := look.NewTangents(run.Reader(), z, x)
	s.survey(&survey{request: q, began: run.Reader().Steps(), step: t.Step, answer: func() (int, [][]float32) {
		return t.K(), [][]float32{t.Values(), t.Deviations(), t.Directions(), t.Pictures()}
	}})
	return nil
}

// survey begins one, in the place of another that was to answer the same operation.
func (s *Session) survey(v *survey) {
	for i, other := range s.surveys {
		if other.request.Op == v.request.Op {
			s.refuse(other.request, fact.About(string(v.request.Op), "survey_replaced"))
			s.surveys[i] = v
			return
		}
	}
	s.surveys = append(s.surveys, v)
}

// surveyOn does one slice.
func (s *Session) surveyOn() {
	v, share := s.surveys[0], slice
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
		run, err := s.seen()
		r := wire.Reply{N: n, From: v.began, To: v.began}
		if err == nil {
			r.To = run.Reader().Steps()
		}
		s.answer(v.request, reply{Reply: r}, buffers...)
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
