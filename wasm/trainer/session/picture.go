package session

import (
	"errors"
	"fmt"

	"bottleneck/core/data"
	"bottleneck/core/wire"
)

// picture is a file that the browser decodes, for a request that waits for it.
type picture struct {
	request *request
	file    *data.File
}

// picturesAtOnce bounds the memory that decoding takes.
const picturesAtOnce = 4

// prepare inspects a picture file and has the browser decode it: only what is a picture of a bearable size gets there.
func prepare(s *Session, q *request) error {
	if len(q.buffers) != 1 {
		return errNoBuffer
	}
	if len(s.pictures) >= picturesAtOnce {
		return fmt.Errorf("prepare: %d pictures are being decoded already; one after the other, please", picturesAtOnce)
	}
	f, err := data.Inspect(q.buffers[0])
	if err != nil {
		return err
	}
	s.lastID++
	s.pictures[s.lastID] = &picture{q, f}
	s.host.Decode(s.lastID, q.buffers[0], f.MIME())
	q.buffers = nil
	return nil
}

// decoded prepares what the browser decoded.
func (s *Session) decoded(id, w, h int, row func(dst []byte, y int), problem string) {
	p := s.pictures[id]
	if p == nil {
		return
	}
	delete(s.pictures, id)
	defer s.catch(p.request)
	var prepared *data.Prepared
	err := p.file.Damaged(errors.New(problem))
	if problem == "" {
		prepared, err = p.file.PrepareShown(w, h, row)
	}
	if err := s.answerPrepared(p.request, prepared, err); err != nil {
		s.refuse(p.request, err.Error())
	}
}

func prepareGray(s *Session, q *request) error {
	if len(q.buffers) != 1 {
		return errNoBuffer
	}
	if q.W < 1 || q.H < 1 || q.W > data.MaxSide || q.H > data.MaxSide || q.W*q.H != len(q.buffers[0]) {
		return fmt.Errorf("prepareGray: %d bytes found, %d x %d expected", len(q.buffers[0]), q.W, q.H)
	}
	p, err := data.PrepareGray(q.buffers[0], q.W, q.H)
	return s.answerPrepared(q, p, err)
}

func (s *Session) answerPrepared(q *request, p *data.Prepared, err error) error {
	if err != nil {
		return err
	}
	buffers := [][]byte{floatBytes(p.Pixels)}
	var stages []wire.Stage
	for _, step := range p.Steps {
		stages = append(stages, wire.Stage{Name: step.Name, Note: step.Note, W: step.W, H: step.H})
		buffers = append(buffers, step.Gray)
	}
	s.answer(q, reply{Reply: wire.Reply{N: 1, Dim: len(p.Pixels), Stages: stages}}, buffers...)
	return nil
}
