package desk

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/files"
	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/core/time"
)

// browser is a host that has files, and keeps what is posted.
type browser struct {
	files   [][]byte
	now     time.Duration
	posted  []map[string]any
	buffers [][]byte // of the latest reply
	panics  bool
}

func (b *browser) Now() time.Duration {
	b.now += 60 * time.Millisecond
	return b.now
}

func (b *browser) Post(text []byte, buffers ...Buffer) {
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		panic(err)
	}
	b.posted = append(b.posted, m)
	b.buffers = nil
	for _, pieces := range buffers {
		b.buffers = append(b.buffers, bytes.Join(pieces, nil))
	}
}

func (b *browser) Read(file int, from, to int64) ([]byte, error) {
	if b.panics {
		panic("a fault")
	}
	f := b.files[file]
	return slices.Clone(f[from:min(to, int64(len(f)))]), nil
}

func (b *browser) Inflate(format string, packed []byte, max int) ([]byte, error) {
	var r io.Reader = flate.NewReader(bytes.NewReader(packed))
	if format == "gzip" {
		r, _ = gzip.NewReader(bytes.NewReader(packed))
	}
	out, err := io.ReadAll(io.LimitReader(r, int64(max)+1))
	if err == nil && len(out) > max {
		err = errors.New("more")
	}
	return out, err
}

func (b *browser) Decode(content []byte, mime string) (w, h int, row func(dst []byte, y int), err error) {
	m, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		return 0, 0, nil, err
	}
	w, h = m.Bounds().Dx(), m.Bounds().Dy()
	return w, h, func(dst []byte, y int) {
		for x := range w {
			v := m.(*image.Gray).GrayAt(x, y).Y
			copy(dst[4*x:], []byte{v, v, v, 255})
		}
	}, nil
}

// ask gives files, name and content by turns, and returns what is answered.
func (b *browser) ask(t *testing.T, pairs ...any) map[string]any {
	t.Helper()
	return b.askAs(t, files.Choice{}, pairs...)
}

// askAs is ask where the person decided something.
func (b *browser) askAs(t *testing.T, choice files.Choice, pairs ...any) map[string]any {
	t.Helper()
	q := Request{ID: 7, Op: OpRead, Room: 100 << 20, Choice: choice}
	b.files, b.posted = nil, nil
	for i := 0; i < len(pairs); i += 2 {
		content := pairs[i+1].([]byte)
		b.files = append(b.files, content)
		q.Names, q.Sizes = append(q.Names, pairs[i].(string)), append(q.Sizes, int64(len(content)))
	}
	text, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	New(b).handle(string(text))
	r := b.posted[len(b.posted)-1]
	if r["id"] != 7. {
		t.Fatalf("%v", r)
	}
	return r
}

func pngOf(t *testing.T, w, h, v int) []byte {
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = byte(v)
	}
	m.Pix[0] = byte(255 - v)
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func folders(t *testing.T) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 30 {
		w, err := z.Create(fmt.Sprintf("all/s%d/%d.png", i/10+1, i%10+1))
		if err == nil {
			_, err = w.Write(pngOf(t, 40, 48, 20*(i/10)+i%10))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// fields are some of an answer's, as JSON writes them.
func fields(m any, names ...string) string {
	var all []string
	for _, name := range names {
		b, _ := json.Marshal(m.(map[string]any)[name])
		all = append(all, name+" "+string(b))
	}
	return strings.Join(all, ", ")
}

// What is read is told, shown and handed on.
func TestRead(t *testing.T) {
	b := &browser{}
	r := b.ask(t, "faces.zip", folders(t))
	const want = `kind "pictures", name "faces.zip", train 27, test 3, w 40, h 48, classes ["s1","s2","s3"], shown 24, left null`
	if got := fields(r["own"], "kind", "name", "train", "test", "w", "h", "classes", "shown", "left"); got != want {
		t.Fatalf("%s, %s expected; %v", got, want, r)
	}
	if labels := r["labels"].([]any); len(labels) != 24 || labels[0] != "s1" || labels[23] != "s3" {
		t.Errorf("labels of what is shown: %v", labels)
	}
	if len(b.buffers) != 2 || len(b.buffers[1]) != 24*32*32 || b.buffers[1][40] != 0 || b.buffers[1][23*1024+40] != 47 {
		t.Errorf("%d buffers", len(b.buffers))
	}
	g, err := own.Decode(len(b.buffers[0]), func(dst []byte, from int) { copy(dst, b.buffers[0][from:]) })
	if err != nil {
		t.Fatal(err)
	}
	if s := g.Pictures.Set(true, 0, 9, 16, 1, prepare.FrameSquare); s.N != 3 || !slices.Equal(s.Labels, []byte{0, 1, 2}) || s.Pixels[100] != 9 {
		t.Errorf("held out: %d, labels %v", s.N, s.Labels)
	}
	if len(b.posted) < 5 || b.posted[0]["event"] != "progress" || b.posted[1]["done"].(float64) <= b.posted[0]["done"].(float64) || b.posted[0]["total"] != 30. {
		t.Errorf("progress: %v", b.posted[:len(b.posted)-1])
	}

	r = b.ask(t, "own.csv", []byte("a,b,kind\n1,2,x\n3,4,y\n5,,x\n6,7,y\n8,9,x\n"))
	const table = `kind "table", train 3, test 1, columns ["a","b"], classes ["x","y"], shown 4, left 1`
	if got := fields(r["own"], "kind", "train", "test", "columns", "classes", "shown", "left"); got != table || len(b.buffers[1]) != 4*2*4 {
		t.Errorf("%s, %s expected", got, table)
	}
	const summary = `train 3, test 1, min 1, max 9, roles [{"name":"kind","role":"label"},{"name":"a","role":"input"},{"name":"b","role":"input"}]`
	if got := fields(r["summary"], "train", "test", "min", "max", "roles"); got != summary {
		t.Errorf("%s, %s expected", got, summary)
	}
	chosen := b.askAs(t, files.Choice{Roles: []own.Role{{Name: "b", Role: own.RoleNone}, {Name: "kind"}}}, "own.csv", []byte("a,b,kind\n1,2,x\n3,4,y\n5,,x\n6,7,y\n8,9,x\n"))
	if got := fields(chosen["own"], "columns", "train", "test"); got != `columns ["a"], train 4, test 1` {
		t.Errorf("with b left out: %s", got)
	}
	problem := r["own"].(map[string]any)["problems"].([]any)[0]
	if got := fields(problem, "name", "code"); got != `name "row 4, b", code "cell_empty"` {
		t.Error(got)
	}
}

// What is wrong is said, by code and in words, and ends nothing but the request.
func TestRefused(t *testing.T) {
	b := &browser{}
	for name, tt := range map[string]struct {
		content []byte
		want    string
	}{
		"paper.pdf": {[]byte("%PDF-1.4"), "a PDF document found"},
		"cut.zip":   {folders(t)[:2000], "no end of the directory"},
		"empty.csv": {nil, "the file is empty"},
	} {
		if r := b.ask(t, name, tt.content); !strings.Contains(fmt.Sprint(r["error"]), tt.want) || r["code"] == nil || r["own"] != nil {
			t.Errorf("%s: %v", name, r)
		}
	}
	if r := b.ask(t); r["code"] != "files_missing" {
		t.Errorf("no files: %v", r)
	}
	d := New(b)
	for text, want := range map[string]string{
		`{"id":1,"op":"read","names":["a"],"sizes":[]}`: "sizes_differ",
		`{"id":1,"op":"bake"}`:                          "operation_unknown",
		`{"id":`:                                        "message_unreadable",
		`{"id":1,"op":"read","names":["a"],"sizes":[99],"room":1000000}`: "internal_error",
	} {
		b.panics = want == "internal_error"
		if d.handle(text); b.posted[len(b.posted)-1]["code"] != want {
			t.Errorf("%s: %v, %s expected", text, b.posted[len(b.posted)-1], want)
		}
	}
	b.panics = false
	if r := b.ask(t, "a.csv", []byte("a\n1\n2\n")); r["error"] != nil {
		t.Errorf("after a fault: %v", r)
	}
}

// Messages are answered in their order.
func TestLoop(t *testing.T) {
	b := &browser{}
	d := New(b)
	d.Receive(`{"id":1,"op":"bake"}`)
	d.Receive(`{"id":2,"op":"fry"}`)
	close(d.requests)
	d.Loop()
	if len(b.posted) != 3 || b.posted[0]["event"] != "ready" || b.posted[1]["id"] != 1. || b.posted[2]["id"] != 2. {
		t.Errorf("%v", b.posted)
	}
}
