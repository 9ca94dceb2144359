package session

import (
	"math"
	"testing"

	"bottleneck/core/littleendian"
	"bottleneck/core/wire"
)

func held(places ...int32) request {
	q := op(wire.OpHeldOut)
	q.buffers = [][]byte{littleendian.Append(nil, places)}
	return q
}

func way(n int, kind string, z []float32) request {
	q := op(wire.OpInterpolate)
	q.N, q.Value, q.buffers = n, kind, [][]byte{littleendian.Append(nil, z)}
	return q
}

// Held-out images come by their places, in the order in which they are asked for, with what the network makes of them.
func TestHeldOutByPlaces(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	all, first := p.wait(p.send(request{Request: wire.Request{Op: wire.OpTestImages, N: 10}}))
	r, out := p.wait(p.send(held(9, 2)))
	if r.Error != "" || r.N != 2 || r.Dim != all.Dim || len(out) != 5 {
		t.Fatalf("%+v, %d buffers", r.Reply, len(out))
	}
	size := 4 * r.Dim
	if string(out[0][:size]) != string(first[0][9*size:10*size]) || string(out[0][size:]) != string(first[0][2*size:3*size]) {
		t.Error("other images than those of the places")
	}
	if out[4][0] != first[1][9] || out[4][1] != first[1][2] {
		t.Errorf("labels %v", out[4])
	}
	q := op(wire.OpReconstruct)
	q.buffers = [][]byte{out[0]}
	if _, made := p.wait(p.send(q)); string(made[0]) != string(out[1]) {
		t.Error("what becomes of them is not what reconstruct gives")
	}
	x, y, errors := floats(out[0]), floats(out[1]), floats(out[3])
	for i := range 2 {
		sum := 0.0
		for j := i * r.Dim; j < (i+1)*r.Dim; j++ {
			sum += float64(y[j]-x[j]) * float64(y[j]-x[j])
		}
		if math.Abs(sum/float64(r.Dim)-float64(errors[i])) > 1e-6 {
			t.Errorf("error %g found, %g expected", errors[i], sum/float64(r.Dim))
		}
	}
	there := int32(p.s.run.Test().N)
	for _, q := range []request{held(), held(-1), held(there), held(make([]int32, mostHeldOut+1)...)} {
		p.refused(q)
	}
}

// A way from one code to another begins and ends with what these decode to; the straight and the spherical one differ between.
func TestInterpolate(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	p.ask(viewOf(wire.View{Points: 20, AxisY: 1}))
	_, out := p.wait(p.send(held(3, 8)))
	z := floats(out[2])
	r, straight := p.wait(p.send(way(5, "linear", z)))
	if r.Error != "" || r.N != 5 || r.Dim != 784 || len(straight[0]) != 4*5*784 || len(straight[1]) != 4*5*4 || len(straight[2]) != 4*5*2 {
		t.Fatalf("%+v", r.Reply)
	}
	_, round := p.wait(p.send(way(5, "spherical", z)))
	size := 4 * 784
	if string(straight[0][:size]) != string(round[0][:size]) || string(straight[0][4*size:]) != string(round[0][4*size:]) {
		t.Error("both ways have the same ends")
	}
	if string(straight[0][2*size:3*size]) == string(round[0][2*size:3*size]) {
		t.Error("both ways have the same middle")
	}
	if x := floats(straight[2]); x[0] != z[0] || x[5] != z[1] {
		t.Errorf("the way begins at %g, %g on the plane, at %g, %g expected", x[0], x[5], z[0], z[1])
	}
	p.refused(way(1, "linear", z))
	p.refused(way(mostBetween+1, "linear", z))
	p.refused(way(5, "linear", z[:4]))
	z[2] = float32(math.NaN())
	p.refused(way(5, "linear", z))
}
