package session

import (
	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
	"bottleneck/core/wire"
)

// What is asked for at once: more would keep the training waiting, and whoever wants more asks again.
const (
	mostHeldOut = 1024
	mostBetween = 256
)

// heldOut returns held-out inputs by their places, what the network makes of them, their codes, errors and labels.
func heldOut(s *Session, q *request) error {
	looker, err := s.seeing()
	if err != nil {
		return err
	}
	if len(q.buffers) != 1 {
		return errNoBuffer
	}
	test, n := s.run.Test(), len(q.buffers[0])/4
	if n < 1 || n > mostHeldOut || len(q.buffers[0]) != 4*n {
		return fact.About("heldOut", "count_out_of_range", "found", n, "least", 1, "most", mostHeldOut)
	}
	places := make([]int32, n)
	littleendian.Read(places, q.buffers[0])
	for _, p := range places {
		if p < 0 || int(p) >= test.N {
			return fact.About("heldOut", "place_out_of_range", "found", p, "most", test.N-1)
		}
	}
	m := looker.HeldOut(places)
	s.answer(q, reply{Reply: wire.Reply{N: n, Dim: test.Dim()}}, littleendian.Append(nil, m.X), littleendian.Append(nil, m.Y), littleendian.Append(nil, m.Z),
		littleendian.Append(nil, m.Errors), m.Labels)
	return nil
}

// interpolate returns the way from the first of two codes to the second: what its codes decode to, the codes, and where they lie on the plane.
func interpolate(s *Session, q *request) error {
	looker, err := s.seeing()
	if err != nil {
		return err
	}
	latent := s.run.Model().Latent() // for its size
	z, n, err := s.rows(&request{Request: wire.Request{Op: q.Op}, buffers: q.buffers}, latent, false)
	switch {
	case err != nil:
		return err
	case n != 2:
		return fact.About(string(q.Op), "rows_differ", "rows", n, "dim", latent, "expected", 2)
	case q.N < 2 || q.N > mostBetween:
		return fact.About(string(q.Op), "count_out_of_range", "found", q.N, "least", 2, "most", mostBetween)
	}
	codes, images, x, y := looker.Between(z[:latent], z[latent:], q.N, q.Value == "spherical")
	s.answer(q, reply{Reply: wire.Reply{N: q.N, Dim: s.run.Model().Dim()}}, littleendian.Append(nil, images), littleendian.Append(nil, codes),
		littleendian.Append(littleendian.Append(nil, x), y))
	return nil
}
