package local

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
)

// strokes are n pictures of side x side numbers: picture i has 1 where x is i+1 modulo side, and 0 elsewhere.
func strokes(n, side int) []float32 {
	x := make([]float32, 0, n*side*side)
	for i := range n {
		for k := range side * side {
			v := float32(0)
			if k%side == (i+1)%side {
				v = 1
			}
			x = append(x, v)
		}
	}
	return x
}

func f4(x []float32, scale, shift float32) (b []byte) {
	for _, v := range x {
		b = binary.LittleEndian.AppendUint32(b, floatBits(v*scale+shift))
	}
	return b
}

func u1(x []float32, white float32) []byte {
	b := make([]byte, len(x))
	for i, v := range x {
		b[i] = byte(v * white)
	}
	return b
}

func u2(x []float32, white float32, order binary.AppendByteOrder) (b []byte) {
	for _, v := range x {
		b = order.AppendUint16(b, uint16(v*white))
	}
	return b
}

// f2 writes 0 and 1 as floats of 16 bits.
func f2(x []float32) (b []byte) { return u2(x, 0x3c00, binary.LittleEndian) }

// planes puts the planes of one picture after another, last or first.
func planes(x []float32, n, side int, first bool) (out []float32) {
	size := side * side
	for i := range n {
		for at := range 3 * size {
			k := at / 3
			if first {
				k = at % size
			}
			out = append(out, x[i*size+k])
		}
	}
	return out
}

// turned exchanges rows and columns.
func turned(x []float32, n, side int) (out []float32) {
	for i := range n {
		for k := range side * side {
			out = append(out, x[i*side*side+k%side*side+k/side])
		}
	}
	return out
}

// fortran is (n, side, side) with the first dimension running fastest.
func fortran(x []float32, n, side int) (out []float32) {
	for k := range side {
		for j := range side {
			for i := range n {
				out = append(out, x[(i*side+j)*side+k])
			}
		}
	}
	return out
}

// However the same pictures lie in an array, and whatever its numbers mean, the same is read.
func TestArraysOfManyKinds(t *testing.T) {
	const n, side = 20, 12
	x := strokes(n, side)
	shape := "(20, 12, 12)"
	low := binary.LittleEndian
	for name, tt := range map[string]struct {
		file string
		b    []byte
		told string // code of a note
	}{
		"bytes":         {"x.npy", npy("|u1", shape, u1(x, 255)), ""},
		"bool":          {"x.npy", npy("|b1", shape, u1(x, 1)), "numbers_stretched"},
		"0 and 1":       {"x.npy", npy("|u1", shape, u1(x, 1)), "numbers_stretched"},
		"0 to 16":       {"x.npy", npy("<f4", shape, f4(x, 16, 0)), "numbers_stretched"},
		"0 to 1":        {"x.npy", npy("<f4", shape, f4(x, 1, 0)), ""},
		"a bit over":    {"x.npy", npy("<f4", shape, f4(x, 1.02, 0)), "numbers_stretched"},
		"0 to 255":      {"x.npy", npy("<f4", shape, f4(x, 255, 0)), ""},
		"standardized":  {"x.npy", npy("<f4", shape, f4(x, 3, -.4)), "numbers_stretched"},
		"12 bits":       {"x.npy", npy("<u2", shape, u2(x, 4095, low)), "numbers_stretched"},
		"16 bits":       {"x.npy", npy("<u2", shape, u2(x, 65535, low)), "numbers_stretched"},
		"big-endian":    {"x.npy", npy(">u2", shape, u2(x, 255, binary.BigEndian)), ""},
		"float16":       {"x.npy", npy("<f2", shape, f2(x)), ""},
		"Fortran":       {"x.npy", bytes.Replace(npy("|u1", shape, u1(fortran(x, n, side), 255)), []byte("False"), []byte("True "), 1), ""},
		"NCHW":          {"x.npy", npy("|u1", "(20, 1, 12, 12)", u1(x, 255)), ""},
		"NHWC":          {"x.npy", npy("|u1", "(20, 12, 12, 1)", u1(x, 255)), ""},
		"colors last":   {"x.npy", npy("|u1", "(20, 12, 12, 3)", u1(planes(x, n, side, false), 255)), ""},
		"colors first":  {"x.npy", npy("|u1", "(20, 3, 12, 12)", u1(planes(x, n, side, true), 255)), ""},
		"IDX":           {"x", idx(0x803, []int{n, side, side}, u1(x, 255)), ""},
		"IDX, .data":    {"x.data", idx(0x803, []int{n, side, side}, u1(x, 255)), ""},
		"NumPy, .dat":   {"x.dat", npy("|u1", shape, u1(x, 255)), ""},
		"IDX of int16":  {"x", idx(0xb03, []int{n, side, side}, u2(x, 255, binary.BigEndian)), ""},
		"IDX of four":   {"x", idx(0x804, []int{n, 1, side, side}, u1(x, 255)), ""},
		"EMNIST":        {"emnist-x-images-idx3-ubyte", idx(0x803, []int{n, side, side}, u1(turned(x, n, side), 255)), "emnist_turned"},
		"in a tar":      {"x.tar", tarred("x.npy", npy("|u1", shape, u1(x, 255))), ""},
		"in a tar.gz":   {"x.tar.gz", zipped(tarred("long/"+strings.Repeat("name", 40)+"/x.npy", npy("|u1", shape, u1(x, 255)))), ""},
		"npz in a zip":  {"x.zip", archive("stored.npz", archive("x.npy", npy("|u1", shape, u1(x, 255)))), ""},
		"CSV of pixels": {"x.csv", pixelCSV(x, n, side), "rows_as_pictures"},
	} {
		t.Run(name, func(t *testing.T) {
			g, err := Read(given(tt.file, tt.b))
			if err != nil {
				t.Fatal(err)
			}
			train, test := g.Pictures.Count()
			s := g.Pictures.Set(false, 0, train, side, 1, prepare.FrameSquare)
			if train != 18 || test != 2 || !bytes.Equal(s.Pixels[:9*side*side], u1(x[:9*side*side], 255)) {
				t.Errorf("%d and %d pictures, first row %v", train, test, s.Pixels[:side])
			}
			if tt.told != "" && !slices.Contains(codes(g), tt.told) || tt.told == "" && len(g.Notes) > 0 {
				t.Errorf("%q expected: %v", tt.told, g.Notes)
			}
			if g.Left != 0 {
				t.Errorf("left out: %v", g.Problems)
			}
		})
	}
}

// pixelCSV are rows of whole numbers with a header; wide enough to be no table.
func pixelCSV(x []float32, n, side int) []byte {
	var b bytes.Buffer
	for k := range side * side {
		fmt.Fprintf(&b, ",pixel%d", k)
	}
	header := b.Bytes()[1:]
	out := append(slices.Clone(header), '\n')
	for i := range n {
		for k := range side * side {
			if k > 0 {
				out = append(out, ',')
			}
			out = fmt.Appendf(out, "%d", int(255*x[i*side*side+k]))
		}
		out = append(out, '\n')
	}
	return out
}

func tarred(pairs ...any) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		content := pairs[i+1].([]byte)
		err := w.WriteHeader(&tar.Header{Name: pairs[i].(string), Mode: 0o644, Size: int64(len(content))})
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// line is an array of n numbers.
func line(n int, f func(i int) byte) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = f(i)
	}
	return npy("|u1", fmt.Sprintf("(%d,)", n), b)
}

// Names say first which labels are whose, and which part is held out.
func TestPairs(t *testing.T) {
	const side = 8
	images := func(n int) []byte { return npy("|u1", fmt.Sprintf("(%d, 8, 8)", n), u1(strokes(n, side), 255)) }
	up := func(i int) byte { return byte(i % 10) }
	down := func(i int) byte { return byte(9 - i%10) }
	var hot []byte
	for i := range 20 {
		row := make([]byte, 10)
		row[9-i%10] = 1
		hot = append(hot, row...)
	}
	floats := make([]float32, 20)
	for i := range floats {
		floats[i] = float32(9 - i%10)
	}
	for name, tt := range map[string]struct {
		files       []any
		train, test int
		held        []byte // first labels held out, nil: none
		note        string
	}{
		"rows of 784":        {[]any{"x_train.npy", npy("|u1", "(20, 784)", u1(strokes(20, 28), 255)), "y_train.npy", line(20, up)}, 18, 2, []byte{9, 9}, "rows_as_pictures"},
		"x and y":            {[]any{"x_train.npy", images(20), "y_train.npy", line(20, up), "x_test.npy", images(20), "y_test.npy", line(20, down)}, 20, 20, []byte{9, 8}, ""},
		"labels of no part":  {[]any{"x_train.npy", images(20), "x_test.npy", images(20), "y.npy", line(20, down)}, 20, 20, nil, "array_left_out"},
		"validation":         {[]any{"X_train.npy", images(20), "y_train.npy", line(20, up), "X_val.npy", images(20), "y_val.npy", line(20, down)}, 20, 20, []byte{9, 8}, ""},
		"validation as well": {[]any{"x_train.npy", images(20), "x_test.npy", images(10), "x_val.npy", images(5)}, 20, 10, nil, "array_left_out"},
		"one-hot":            {[]any{"x_train.npy", images(20), "y_train.npy", line(20, up), "x_test.npy", images(20), "y_test.npy", npy("|u1", "(20, 10)", hot)}, 20, 20, []byte{9, 8}, ""},
		"float labels":       {[]any{"x_train.npy", images(20), "y_train.npy", line(20, up), "x_test.npy", images(20), "y_test.npy", npy("<f4", "(20, 1)", f4(floats, 1, 0))}, 20, 20, []byte{9, 8}, ""},
		"folders":            {[]any{"train/images.npy", images(20), "train/labels.npy", line(20, up), "test/images.npy", images(10), "test/labels.npy", line(10, down)}, 20, 10, []byte{9, 8}, ""},
		"twice":              {[]any{"data.npy", npy("|u1", "(20, 64)", u1(strokes(20, side), 255)), "images.npy", images(20), "target.npy", line(20, up)}, 18, 2, []byte{9, 9}, "array_twice"},
	} {
		g, err := Read(given("x.zip", archive(tt.files...)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		train, test := g.Pictures.Count()
		s := g.Pictures.Set(true, 0, 2, side, 1, prepare.FrameSquare)
		if train != tt.train || test != tt.test || !slices.Equal(s.Labels, tt.held) {
			t.Errorf("%s: %d and %d pictures, labels %v; %v", name, train, test, s.Labels, g.Notes)
		}
		if tt.note != "" && !slices.Contains(codes(g), tt.note) {
			t.Errorf("%s: %v, %s expected", name, g.Notes, tt.note)
		}
		var roles []string
		for _, r := range g.Roles {
			roles = append(roles, r.Name)
		}
		slices.Sort(roles)
		if len(roles) != len(tt.files)/2 || len(slices.Compact(roles)) != len(tt.files)/2 {
			t.Errorf("%s: roles %v of %d arrays", name, g.Roles, len(tt.files)/2)
		}
	}
}

func codes(g *own.Given) (all []string) {
	for _, n := range g.Notes {
		all = append(all, n.Code)
	}
	return all
}

func alphaPNG(i int) []byte {
	m := image.NewNRGBA(image.Rect(0, 0, 16, 16))
	for y := range 16 {
		m.SetNRGBA(i%16, y, color.NRGBA{255, 255, 255, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Folders and names split and label pictures, in zips of any kind.
func TestPicturesByName(t *testing.T) {
	many := func(names func(i int) string) (pairs []any) {
		for i := range 30 {
			pairs = append(pairs, names(i), pngOf(16, 16, byte(60+i)))
		}
		return pairs
	}
	raw := func(pairs []any) []byte { // names as they are, not said to be UTF-8
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i := 0; i < len(pairs); i += 2 {
			w, err := z.CreateHeader(&zip.FileHeader{Name: pairs[i].(string), NonUTF8: true})
			if err == nil {
				_, err = w.Write(pairs[i+1].([]byte))
			}
			if err != nil {
				panic(err)
			}
		}
		z.Close()
		return b.Bytes()
	}
	three := func(i int) string { return []string{"a", "b", "c"}[i/10] }
	for name, tt := range map[string]struct {
		b           []byte
		file        string
		train, test int
		classes     []string
	}{
		"training and testing": {archive(many(func(i int) string {
			return fmt.Sprintf("d/%s/%s/%d.png", []string{"training", "testing"}[i%10/7], three(i), i)
		})...), "x.zip", 21, 9, []string{"a", "b", "c"}},
		"train, val and test": {archive(many(func(i int) string {
			return fmt.Sprintf("%s/%s/%d.png", []string{"train", "val", "test"}[i%3], three(i), i)
		})...), "x.zip", 10, 10, []string{"a", "b", "c"}},
		"class in names": {archive(many(func(i int) string { return fmt.Sprintf("%s.%d.png", three(i), i) })...), "x.zip", 27, 3, []string{"a", "b", "c"}},
		"no class":       {archive(many(func(i int) string { return fmt.Sprintf("IMG_%d.png", i) })...), "x.zip", 27, 3, nil},
		"backslashes":    {raw(many(func(i int) string { return fmt.Sprintf("d\\%s\\%d.png", three(i), i) })), "x.zip", 27, 3, []string{"a", "b", "c"}},
		"code page 437": {raw(many(func(i int) string {
			return fmt.Sprintf("%s/%d.png", []string{"gr\x81n", "sch\x94n", "wei\xe1"}[i/10], i)
		})), "x.zip", 27, 3, []string{"grün", "schön", "weiß"}},
		"tar": {tarred(many(func(i int) string { return fmt.Sprintf("d/%s/%d.png", three(i), i) })...), "x.tar", 27, 3, []string{"a", "b", "c"}},
	} {
		g, err := Read(given(tt.file, tt.b))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if train, test := g.Pictures.Count(); train != tt.train || test != tt.test || !slices.Equal(g.Pictures.Classes, tt.classes) {
			t.Errorf("%s: %d and %d pictures, classes %q; %v", name, train, test, g.Pictures.Classes, g.Notes)
		}
	}
	labels := []byte("file,who,kind\n")
	var unnamed []any
	for i := range 30 {
		labels = fmt.Appendf(labels, "%02d.png,%d,%s\n", i, i, three(29-i))
		unnamed = append(unnamed, fmt.Sprintf("all/%02d.png", i), pngOf(16, 16, byte(60+i)))
	}
	g, err := Read(given("x.zip", archive(append(unnamed, "labels.csv", labels)...)))
	if err != nil || !slices.Equal(g.Pictures.Classes, []string{"a", "b", "c"}) || g.Pictures.Labels[0] != 2 || g.Pictures.Labels[29] != 0 || !slices.Contains(codes(g), "labels_beside") {
		t.Errorf("a table beside the pictures: %+v, %v", g, err)
	}
	labels = nil // a table without names, and not of all pictures
	for i := range 28 {
		labels = fmt.Appendf(labels, "%02d.png,%s\n", i, three(i))
	}
	g, err = Read(given("x.zip", archive(append(unnamed, "labels.csv", labels)...)))
	if err != nil || len(g.Pictures.Classes) != 4 || !slices.Contains(codes(g), "labels_beside_missing") || !strings.Contains(fmt.Sprint(g.Notes), "column 2") {
		t.Errorf("a table of 28 of 30 pictures, without names: %+v, %v", g, err)
	}
	var ink []any
	for i := range 12 {
		ink = append(ink, fmt.Sprintf("%d.png", i), alphaPNG(i))
	}
	g, err = Read(given("x.zip", archive(ink...)))
	if err != nil {
		t.Fatal(err)
	}
	if s := g.Pictures.Set(false, 0, 1, 16, 1, prepare.FrameSquare); s.Pixels[0] != 255 || s.Pixels[1] != 0 {
		t.Errorf("white ink on nothing: %v", s.Pixels[:16])
	}
}

// A table whose name says so is held out of the training on the other, with the same columns and labels.
func TestTablesInParts(t *testing.T) {
	rows := func(n int, from int) []byte {
		var b bytes.Buffer
		b.WriteString("label,a,b\n")
		for i := range n {
			fmt.Fprintf(&b, "%s,%d,%d\n", []string{"cat", "dog"}[i%2], from+i, i*i)
		}
		return b.Bytes()
	}
	g, err := Read(given("x.zip", archive("test.csv", rows(6, 500), "train.csv", rows(20, 0), "submission.csv", []byte("Id,Label\n1,0\n2,0\n"))))
	if err != nil {
		t.Fatal(err)
	}
	train, test := g.Table.Count()
	held := g.Table.Set(true, "none")
	if train != 20 || test != 6 || !slices.Equal(g.Table.Classes, []string{"cat", "dog"}) || held.Values[0] != 500 || held.Labels[1] != 1 {
		t.Errorf("%d and %d rows, classes %q, %v", train, test, g.Table.Classes, held.Values)
	}
	if !slices.Contains(codes(g), "one_table_used") || !strings.Contains(fmt.Sprint(g.Notes), "submission.csv") {
		t.Errorf("%v", g.Notes)
	}
}

// Where labels come in turn, as in sets of digits, every tenth item would be of one class: each class is trained on and held out.
func TestLabelsInTurn(t *testing.T) {
	var table, digits bytes.Buffer
	table.WriteString("a,b,species\n")
	digits.WriteString("label")
	for i := range 64 {
		fmt.Fprintf(&digits, ",pixel%d", i)
	}
	for i := range 200 {
		fmt.Fprintf(&table, "%d,%d,%c\n", i, i*i%17, 'a'+i%5)
		fmt.Fprintf(&digits, "\n%d", i%10)
		for k := range 64 {
			fmt.Fprintf(&digits, ",%d", (i*k)%17)
		}
	}
	for name, text := range map[string][]byte{"flowers.csv": table.Bytes(), "digits.csv": digits.Bytes()} {
		g, err := Read(given(name, text))
		if err != nil {
			t.Fatal(err)
		}
		s := g.Summary()
		if s.Train != 180 || s.Test != 20 || !slices.Contains(codes(g), "held_of_classes") || !strings.Contains(fmt.Sprint(g.Notes), s.Classes[len(s.Classes)-1].Name) {
			t.Errorf("%s: %d to train on, %d held out, %v", name, s.Train, s.Test, g.Notes)
		}
		for _, c := range s.Classes {
			if share := 200 / len(s.Classes); c.Test != share/10 || c.Train != share-share/10 {
				t.Errorf("%s: class %s has %d to train on and %d held out", name, c.Name, c.Train, c.Test)
			}
		}
	}
}

// What is not read here is named, with what to do.
func TestForeign(t *testing.T) {
	for name, tt := range map[string]struct {
		b    []byte
		want string
	}{
		"x.xlsx":    {archive("xl/workbook.xml", []byte("<x/>")), "an Excel workbook found, which is not read here; save the sheet as CSV"},
		"x.xls":     {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), "an Excel workbook"},
		"x.pkl":     {[]byte("\x80\x04\x95 and more"), "a pickle of Python"},
		"x.pkl.gz":  {zipped([]byte("\x80\x03 and more")), "a pickle of Python"},
		"x.pt":      {archive("x/data.pkl", []byte("x")), "a file of PyTorch"},
		"x.h5":      {[]byte("\x89HDF\r\n\x1a\n and more"), "an HDF5 file"},
		"x.mat":     {[]byte("MATLAB 5.0 MAT-file, Platform"), "a MATLAB file"},
		"x.parquet": {[]byte("PAR1 and more"), "a Parquet file"},
		"x.7z":      {[]byte("7z\xbc\xaf\x27\x1c and more"), "a 7z archive"},
		"x.rar":     {[]byte("Rar!\x1a\x07\x00"), "a RAR archive"},
		"x.heic":    {[]byte("\x00\x00\x00\x18ftypheic"), "a HEIC picture"},
		"x.svg":     {[]byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), "an SVG drawing"},
		"x.pdf":     {[]byte("%PDF-1.7"), "a PDF document"},
		"x.arff":    {[]byte("% iris\n@relation iris\n@data\n1,2\n"), "an ARFF file"},
		"x.svm":     {[]byte("1 1:0.5 3:2\n-1 2:1\n"), "a file of libsvm"},
		"x.csv":     {[]byte("<!DOCTYPE html><html><body>Sign in</body></html>"), "an HTML page found"},
		"x.doc":     {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), "a Word document"},
		"x.ppt":     {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), "a PowerPoint presentation"},
		"x":         {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), "an Excel workbook"},
		"x.msg":     {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), "an unknown format"},
		"page.html": {[]byte("<html><body>Sign in</body></html>"), "an HTML page found"},
		"xml.csv":   {[]byte("<?xml version=\"1.0\"?>\n<rows/>"), "XML found"},
		"rtf.csv":   {[]byte("{\\rtf1 a,b\\par 1,2}"), "a text in RTF"},
		"404.csv":   {[]byte("404: Not Found"), "words that a file is not found"},
		"json.csv":  {[]byte("[{\"a\": 1}, {\"a\": 2}]"), "JSON found"},
		"lists.csv": {[]byte("[[0, 1.5], [1, 2.5]]"), "JSON found"},
		"lines.csv": {[]byte("[0, 1.5]\n[1, 2.5]\n"), "printed lists found"},
		"numpy.txt": {[]byte("[[0.  1.5]\n [1.  2.5]]\n"), "printed lists found"},
		"x.npz":     {[]byte("version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 9\n"), "a pointer of Git LFS"},
	} {
		if g, err := Read(given(name, tt.b)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v (%+v), %q expected", name, err, g, tt.want)
		}
	}
	// Names in brackets are none of that, and a page beside data is an other file.
	for _, head := range []string{"[a],[b]", "[mm],b", "[1],[2]"} {
		g, err := Read(given("x.csv", []byte(head+"\n1,2\n3,5\n6,4\n"), "readme.html", []byte("<html>")))
		if err != nil || g.Left != 0 || len(g.Table.Columns) != 2 || len(g.Notes) != 1 || g.Notes[0].Code != "files_left_out" {
			t.Errorf("%s: %+v, %v", head, g, err)
		}
	}
	// Beside others it is said, and they are used.
	g, err := Read(given("x.zip", archive("model.h5", []byte("\x89HDF\r\n\x1a\n and more"), "a.csv", []byte("a,b\n1,2\n3,4\n5,6\n"))))
	if err != nil || g.Left != 1 || g.Problems[0].Why.Code != "foreign_hdf5" {
		t.Errorf("%+v, %v", g, err)
	}
}

// An archive in the large format, as programs write it that do not know how long it gets.
func TestLargeZip(t *testing.T) {
	small := archive("a.pgm", pgm(8, 8, 1), "b.pgm", pgm(8, 8, 200))
	end := len(small) - 22
	e := small[end:]
	n, length, from := binary.LittleEndian.Uint16(e[10:]), binary.LittleEndian.Uint32(e[12:]), binary.LittleEndian.Uint32(e[16:])
	large := slices.Clone(small[:end])
	record := make([]byte, 56)
	copy(record, "PK\x06\x06")
	binary.LittleEndian.PutUint64(record[4:], 44)
	binary.LittleEndian.PutUint64(record[24:], uint64(n))
	binary.LittleEndian.PutUint64(record[32:], uint64(n))
	binary.LittleEndian.PutUint64(record[40:], uint64(length))
	binary.LittleEndian.PutUint64(record[48:], uint64(from))
	locator := make([]byte, 20)
	copy(locator, "PK\x06\x07")
	binary.LittleEndian.PutUint64(locator[8:], uint64(end))
	large = append(append(large, record...), locator...)
	large = append(large, "PK\x05\x06\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00"...)
	g, err := Read(given("x.zip", large))
	if err != nil || len(g.Pictures.All) != 2 {
		t.Fatalf("%+v, %v", g, err)
	}
	for at := end; at < len(large)-22; at++ { // no byte of it leads astray
		b := slices.Clone(large)
		b[at] ^= 0x80
		Read(given("x.zip", b))
	}
}
