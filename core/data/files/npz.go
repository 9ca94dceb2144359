package files

import (
	"strings"

	"bottleneck/core/fact"
)

// Member is an array of an archive, under the name that it has there.
type Member struct {
	Name string
	*Array
}

// Inflate unpacks a stream of DEFLATE, of at most max bytes.
type Inflate func(packed []byte, max int) ([]byte, error)

// IsNPZ says whether a file begins as a .npz archive does, which is a zip archive.
func IsNPZ(b []byte) bool { return strings.HasPrefix(string(b[:min(4, len(b))]), "PK\x03\x04") }

// ReadNPZ reads the arrays of a .npz archive, as numpy.savez and numpy.savez_compressed write it, in their order there. What is
// no array in it is passed over.
func ReadNPZ(b []byte, inflate Inflate) ([]Member, error) {
	z := &zipFile{size: int64(len(b)), read: within(b)}
	list, err := z.directory()
	if err != nil {
		return nil, err
	}
	var members []Member
	for _, f := range list {
		name, array := strings.CutSuffix(f.name, ".npy")
		if !array {
			continue
		}
		content, err := z.content(f, maxArray, inflate)
		if err != nil {
			return nil, fact.Within(short(f.name), err)
		}
		a, err := ReadNPY(content)
		if err != nil {
			return nil, fact.Within(short(f.name), err)
		}
		members = append(members, Member{name, a})
	}
	return members, nil
}

// ZipNames are the names of the files in a zip archive, nil where it is none.
func ZipNames(b []byte) (names []string) {
	list, _ := (&zipFile{size: int64(len(b)), read: within(b)}).directory()
	for _, f := range list {
		names = append(names, f.name)
	}
	return names
}

// within reads parts of what is in memory.
func within(b []byte) func(from, to int64) ([]byte, error) {
	return func(from, to int64) ([]byte, error) {
		if from < 0 || from > to || to > int64(len(b)) {
			return nil, fact.New("zip_cut_off")
		}
		return b[from:to:to], nil
	}
}
