package statedict

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/autoencoder"
	"bottleneck/core/data/files"
	"bottleneck/core/data/local"
	"bottleneck/core/fact"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// modelOf is a network of a recipe with first weights of its own.
func modelOf(t *testing.T, r recipe.Recipe) *autoencoder.Model {
	t.Helper()
	r.BatchSize = 1
	m, err := autoencoder.New(r, r.Input(), rand.New(rand.NewPCG(5, 5)))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// raw is a tensor of any type.
type raw struct {
	name, dtype string
	shape       []int
	data        []byte
}

// fileOf writes tensors of any type.
func fileOf(list []raw, metadata string) []byte {
	header, data := `{"__metadata__":{`+metadata+`}`, []byte(nil)
	for _, r := range list {
		dims := strings.ReplaceAll(strings.Trim(inBrackets(r.shape), "[]"), " ", ",")
		header += `,"` + r.name + `":{"dtype":"` + r.dtype + `","shape":[` + dims + `],"data_offsets":[` + itoa(len(data)) + `,` + itoa(len(data)+len(r.data)) + `]}`
		data = append(data, r.data...)
	}
	header += "}"
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(b, header...), data...)
}

func itoa(n int) string { return strings.Trim(inBrackets([]int{n}), "[]") }

// half is a finite number of 16 bits, cut off; it is exact where the number has room.
func half(v float32) uint16 {
	b := math.Float32bits(v)
	exponent := int(b>>23&0xff) - 112
	if v == 0 || exponent <= 0 {
		return uint16(b >> 16 & 0x8000)
	}
	return uint16(b>>16&0x8000) | uint16(exponent)<<10 | uint16(b>>13&0x3ff)
}

// writers of a type, and what becomes of a number in it.
var types = map[string]struct {
	bytes func(v float32) []byte
	of    func(v float32) float32
}{
	"F32":  {func(v float32) []byte { return binary.LittleEndian.AppendUint32(nil, math.Float32bits(v)) }, func(v float32) float32 { return v }},
	"F64":  {func(v float32) []byte { return binary.LittleEndian.AppendUint64(nil, math.Float64bits(float64(v))) }, func(v float32) float32 { return v }},
	"BF16": {func(v float32) []byte { return binary.LittleEndian.AppendUint16(nil, uint16(math.Float32bits(v)>>16)) }, func(v float32) float32 { return math.Float32frombits(math.Float32bits(v) &^ 0xffff) }},
	"F16": {func(v float32) []byte { return binary.LittleEndian.AppendUint16(nil, half(v)) }, func(v float32) float32 {
		if math.Abs(float64(v)) < 0x1p-14 {
			return 0
		}
		return math.Float32frombits(math.Float32bits(v) &^ 0x1fff)
	}},
}

// written are the tensors of a model in a type, with something before their names.
func written(m *autoencoder.Model, dtype, prefix string) (list []raw) {
	for _, own := range m.Tensors {
		r := raw{prefix + own.Name, dtype, own.TorchShape(), nil}
		for _, v := range own.Torch() {
			r.data = append(r.data, types[dtype].bytes(v)...)
		}
		list = append(list, r)
	}
	return list
}

// archiveOf has the weights of a model as Keras' get_weights gives them, packed, in shapes that are changed; nil leaves an array out.
func archiveOf(t *testing.T, m *autoencoder.Model, shape func(i int, shape []int) []int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i, own := range m.Tensors {
		s := shape(i, own.Param.Shape)
		if s == nil {
			continue
		}
		w, err := z.Create("arr_" + itoa(i) + ".npy")
		if err == nil {
			err = files.WriteNPY(w, s, own.Param.Value)
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

// codes are those of notes.
func codes(notes []*fact.Fact) string {
	var list []string
	for _, n := range notes {
		list = append(list, n.Code)
	}
	return strings.Join(list, " ")
}

// Floats of each width, a prefix and tensors too many give the numbers that are in the file, and are said.
func TestExact(t *testing.T) {
	r := tiny.Recipe()
	m := modelOf(t, r)
	count := raw{"encoder.1.num_batches_tracked", "I64", nil, make([]byte, 8)}
	odd := raw{"scales", "F8_E4M3", []int{3}, make([]byte, 3)}
	for name, tt := range map[string]struct {
		dtype, prefix string
		more          []raw
		notes         string
	}{
		"as it is":              {"F32", "", nil, ""},
		"float16":               {"F16", "", nil, "tensors_converted"},
		"bfloat16":              {"BF16", "", nil, "tensors_converted"},
		"float64":               {"F64", "", nil, "tensors_converted"},
		"several devices":       {"F32", "module.", nil, "tensors_prefix"},
		"compiled, in a larger": {"F32", "net._orig_mod.", nil, "tensors_prefix"},
		"too many":              {"F32", "", []raw{count, odd}, "tensors_ignored"},
		"all of it":             {"F16", "module.", []raw{count}, "tensors_prefix tensors_converted tensors_ignored"},
	} {
		exact, notes, err := Exact(r, fileOf(append(written(m, tt.dtype, tt.prefix), tt.more...), ""), local.Inflate)
		if err != nil || codes(notes) != tt.notes {
			t.Errorf("%s: notes %q, %q expected; %v", name, codes(notes), tt.notes, err)
			continue
		}
		got := modelOf(t, r)
		if err := train.SetWeights(got, exact); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i, v := range m.Values {
			if want := types[tt.dtype].of(v); got.Values[i] != want {
				t.Fatalf("%s: number %d is %g, %g expected", name, i, got.Values[i], want)
			}
		}
	}
}

// Where some tensors of a network are there under the names as they are and others under a prefix, the names that most have count.
func TestTheNamesOfMost(t *testing.T) {
	r := tiny.Recipe()
	m := modelOf(t, r)
	list := append(written(m, "F32", "ema."), written(m, "F32", "")[:1]...)
	exact, notes, err := Exact(r, fileOf(list, ""), local.Inflate)
	if err != nil || codes(notes) != "tensors_prefix tensors_ignored" || train.SetWeights(m, exact) != nil {
		t.Errorf("%q, %v", codes(notes), err)
	}
}

// Arrays in the order of Keras' set_weights are taken as they lie.
func TestArraysOfKeras(t *testing.T) {
	r := tiny.Recipe()
	m := modelOf(t, r)
	whole := archiveOf(t, m, func(i int, shape []int) []int { return shape })
	exact, notes, err := Exact(r, whole, local.Inflate)
	got := modelOf(t, r)
	clear(got.Values)
	if err != nil || codes(notes) != "arrays_in_order" || train.SetWeights(got, exact) != nil || !slices.Equal(got.Values, m.Values) {
		t.Errorf("%q, %v", codes(notes), err)
	}
	for name, tt := range map[string]struct {
		file []byte
		code string
	}{
		"turned": {archiveOf(t, m, func(i int, shape []int) []int {
			if shape = slices.Clone(shape); i == 0 {
				slices.Reverse(shape)
			}
			return shape
		}), "tensor_shape_differs"},
		"too few": {archiveOf(t, m, func(i int, shape []int) []int {
			if i == 1 {
				return nil
			}
			return shape
		}), "arrays_differ"},
	} {
		if _, _, err := Exact(r, tt.file, local.Inflate); err == nil || fact.From(err).Code != tt.code {
			t.Errorf("%s: %v, %s expected", name, err, tt.code)
		}
	}
}

// What is no file of this network's weights is refused, by names that are there and names that are wanted.
func TestMisfits(t *testing.T) {
	r := tiny.Recipe()
	m := modelOf(t, r)
	all := written(m, "F32", "")
	number := raw{"fc1.weight", "F32", []int{1}, make([]byte, 4)}
	turned := slices.Clone(all)
	turned[0].shape = slices.Clone(turned[0].shape)
	slices.Reverse(turned[0].shape)
	whole := slices.Clone(all)
	whole[0].dtype = "I32"
	for name, tt := range map[string]struct {
		list   []raw
		code   string
		says   string
		misfit bool
	}{
		"others":   {[]raw{number}, "tensors_of_another", "none of its 1 tensor is of this network: fc1.weight [1] found, encoder.0.weight [", true},
		"some":     {all[1:], "tensor_missing", "encoder.0.weight is missing", true},
		"turned":   {turned, "tensor_shape_differs", "encoder.0.weight: shape", true},
		"integers": {whole, "tensor_no_float", `dtype "I32" found`, false},
	} {
		_, _, err := Exact(r, fileOf(tt.list, `"recipe":"#v=1&lesson=plane"`), local.Inflate)
		var misfit *train.Misfit
		if err == nil || fact.From(err).Code != tt.code || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", name, err)
		} else if errors.As(err, &misfit) != tt.misfit || tt.misfit && !strings.Contains(misfit.Recipe, "lesson=plane") {
			t.Errorf("%s: recipe %+v", name, misfit)
		}
	}
	if _, _, err := Exact(r, fileOf(all, "")[:99], local.Inflate); err == nil {
		t.Error("a file that is cut off was read")
	}
	many := make([]raw, 0, 20)
	for i := range 20 {
		many = append(many, raw{"layer" + itoa(i), "F32", []int{1}, make([]byte, 4)})
	}
	if _, _, err := Exact(r, fileOf(many, ""), local.Inflate); err == nil || strings.Contains(err.Error(), "layer9 ") || !strings.Contains(err.Error(), "layer7 [1], …") {
		t.Errorf("many names: %v", err)
	}
}

// A number of float64 that float32 has no room for is no weight.
func TestNumbersTooLarge(t *testing.T) {
	r := tiny.Recipe()
	all := written(modelOf(t, r), "F64", "")
	binary.LittleEndian.PutUint64(all[0].data, math.Float64bits(1e300))
	if _, _, err := Exact(r, fileOf(all, ""), local.Inflate); err == nil || fact.From(err).Code != "tensor_not_finite" {
		t.Error(err)
	}
}

// Each lesson's weights come out as they went in.
func TestEveryLesson(t *testing.T) {
	for _, l := range recipe.Lessons() {
		if l.Recipe.Data == "faces" { // large, and like others
			continue
		}
		m := modelOf(t, l.Recipe)
		if exact, notes, err := Exact(l.Recipe, train.Weights(m, l.Recipe), local.Inflate); err != nil || len(notes) > 0 || !bytes.Equal(exact, train.Weights(m, l.Recipe)) {
			t.Errorf("%s: %v, %v", l.ID, notes, err)
		}
	}
}
