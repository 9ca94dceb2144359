package operations

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/files"
	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/wasm/desk/desktest"
)

// ask gives files, name and content by turns, of which the person decided something, and returns what is answered.
func ask(t *testing.T, b *desktest.Browser, choice files.Choice, pairs ...any) map[string]any {
	t.Helper()
	var names []string
	var contents [][]byte
	for i := 0; i < len(pairs); i += 2 {
		names, contents = append(names, pairs[i].(string)), append(contents, pairs[i+1].([]byte))
	}
	return b.Ask(t, All, OpRead, desktest.Fields{"names": names, "room": 100 << 20, "choice": choice}, contents...)
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

// What is read is told, shown and handed on.
func TestRead(t *testing.T) {
	b := &desktest.Browser{}
	r := ask(t, b, files.Choice{}, "faces.zip", folders(t))
	const want = `kind "pictures", name "faces.zip", train 27, test 3, w 40, h 48, classes ["s1","s2","s3"], shown 24, left null`
	if got := desktest.JSON(r["own"], "kind", "name", "train", "test", "w", "h", "classes", "shown", "left"); got != want {
		t.Fatalf("%s, %s expected; %v", got, want, r)
	}
	if labels := r["labels"].([]any); len(labels) != 24 || labels[0] != "s1" || labels[23] != "s3" {
		t.Errorf("labels of what is shown: %v", labels)
	}
	if len(b.Buffers) != 2 || len(b.Buffers[1]) != 24*32*32 || b.Buffers[1][40] != 0 || b.Buffers[1][23*1024+40] != 47 {
		t.Errorf("%d buffers", len(b.Buffers))
	}
	g, err := own.Decode(len(b.Buffers[0]), func(dst []byte, from int) { copy(dst, b.Buffers[0][from:]) })
	if err != nil {
		t.Fatal(err)
	}
	if s := g.Pictures.Set(true, 0, 9, 16, 1, prepare.FrameSquare); s.N != 3 || !slices.Equal(s.Labels, []byte{0, 1, 2}) || s.Pixels[100] != 9 {
		t.Errorf("held out: %d, labels %v", s.N, s.Labels)
	}
	if len(b.Posted) < 5 || b.Posted[0]["event"] != "progress" || b.Posted[1]["done"].(float64) <= b.Posted[0]["done"].(float64) || b.Posted[0]["total"] != 30. {
		t.Errorf("progress: %v", b.Posted[:len(b.Posted)-1])
	}

	r = ask(t, b, files.Choice{}, "own.csv", []byte("a,b,kind\n1,2,x\n3,4,y\n5,,x\n6,7,y\n8,9,x\n"))
	const table = `kind "table", train 3, test 1, columns ["a","b"], classes ["x","y"], shown 4, left 1`
	if got := desktest.JSON(r["own"], "kind", "train", "test", "columns", "classes", "shown", "left"); got != table || len(b.Buffers[1]) != 4*2*4 {
		t.Errorf("%s, %s expected", got, table)
	}
	if got := fmt.Sprint(r["labels"]); got != "[x y y x]" {
		t.Errorf("labels of the rows shown: %s", got)
	}
	const summary = `train 3, test 1, min 1, max 9, roles [{"name":"kind","role":"label"},{"name":"a","role":"input"},{"name":"b","role":"input"}]`
	if got := desktest.JSON(r["summary"], "train", "test", "min", "max", "roles"); got != summary {
		t.Errorf("%s, %s expected", got, summary)
	}
	chosen := ask(t, b, files.Choice{Roles: []own.Role{{Name: "b", Role: own.RoleNone}, {Name: "kind"}}}, "own.csv", []byte("a,b,kind\n1,2,x\n3,4,y\n5,,x\n6,7,y\n8,9,x\n"))
	if got := desktest.JSON(chosen["own"], "columns", "train", "test"); got != `columns ["a"], train 4, test 1` {
		t.Errorf("with b left out: %s", got)
	}
	problem := r["own"].(map[string]any)["problems"].([]any)[0]
	if got := desktest.JSON(problem, "name", "code"); got != `name "row 4, b", code "cell_empty"` {
		t.Error(got)
	}
}

// What is wrong is said, by code and in words, and ends nothing but the request.
func TestRefused(t *testing.T) {
	b := &desktest.Browser{}
	for name, tt := range map[string]struct {
		content []byte
		want    string
	}{
		"paper.pdf": {[]byte("%PDF-1.4"), "a PDF document found"},
		"cut.zip":   {folders(t)[:2000], "no end of the directory"},
		"empty.csv": {nil, "the file is empty"},
	} {
		if r := ask(t, b, files.Choice{}, name, tt.content); !strings.Contains(fmt.Sprint(r["error"]), tt.want) || r["code"] == nil || r["own"] != nil {
			t.Errorf("%s: %v", name, r)
		}
	}
	if r := b.Ask(t, All, OpRead, nil); r["code"] != "files_missing" {
		t.Errorf("no files: %v", r)
	}
	for want, fields := range map[string]desktest.Fields{
		"sizes_differ":   {"names": []string{"a"}},
		"internal_error": {"names": []string{"a"}, "sizes": []int{99}, "room": 1000000},
	} {
		b.Panics = want == "internal_error"
		if r := b.Ask(t, All, OpRead, fields); r["code"] != want {
			t.Errorf("%v: %v, %s expected", fields, r, want)
		}
	}
	b.Panics = false
	if r := ask(t, b, files.Choice{}, "a.csv", []byte("a\n1\n2\n")); r["error"] != nil {
		t.Errorf("after a fault: %v", r)
	}
}
