package session

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/data/drawn"
	"bottleneck/core/data/local"
	"bottleneck/core/littleendian"
	"bottleneck/core/wire"
)

// later answers now, or when what is held is released. The lock is held.
func (p *page) later(answer func()) {
	if p.hold {
		p.held = append(p.held, answer)
		p.changed.Broadcast()
		return
	}
	go answer()
}

// giving is a request with what is understood of files: name, content, name, content.
func (p *page) giving(pairs ...any) request {
	p.t.Helper()
	var files []local.File
	for i := 0; i < len(pairs); i += 2 {
		b := pairs[i+1].([]byte)
		files = append(files, local.File{Name: pairs[i].(string), Size: int64(len(b)), Content: bytes.NewReader(b)})
	}
	g, err := local.Read(files)
	if err != nil {
		p.t.Fatal(err)
	}
	pieces, err := g.Encode()
	if err != nil {
		p.t.Fatal(err)
	}
	q := op(wire.OpOwn)
	q.buffers = [][]byte{bytes.Join(pieces, nil)}
	return q
}

func flatPNG(t *testing.T, w, h, v int) []byte {
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = byte(v)
	}
	m.SetGray(1, 1, color.Gray{byte(255 - v)})
	return pngOf(t, m)
}

// folders is a zip of pictures in folders.
func folders(t *testing.T) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for person := range 3 {
		for view := range 10 {
			w, err := z.Create(fmt.Sprintf("all/s%d/%d.png", person+1, view+1))
			if err == nil {
				_, err = w.Write(flatPNG(t, 40, 48, 20*person+view))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOwnPictures(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	before := p.ask(steps(3)).Metrics
	head := 0
	p.copied = func(n int) { head += n }
	r, _ := p.wait(p.send(p.giving("faces.zip", folders(t))))
	if r.Error != "" {
		t.Fatal(r.Error)
	}
	p.mu.Lock()
	if p.copied = nil; head == 0 || head > 1000 {
		t.Errorf("%d bytes came into the heap, the head alone expected", head)
	}
	p.mu.Unlock()
	if o := r.Own; o.Kind != "pictures" || o.Name != "faces.zip" || o.Train != 27 || o.Test != 3 {
		t.Fatalf("%+v", o)
	}
	if now := p.ask(op(wire.OpHello)); now.Metrics.Fingerprint != before.Fingerprint || now.Recipe["data"] != "digits" {
		t.Error("the run has changed")
	}
	if !strings.Contains(r.Link, "data=pictures") || !strings.Contains(r.Link, "latent_dim=4") {
		t.Errorf("link %s", r.Link)
	}
	opened := p.ask(link(wire.OpOpen, "#v=1&data=pictures&image_size=16&latent_dim=2&batch_size=9"))
	if opened.Recipe["data"] != "pictures" || len(opened.Notices) != 0 || opened.StepsPerEpoch != 3 || opened.Cost.Images != 27 ||
		opened.Recipe["train"] != "27" || opened.Recipe["test"] != "3" {
		t.Fatalf("opened %+v", opened)
	}
	test, buffers := p.wait(p.send(request{Request: wire.Request{Op: wire.OpTestImages, N: 9}}))
	if test.N != 3 || test.Dim != 256 || !slices.Equal(buffers[1], []byte{0, 1, 2}) {
		t.Errorf("%d held-out pictures of %d, labels %v", test.N, test.Dim, buffers[1])
	}
	if v := math.Float32frombits(binary.LittleEndian.Uint32(buffers[0][4*100:])); v != 9./255 {
		t.Errorf("pixel %v", v)
	}
	if m := p.ask(steps(6)).Metrics; m.Epoch != 2 {
		t.Errorf("after six steps: %+v", m)
	}
	// Another size and framing are made of the same files.
	if again := p.ask(link(wire.OpOpen, "#v=1&data=pictures&image_size=20&framing=subsample&latent_dim=2&train=10")); again.StepsPerEpoch != 1 || again.Recipe["framing"] != "subsample" {
		t.Errorf("opened %+v", again)
	}
	if status := p.ask(op(wire.OpOwn)); status.Own.Train != 27 {
		t.Errorf("%+v", status.Own)
	}
	// Files that came since are for the next link, not for a reset.
	p.ask(p.giving("a.png", flatPNG(t, 30, 30, 1), "b.png", flatPNG(t, 30, 30, 2)))
	if reset := p.ask(op(wire.OpReset)); reset.Cost.Images != 10 {
		t.Errorf("after a reset %d images, 10 expected", reset.Cost.Images)
	}
	if next := p.ask(link(wire.OpOpen, "#v=1&data=pictures&latent_dim=2")); next.Cost.Images != 1 {
		t.Errorf("the next link has %d images, 1 expected", next.Cost.Images)
	}
}

// Photographs that are dropped on a lesson of faces are resized as its tutorial resizes them, so that its figures hold;
// larger and smaller pictures, and those of any other recipe, are averaged.
func TestFacesAreSubsampledWhereTheTutorialDoes(t *testing.T) {
	const faces = "#v=1&lesson=faces&train=16&test=8&batch_size=8&encoder=dense(4,relu)&latent_dim=2&decoder=none&output=auto&image_size="
	for open, want := range map[string]bool{faces + "16": true, faces + "20": true, faces + "32": false, faces + "12": false, small: false} {
		p := newPage(t)
		if r := p.ask(link(wire.OpOpen, open)); r.Error != "" {
			t.Fatal(r.Error)
		}
		r := p.ask(p.giving("faces.zip", folders(t)))
		if got := strings.Contains(r.Link, "framing=subsample"); got != want || !strings.Contains(r.Link, "data=pictures") {
			t.Errorf("%s: pictures of 40x48 open %s", open, r.Link)
		}
	}
}

func TestOwnTable(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	var text strings.Builder
	text.WriteString("a,b,kind,c\n")
	for i := range 50 {
		fmt.Fprintf(&text, "%d,%d,k%d,%g\n", i, i*i, i%2, float64(i)/7)
	}
	text.WriteString("1,,k1,2\n")
	r := p.ask(p.giving("own.csv", []byte(text.String())))
	if o := r.Own; o.Kind != "table" || o.Train != 45 || o.Test != 5 {
		t.Fatalf("%+v", o)
	}
	opened := p.ask(link(wire.OpOpen, r.Link))
	if opened.Recipe["data"] != "table" || opened.Recipe["columns"] != "3" || opened.Recipe["latent_dim"] != "1" || len(opened.Notices) != 0 {
		t.Fatalf("opened %s: %+v", r.Link, opened)
	}
	first := opened.Metrics.TestMSE
	if m := p.ask(steps(200)).Metrics; !(m.TestMSE < first) {
		t.Errorf("test MSE %g after 200 steps, %g before", m.TestMSE, first)
	}
	// A link for a table of another width says so and takes this one.
	other := p.ask(link(wire.OpOpen, "#v=1&data=table&columns=7&latent_dim=2&scale=standard"))
	if other.Recipe["columns"] != "3" || len(other.Notices) != 1 || !strings.Contains(other.Notices[0].Text, "7 asked for, your table has 3") {
		t.Errorf("%+v", other.Notices)
	}
	// Pictures are asked for, and only a table is here.
	if stand := p.ask(link(wire.OpOpen, "#v=1&data=pictures&latent_dim=2&image_size=8")); stand.Recipe["data"] != "faces" || len(stand.Notices) != 1 {
		t.Errorf("%+v", stand)
	}
}

// A link that needs files says what to give, and goes on when they come.
func TestOwnStandsIn(t *testing.T) {
	p := newPage(t)
	const wanted = "#v=1&data=pictures&image_size=8&train=5000&encoder=dense(20,tanh)&latent_dim=3"
	r := p.ask(link(wire.OpOpen, wanted))
	if r.Recipe["data"] != "faces" || r.Recipe["train"] != "360" || len(r.Notices) != 1 || r.Notices[0].Code != "pictures_wanted" || !strings.Contains(r.Notices[0].Text, "folder or a zip") {
		t.Fatalf("%+v", r)
	}
	if all := p.ask(op(wire.OpHello)); all.Recipe["encoder"] != "dense(20,tanh)" {
		t.Errorf("%+v", all.Recipe)
	}
	given := p.ask(p.giving("x.zip", folders(t)))
	if !strings.Contains(given.Link, "data=pictures") || !strings.Contains(given.Link, "train=5000") || !strings.Contains(given.Link, "dense(20,tanh)") {
		t.Errorf("link %s", given.Link)
	}
	if r := p.ask(link(wire.OpOpen, "#v=1&data=table&columns=5&latent_dim=2&latent_activation=sigmoid")); r.Recipe["data"] != "table18" || r.Notices[0].Code != "table_wanted" || !strings.Contains(r.Notices[0].Text, "CSV") {
		t.Errorf("%+v", r)
	}
	if why := p.refused(link(wire.OpOpen, "#v=1&data=faces&train=361")); !strings.Contains(why, "train: 361 asked for, faces has 360") {
		t.Error(why)
	}
}

// Sets that are made have the images of core/data, made in parts.
func TestMadeSets(t *testing.T) {
	p := newPage(t)
	for text, want := range map[string]*data.Set{
		"#v=1&data=faces&image_size=12&latent_dim=2":                        drawn.Faces(true, 0, 40, 12),
		"#v=1&data=table18&test=700&latent_dim=9&latent_activation=sigmoid": drawn.Table18(drawn.Table18Train, drawn.Table18Train+700),
	} {
		r := p.ask(link(wire.OpOpen, text))
		test, buffers := p.wait(p.send(request{Request: wire.Request{Op: wire.OpTestImages, N: want.N}}))
		x := make([]float32, want.N*want.Dim())
		want.Rows(x, 0, want.N)
		if test.N != want.N || !bytes.Equal(buffers[0], littleendian.Append(nil, x)) {
			t.Errorf("%s: %d held out, not as they were made", text, test.N)
		}
		if len(r.Notices) != 0 {
			t.Errorf("%v", r.Notices)
		}
	}
	if n := p.s.data.half("table18", "train").n(); n != drawn.Table18Train {
		t.Errorf("%d rows to train on", n)
	}
}

// What is wrong with what was given leaves everything as it was.
func TestOwnRefused(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	if why := p.refused(op(wire.OpOwn)); !strings.Contains(why, "no files") {
		t.Error(why)
	}
	p.ask(p.giving("good.csv", []byte("a,b\n1,2\n3,4\n5,7\n")))
	cut := p.giving("x.zip", folders(t))
	cut.buffers[0] = cut.buffers[0][:3000]
	for name, tt := range map[string]struct {
		b    []byte
		want string
	}{
		"another file": {[]byte("PK\x03\x04 and so on"), "not the bytes"},
		"cut off":      {cut.buffers[0], "3000 found"},
	} {
		q := op(wire.OpOwn)
		q.buffers = [][]byte{tt.b}
		if why := p.refused(q); !strings.Contains(why, tt.want) {
			t.Errorf("%s: %q", name, why)
		}
	}
	if still := p.ask(op(wire.OpOwn)).Own; still.Name != "good.csv" {
		t.Errorf("%+v", still)
	}
}

// Data of a person's own take no room in the heap: as much as ever may be given three times over, and a recipe that fits beside none of them opens.
func TestOwnTakesNoHeap(t *testing.T) {
	p := newPage(t)
	for range 3 {
		p.ask(p.giving("faces.zip", folders(t)))
		if r := p.ask(link(wire.OpOpen, "#v=1&data=pictures&image_size=16&latent_dim=2&batch_size=9")); len(r.Notices) != 0 {
			t.Fatalf("%+v", r.Notices)
		}
	}
	if n := p.s.data.own.Bytes(); n != 0 {
		t.Errorf("%d bytes of pictures are in the heap", n)
	}
}
