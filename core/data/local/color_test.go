package local

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strconv"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/core/recipe"
)

// patches are n pictures in color of side x side, (n, side, side, 3).
func patches(n, side int) []byte {
	var b []byte
	for i := range n {
		for k := range side * side {
			x, y := k%side, k/side
			b = append(b, byte(x*200/side+i), byte(y*200/side+2*i), byte(250-x-y-3*i))
		}
	}
	return b
}

// channelsFirst is patches as (n, 3, side, side).
func channelsFirst(b []byte, n, side int) (out []byte) {
	for i := range n {
		out = append(out, prepare.PlanesOf(b[i*side*side*3:(i+1)*side*side*3], side, side, 3).Pix...)
	}
	return out
}

func colorPNG(t *testing.T, b []byte, side int) []byte {
	m := image.NewNRGBA(image.Rect(0, 0, side, side))
	for k := range side * side {
		m.SetNRGBA(k%side, k/side, color.NRGBA{b[3*k], b[3*k+1], b[3*k+2], 255})
	}
	var file bytes.Buffer
	if err := png.Encode(&file, m); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func ppm(b []byte, side int) []byte {
	return append([]byte("P6 "+strconv.Itoa(side)+" "+strconv.Itoa(side)+" 255\n"), b...)
}

// cifar is records of CIFAR's binary files, with label i%10.
func cifar(b []byte, n, before int) (out []byte) {
	planes := channelsFirst(b, n, 32)
	for i := range n {
		if before == 2 {
			out = append(out, byte(i%10))
		}
		out = append(append(out, byte(i%10)), planes[i*3072:(i+1)*3072]...)
	}
	return out
}

// However the same colors are given, the same values are trained on, and the same recipe is offered.
func TestColorsOfManyKinds(t *testing.T) {
	const n, side = 20, 32
	b := patches(n, side)
	var folder, ppms []any
	for i := range n {
		folder = append(folder, "shots/"+strconv.Itoa(i)+".png", colorPNG(t, b[i*side*side*3:][:side*side*3], side))
		ppms = append(ppms, strconv.Itoa(i)+".ppm", ppm(b[i*side*side*3:][:side*side*3], side))
	}
	last, first := npy("|u1", "(20, 32, 32, 3)", b), npy("|u1", "(20, 3, 32, 32)", channelsFirst(b, n, side))
	floats := make([]float32, len(b))
	for i, v := range b {
		floats[i] = float32(v)
	}
	for name, files := range map[string][]File{
		"NHWC":          given("x.npy", last),
		"NCHW":          given("x.npy", first),
		"floats":        given("x.npy", npy("<f4", "(20, 32, 32, 3)", f4(floats, 1, 0))),
		"rows of 3,072": given("x.npy", npy("|u1", "(20, 3072)", channelsFirst(b, n, side))),
		"npz":           given("x.npz", archive("x.npy", last)),
		"pictures":      given(folder...),
		"PPM":           given(ppms...),
		"CIFAR-10":      given("images.bin", cifar(b, n, 1)),
		"CIFAR-10, zip": given("cifar.zip", archive("cifar/images.bin", cifar(b, n, 1))),
		"CIFAR-10, tar": given("cifar.tar.gz", zipped(tarred("cifar/images.bin", cifar(b, n, 1)))),
		"CIFAR-100":     given("images.bin", cifar(b, n, 2)),
		"four channels": given("x.npy", npy("|u1", "(20, 32, 32, 4)", withAlpha(b))),
	} {
		t.Run(name, func(t *testing.T) {
			g, err := Read(files)
			if err != nil {
				t.Fatal(err)
			}
			if !told(g, "pictures_in_color") || g.Summary().Channels != 3 {
				t.Errorf("channels %d, notes %v", g.Summary().Channels, g.Notes)
			}
			r, notices := recipe.Parse(g.Plain())
			if notices != nil || r.Channels != 3 || r.ImageSize != side {
				t.Errorf("%s: %v", g.Plain(), notices)
			}
			make := g.Maker(r, false)
			train := make.First(n)
			if train.N != 18 || train.C != 3 || !bytes.Equal(train.Pixels, cut(b, 0, 9, 10, 19)) {
				t.Errorf("%d pictures of %d channels, %v ..., %v expected", train.N, train.C, train.Pixels[:6], b[:6])
			}
			r.Channels = 1
			make = g.Maker(r, true)
			if gray := make.First(n); gray.C != 1 || gray.N != 2 || gray.Pixels[0] != prepare.PlanesOf(b[9*3072:][:3], 1, 1, 3).In(1).Pix[0] {
				t.Errorf("in gray: %d pictures of %d channels", gray.N, gray.C)
			}
		})
	}
}

// cut is pictures lo0 to hi0-1 and lo1 to hi1-1 of patches.
func cut(b []byte, lo0, hi0, lo1, hi1 int) []byte {
	return append(append([]byte(nil), b[lo0*3072:hi0*3072]...), b[lo1*3072:hi1*3072]...)
}

func withAlpha(b []byte) (out []byte) {
	for i := 0; i < len(b); i += 3 {
		out = append(out, b[i], b[i+1], b[i+2], byte(i))
	}
	return out
}

func told(g *own.Given, code string) bool { return slices.Contains(codes(g), code) }

// CIFAR's files as they come: batches to train on, one to test, and the names of the classes beside them.
func TestCIFARAsItComes(t *testing.T) {
	b := patches(20, 32)
	names := "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n"
	g, err := Read(given("c/data_batch_1.bin", cifar(b, 12, 1), "c/test_batch.bin", cifar(b[12*3072:], 8, 1), "c/batches.meta.txt", []byte(names)))
	if err != nil {
		t.Fatal(err)
	}
	train, test := g.Pictures.Count()
	if train != 12 || test != 8 || len(g.Pictures.Classes) != 10 || g.Pictures.Classes[3] != "cat" || g.Pictures.Labels[11] != 1 || !told(g, "class_names_beside") {
		t.Errorf("%d and %d, classes %q, labels %v, notes %v", train, test, g.Pictures.Classes, g.Pictures.Labels, g.Notes)
	}
	var s *data.Set = g.Pictures.Set(true, 0, 8, 32, 3, prepare.FrameSquare)
	if !bytes.Equal(s.Pixels, b[12*3072:]) {
		t.Error("the test batch is not what is held out")
	}
	if _, err := Read(given("weights.bin", make([]byte, 3073*2-1))); err == nil {
		t.Error("half a record is no file of CIFAR's, and was read")
	}
	wrong := cifar(b, 20, 1)
	wrong[3073] = 10
	if _, err := Read(given("weights.bin", wrong)); err == nil {
		t.Error("a label of 10 is none of CIFAR-10's, and was read")
	}
}

// Scans of gray paper are gray: nowhere do red, green and blue lie far apart.
func TestATintIsNoColor(t *testing.T) {
	var list []any
	for i := range 12 {
		b := make([]byte, 16*16*3)
		for k := range 256 {
			v := byte(k/2 + i)
			b[3*k], b[3*k+1], b[3*k+2] = v+12, v+6, v
		}
		list = append(list, strconv.Itoa(i)+".png", colorPNG(t, b, 16))
	}
	g, err := Read(given(list...))
	if err != nil {
		t.Fatal(err)
	}
	if g.Pictures.Channels() != 1 || told(g, "pictures_in_color") {
		t.Errorf("%d channels, notes %v", g.Pictures.Channels(), g.Notes)
	}
}
