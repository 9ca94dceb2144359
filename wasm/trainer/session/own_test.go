package session

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/data/drawn"
	"bottleneck/core/littleendian"
	"bottleneck/core/wire"
)

// Read reads a file that was given, as the browser does.
func (p *page) Read(id, file int, from, to int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.given[file]
	p.later(func() { p.s.Fetched(id, slices.Clone(b[from:min(to, int64(len(b)))]), "") })
}

// Inflate unpacks as the browser does.
func (p *page) Inflate(id int, format string, packed []byte, max int) {
	packed = slices.Clone(packed)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.later(func() {
		var r io.Reader = flate.NewReader(bytes.NewReader(packed))
		if format == "gzip" {
			r, _ = gzip.NewReader(bytes.NewReader(packed))
		}
		b, err := io.ReadAll(io.LimitReader(r, int64(max)+1))
		if err != nil || len(b) > max {
			p.s.Fetched(id, nil, "damaged or too large")
			return
		}
		p.s.Fetched(id, b, "")
	})
}

// later answers now, or when what is held is released. The lock is held.
func (p *page) later(answer func()) {
	if p.hold {
		p.held = append(p.held, answer)
		p.changed.Broadcast()
		return
	}
	go answer()
}

// giving is a request with files: name, content, name, content.
func (p *page) giving(pairs ...any) request {
	q := op(wire.OpOwn)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.given = nil
	for i := 0; i < len(pairs); i += 2 {
		b := pairs[i+1].([]byte)
		p.given = append(p.given, b)
		q.Names, q.Sizes = append(q.Names, pairs[i].(string)), append(q.Sizes, int64(len(b)))
	}
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
	r, buffers := p.wait(p.send(p.giving("faces.zip", folders(t))))
	if r.Error != "" {
		t.Fatal(r.Error)
	}
	o := r.Own
	if o.Kind != "pictures" || o.Name != "faces.zip" || o.Train != 27 || o.Test != 3 || o.W != 40 || o.H != 48 || o.Left != 0 ||
		!slices.Equal(o.Classes, []string{"s1", "s2", "s3"}) || o.Shown != 24 || len(buffers) != 1 || len(buffers[0]) != 24*32*32 {
		t.Fatalf("%+v", o)
	}
	if buffers[0][40] != 0 || buffers[0][23*1024+40] != 47 {
		t.Errorf("shown: %d and %d", buffers[0][40], buffers[0][23*1024+40])
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
	r, buffers := p.wait(p.send(p.giving("own.csv", []byte(text.String()))))
	if r.Error != "" {
		t.Fatal(r.Error)
	}
	o := r.Own
	if o.Kind != "table" || o.Train != 45 || o.Test != 5 || !slices.Equal(o.Columns, []string{"a", "b", "c"}) || !slices.Equal(o.Classes, []string{"k0", "k1"}) ||
		o.Left != 1 || o.Problems[0].Name != "row 52, b" || o.Problems[0].Place.Code != "csv_cell" || o.Problems[0].Place.Values["row"] != 52.0 || o.Shown != 6 || len(buffers[0]) != 6*3*4 {
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

// What is wrong with files leaves everything as it was; later files win over earlier ones.
func TestOwnRefused(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	if why := p.refused(op(wire.OpOwn)); !strings.Contains(why, "no files") {
		t.Error(why)
	}
	p.ask(p.giving("good.csv", []byte("a,b\n1,2\n3,4\n5,7\n")))
	for name, tt := range map[string]struct {
		q    request
		want string
	}{
		"comma":   {p.giving("x.csv", []byte("a;b\n1,5;2,5\n2,5;3,5\n")), "replace the decimal commas"},
		"nothing": {p.giving("x.pdf", []byte("%PDF")), "a PDF document found"},
		"sizes":   {request{Request: wire.Request{Op: wire.OpOwn, Names: []string{"a", "b"}, Sizes: []int64{1}}}, "2 names and 1 sizes"},
	} {
		if tt.q.Names != nil && name != "sizes" {
			p.mu.Lock()
			p.given = [][]byte{map[string][]byte{"comma": []byte("a;b\n1,5;2,5\n2,5;3,5\n"), "nothing": []byte("%PDF")}[name]}
			p.mu.Unlock()
		}
		if why := p.refused(tt.q); !strings.Contains(why, tt.want) {
			t.Errorf("%s: %q", name, why)
		}
	}
	if still := p.ask(op(wire.OpOwn)).Own; still.Name != "good.csv" {
		t.Errorf("%+v", still)
	}
	broken := flatPNG(t, 30, 30, 9)
	broken[len(broken)-20] ^= 0x55
	r := p.ask(p.giving("a.png", flatPNG(t, 30, 30, 1), "b.png", broken, "c.png", flatPNG(t, 20, 10, 2), "d.gif", []byte("GIF89a")))
	if r.Own.Train != 1 || r.Own.Test != 1 || r.Own.Left != 2 || r.Own.W != 0 {
		t.Errorf("%+v", r.Own)
	}

	p.mu.Lock()
	p.hold = true
	p.mu.Unlock()
	first := p.send(p.giving("one.csv", []byte("a,b\n1,2\n3,4\n")))
	p.until("the first file to be read", func() bool { return len(p.held) > 0 })
	p.mu.Lock()
	p.hold = false
	p.mu.Unlock()
	second := p.ask(p.giving("two.csv", []byte("a\n1\n2\n3\n")))
	p.release()
	if r, _ := p.wait(first); !strings.Contains(r.Error, "other files came meanwhile") || second.Own.Name != "two.csv" {
		t.Errorf("first: %q, second: %+v", r.Error, second.Own)
	}
	if still := p.ask(op(wire.OpOwn)).Own; still.Name != "two.csv" {
		t.Errorf("%+v", still)
	}
}

// Reading and training go side by side.
func TestOwnWhileTraining(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, strings.Replace(small, "epochs=5", "epochs=100000", 1)))
	p.ask(op(wire.OpStart))
	var pairs []any
	for i := range 60 {
		pairs = append(pairs, fmt.Sprintf("x/%d.png", i), flatPNG(t, 30, 30, i))
	}
	r := p.ask(p.giving(pairs...))
	if r.Own.Train != 54 || r.Own.Name != "x" {
		t.Errorf("%+v", r.Own)
	}
	if now := p.ask(op(wire.OpPause)); now.Metrics.Step == 0 {
		t.Error("no step was made")
	}
}
