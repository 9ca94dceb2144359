package session

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/png"
	"math"
	"reflect"
	"strings"
	"testing"

	prepared "bottleneck/core/data/local/picture"
	"bottleneck/core/wire"
)

// stroke is a picture of one stroke on white or on glass.
func stroke(glass bool) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, 90, 120))
	for y := range 120 {
		for x := range 90 {
			switch {
			case x > 30+y/8 && x < 42+y/8 && y > 20 && y < 100:
				m.Set(x, y, color.NRGBA{10, 20, 90, 250})
			case !glass:
				m.Set(x, y, color.White)
			}
		}
	}
	return m
}

func pngOf(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func preparing(file []byte) request {
	q := op(wire.OpPrepare)
	q.buffers = [][]byte{file}
	return q
}

// What the session makes of a file is what core/data/picture makes of it, stages and all; it needs no run.
func TestPrepareAsInGo(t *testing.T) {
	p := newPage(t)
	still := image.NewPaletted(image.Rect(0, 0, 90, 120), color.Palette{color.White, color.Black})
	draw.Draw(still, still.Rect, stroke(false), image.Point{}, draw.Src)
	var animated bytes.Buffer
	if err := gif.EncodeAll(&animated, &gif.GIF{Image: []*image.Paletted{still, image.NewPaletted(still.Rect, still.Palette)}, Delay: []int{9, 9}}); err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{"png": pngOf(t, stroke(false)), "glass": pngOf(t, stroke(true)), "gif": animated.Bytes()} {
		want, err := prepared.Prepare(bytes.NewReader(file), -1)
		if err != nil {
			t.Fatal(err)
		}
		r, buffers := p.wait(p.send(preparing(file)))
		if r.Error != "" || r.N != 1 || r.Dim != 784 || len(r.Stages) != len(want.Steps) || len(buffers) != 1+len(want.Steps) {
			t.Fatalf("%s: %+v with %d buffers", name, r.Reply, len(buffers))
		}
		for i, v := range want.Pixels {
			if got := math.Float32frombits(binary.LittleEndian.Uint32(buffers[0][4*i:])); math.Abs(float64(got-v)) > .01 {
				t.Fatalf("%s: pixel %d is %v, %v expected", name, i, got, v)
			}
		}
		for i, s := range want.Steps {
			if got := r.Stages[i]; got.Name != s.Name || got.Note != s.Note.Error() || got.Code != s.Note.Code || got.W != s.W || got.H != s.H || len(buffers[1+i]) != len(s.Gray) {
				t.Errorf("%s: stage %+v with %d bytes, %s %q expected", name, got, len(buffers[1+i]), s.Name, s.Note)
			}
		}
	}
}

// A picture that is being decoded keeps nobody waiting, and each answer finds its request.
func TestPrepareDoesNotBlock(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	p.hold = true
	first, second := p.send(preparing(pngOf(t, stroke(false)))), p.send(preparing(pngOf(t, image.NewGray(image.Rect(0, 0, 9, 9)))))
	if m := p.ask(steps(5)).Metrics; m.Step != 5 {
		t.Errorf("step %d while a picture is decoded, 5 expected", m.Step)
	}
	p.ask(link(wire.OpOpen, small+"&seed=9")) // another run, too
	p.mu.Lock()
	if len(p.held) != 2 || p.replies[first].ID != 0 || p.replies[second].ID != 0 {
		t.Errorf("%d pictures at the decoder, 2 expected", len(p.held))
	}
	p.mu.Unlock()
	p.release() // the second one first
	if r, _ := p.wait(first); r.Error != "" || r.Dim != 784 {
		t.Errorf("the first: %+v", r.Reply)
	}
	if r, _ := p.wait(second); !strings.Contains(r.Error, "blank") {
		t.Errorf("the second: %+v", r.Reply)
	}
	p.s.Decoded(1, 9, 9, nil, "")  // answered already
	p.s.Decoded(99, 9, 9, nil, "") // never asked
	p.ask(op(wire.OpHello))
}

// However many pictures come at once, few are decoded at a time, and all are answered.
func TestPrepareMany(t *testing.T) {
	p := newPage(t)
	p.hold = true
	file := pngOf(t, stroke(false))
	var ids []uint32
	for range 10 {
		ids = append(ids, p.send(preparing(file)))
	}
	p.ask(op(wire.OpHello))
	p.mu.Lock()
	if len(p.held) != picturesAtOnce {
		t.Errorf("%d pictures at the decoder, %d expected", len(p.held), picturesAtOnce)
	}
	p.mu.Unlock()
	p.release()
	for _, id := range ids {
		if r, _ := p.wait(id); r.Error != "" || r.Dim != 784 {
			t.Errorf("request %d: %+v", id, r.Reply)
		}
	}
}

func TestPrepareRefuses(t *testing.T) {
	p := newPage(t)
	damaged := pngOf(t, stroke(false))
	damaged[25] = 7 // a kind of color that there is not
	binary.BigEndian.PutUint32(damaged[29:], 0xffffffff)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"words":    {[]byte("these are words"), "data: picture: plain text found, PNG, JPEG, GIF, WebP, AVIF or BMP expected"},
		"nothing":  {nil, "data: picture: the file is empty"},
		"huge":     {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x75\x30\x00\x00\x75\x30\x08\x00\x00\x00\x00\x5b\xa1\x1c\x5a"), "30000x30000 = 858.3 megapixels found"},
		"checksum": {damaged, `damaged PNG: checksum of chunk "IHDR" is wrong`},
		"decoder":  {noPalette(t), "the GIF could not be decoded: gif: no color table"},
	} {
		if why := p.refused(preparing(c.file)); !strings.Contains(why, c.want) {
			t.Errorf("%s: %q, %q expected", name, why, c.want)
		}
	}
	// A host whose picture has another size, or whose rows fail.
	p.hold = true
	id := p.send(preparing(pngOf(t, stroke(false))))
	p.ask(op(wire.OpHello))
	p.s.Decoded(2, 90, 121, func([]byte, int) {}, "")
	if r, _ := p.wait(id); !strings.Contains(r.Error, "90x121 pixels found, 90x120 expected") {
		t.Errorf("another size: %+v", r.Reply)
	}
	id = p.send(preparing(pngOf(t, stroke(false))))
	p.ask(op(wire.OpHello))
	p.s.Decoded(3, 90, 120, func([]byte, int) { panic("no rows") }, "")
	if r, _ := p.wait(id); !strings.Contains(r.Error, "internal error: no rows") {
		t.Errorf("rows that fail: %+v", r.Reply)
	}
}

// noPalette is a GIF that is whole and cannot be shown.
func noPalette(t *testing.T) []byte {
	t.Helper()
	b := []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")
	if _, err := gif.Decode(bytes.NewReader(b)); err == nil {
		t.Fatal("Go decodes it")
	}
	return b
}

// A picture goes to the trainer once: what preparing it gives with "through" is what the steps give one by one, bit for bit.
func TestPreparedGoesThroughTheNetwork(t *testing.T) {
	p := newPage(t)
	file := pngOf(t, stroke(false))
	through := func(noise string) request {
		q := preparing(file)
		q.Through, q.Value, q.Seed = true, noise, 5
		return q
	}
	before, without := p.wait(p.send(through("gaussian(0.3)")))
	if before.Error != "" || len(without) != 1+len(before.Stages) {
		t.Fatalf("without a run: %+v with %d buffers", before.Reply, len(without))
	}
	p.ask(link(wire.OpOpen, small))
	p.ask(steps(3))
	one := func(o wire.Op, noise string, x []byte) [][]byte {
		t.Helper()
		q := op(o)
		q.Value, q.Seed, q.buffers = noise, 5, [][]byte{x}
		r, buffers := p.wait(p.send(q))
		if r.Error != "" {
			t.Fatalf("%s: %s", o, r.Error)
		}
		return buffers
	}
	for _, noise := range []string{"", "gaussian(0.3)", "dropout(0.5)"} {
		r, got := p.wait(p.send(through(noise)))
		if r.Error != "" {
			t.Fatalf("%q: %s", noise, r.Error)
		}
		x, made := got[0], got[1+len(r.Stages):]
		if again := one(wire.OpReconstruct, noise, x); !reflect.DeepEqual(again, made) {
			t.Errorf("%q: reconstruct gives other bits", noise)
		}
		switch {
		case noise == "" && len(made) != 1, noise != "" && len(made) != 2:
			t.Errorf("%q: %d buffers of the network", noise, len(made))
		case noise == "":
		case !bytes.Equal(made[1], one(wire.OpCorrupt, noise, x)[0]):
			t.Errorf("%q: corrupt gives other bits", noise)
		case strings.HasPrefix(noise, "gaussian") && !bytes.Equal(made[0], one(wire.OpReconstruct, "", made[1])[0]):
			t.Errorf("%q: what comes out is not made of what goes in", noise)
		}
	}
	if r, _ := p.wait(p.send(through("gaussian(9)"))); !strings.HasPrefix(r.Error, "noise:") {
		t.Errorf("a noise out of range: %q", r.Error)
	}
	if r, _ := p.wait(p.send(through("rain"))); !strings.HasPrefix(r.Error, "noise:") {
		t.Errorf("no noise: %q", r.Error)
	}
}

// Stages that the page asks to leave out are told and left out; what is no such stage is refused before anything is decoded.
func TestPrepareWithoutStages(t *testing.T) {
	p := newPage(t)
	file := pngOf(t, stroke(false))
	usual, buffers := p.wait(p.send(preparing(file)))
	q := preparing(file)
	q.Names = []string{"inverted"}
	r, other := p.wait(p.send(q))
	if usual.Error != "" || r.Error != "" || len(r.Stages) != len(usual.Stages) || bytes.Equal(buffers[0], other[0]) {
		t.Fatalf("%+v\n%+v", usual.Reply, r.Reply)
	}
	for i, s := range r.Stages {
		if s.Name != usual.Stages[i].Name || s.Undone != (s.Name == "inverted") || usual.Stages[i].Undone {
			t.Errorf("stage %+v", s)
		}
	}
	q.Names = []string{"painted"}
	if why := p.refused(q); !strings.HasPrefix(why, `data: picture: step "painted" found`) {
		t.Errorf("an unknown stage: %q", why)
	}
	q = op(wire.OpPrepareGray)
	q.W, q.H, q.Names, q.buffers = 20, 20, []string{"painted"}, [][]byte{make([]byte, 400)}
	if why := p.refused(q); !strings.HasPrefix(why, `data: picture: step "painted" found`) {
		t.Errorf("an unknown stage of a drawing: %q", why)
	}
}

// The rank of an input is its place among the errors of the held-out ones, and is not told before these are of a network that has learned.
func TestRank(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small+"&noise=none"))
	file := pngOf(t, stroke(false))
	q := preparing(file)
	q.Through = true
	at0, buffers := p.wait(p.send(q))
	x := buffers[0]
	if at0.Rank == nil || at0.Rank.Step != 0 {
		t.Fatalf("at the start: %+v", at0.Rank)
	}
	ask := func(in, clean []byte) (*wire.Rank, [][]byte) {
		t.Helper()
		q := op(wire.OpReconstruct)
		q.buffers = [][]byte{in, clean}
		r, made := p.wait(p.send(q))
		if r.Error != "" {
			t.Fatal(r.Error)
		}
		return r.Rank, made
	}
	p.ask(steps(1))
	if rank, _ := ask(x, x); rank != nil && p.s.run.Reader().Tested() == 0 {
		t.Errorf("%+v though the held-out images were measured before any step", rank)
	}
	p.ask(steps(p.s.run.StepsPerEpoch() - 1))
	run := p.s.run.Reader()
	rank, made := ask(x, x)
	better := 0
	mse := distance(made[0], x)
	for _, e := range run.TestErrors() {
		if float64(e) < mse {
			better++
		}
	}
	if rank == nil || rank.Of != run.Test().N || rank.Step != p.s.run.StepsPerEpoch() || rank.Better != better || math.Abs(rank.Error-mse) > 1e-6*mse {
		t.Fatalf("%+v found; of %d, %d better, error %g expected", rank, run.Test().N, better, mse)
	}
	// A held-out image itself has just as many before it as there are smaller errors.
	tests := op(wire.OpTestImages)
	tests.N = 5
	_, images := p.wait(p.send(tests))
	dim := run.Dim()
	for i := range 5 {
		one := images[0][4*i*dim:][:4*dim]
		rank, _ := ask(one, one)
		want := 0
		for _, e := range run.TestErrors() {
			if e < run.TestErrors()[i] {
				want++
			}
		}
		if rank == nil || rank.Better < want-1 || rank.Better > want+1 { // a pass of one image may round otherwise than one of a batch
			t.Errorf("test image %d: %+v, %d better expected", i, rank, want)
		}
	}
	// Painted over, the error is that to the clean picture.
	painted := bytes.Clone(x)
	for i := range len(x) / 8 {
		copy(painted[4*i:], []byte{0, 0, 128, 63}) // 1
	}
	spoiled, made := ask(painted, x)
	if want := distance(made[0], x); spoiled == nil || math.Abs(spoiled.Error-want) > 1e-6*want || want == mse {
		t.Errorf("%+v for a picture half of which is white, %g expected", spoiled, want)
	}
	q = op(wire.OpReconstruct)
	q.buffers = [][]byte{x, x[:8]}
	if why := p.refused(q); !strings.HasPrefix(why, "reconstruct: ") {
		t.Errorf("a clean picture of another size: %q", why)
	}
	q.buffers = [][]byte{append(bytes.Clone(x), x...), x}
	if why := p.refused(q); !strings.HasPrefix(why, "reconstruct: ") {
		t.Errorf("two pictures with one clean: %q", why)
	}
}

// distance is the mean squared difference of two buffers of float32.
func distance(a, b []byte) float64 {
	sum := 0.0
	for i := range len(a) / 4 {
		d := float64(math.Float32frombits(binary.LittleEndian.Uint32(a[4*i:]))) - float64(math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])))
		sum += d * d
	}
	return sum / float64(len(a)/4)
}
