package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bottleneck/core/data/files"
	"bottleneck/core/safetensors"
)

// called is what a call of the program left behind.
type called struct {
	code     int
	out, log string
}

// programOf calls the program in this process, with in as its standard input.
func programOf(t *testing.T, in string, args ...string) called {
	t.Helper()
	before := stdin
	stdin = strings.NewReader(in)
	defer func() { stdin = before }()
	var out, log bytes.Buffer
	code := program(t.Context(), args, &out, &log)
	return called{code, out.String(), log.String()}
}

// npyFile is a NumPy array of float32 in a text.
func npyFile(t *testing.T, shape []int, values []float32) string {
	t.Helper()
	var b bytes.Buffer
	if err := files.WriteNPY(&b, shape, values); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// npzFile is an archive with such an array under each of some names.
func npzFile(t *testing.T, names string, shape []int, values []float32) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range append(strings.Fields(names), "") {
		if name == "" {
			name = "readme.txt" // no array
		} else {
			name += ".npy"
		}
		w, err := z.Create(name)
		if err == nil && strings.HasSuffix(name, ".npy") {
			err = files.WriteNPY(w, shape, values)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// otherWeights are of a network that has other names.
var otherWeights = string(safetensors.Marshal([]safetensors.Tensor{{Name: "fc1.weight", Shape: []int{2}, Data: []float32{1, 2}}}, nil))

// ramp is an image whose values go from 0 to a greatest.
func ramp(most float32) []float32 {
	x := make([]float32, 784)
	for i := range x {
		x[i] = most * float32(i) / 783
	}
	return x
}

// What each kind of call ends with, and what it says on which stream. "" of a stream means that it stays empty.
func TestCases(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if c := programOf(t, "", "train", quick, "-steps", "3", "-out", at("w")); c.code != 0 {
		t.Fatal(c)
	}
	weights, err := os.ReadFile(at("w"))
	if err != nil {
		t.Fatal(err)
	}
	tensors, _, err := safetensors.Unmarshal(weights)
	if err != nil {
		t.Fatal(err)
	}
	for i := range tensors {
		tensors[i].Name = "module." + tensors[i].Name
	}
	theirs := string(safetensors.Marshal(append(tensors, safetensors.Tensor{Name: "module.scale", Data: []float32{1}}), nil))
	half := "\x93NUMPY\x01\x00\x76\x00" + fmt.Sprintf("%-117s\n", "{'descr': '<f2', 'fortran_order': False, 'shape': (1, 784), }") + strings.Repeat("\x00\x38", 784)
	pixels, bytes255 := npyFile(t, []int{1, 784}, ramp(1)), npyFile(t, []int{1, 784}, ramp(255))
	write(t, at("xy.npz"), npzFile(t, "x y", []int{1, 784}, ramp(1)))
	const last = `{"step":3,"epoch":0,`
	for _, c := range []struct {
		name     string
		in       string
		args     string // separated by blanks; LINK is one, W weights, '' an empty argument, N a file that is not there
		code     int
		out, log string // parts of what the streams have
	}{
		{"nothing", "", "", 2, "", "Usage:"},
		{"help", "", "help", 0, "The commands are:", ""},
		{"help of a command", "", "help train", 0, "usage: bottleneck train ", ""},
		{"help of an old name", "", "help probe", 0, "usage: bottleneck classify ", ""},
		{"help of a topic", "", "help exit", 0, "130", ""},
		{"help of nothing known", "", "help fly", 2, "", `topic "fly" found`},
		{"a command that is none", "", "fly", 2, "", `command "fly" found`},
		{"version", "", "version", 0, "bottleneck ", ""},

		{"no link", "", "train", 2, "", "no link found"},
		{"no link but flags", "", "train -steps 3", 2, "", "no link found"},
		{"no link", "", "train nonsense", 2, "", `"nonsense" found, a link expected`},
		{"an empty link", "", "train -steps 120 ''", 2, "", "an empty link found"},
		{"a lesson's name", "", "train linear", 2, "", "'#v=1&lesson=linear'"},
		{"an address alone", "", "train https://example.org/bottleneck/", 2, "", "an address without a recipe"},
		{"another site's v", "", "train https://example.org/watch?v=dQw4w9", 2, "", "an address without a recipe"},
		{"two links", "", "train LINK LINK", 2, "", "found beside the link"},
		{"a flag that is none", "", "train LINK -fast", 2, "", "flag provided but not defined: -fast\nRun 'bottleneck help train' for usage."},
		{"a number that is none", "", "train LINK -steps many", 2, "", `invalid value "many"`},
		{"steps below 0", "", "train -steps -3 LINK", 2, "", "-steps -3 found"},
		{"two beginnings", "", "train LINK -weights W -resume W", 2, "", "-weights and -resume found"},
		{"a checkpoint for a pipe", "", "train LINK -checkpoint -", 2, "", "-checkpoint - found"},

		{"flags behind the link", "", "train LINK -steps 3", 0, last, ""},
		{"flags before the link", "", "train -steps 3 LINK", 0, last, ""},
		{"flags around the link", "", "train -steps 3 LINK -quiet", 0, last, ""},
		{"a link behind --", "", "train -steps 3 -- LINK", 0, last, ""},
		{"fields that are none", "", "train -steps 3 LINK&speed=9", 0, last, `"speed"`},
		{"weights from a pipe", string(weights), "train -steps 3 LINK -weights -", 0, last, ""},
		{"weights into a pipe", "", "train -steps 3 LINK -out -", 0, "encoder.0.weight", last},
		{"weights of several devices", theirs, "train -steps 3 LINK -weights -", 0, last, `"module." taken off the names.`},
		{"weights too many", theirs, "train -steps 3 LINK -weights -", 0, last, "1 tensor is not of this network and ignored: module.scale."},
		{"weights of PyTorch's own format", "\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.", "train -steps 3 LINK -weights -", 1, "", "standard input: weights: a file of torch.save found"},
		{"weights of Keras' own format", "\x89HDF\r\n\x1a\n", "encode LINK -weights - -in N -out -", 1, "", "numpy.savez"},
		{"weights that Git LFS has", "version https://git-lfs.github.com/spec/v1\n", "classify LINK -weights -", 1, "", "git lfs pull"},
		{"weights of another program", otherWeights, "reconstruct LINK -weights - -in N -out -", 1, "", "none of its 1 tensor is of this network: fc1.weight [2] found, encoder.0.weight"},
		{"weights to a device", "", "train -steps 3 LINK -out /dev/null", 0, last, ""},
		{"weights to a folder", "", "train -steps 3 LINK -out DIR", 1, "", "a folder found, a file expected"},
		{"weights to no folder", "", "train -steps 3 LINK -out DIR/none/w", 1, "", "no such file"},
		{"weights that are not there", "", "train -steps 3 LINK -weights N", 1, "", "no such file"},
		{"a checkpoint that is none", "", "train -resume W", 1, "", "these are not the bytes of a record"},

		{"codes through pipes", pixels, "encode LINK -weights W -in - -out -", 0, "\x93NUMPY", ""},
		{"the same by names", pixels, "encode LINK -weights W -in /dev/stdin -out /dev/stdout", 0, "\x93NUMPY", ""},
		{"nothing in the pipe", "", "encode LINK -weights W -in - -out -", 1, "", "standard input: nothing found"},
		{"one pipe for two", pixels, "encode LINK -weights - -in - -out -", 2, "", "-weights and -in are both standard input"},
		{"floats to 255", bytes255, "encode LINK -weights W -in - -out -", 2, "", "standard input: numbers from 0 to 255 found, pixels from 0 to 1 expected; -scale 255"},
		{"floats to 255, to be divided", bytes255, "encode -scale 255 LINK -weights W -in - -out -", 0, "\x93NUMPY", ""},
		{"floats to 255, as they are", bytes255, "reconstruct -scale 1 LINK -weights W -in - -out -", 0, "\x93NUMPY", ""},
		{"halves", half, "encode LINK -weights W -in - -out -", 0, "\x93NUMPY", ""},
		{"an archive of an array", npzFile(t, "x", []int{1, 784}, ramp(1)), "encode LINK -weights W -in - -out -", 0, "\x93NUMPY", ""},
		{"an archive of floats to 255", npzFile(t, "x", []int{1, 784}, ramp(255)), "encode LINK -weights W -in - -out -", 2, "", "-scale 255"},
		{"an archive of several", npzFile(t, "x y", []int{1, 784}, ramp(1)), "encode LINK -weights W -in - -out -", 1, "", "standard input: 2 arrays found, one expected: name it behind the file, as x.npz:name, one of x [1 784], y [1 784]"},
		{"one of several", "", "encode LINK -weights W -in DIR/xy.npz:y -out -", 0, "\x93NUMPY", ""},
		{"none of several", "", "encode LINK -weights W -in DIR/xy.npz:z -out -", 1, "", `no array "z" found, one of x [1 784], y [1 784] expected`},
		{"an archive of nothing", npzFile(t, "", nil, nil), "encode LINK -weights W -in - -out -", 1, "", "an archive without arrays found"},
		{"a scale below 0", pixels, "encode -scale -1 LINK -weights W -in - -out -", 2, "", "-scale -1 found"},
		{"codes that are large", npyFile(t, []int{1, 32}, slices255(32)), "decode LINK -weights W -in - -out -", 0, "\x93NUMPY", ""},

		{"data of nothing", "", "data", 2, "", "no path found"},
		{"data that are not there", "", "data N", 1, "", "no such file"},
		{"data that are none", "", "data W", 1, "", "found"},
		{"data from a pipe", "a,b\n1,2\n3,4\n5,6\n", "data -", 0, `"kind": "table"`, ""},
		{"a program", "", "export -to pytorch LINK", 0, "class Autoencoder(nn.Module)", "random numbers"},
		{"a notebook", "", "export LINK -to pytorch -notebook", 0, `"nbformat": 4`, "random numbers"},
		{"a program and what it needs", "", "export -to pytorch -weights W -out DIR/net.py LINK", 0, "", "net.safetensors written"},
		{"a program without its weights", "", "export -to pytorch -weights W LINK", 0, `WEIGHTS = "digits.safetensors"`, "digits.safetensors is needed beside it"},
		{"a program for weights of another network", string(weights), "export -to pytorch -weights - LINK&latent_dim=3", 1, "", "shape [32 784] found"},
		{"a program for Keras", "", "export -to keras LINK", 0, "class Autoencoder(keras.Model)", "random numbers"},
		{"arrays of weights", "", "export -to npz -weights W LINK", 0, "encoder_0/kernel.npy", ""},
		{"models", "", "export -to onnx -weights W -out DIR/m.onnx LINK", 0, "", "m.decoder.onnx written"},
		{"models for a pipe", "", "export -to onnx -weights W LINK", 0, "Bottleneck", "digits.encoder.onnx is needed beside it"},
		{"arrays of no weights", "", "export -to npz LINK", 1, "", "no weights found"},
		{"a program for nothing", "", "export LINK", 2, "", "-to is missing"},
		{"a program for nothing known", "", "export -to fortran LINK", 2, "", "-to fortran found, one of pytorch"},
		{"a lesson unknown", "", "verify -only fly", 2, "", "no figure of such a lesson"},
		{"an argument of verify", "", "verify table", 2, "", `"table" found`},
		{"classifiers on no image", "", "classify -images 0 LINK", 2, "", "-images 0 found"},
		{"a shell unknown", "", "completion tcsh", 2, "", `shell "tcsh" found`},
		{"no shell", "", "completion", 2, "", "0 arguments found"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var args []string
			for _, arg := range strings.Fields(c.args) {
				arg = strings.NewReplacer("LINK", quick, "DIR", dir).Replace(arg)
				switch arg {
				case "''":
					arg = ""
				case "W":
					arg = at("w")
				case "N":
					arg = at("nowhere")
				}
				args = append(args, arg)
			}
			got := programOf(t, c.in, args...)
			if got.code != c.code {
				t.Errorf("ended with %d, %d expected: %s", got.code, c.code, got.log)
			}
			for _, s := range []struct{ stream, got, want string }{{"standard output", got.out, c.out}, {"standard error", got.log, c.log}} {
				if s.want == "" && s.got != "" || !strings.Contains(s.got, s.want) {
					t.Errorf("%s: %.300q, %q expected", s.stream, s.got, s.want)
				}
			}
		})
	}
	if info, err := os.Stat("/dev/null"); err == nil && info.Mode().IsRegular() {
		t.Error("/dev/null has become a file")
	}
}

// slices255 are codes far from 0.
func slices255(n int) []float32 {
	z := make([]float32, n)
	for i := range z {
		z[i] = 255
	}
	return z
}

// What goes through pipes is what files would hold.
func TestPipesHoldWhatFilesHold(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	piped := programOf(t, "", "train", quick, "-steps", "3", "-out", "-")
	if _, _, err := safetensors.Unmarshal([]byte(piped.out)); err != nil {
		t.Fatal(err)
	}
	if c := programOf(t, piped.out, "encode", quick, "-weights", "-", "-in", write(t, at("x.npy"), npyFile(t, []int{1, 784}, ramp(1))), "-out", at("z.npy")); c.code != 0 {
		t.Fatal(c)
	}
	write(t, at("w"), piped.out)
	c := programOf(t, npyFile(t, []int{1, 784}, ramp(255)), "encode", quick, "-scale", "255", "-weights", at("w"), "-in", "-", "-out", "-")
	if b, err := os.ReadFile(at("z.npy")); err != nil || len(b) != len(c.out) {
		t.Fatalf("%d bytes in a file, %d in a pipe: %v", len(b), len(c.out), err)
	}
	write(t, at("z2.npy"), c.out)
	a, b := arrayOf(t, at("z.npy")), arrayOf(t, at("z2.npy"))
	for i, v := range a.Floats {
		if d := v - b.Floats[i]; d < -1e-5 || d > 1e-5 {
			t.Errorf("number %d: %g of pixels, %g of bytes", i, v, b.Floats[i])
		}
	}
}

// The figures of a last line within an epoch are those of its step.
func TestLastLineIsOfItsStep(t *testing.T) {
	link := strings.Replace(quick, "train=100", "train=90", 1) // an epoch of 9 steps
	w := filepath.Join(t.TempDir(), "w")
	got := lines(t, link, "-steps", "10", "-out", w)
	if len(got) != 2 || got[0]["step"].(float64) != 9 || got[1]["step"].(float64) != 10 {
		t.Fatalf("lines %v", got)
	}
	if got[0]["test_mse"] == got[1]["test_mse"] || got[0]["test_loss"] == got[1]["test_loss"] {
		t.Errorf("step 10 has the figures of step 9: %v", got[1])
	}
	// One step at a rate of next to nothing measures these weights.
	again := lines(t, link+"&optimizer=sgd&learning_rate=1e-8", "-steps", "1", "-weights", w)
	if a, b := got[1]["test_mse"].(float64), again[0]["test_mse"].(float64); a-b > 1e-6 || b-a > 1e-6 {
		t.Errorf("test_mse %g in the last line, %g of its weights", a, b)
	}
}

// write makes a file and returns its name.
func write(t *testing.T, name, content string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// The page of docs tells of each command.
func TestDocsNameEveryCommand(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "command-line.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range commands {
		if !strings.Contains(string(b), "| `"+c.name) {
			t.Errorf("docs/command-line.md has no row of %s", c.name)
		}
	}
}
