package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"bottleneck/core/data/files"
	"bottleneck/core/data/local"
)

// readArray reads a NumPy array: a .npy file, or an array of a .npz archive, which is x.npz where it has one alone, and x.npz:name else.
func readArray(name string) (*files.Array, error) {
	file, member := name, ""
	if i := strings.LastIndex(name, ".npz:"); i >= 0 {
		if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			file, member = name[:i+len(".npz")], name[i+len(".npz:"):]
		}
	}
	b, err := readFile(file)
	if err != nil {
		return nil, err
	}
	a, err := arrayIn(b, member)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", named(file), err)
	}
	return a, nil
}

// arrayIn is the array of that name in an archive, or that of a file which has but one.
func arrayIn(b []byte, name string) (*files.Array, error) {
	if !files.IsNPZ(b) {
		return files.ReadNPY(b)
	}
	all, err := files.ReadNPZ(b, local.Inflate)
	if err != nil {
		return nil, err
	}
	switch {
	case len(all) == 0:
		return nil, errors.New("an archive without arrays found, one of .npy files expected")
	case len(all) == 1 && name == "":
		return all[0].Array, nil
	}
	var names []string
	for _, m := range all {
		if m.Name == name {
			return m.Array, nil
		}
		names = append(names, fmt.Sprintf("%s %v", m.Name, m.Shape))
	}
	if name != "" {
		return nil, fmt.Errorf("no array %q found, one of %s expected", name, strings.Join(names, ", "))
	}
	return nil, fmt.Errorf("%d arrays found, one expected: name it behind the file, as x.npz:name, one of %s", len(all), strings.Join(names, ", "))
}
