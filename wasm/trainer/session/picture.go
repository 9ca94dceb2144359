package session

import (
	"bottleneck/core/data"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
	"bottleneck/core/wire"
	"bottleneck/wasm/host"
)

// picture is a file that the browser decodes, for a request that waits for it.
type picture struct {
	request *request
	file    *prepare.File
}

// picturesAtOnce bounds the memory that decoding takes.
const picturesAtOnce = 2

// preparePicture inspects a picture file and has the browser decode it: only what is a picture of a bearable size gets there.
// Nothing waits for the answer.
func preparePicture(s *Session, q *request) error {
	if len(q.buffers) != 1 {
		return errNoBuffer
	}
	if _, err := s.framing(); err != nil {
		return err
	}
	if err := prepare.Known(q.Names); err != nil {
		return err
	}
	f, err := prepare.Inspect(q.buffers[0])
	if err != nil {
		return err
	}
	s.queued = append(s.queued, &picture{q, f})
	s.decodeNext()
	return nil
}

// decodeNext hands on the pictures whose turn it is.
func (s *Session) decodeNext() {
	for len(s.queued) > 0 && len(s.pictures) < picturesAtOnce {
		p := s.queued[0]
		s.queued[0], s.queued = nil, s.queued[1:]
		s.lastID++
		s.pictures[s.lastID] = p
		content := p.request.buffers[0]
		p.request.buffers = nil // the host has it
		s.host.Decode(s.lastID, content, p.file.MIME())
	}
}

// decoded prepares what the browser decoded.
func (s *Session) decoded(id, w, h int, row func(dst []byte, y int), problem string) {
	p := s.pictures[id]
	if p == nil {
		return
	}
	delete(s.pictures, id)
	defer s.decodeNext()
	defer s.catch(p.request)
	if problem != "" {
		s.refuse(p.request, fact.About("data: picture", "picture_undecodable", "format", p.file.Format, "why", host.Problem(problem)))
		return
	}
	prepared, err := s.prepareShown(p.file, w, h, row, p.request.Names)
	if err := s.answerPrepared(p.request, prepared, err); err != nil {
		s.refuse(p.request, err)
	}
}

func prepareGray(s *Session, q *request) error {
	if len(q.buffers) != 1 {
		return errNoBuffer
	}
	b := q.buffers[0]
	if q.W < 1 || q.H < 1 || q.W > data.MaxSide || q.H > data.MaxSide || len(b) != q.W*q.H && len(b) != q.W*q.H*3 {
		return fact.About("prepareGray", "pixels_differ", "bytes", len(b), "w", q.W, "h", q.H)
	}
	if err := prepare.Known(q.Names); err != nil {
		return err
	}
	p, err := s.preparePad(prepare.PlanesOf(b, q.W, q.H, len(b)/(q.W*q.H)), q.Names)
	return s.answerPrepared(q, p, err)
}

func (s *Session) answerPrepared(q *request, p *prepare.Picture, err error) error {
	if err != nil {
		return err
	}
	buffers := [][]byte{littleendian.Append(nil, p.Pixels)}
	var stages []wire.Stage
	for _, step := range p.Steps {
		stages = append(stages, wire.Stage{Name: step.Name, Note: step.Note.Error(), Told: wire.Tell(step.Note), W: step.W, H: step.H, C: step.C, Undone: step.Undone})
		buffers = append(buffers, step.Gray)
	}
	var rank *wire.Rank
	if q.Through && s.run != nil && s.run.Model().Dim() == len(p.Pixels) {
		run, err := s.seen()
		if err != nil {
			return err
		}
		made, found, err := s.pass(run, q, p.Pixels, 1, p.Pixels)
		if err != nil {
			return err
		}
		rank = found
		buffers = append(buffers, made...)
	}
	s.answer(q, reply{Reply: wire.Reply{N: 1, Dim: len(p.Pixels), Stages: stages, Rank: rank}}, buffers...)
	return nil
}
