package local

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/files"
	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
)

// given makes files of names and contents.
func given(pairs ...any) (files []File) {
	for i := 0; i < len(pairs); i += 2 {
		b := pairs[i+1].([]byte)
		files = append(files, File{pairs[i].(string), int64(len(b)), bytes.NewReader(b)})
	}
	return files
}

// archive packs names and contents; stored without compression where a name begins with "stored".
func archive(pairs ...any) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		name := pairs[i].(string)
		method := zip.Deflate
		if strings.HasPrefix(name, "stored") {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = w.Write(pairs[i+1].([]byte))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func pgm(w, h int, v byte) []byte {
	return append(fmt.Appendf(nil, "P5\n%d %d\n255\n", w, h), bytes.Repeat([]byte{v}, w*h)...)
}

func pngOf(w, h int, v byte) []byte {
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = v
	}
	m.SetGray(0, 0, color.Gray{255 - v})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func zipped(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

func idx(magic uint32, sizes []int, content []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, magic)
	for _, n := range sizes {
		b = binary.BigEndian.AppendUint32(b, uint32(n))
	}
	return append(b, content...)
}

func npy(descr, shape string, content []byte) []byte {
	head := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n", descr, shape)
	b := append([]byte("\x93NUMPY\x01\x00"), byte(len(head)), byte(len(head)>>8))
	return append(append(b, head...), content...)
}

// A zip as of the faces: people in folders, ten views each, and files that are none of it.
func TestZipOfFolders(t *testing.T) {
	var pairs []any
	for _, person := range []int{10, 9, 1} {
		for view := 10; view >= 1; view-- {
			pairs = append(pairs, fmt.Sprintf("orl/s%d/%d.pgm", person, view), pgm(92, 112, byte(10*person+view)))
		}
	}
	pairs = append(pairs, "orl/README.md", []byte("faces"), "__MACOSX/orl/s1/._1.pgm", []byte("x"), "orl/s1/.DS_Store", []byte("x"), "stored/11.pgm", pgm(64, 64, 3))
	g, err := Read(given("orl.zip", archive(pairs[:len(pairs)-2]...)))
	if err != nil {
		t.Fatal(err)
	}
	p := g.Pictures
	if g.Kind != "pictures" || g.Name != "orl.zip" || g.Left != 0 || !slices.Equal(p.Classes, []string{"s1", "s9", "s10"}) {
		t.Errorf("%+v, classes %v", g, p.Classes)
	}
	if len(g.Notes) != 2 || g.Notes[0].Code != "pictures_one_tone" || !strings.HasPrefix(g.Notes[1].Error(), "1 other file") {
		t.Errorf("notes %q", g.Notes)
	}
	if train, test := p.Count(); train != 27 || test != 3 {
		t.Errorf("%d and %d pictures", train, test)
	}
	if w, h := p.Size(); w != 92 || h != 112 {
		t.Errorf("%dx%d", w, h)
	}
	train, test := p.Set(false, 0, 27, 32, 1, prepare.FrameSubsample), p.Set(true, 0, 99, 32, 1, prepare.FrameSubsample)
	if train.N != 27 || test.N != 3 || train.Pixels[0] != 11 || train.Pixels[9*1024] != 91 || train.Labels[26] != 2 {
		t.Errorf("%d and %d, pixels %d and %d, labels %v", train.N, test.N, train.Pixels[0], train.Pixels[9*1024], train.Labels)
	}
	if test.Pixels[0] != 20 || test.Pixels[2*1024] != 110 { // the tenth view of each
		t.Errorf("held out: %d, %d", test.Pixels[0], test.Pixels[2*1024])
	}
	if part := p.Set(false, 5, 8, 32, 1, prepare.FrameSubsample); !bytes.Equal(part.Pixels, train.Pixels[5*1024:8*1024]) || len(part.Labels) != 3 {
		t.Error("a part differs")
	}
}

func TestPicturesOfManyKinds(t *testing.T) {
	g, err := Read(given("a.png", pngOf(40, 30, 9), "b", pgm(20, 20, 8), "c.gif.txt.png", pngOf(700, 400, 7), "page.png", []byte("<!doctype html>"), "cut.png", pngOf(9, 9, 1)[:40], "none.pgm", []byte{}))
	if err != nil {
		t.Fatal(err)
	}
	if g.Name != "6 files" || g.Left != 3 || len(g.Problems) != 3 {
		t.Errorf("%+v", g)
	}
	for i, want := range []string{"none.pgm: the file is empty", "page.png: an HTML page found, which is not read here", "cut.png: "} {
		if got := g.Problems[i].Place.Error() + ": " + g.Problems[i].Why.Error(); !strings.HasPrefix(got, want) {
			t.Errorf("%q, %q expected", got, want)
		}
	}
	if w, h := g.Pictures.Size(); w != 0 || h != 0 {
		t.Errorf("%dx%d", w, h)
	}
	train, test := g.Pictures.Set(false, 0, 9, 16, 1, prepare.FrameSquare), g.Pictures.Set(true, 0, 9, 16, 1, prepare.FrameSquare)
	if train.N != 2 || test.N != 1 || train.Pixels[300] != 8 && train.Pixels[100] != 9 || train.Labels != nil {
		t.Errorf("%d and %d pictures, labels %v", train.N, test.N, train.Labels)
	}
}

func TestArrays(t *testing.T) {
	pixels := make([]byte, 20*4*4)
	labels := make([]byte, 20)
	for i := range labels {
		labels[i] = byte(i % 3)
		pixels[i*16] = byte(i)
	}
	floats := func(n int, scale float32) (b []byte) {
		for i := range n {
			b = binary.LittleEndian.AppendUint32(b, floatBits(float32(i)*scale))
		}
		return b
	}
	wide := make([]byte, 0, 20*8)
	for _, l := range labels {
		wide = binary.LittleEndian.AppendUint64(wide, uint64(l))
	}
	type want struct {
		kind        string
		train, test int
		labels      bool
		pixel       byte // the last of the first picture to train on
	}
	tests := map[string]struct {
		files []File
		want  want
	}{
		"IDX with parts": {given(
			"train-images-idx3-ubyte.gz", zipped(idx(0x803, []int{20, 4, 4}, pixels)), "train-labels-idx1-ubyte", idx(0x801, []int{20}, labels),
			"t10k-images-idx3-ubyte", idx(0x803, []int{5, 4, 4}, pixels[:80]), "t10k-labels-idx1-ubyte.gz", zipped(idx(0x801, []int{5}, labels[:5]))),
			want{"pictures", 20, 5, true, 0}},
		"npz":            {given("mnist.npz", archive("x_train.npy", npy("|u1", "(20, 4, 4)", pixels), "y_train.npy", npy("<i8", "(20,)", wide), "stored_x_test.npy", npy("|u1", "(5, 4, 4)", pixels[:80]))), want{"pictures", 20, 5, true, 0}},
		"npy":            {given("faces.npy", npy("<f4", "(20, 4, 4, 1)", floats(320, 1.0/319))), want{"pictures", 18, 2, false, 12}},
		"npy to 255":     {given("faces.npy", npy("<f4", "(15, 4, 4)", floats(240, 1))), want{"pictures", 14, 1, false, 15}},
		"rows of pixels": {given("x.npy", npy("|u1", "(3, 400)", make([]byte, 1200))), want{"pictures", 2, 1, false, 0}},
		"color":          {given("x.npy", npy("|u1", "(2, 4, 4, 3)", bytes.Repeat([]byte{30}, 96))), want{"pictures", 1, 1, false, 30}},
		"rows":           {given("x.npy", npy("<f4", "(40, 8)", floats(320, 1))), want{"table", 36, 4, false, 0}},
		"packed table":   {given("x.csv.gz", zipped([]byte("a,b\n1,2\n3,4\n5,6\n"))), want{"table", 2, 1, false, 0}},
		"table in a zip": {given("x.zip", archive("notes.md", []byte("hello"), "x.csv", []byte("a,b\n1,2\n3,4\n5,6\n"))), want{"table", 2, 1, false, 0}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			g, err := Read(tt.files)
			if err != nil {
				t.Fatal(err)
			}
			var got want
			if got.kind = g.Kind; g.Table != nil {
				got.train, got.test = g.Table.Count()
				got.labels = g.Table.Labels != nil
			} else {
				got.train, got.test = g.Pictures.Count()
				s := g.Pictures.Set(false, 0, 1, 4, 1, prepare.FrameSquare)
				got.labels, got.pixel = s.Labels != nil, s.Pixels[15]
			}
			if got != tt.want {
				t.Errorf("%+v, %+v expected; %v %v", got, tt.want, g.Notes, g.Problems)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	good := archive("a.pgm", pgm(8, 8, 1), "b.pgm", pgm(8, 8, 2))
	broken := func(change func(b []byte)) []byte {
		b := slices.Clone(good)
		change(b)
		return b
	}
	directory := bytes.Index(good, []byte("PK\x01\x02"))
	for name, tt := range map[string]struct {
		files []File
		want  string
	}{
		"nothing":      {nil, "nothing to train on"},
		"empty":        {given("x.png", []byte{}), "x.png: the file is empty"},
		"a document":   {given("x.pdf", []byte("%PDF-1.7")), "x.pdf: a PDF document found"},
		"one picture":  {given("x.png", pngOf(9, 9, 1)), "1 picture found, 2 and more expected"},
		"labels alone": {given("l", idx(0x801, []int{3}, []byte{1, 2, 3})), "labels alone"},
		"cut zip":      {given("x.zip", good[:len(good)-5]), "cut off or damaged"},
		"cut IDX":      {given("x", idx(0x803, []int{3, 4, 4}, make([]byte, 40))), "needs 48 bytes, the file has 40"},
		"a bomb":       {given("x.zip", bomb()), "a hundred times"},
		"over another": {given("x.zip", broken(func(b []byte) {
			second := bytes.LastIndex(b, []byte("PK\x01\x02"))
			copy(b[second+42:], []byte{0, 0, 0, 0})
		})), "lie over one another"},
		"beyond":        {given("x.zip", broken(func(b []byte) { b[directory+45] = 9 })), "beyond the archive"},
		"encrypted":     {given("x.zip", broken(func(b []byte) { all(b, "PK\x01\x02", func(at []byte) { at[8] |= 1 }) })), "encrypted"},
		"method":        {given("x.zip", broken(func(b []byte) { all(b, "PK\x01\x02", func(at []byte) { at[10] = 12 }) })), "packed by method 12"},
		"checksum":      {given("x.zip", broken(func(b []byte) { all(b, "PK\x01\x02", func(at []byte) { at[16]++ }) })), "damaged: "},
		"size":          {given("x.zip", broken(func(b []byte) { all(b, "PK\x01\x02", func(at []byte) { at[24]-- }) })), "bytes when unpacked"},
		"zip64":         {given("x.zip", broken(func(b []byte) { copy(b[len(b)-12:], []byte{255, 255, 255, 255}) })), "zip64"},
		"five hundred":  {given("x.npy", npy("|u1", "(2, 500)", make([]byte, 1000))), "shape [2 500] found"},
		"directory":     {given("x.zip", broken(func(b []byte) { b[directory] = 'Q' })), "directory is damaged at its file 1 of 2"},
		"a large table": {given("x.csv", []byte(strings.Repeat("1,", 300)+"1\n")), "301 columns"},
	} {
		g, err := Read(tt.files)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v (%+v), %q expected", name, err, g, tt.want)
		}
	}
}

// all changes what lies at every place of a mark.
func all(b []byte, mark string, change func(at []byte)) {
	for from := 0; ; {
		i := bytes.Index(b[from:], []byte(mark))
		if i < 0 {
			return
		}
		change(b[from+i:])
		from += i + len(mark)
	}
}

// bomb is 300 MiB of zeros in 300 KiB.
func bomb() []byte {
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestCompression)
	zeros := make([]byte, 1<<20)
	for range 50 {
		w.Write(zeros)
	}
	w.Close()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 6 {
		f, _ := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprint(i), Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: 50 << 20})
		io.Copy(f, bytes.NewReader(packed.Bytes()))
	}
	z.Close()
	return b.Bytes()
}

// Whatever the bytes are, reading ends, with pictures or a table or a reason.
func FuzzRead(f *testing.F) {
	f.Add("x.zip", archive("s1/a.pgm", pgm(8, 8, 1), "stored/b.png", pngOf(8, 8, 2)))
	f.Add("x.npz", archive("x.npy", npy("|u1", "(2, 2, 2)", make([]byte, 8))))
	f.Add("x.csv", []byte("a,b\n1,2\n3,4\n"))
	f.Add("x.tar", tarred("s1/a.pgm", pgm(8, 8, 1), "x.csv", []byte("a;b\n1,5;2\n2,5;3\n")))
	f.Add("train.idx", idx(0xd03, []int{2, 2, 2}, make([]byte, 32)))
	f.Add("x.npy", npy("<f2", "(2, 1, 2, 2)", make([]byte, 16)))
	f.Add("x.npz", archive("x.npy", npy("|u1", "(4, 4, 6)", turns(96, 9)), "y.npy", npy("|S1", "(6,)", []byte("abcabc")), "z.npy", npy("<f4", "(6, 2, 2)", make([]byte, 96))))
	f.Add("x.npz", archive("arr_0.npy", npy("|u1", "(6, 257)", turns(6*257, 3)), "arr_1.npy", npy("|i1", "(6,)", turns(6, 2)), "arr_2.npy", npy("|u1", "(3, 257)", turns(3*257, 3)), "arr_3.npy", npy("|i1", "(3,)", turns(3, 2))))
	f.Add("x.zip", archive("train/a1.pgm", pgm(8, 8, 1), "train/a2.pgm", pgm(8, 8, 2), "train/b1.pgm", pgm(8, 8, 3), "all/b1.pgm", pgm(8, 8, 3), "train.csv", []byte("file,split,class\na1,train,x\na2,test,y\nb1,train,x\n")))
	f.Add("x.data", []byte("# made\nsep  x\n 1  2 3\n 4 5,5 6\n 7 8 9\n"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		g, err := Read(given(name, b, "other/2.pgm", pgm(8, 8, 1)))
		if err == nil && (g.Pictures == nil) == (g.Table == nil) {
			t.Fatalf("%+v", g)
		}
		if err == nil { // it can travel
			if _, err := g.Encode(); err != nil {
				t.Fatal(err)
			}
			g.Summary()
		}
	})
}

var _ files.Machine = machine(nil)

func floatBits(v float32) uint32 { return math.Float32bits(v) }

func TestBytes(t *testing.T) {
	var none *own.Given
	pictures, err := Read(given("a.pgm", pgm(8, 8, 1), "b.pgm", pgm(4, 8, 2)))
	if err != nil {
		t.Fatal(err)
	}
	table, err := Read(given("a.csv", []byte("a,b\n1,2\n3,4\n5,6\n")))
	if err != nil {
		t.Fatal(err)
	}
	if a, b, c := none.Bytes(), pictures.Bytes(), table.Bytes(); a != 0 || b != 96 || c != 48 {
		t.Errorf("%d, %d and %d bytes, 0, 96 and 48 expected", a, b, c)
	}
}

// A machine with little room takes as many pictures as fit.
func TestRoom(t *testing.T) {
	const room = 4 << 20
	var pairs []any
	var items []files.Item
	for i := range 20 {
		pairs = append(pairs, fmt.Sprintf("%d.pgm", i), pgm(64, 60, byte(100+i)))
		items = append(items, files.Item{Name: pairs[2*i].(string), Size: int64(len(pairs[2*i+1].([]byte)))})
	}
	g, err := files.Read(items, machine(given(pairs...)), room/100)
	if err != nil {
		t.Fatal(err)
	}
	if n := g.Bytes(); n > room/100 || n < room/200 || len(g.Notes) != 2 || !strings.Contains(g.Notes[0].Error(), "no room for more") {
		t.Errorf("%d bytes kept, notes %q", n, g.Notes)
	}
}

// So it does of an archive in an archive, and says so, though a small picture behind the large ones would still fit.
func TestLittleRoomForATar(t *testing.T) {
	var pairs []any
	for i := range 60 {
		pairs = append(pairs, fmt.Sprintf("%02d.pgm", i), pgm(60, 60, byte(i)))
	}
	pairs = append(pairs, "last.pgm", pgm(8, 8, 1))
	g, err := files.Read([]files.Item{{Name: "x.tar", Size: int64(len(tarred(pairs...)))}}, machine(given("x.tar", tarred(pairs...))), 80_000)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(g.Notes, func(f *fact.Fact) bool { return f.Code == "pictures_beyond_room" }) {
		t.Errorf("%d bytes kept, with the notes %v", g.Bytes(), g.Notes)
	}
}
