package statedict

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"bottleneck/core/data/local"
	"bottleneck/core/fact"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/record"
)

// zipOf is an archive of empty files.
func zipOf(t *testing.T, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		if _, err := z.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Files of other formats are called what they are, with the line that converts them where there is one.
func TestForeign(t *testing.T) {
	for name, tt := range map[string]struct{ file, code, says string }{
		"torch.save":          {zipOf(t, "w/data.pkl", "w/data/0", "w/version"), "tensors_of_torch", `torch.load("w.pt"`},
		"torch.save, old":     {"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.", "tensors_of_torch", "save_file"},
		"pickle":              {"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00}\x94.", "tensors_in_pickle", "pickle.load"},
		"pickle of Python 2":  {"\x80\x02}q\x00X\x05\x00", "tensors_in_pickle", "a pickle runs code"},
		"Keras, HDF5":         {"\x89HDF\r\n\x1a\n", "tensors_of_keras", `load_model("w.h5")`},
		"Keras":               {zipOf(t, "metadata.json", "config.json", "model.weights.h5"), "tensors_of_keras", `load_model("w.keras")`},
		"Git LFS":             {"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "tensors_pointer", "git lfs pull"},
		"ONNX":                {"\x08\x08\x12\x07pytorch", "tensors_of_onnx", "onnx.load"},
		"GGUF":                {"GGUF\x03\x00\x00\x00", "tensors_of_gguf", "GGUF"},
		"one array":           {"\x93NUMPY\x01\x00", "tensors_in_one_array", "numpy.savez"},
		"gzip":                {"\x1f\x8b\x08\x00", "tensors_packed", "gunzip"},
		"a page":              {"\n<!DOCTYPE html>\n<html>", "tensors_in_page", "a page of the web"},
		"an index of weights": {`{"metadata": {}, "weight_map": {}}`, "tensors_in_json", "JSON"},
		"pictures":            {zipOf(t, "1.png", "2.png"), "tensors_in_archive", "1.png, 2.png"},
		"a checkpoint":        {string((&record.Record{Link: "#v=1"}).Encode(nil)), "tensors_in_checkpoint", "-resume"},
		"noise":               {"\x01\x02\x03", "tensors_too_short", "3 bytes found"},
		"nothing":             {"", "tensors_too_short", "0 bytes found"},
	} {
		_, _, err := Exact(tiny.Recipe(), []byte(tt.file), local.Inflate)
		if err == nil || fact.From(err).Code != tt.code || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, %s expected", name, err, tt.code)
		}
	}
}

// A header may have a length whose bytes begin another format: 640 is 0x280, and a pickle begins with 0x80 0x02.
func TestAHeaderIsNoPickle(t *testing.T) {
	for _, n := range []int{640, 1152} {
		b := binary.LittleEndian.AppendUint64(nil, uint64(n))
		if f := foreign(append(b, "{ "...)); f != nil {
			t.Errorf("a header of %d bytes: %v", n, f)
		}
	}
}
