package wire

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"
)

// golden holds frames byte by byte, each with its meaning. They may not change without a new Version.
var golden = []struct {
	name  string
	value Snapshot
	frame string
}{
	{"empty", Snapshot{Run: 3, Step: 100, Epoch: 2}, `
		42 4e 53 46   magic BNSF
		03 00 00 00   version 3
		03 00 00 00   run 3
		64 00 00 00   step 100
		02 00 00 00   epoch 2
		00 00 00 00   no sections`},
	{"images", Snapshot{Images: &Images{N: 2, H: 1, W: 2, C: 1, Clean: []byte{1, 2, 3, 4}, Corrupted: []byte{5, 6, 7, 8},
		Output: []byte{9, 10, 11, 12}, Labels: []byte{7, 0}, Errors: []float32{0.5, 0.25}, Index: []int32{0, 9}}}, `
		42 4e 53 46  03 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00
		01 00 00 00   one section
		49 4d 47 53   IMGS
		48 00 00 00   72 bytes
		02 00 00 00   N
		01 00 00 00   H
		02 00 00 00   W
		01 00 00 00   C
		04 00 00 00  01 02 03 04                clean
		04 00 00 00  05 06 07 08                corrupted
		04 00 00 00  09 0a 0b 0c                output
		02 00 00 00  07 00 00 00                labels 7, 0 and two bytes of padding
		02 00 00 00  00 00 00 3f  00 00 80 3e   errors 0.5, 0.25
		02 00 00 00  00 00 00 00  09 00 00 00   positions 0, 9`},
	{"codes", Snapshot{Codes: &Codes{X: []float32{1}, Y: []float32{-2}, Labels: []byte{5}, AxisX: "z1", AxisY: "z2", Dim: 2, PCA: true}}, `
		42 4e 53 46  03 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00  01 00 00 00
		43 4f 44 45   CODE
		30 00 00 00   48 bytes
		01 00 00 00  00 00 80 3f   x
		01 00 00 00  00 00 00 c0   y
		01 00 00 00  05 00 00 00   labels
		02 00 00 00  7a 31 00 00   "z1"
		02 00 00 00  7a 32 00 00   "z2"
		02 00 00 00   dimensions of the code
		01 00 00 00   principal components`},
	{"grid", Snapshot{Grid: &Grid{N: 2, H: 1, W: 1, C: 1, X0: -1, X1: 1, Y0: -2, Y1: 2, Pixels: []byte{1, 2, 3, 4}}}, `
		42 4e 53 46  03 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00  01 00 00 00
		47 52 49 44   GRID
		28 00 00 00   40 bytes
		02 00 00 00  01 00 00 00  01 00 00 00  01 00 00 00   N H W C
		00 00 80 bf  00 00 80 3f  00 00 00 c0  00 00 00 40   X0 X1 Y0 Y1
		04 00 00 00  01 02 03 04                             tiles, top row first`},
	{"curve", Snapshot{Curve: &Curve{Train: []CurvePoint{{10, 0.5}}, Test: []CurvePoint{{10, 0.25}}, Unit: "MSE",
		Baseline: 0.125, BaselineText: "PCA", Phases: []Phase{{0, "RBM 1"}, {9, "fine"}}}}, `
		42 4e 53 46  03 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00  01 00 00 00
		43 55 52 56   CURV
		4c 00 00 00   76 bytes
		01 00 00 00  0a 00 00 00  00 00 00 3f   training: step 10, 0.5
		01 00 00 00  0a 00 00 00  00 00 80 3e   test: step 10, 0.25
		03 00 00 00  4d 53 45 00                "MSE" and one byte of padding
		00 00 00 3e                             baseline 0.125
		03 00 00 00  50 43 41 00                "PCA"
		02 00 00 00                             two phases
		00 00 00 00  05 00 00 00  52 42 4d 20 31 00 00 00   from step 0: "RBM 1"
		09 00 00 00  04 00 00 00  66 69 6e 65               from step 9: "fine"`},
	{"probe", Snapshot{Probe: &Probe{X: 5, Y: -5, H: 1, W: 1, C: 1, Pixels: []byte{255}, Z: []float32{5, -5}, Values: []float32{1}, Pinned: true}}, `
		42 4e 53 46  03 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00  01 00 00 00
		50 52 4f 42   PROB
		34 00 00 00   52 bytes
		00 00 a0 40  00 00 a0 c0                x, y
		01 00 00 00  01 00 00 00  01 00 00 00   H W C
		01 00 00 00  ff 00 00 00                pixels
		02 00 00 00  00 00 a0 40  00 00 a0 c0   code
		01 00 00 00  00 00 80 3f                values
		01 00 00 00                             pinned`},
	{"units", Snapshot{Units: &Units{Mean: []float32{1, 0}, Active: []float32{0.5, 0}, Variance: []float32{0.25, 0},
		KL: []float32{2, 0}, Dead: []byte{0, 1}}}, `
		42 4e 53 46  03 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00  01 00 00 00
		55 4e 49 54   UNIT
		38 00 00 00   56 bytes
		02 00 00 00  00 00 80 3f  00 00 00 00   means
		02 00 00 00  00 00 00 3f  00 00 00 00   active shares
		02 00 00 00  00 00 80 3e  00 00 00 00   variances
		02 00 00 00  00 00 00 40  00 00 00 00   divergences
		02 00 00 00  00 01 00 00                dead`},
	{"filters", Snapshot{Filters: &Filters{N: 2, H: 1, W: 2, C: 1, Total: 16, Pixels: []byte{1, 128, 255, 0}, Scale: 0.5, Layer: "conv", Note: "n"}}, `
		42 4e 53 46  03 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00  01 00 00 00
		46 49 4c 54   FILT
		30 00 00 00   48 bytes
		02 00 00 00  01 00 00 00  02 00 00 00  01 00 00 00   N H W C
		10 00 00 00                             of 16 units
		04 00 00 00  01 80 ff 00                pixels
		00 00 00 3f                             scale 0.5
		04 00 00 00  63 6f 6e 76                "conv"
		01 00 00 00  6e 00 00 00                "n"`},
	{"bars", Snapshot{Bars: &Bars{N: 1, Dim: 2, Total: 32, H: 4, W: 4, C: 2, Z: []float32{1, -1}, Deviation: []float32{0.5, 0.25}}}, `
		42 4e 53 46  03 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00  01 00 00 00
		42 41 52 53   BARS
		30 00 00 00   48 bytes
		01 00 00 00  02 00 00 00  20 00 00 00   N, dimensions, of 32
		04 00 00 00  04 00 00 00  02 00 00 00   H W C
		02 00 00 00  00 00 80 3f  00 00 80 bf   codes
		02 00 00 00  00 00 00 3f  00 00 80 3e   deviations`},
	{"table", Snapshot{Table: &Table{N: 1, Columns: []string{"age", "city"}, Clean: []float32{1, 0}, Corrupted: []float32{0, 0}, Output: []float32{0.5, 0},
		Errors: []float32{0.125}, Index: []int32{7}}}, `
		42 4e 53 46  03 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00  01 00 00 00
		54 41 42 4c   TABL
		4c 00 00 00   76 bytes
		01 00 00 00                             N
		02 00 00 00  03 00 00 00  61 67 65 00  04 00 00 00  63 69 74 79   columns "age", "city"
		02 00 00 00  00 00 80 3f  00 00 00 00   clean
		02 00 00 00  00 00 00 00  00 00 00 00   corrupted
		02 00 00 00  00 00 00 3f  00 00 00 00   output
		01 00 00 00  00 00 00 3e                errors
		01 00 00 00  07 00 00 00                positions`},
	{"spot", Snapshot{Spot: &Spot{X: 5, Y: -5}}, `
		42 4e 53 46  03 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00  01 00 00 00
		53 50 4f 54   SPOT
		08 00 00 00   8 bytes
		00 00 a0 40  00 00 a0 c0                x, y`},
	{"line", Snapshot{Line: &Line{Kind: "image", Image: 3, Label: -1, Draw: 2, MSE: 0.125, Parts: []LinePart{
		{Part: "input", H: 1, W: 2, C: 1, N: 1, Least: 0, Most: 1, Pixels: []byte{255, 51}},
		{Part: "code", Layer: "dense(3)", Level: 1, H: 1, W: 1, C: 3, N: 1, Least: -1, Most: 0.5, Values: []float32{0.5}}}}}, `
		42 4e 53 46  03 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00  01 00 00 00
		4c 49 4e 45   LINE
		94 00 00 00   148 bytes
		05 00 00 00  69 6d 61 67 65 00 00 00    "image"
		03 00 00 00  ff ff ff ff  02 00 00 00   image, no label, draw
		00 00 00 3e                             error
		02 00 00 00                             two parts
		05 00 00 00  69 6e 70 75 74 00 00 00    "input"
		00 00 00 00  00 00 00 00                no layer, level 0
		01 00 00 00  02 00 00 00  01 00 00 00   H W C
		01 00 00 00  00 00 00 00  00 00 80 3f   N, from 0 to 1
		02 00 00 00  ff 33 00 00                pixels
		00 00 00 00                             no values
		04 00 00 00  63 6f 64 65                "code"
		08 00 00 00  64 65 6e 73 65 28 33 29    "dense(3)"
		01 00 00 00                             level 1
		01 00 00 00  01 00 00 00  03 00 00 00   H W C
		01 00 00 00  00 00 80 bf  00 00 00 3f   N, from -1 to 0.5
		00 00 00 00                             no pixels
		01 00 00 00  00 00 00 3f                values`},
	{"node", Snapshot{Node: &Node{Part: "code", Level: 1, At: 2, Value: 0.5, Sum: 0.25, Bias: -1, Activation: "relu", Inputs: 9,
		From: []Link{{"input", 0, 7, 1, 2}}, Outputs: 1, H: 1, W: 2, Filter: []float32{1, -1}, Channels: []int32{4}, Switches: []int32{6}}}, `
		42 4e 53 46  03 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00  01 00 00 00
		4e 4f 44 45   NODE
		74 00 00 00   116 bytes
		04 00 00 00  63 6f 64 65                "code"
		01 00 00 00  02 00 00 00                level, place
		00 00 00 3f  00 00 80 3e  00 00 80 bf   value, sum, bias
		04 00 00 00  72 65 6c 75                "relu"
		09 00 00 00                             inputs
		01 00 00 00                             one is told of
		05 00 00 00  69 6e 70 75 74 00 00 00  00 00 00 00  07 00 00 00  00 00 80 3f  00 00 00 40   "input", level, place, value, weight
		01 00 00 00                             outputs
		00 00 00 00                             none is told of
		01 00 00 00  02 00 00 00                H W
		01 00 00 00  04 00 00 00                channels
		02 00 00 00  00 00 80 3f  00 00 80 bf   filter
		01 00 00 00  06 00 00 00                switches`},
	{"terms", Snapshot{Terms: &Terms{List: []Term{{"reconstruction", []float32{0.5}}, {"sparsity", []float32{0.25}}}}}, `
		42 4e 53 46  03 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00  01 00 00 00
		54 45 52 4d   TERM
		34 00 00 00   52 bytes
		02 00 00 00   two terms
		0e 00 00 00  72 65 63 6f  6e 73 74 72  75 63 74 69  6f 6e 00 00   "reconstruction" and two bytes of padding
		01 00 00 00  00 00 00 3f
		08 00 00 00  73 70 61 72  73 69 74 79   "sparsity"
		01 00 00 00  00 00 80 3e`},
}

// frameBytes reads the hex digits at the start of each line; three spaces separate them from the meaning.
func frameBytes(t testing.TB, text string) []byte {
	var all []byte
	for line := range strings.Lines(text) {
		digits, _, _ := strings.Cut(strings.TrimSpace(line), "   ")
		b, err := hex.DecodeString(strings.ReplaceAll(digits, " ", ""))
		if err != nil {
			t.Fatalf("golden line %q: %v", line, err)
		}
		all = append(all, b...)
	}
	return all
}

func TestGoldenFrames(t *testing.T) {
	for _, g := range golden {
		want := frameBytes(t, g.frame)
		if got := g.value.Encode(nil); !bytes.Equal(got, want) {
			t.Errorf("%s encodes as\n%swant\n%s", g.name, hex.Dump(got), hex.Dump(want))
		}
		s, err := Decode(want)
		if err != nil {
			t.Errorf("%s: %v", g.name, err)
		} else if got := s.Encode(nil); !bytes.Equal(got, want) {
			t.Errorf("%s decodes and encodes as\n%s", g.name, hex.Dump(got))
		}
	}
}
