package statedict

import (
	"bytes"
	"slices"
	"strings"

	"bottleneck/core/data/files"
	"bottleneck/core/fact"
)

func init() { fact.Add(fact.OfForeign) }

// foreign tells a file of weights of another format by what it holds, nil where it is none that is known, or one that is read.
func foreign(b []byte) *fact.Fact {
	if len(b) > 8 && b[8] == '{' { // a safetensors header, whatever its length looks like: 640 bytes begin as a pickle does
		return nil
	}
	begins := func(magic string) bool { return bytes.HasPrefix(b, []byte(magic)) }
	text := strings.ToLower(strings.TrimSpace(string(b[:min(64, len(b))])))
	switch {
	case files.IsNPZ(b):
		return archive(files.ZipNames(b))
	case begins("\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19"): // the number that torch.save began with before it wrote zip archives
		return fact.New("tensors_of_torch")
	case len(b) > 1 && b[0] == 0x80 && b[1] >= 2 && b[1] <= 5:
		return fact.New("tensors_in_pickle")
	case begins("\x89HDF\r\n"):
		return fact.New("tensors_of_keras", "name", "w.h5")
	case begins("version https://git-lfs"):
		return fact.New("tensors_pointer")
	case begins("GGUF"):
		return fact.New("tensors_of_gguf")
	case begins("\x93NUMPY"):
		return fact.New("tensors_in_one_array")
	case len(b) > 2 && b[0] == 8 && b[1] < 32 && (b[2] == 0x12 || b[2] == 0x3a): // ir_version, and then the producer's name or the graph
		return fact.New("tensors_of_onnx")
	case begins("bnrecord"), begins("bnckpt"):
		return fact.New("tensors_in_checkpoint")
	case begins("\x1f\x8b"):
		return fact.New("tensors_packed")
	case strings.HasPrefix(text, "<!doctype html"), strings.HasPrefix(text, "<html"):
		return fact.New("tensors_in_page")
	case strings.HasPrefix(text, "{"):
		return fact.New("tensors_in_json")
	}
	return nil
}

// archive tells what a zip archive of these names is: torch.save writes one, Keras too, and NumPy's are read.
func archive(names []string) *fact.Fact {
	ends := func(with string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return strings.HasSuffix(name, with) })
	}
	switch {
	case ends("data.pkl"):
		return fact.New("tensors_of_torch")
	case ends("model.weights.h5"):
		return fact.New("tensors_of_keras", "name", "w.keras")
	case !ends(".npy"):
		return fact.New("tensors_in_archive", "names", some(names))
	}
	return nil
}
