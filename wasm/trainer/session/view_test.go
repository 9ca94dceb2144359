package session

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/draw"
	"image/png"
	"math"
	"strings"
	"testing"

	"bottleneck/core/littleendian"
	"bottleneck/core/wire"
)

func viewOf(v wire.View) request { return request{Request: wire.Request{Op: wire.OpView, View: &v}} }

func frame(t *testing.T, e posted) *wire.Snapshot {
	t.Helper()
	if len(e.buffers) != 1 {
		t.Fatalf("a snapshot with %d buffers", len(e.buffers))
	}
	s, err := wire.Decode(e.buffers[0])
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSnapshotsFollowTheView(t *testing.T) {
	p := newPage(t)
	p.open(small)
	p.ask(steps(5))
	p.until("the baseline", p.analyzed) // it leads to a snapshot of its own
	if n := len(p.heard(wire.EventSnapshot)); n != 0 {
		t.Fatalf("%d snapshots before a view was asked for", n)
	}
	p.ask(viewOf(wire.View{Images: 8, Points: 40, Grid: 3, AxisY: 1}))
	list := p.heard(wire.EventSnapshot)
	if len(list) != 1 {
		t.Fatalf("%d snapshots of a run that stands, 1 expected", len(list))
	}
	s := frame(t, list[0])
	if s.Run != 1 || s.Step != 5 || s.Images == nil || s.Images.N != 8 || s.Codes == nil || len(s.Codes.X) != 40 || s.Grid == nil || s.Grid.N != 3 {
		t.Errorf("snapshot %+v", s)
	}
	// Absurd wishes are cut down.
	p.ask(viewOf(wire.View{Images: 1 << 30, Points: -5, Grid: 1 << 30, Filters: 1 << 30, Panels: []string{"code"}, Table: 1 << 30}))
	if s := frame(t, p.heard(wire.EventSnapshot)[1]); s.Images.N != 50 || s.Codes != nil || s.Filters == nil || s.Bars == nil || s.Table != nil {
		t.Errorf("snapshot %+v of an absurd view", s)
	}
}

// TestSnapshotsWaitForThePage sends no more than two snapshots to a page that takes none.
func TestSnapshotsWaitForThePage(t *testing.T) {
	p := newPage(t)
	p.ack = false
	p.open(small)
	p.ask(viewOf(wire.View{Images: 2}))
	p.ask(steps(40))
	p.ask(steps(5))
	p.ask(steps(5))
	if n := len(p.heard(wire.EventSnapshot)); n != snapshotsAhead {
		t.Errorf("%d snapshots to a page that takes none, %d expected", n, snapshotsAhead)
	}
	p.s.Receive(`{"op":"ack"}`, nil)
	p.until("the latest snapshot", func() bool {
		n := 0
		for _, e := range p.events {
			if e.Event.Event == wire.EventSnapshot {
				n++
			}
		}
		return n == snapshotsAhead+1
	})
	list := p.heard(wire.EventSnapshot)
	if s := frame(t, list[len(list)-1]); s.Step != 50 {
		t.Errorf("the snapshot after the wait is of step %d, 50 expected", s.Step)
	}
}

func TestProbe(t *testing.T) {
	p := newPage(t)
	p.open(small)
	at := func(x, y float32, pin bool) request {
		return request{Request: wire.Request{Op: wire.OpProbe, X: x, Y: y, Pin: pin}}
	}
	if why := p.refused(at(0, 0, false)); !strings.Contains(why, "no plane") {
		t.Errorf("before a view: %q", why)
	}
	p.ask(viewOf(wire.View{Points: 30, AxisY: 1}))
	p.ask(at(1, 2, false))
	list := p.heard(wire.EventSnapshot)
	s := frame(t, list[len(list)-1])
	if s.Probe == nil || s.Probe.X != 1 || s.Probe.Pinned || len(s.Probe.Pixels) != 784 || len(s.Probe.Z) != 4 || s.Codes != nil {
		t.Errorf("probe frame %+v", s)
	}
	p.ask(at(3, 4, true))
	p.ask(steps(5))
	list = p.heard(wire.EventSnapshot)
	if s := frame(t, list[len(list)-1]); s.Probe == nil || !s.Probe.Pinned || s.Probe.Y != 4 || s.Codes == nil {
		t.Errorf("after training the pinned probe is %+v", s.Probe)
	}
	q := op(wire.OpProbe)
	q.Name = "unpin"
	p.ask(q)
	p.ask(steps(5))
	list = p.heard(wire.EventSnapshot)
	if s := frame(t, list[len(list)-1]); s.Probe != nil {
		t.Error("the probe is still there after unpin")
	}
}

// A pinned point has a code that can be chosen, and the person's own picture is kept until another comes.
func TestChosen(t *testing.T) {
	p := newPage(t)
	p.open(small)
	latest := func() *wire.Snapshot {
		list := p.heard(wire.EventSnapshot)
		return frame(t, list[len(list)-1])
	}
	p.ask(viewOf(wire.View{Points: 30, AxisY: 1}))
	if s := latest(); s.Spot != nil {
		t.Errorf("the first image, which is one of the points, is at %+v besides", s.Spot)
	}
	r, out := p.wait(p.send(request{Request: wire.Request{Op: wire.OpProbe, X: 1, Y: 2}}))
	z := make([]float32, 4)
	if r.N != 1 || r.Dim != 4 || len(out) != 1 {
		t.Fatalf("%+v and %d buffers for a point of the plane", r.Reply, len(out))
	}
	if littleendian.Read(z, out[0]); z[0] != 1 || z[1] != 2 {
		t.Errorf("the code %v at (1, 2)", z)
	}
	p.ask(viewOf(wire.View{Points: 30, AxisY: 1, Chosen: wire.Chosen{Kind: wire.ChosenCode, Z: z}}))
	if s := latest(); s.Spot == nil || s.Spot.X != 1 || s.Spot.Y != 2 {
		t.Errorf("the chosen code is at %+v", s.Spot)
	}
	own := viewOf(wire.View{Points: 30, AxisY: 1, Chosen: wire.Chosen{Kind: wire.ChosenOwn}})
	p.ask(own)
	if s := latest(); s.Spot != nil {
		t.Errorf("there is no picture, and it is at %+v", s.Spot)
	}
	picture := func(v float32) request {
		x := make([]float32, 784)
		for i := range x {
			x[i] = float32(i%7) / 6
		}
		x[400] = v
		q := op(wire.OpPicture)
		q.buffers = [][]byte{littleendian.Append(nil, x)}
		return q
	}
	p.ask(picture(1))
	first := latest()
	code := make([]float32, 4)
	_, out = p.wait(p.send(func() request { q := picture(1); q.Op = wire.OpEncode; return q }()))
	if littleendian.Read(code, out[0]); first.Spot == nil || *first.Spot != (wire.Spot{X: code[0], Y: code[1]}) {
		t.Errorf("the picture is at %+v, its code is %v", first.Spot, code)
	}
	p.ask(picture(0.5))
	if s := latest(); s.Spot == nil || *s.Spot == *first.Spot {
		t.Errorf("another picture is at %+v", s.Spot)
	}
	if why := p.refused(picture(2)); !strings.Contains(why, "number 400") {
		t.Errorf("a picture that is too bright: %q", why)
	}
	p.ask(op(wire.OpPicture))
	if s := latest(); s.Spot != nil {
		t.Errorf("the picture is gone, and at %+v", s.Spot)
	}
}

// The number of the line that is pointed at is in the frames from then on, of whatever is chosen, until nothing is.
func TestPoint(t *testing.T) {
	p := newPage(t)
	p.open(small)
	latest := func() *wire.Snapshot {
		list := p.heard(wire.EventSnapshot)
		return frame(t, list[len(list)-1])
	}
	at := func(part string, level, i int) request {
		return request{Request: wire.Request{Op: wire.OpPoint, Name: part, N: level, W: i}}
	}
	p.ask(viewOf(wire.View{Panels: []string{"line"}}))
	s := latest()
	if s.Line == nil || s.Line.Image != 0 || s.Node != nil {
		t.Fatalf("%+v", s)
	}
	code := s.Line.Parts[len(s.Line.Parts)-2]
	if code.Part != "code" && len(s.Line.Parts) != 3 {
		code = s.Line.Parts[1]
	}
	p.ask(at(code.Part, int(code.Level), 1))
	if s := latest(); s.Node == nil || s.Line != nil || s.Node.Value != code.Values[1] {
		t.Fatalf("pointed at %g, %+v is told", code.Values[1], s.Node)
	}
	p.ask(viewOf(wire.View{Panels: []string{"line"}, Chosen: wire.Chosen{Kind: wire.ChosenImage, Image: 5}}))
	if s := latest(); s.Line.Image != 5 || s.Node == nil || s.Node.Part != code.Part {
		t.Errorf("of another image %+v and %+v", s.Line, s.Node)
	}
	p.ask(steps(3))
	if s := latest(); s.Step != 3 || s.Line == nil || s.Node == nil {
		t.Errorf("after three steps %+v", s)
	}
	if why := p.refused(at("layer", 99, 0)); !strings.Contains(why, "level 99") {
		t.Errorf("a level that there is not: %q", why)
	}
	p.ask(at("", 0, 0))
	p.ask(steps(3))
	if s := latest(); s.Node != nil {
		t.Errorf("nothing is pointed at, and %+v is told", s.Node)
	}
}

// A recorded step shows the line of what was chosen then only while that is chosen.
func TestTheLineOfARecordedStep(t *testing.T) {
	p := newPage(t)
	p.open(small)
	view := wire.View{Images: 4, Panels: []string{"line"}}
	p.ask(viewOf(view))
	p.ask(steps(40))
	latest := func() *wire.Snapshot {
		list := p.heard(wire.EventSnapshot)
		return frame(t, list[len(list)-1])
	}
	back := request{Request: wire.Request{Op: wire.OpSeek, Steps: 10, Name: "nearest"}}
	p.ask(back)
	s := latest()
	if s.Step >= 40 || s.Line == nil || s.Images == nil {
		t.Fatalf("step %d, line %+v", s.Step, s.Line)
	}
	view.Chosen = wire.Chosen{Kind: wire.ChosenImage, Image: 3}
	p.ask(viewOf(view))
	if s := latest(); s.Step >= 40 || s.Line != nil || s.Images == nil {
		t.Errorf("step %d, another image is chosen, and the line is %+v", s.Step, s.Line)
	}
	view.Chosen = wire.Chosen{}
	p.ask(viewOf(view))
	if s := latest(); s.Line == nil {
		t.Error("the first image is chosen again, and there is no line")
	}
}

// As many as are asked for, or all that there are, and never fewer without a word.
func TestImagesThatDoNotFit(t *testing.T) {
	p := newPage(t)
	p.open(small)
	ask := func(n int) (reply, [][]byte) {
		return p.wait(p.send(request{Request: wire.Request{Op: wire.OpTestImages, N: n}}))
	}
	there := p.s.run.Test().N
	if r, out := ask(there + 1); r.Error != "" || r.N != there || len(out[0]) != 4*784*there || len(out[1]) != there {
		t.Errorf("all that there are: %+v", r.Reply)
	}
	p.s.device.Budget = 16 * 4 * 784 * 5 // five at once
	if r, _ := ask(5); r.Error != "" || r.N != 5 {
		t.Errorf("as many as fit: %+v", r.Reply)
	}
	for _, n := range []int{6, there + 1, 0, -1} {
		want := fmt.Sprintf("testImages: %d found, a number from 1 to 5 expected", n)
		if r, _ := ask(n); r.Error != want {
			t.Errorf("%q, %q expected", r.Error, want)
		}
	}
}

func TestTensors(t *testing.T) {
	p := newPage(t)
	p.open(small)
	_, images := p.wait(p.send(request{Request: wire.Request{Op: wire.OpTestImages, N: 3}}))
	with := func(o wire.Op, b []byte) request {
		q := op(o)
		q.buffers = [][]byte{b}
		return q
	}
	call := func(o wire.Op, b []byte, n, dim int) []byte {
		t.Helper()
		r, out := p.wait(p.send(with(o, b)))
		if r.Error != "" || r.N != n || r.Dim != dim || len(out) != 1 || len(out[0]) != 4*n*dim {
			t.Fatalf("%s: %+v", o, r.Reply)
		}
		return out[0]
	}
	z := call(wire.OpEncode, images[0], 3, 4)
	y := call(wire.OpDecode, z, 3, 784)
	if direct := call(wire.OpReconstruct, images[0], 3, 784); string(direct) != string(y) {
		t.Error("reconstruct differs from decode of encode")
	}
	if same := call(wire.OpCorrupt, images[0], 3, 784); string(same) != string(images[0]) {
		t.Error("a recipe without noise corrupts")
	}
	q := with(wire.OpCorrupt, images[0])
	q.Value, q.Seed = "gaussian(0.5)", 9
	_, noisy := p.wait(p.send(q))
	_, again := p.wait(p.send(q))
	if string(noisy[0]) == string(images[0]) || string(noisy[0]) != string(again[0]) {
		t.Error("noise of one seed must change the images, twice the same way")
	}
	bad := append([]byte(nil), images[0]...)
	binary.LittleEndian.PutUint32(bad[4*790:], math.Float32bits(float32(math.NaN())))
	if why := p.refused(with(wire.OpEncode, bad)); !strings.Contains(why, "row 1, number 6: NaN found") {
		t.Errorf("NaN: %q", why)
	}
	binary.LittleEndian.PutUint32(bad[4*790:], math.Float32bits(1.5))
	if why := p.refused(with(wire.OpReconstruct, bad)); !strings.Contains(why, "1.5 found, a number in [0,1] expected") {
		t.Errorf("1.5: %q", why)
	}
	if why := p.refused(with(wire.OpDecode, images[0][:20])); !strings.Contains(why, "multiple of 4 numbers") {
		t.Errorf("a short code: %q", why)
	}
}

// Dropout scales what it leaves of a picture, and the network sees that: what corrupt gives, reconstruct takes.
func TestTensorsUnderDropout(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small+"&noise=dropout(0.5)"))
	_, images := p.wait(p.send(request{Request: wire.Request{Op: wire.OpTestImages, N: 1}}))
	q := op(wire.OpCorrupt)
	q.buffers = [][]byte{images[0]}
	_, noisy := p.wait(p.send(q))
	most := float32(0)
	for b := noisy[0]; len(b) > 0; b = b[4:] {
		most = max(most, math.Float32frombits(binary.LittleEndian.Uint32(b)))
	}
	if most <= 1 {
		t.Fatalf("the brightest pixel is %g, more than 1 expected", most)
	}
	for _, o := range []wire.Op{wire.OpEncode, wire.OpReconstruct} {
		q := op(o)
		q.buffers = [][]byte{noisy[0]}
		if r, _ := p.wait(p.send(q)); r.Error != "" {
			t.Errorf("%s: %s", o, r.Error)
		}
	}
}

func TestPrepareGray(t *testing.T) {
	p := newPage(t)
	q := op(wire.OpPrepareGray)
	pad := make([]byte, 60*40)
	for y := 10; y < 30; y++ {
		pad[y*60+30], pad[y*60+31] = 255, 255
	}
	q.W, q.H, q.buffers = 60, 40, [][]byte{pad}
	r, buffers := p.wait(p.send(q))
	if r.Error != "" || r.Dim != 784 || len(r.Stages) == 0 || len(buffers) != 1+len(r.Stages) {
		t.Fatalf("prepared: %+v with %d buffers", r.Reply, len(buffers))
	}
	for i, s := range r.Stages {
		if len(buffers[1+i]) != s.W*s.H {
			t.Errorf("stage %s: %d bytes for %d x %d", s.Name, len(buffers[1+i]), s.W, s.H)
		}
	}
}

// TestPrepare prepares a PNG file, and refuses what is none, is too large, or does not decode.
func TestPrepare(t *testing.T) {
	p := newPage(t)
	m := image.NewGray(image.Rect(0, 0, 90, 70))
	draw.Draw(m, image.Rect(40, 10, 47, 60), image.White, image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	file := func(b []byte) request {
		q := op(wire.OpPrepare)
		q.buffers = [][]byte{b}
		return q
	}
	r, buffers := p.wait(p.send(file(b.Bytes())))
	if r.Error != "" || r.Dim != 784 || len(r.Stages) == 0 || len(buffers) != 1+len(r.Stages) {
		t.Fatalf("prepared: %+v with %d buffers", r.Reply, len(buffers))
	}
	huge := bytes.Clone(b.Bytes())
	copy(huge[16:], []byte{0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30}) // 30000 x 30000
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	damaged := bytes.Clone(b.Bytes())
	damaged[len(damaged)-25] ^= 0x40
	for name, b := range map[string][]byte{
		"SVG": []byte("<svg onload=alert(1)>"), "empty": {}, "huge": huge, "damaged": damaged, "cut": b.Bytes()[:b.Len()-20],
	} {
		if why := p.refused(file(b)); !strings.HasPrefix(why, "data: picture: ") {
			t.Errorf("%s: %q", name, why)
		}
	}
}
