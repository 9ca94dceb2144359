package session

import (
	"math"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/littleendian"
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// floats reads a buffer.
func floats(b []byte) []float32 {
	x := make([]float32, len(b)/4)
	littleendian.Read(x, b)
	return x
}

// with is a request with buffers of numbers.
func with(o wire.Op, rows ...[]float32) request {
	q := op(o)
	for _, x := range rows {
		q.buffers = append(q.buffers, littleendian.Append(nil, x))
	}
	return q
}

// imageAndCode are a held-out image and its code.
func (p *page) imageAndCode() (x, z []float32) {
	p.t.Helper()
	_, b := p.wait(p.send(request{Request: wire.Request{Op: wire.OpTestImages, N: 3}}))
	x = floats(b[0])[2*784:]
	_, b = p.wait(p.send(with(wire.OpEncode, x)))
	return x, floats(b[0])
}

func length(x []float32) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return math.Sqrt(sum)
}

// What is measured is what decode says it is.
func TestEffectAndTangentsAreTheDecoders(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	p.ask(steps(20))
	x, z := p.imageAndCode()
	r, b := p.wait(p.send(op(wire.OpEffect)))
	if r.Error != "" || r.N != 50 || r.From != 20 || r.To != 20 || len(b) != 3 || len(b[0]) != 4*4 {
		t.Fatalf("effect: %+v, %d buffers", r, len(b))
	}
	deviations := floats(b[1])
	r, b = p.wait(p.send(with(wire.OpTangents, z, x)))
	if r.Error != "" || r.N != 4 || r.From != 20 || len(b) != 4 || len(b[2]) != 4*4*4 || len(b[3]) != 4*4*784 {
		t.Fatalf("tangents: %+v, %d buffers", r, len(b))
	}
	values, along, directions, pictures := floats(b[0]), floats(b[1]), floats(b[2]), floats(b[3])
	if !slices.IsSortedFunc(values, func(a, b float32) int { return int(math.Copysign(1, float64(b-a))) }) || !(along[0] > 0) {
		t.Errorf("values %v, deviations %v", values, along)
	}
	codes := slices.Concat(z, z)
	const far = 0.01
	for j := range z {
		codes[j] += far * deviations[0] * directions[j]
		codes[4+j] -= far * deviations[0] * directions[j]
	}
	_, b = p.wait(p.send(with(wire.OpDecode, codes)))
	y := floats(b[0])
	change := make([]float32, 784)
	for i := range change {
		change[i] = (y[i] - y[784+i]) / (2 * far * deviations[0] * values[0])
	}
	for i, v := range change {
		if math.Abs(float64(v-pictures[i])) > 0.01 {
			t.Fatalf("along the first direction value %d changes by %g, %g expected", i, v, pictures[i])
		}
	}
	if l := length(change); math.Abs(l-1) > 0.01 {
		t.Errorf("the change along the first direction is %g of its singular value", l)
	}
}

// A code that is moved from an image's own unpools where the image has it: not moved at all it is the image's reconstruction.
func TestDecodeOfAnInput(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, "#v=1&data=digits&train=200&test=50&latent=direct&encoder=conv(4,3,relu),maxpool(2),conv(2,3,relu),maxpool(2)&decoder=unpool(2),conv(4,3,relu),unpool(2)&output=conv(3)&batch_size=20&epochs=5"))
	p.ask(steps(5))
	x, z := p.imageAndCode()
	_, b := p.wait(p.send(with(wire.OpReconstruct, x)))
	want := b[0]
	if _, b = p.wait(p.send(with(wire.OpDecode, z, x))); !slices.Equal(b[0], want) {
		t.Error("the code with its image does not decode to the reconstruction")
	}
	if _, b = p.wait(p.send(with(wire.OpDecode, z))); slices.Equal(b[0], want) {
		t.Error("the code alone decodes to the reconstruction: nothing unpools here")
	}
	two := slices.Concat(z, z)
	if _, b = p.wait(p.send(with(wire.OpDecode, two, x))); !slices.Equal(b[0], slices.Concat(want, want)) {
		t.Error("two codes of one image do not decode to two reconstructions")
	}
	if why := p.refused(with(wire.OpDecode, z, slices.Concat(x, x))); why != "decode: 2 inputs found, one expected: the codes are moved from its own" {
		t.Error(why)
	}
}

// What is measured beside a run leaves it as it is.
func TestSurveysBesideARun(t *testing.T) {
	long := strings.Replace(small, "epochs=5", "epochs=50", 1)
	alone := newPage(t)
	alone.ask(link(wire.OpOpen, long))
	want := alone.ask(steps(300)).Metrics.Fingerprint

	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	x, z := p.imageAndCode()
	training := p.send(steps(300))
	first := p.send(op(wire.OpEffect))
	second := p.send(op(wire.OpEffect))
	other := p.send(with(wire.OpTangents, z, x))
	for _, id := range []uint32{first, second, other} {
		if r, _ := p.wait(id); r.Error != "" || r.To < r.From {
			t.Errorf("%+v", r)
		}
	}
	if r, _ := p.wait(training); r.Metrics.Fingerprint != want {
		t.Errorf("fingerprint %s beside what is measured, %s without", r.Metrics.Fingerprint, want)
	}
	last := p.send(op(wire.OpEffect))
	p.ask(link(wire.OpOpen, small+"&seed=2"))
	if r, _ := p.wait(last); r.Error != "effect: stopped: the run that was looked at is no longer there" && r.N == 0 {
		t.Errorf("%+v", r)
	}
}

func TestTangentsRefuse(t *testing.T) {
	p := newPage(t)
	if why := p.refused(op(wire.OpEffect)); why != errNoRun.Error() {
		t.Error(why)
	}
	p.ask(link(wire.OpOpen, small))
	x, z := p.imageAndCode()
	for want, q := range map[string]request{
		errNoBuffer.Error(): with(wire.OpTangents, z),
		"tangents: 2 codes and 1 inputs found, one of each expected": with(wire.OpTangents, slices.Concat(z, z), x),
	} {
		if why := p.refused(q); why != want {
			t.Errorf("%q, %q expected", why, want)
		}
	}
	tight := newPageIn(t, 128<<20)
	tight.ask(link(wire.OpOpen, "#v=1&data=digits&train=20&test=10&latent=direct&encoder=conv(4,3,relu)&output=conv(3)&batch_size=5&epochs=1&optimizer=sgd"))
	x, z = tight.imageAndCode()
	if why := tight.refused(with(wire.OpTangents, z, x)); why != "tangents: the derivatives of 784 values by 3136 units take 30 MB, and there is room for 16 MB" {
		t.Error(why)
	}
}

// While a hand moves the code of a run that trains, its slices are short; without one they are as long as they were.
func TestAHandShortensSlices(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	x, z := p.imageAndCode()
	if got := p.s.turn(); got != slice {
		t.Errorf("a slice of %v without a hand", got)
	}
	p.ask(with(wire.OpDecode, z, x))
	if got := p.s.turn(); got >= slice/2 {
		t.Errorf("a slice of %v beside a hand", got)
	}
	if got := p.s.apart(); got <= snapshotEvery {
		t.Errorf("snapshots are %v apart beside a hand", got)
	}
	p.mu.Lock()
	p.now += time.Second
	p.mu.Unlock()
	if got := p.s.turn(); got != slice {
		t.Errorf("a slice of %v after it", got)
	}
	if got := p.s.apart(); got != snapshotEvery {
		t.Errorf("snapshots are %v apart after it", got)
	}
}

// A code that is chosen has its output for an input, which a linear layer leaves in no bounds: it is taken where the input of a code is asked for.
func TestCodesOfLinearOutputs(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small+"&output_activation=linear"))
	p.ask(steps(3))
	z := []float32{40, -40, 40, -40}
	r, b := p.wait(p.send(func() request {
		q := op(wire.OpChosen)
		q.View = &wire.View{Chosen: wire.Chosen{Kind: wire.ChosenCode, Z: z}}
		return q
	}()))
	if r.Error != "" || len(b) != 3 {
		t.Fatalf("%+v", r)
	}
	x := floats(b[0])
	if least := slices.Min(x); least >= 0 {
		t.Fatalf("no output is below 0: %g", least)
	}
	if r, b := p.wait(p.send(with(wire.OpDecode, slices.Concat(z, z), x))); r.Error != "" || len(floats(b[0])) != 2*784 {
		t.Errorf("decode: %+v", r)
	}
	if r, _ := p.wait(p.send(with(wire.OpTangents, z, x))); r.Error != "" {
		t.Errorf("tangents: %+v", r)
	}
	x[5] = float32(math.NaN())
	if r, _ := p.wait(p.send(with(wire.OpTangents, z, x))); !strings.Contains(r.Error, "number 5") {
		t.Errorf("tangents of no number: %q", r.Error)
	}
}
