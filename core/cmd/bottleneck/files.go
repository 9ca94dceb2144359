package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
)

// stdin is what "-" is read from; tests replace it.
var stdin io.Reader = os.Stdin

// standard says whether a name stands for standard input (0), output (1) or error (2).
func standard(name string, n int) bool {
	return name == "-" && n < 2 || name == [...]string{"/dev/stdin", "/dev/stdout", "/dev/stderr"}[n] || name == "/dev/fd/"+strconv.Itoa(n)
}

// readFile reads a file, or standard input.
func readFile(name string) ([]byte, error) {
	if !standard(name, 0) {
		return os.ReadFile(name)
	}
	b, err := io.ReadAll(stdin)
	if err == nil && len(b) == 0 {
		err = errors.New("standard input: nothing found; it can be read once")
	}
	return b, err
}

// named is a file as messages call it.
func named(name string) string {
	if standard(name, 0) {
		return "standard input"
	}
	return name
}

// writeFile replaces a file by b, wholly or not at all, or writes to out where the name stands for standard output. The
// target of a symbolic link is replaced and not the link; what is no file is written to and not replaced.
func writeFile(name string, b []byte, out io.Writer) error {
	switch {
	case standard(name, 1):
		_, err := out.Write(b)
		return err
	case standard(name, 2):
		_, err := os.Stderr.Write(b)
		return err
	}
	target, before, err := place(name)
	if err != nil {
		return err
	}
	if before != nil && !before.Mode().IsRegular() {
		return overwrite(target, b, 0)
	}
	f, err := beside(target)
	if err != nil {
		if before != nil && errors.Is(err, fs.ErrPermission) { // a file of ours in a folder that is not
			return overwrite(target, b, os.O_TRUNC)
		}
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(b)
	if err == nil && before != nil {
		err = f.Chmod(before.Mode().Perm())
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), target)
}

// writable says why a file could not be written, before the work whose result it is to hold. "" is no file.
func writable(name string) error {
	if name == "" || standard(name, 1) || standard(name, 2) {
		return nil
	}
	target, before, err := place(name)
	if err != nil || before != nil && !before.Mode().IsRegular() {
		return err
	}
	f, err := beside(target)
	if err != nil {
		if before != nil && errors.Is(err, fs.ErrPermission) {
			return nil
		}
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// place follows symbolic links to where a file is, or is to be; before is what is there now, nil for nothing.
func place(name string) (target string, before fs.FileInfo, err error) {
	before, err = os.Stat(name)
	switch {
	case err == nil && before.IsDir():
		return "", nil, fmt.Errorf("%s: a folder found, a file expected", name)
	case err == nil && !before.Mode().IsRegular():
		return name, before, nil
	case err == nil:
		f, err := os.OpenFile(name, os.O_WRONLY, 0) // a file that may not be written is not replaced
		if err != nil {
			return "", nil, err
		}
		f.Close()
	case !errors.Is(err, fs.ErrNotExist):
		return "", nil, err
	default:
		before = nil
	}
	target = name
	for range 40 {
		dir, err := filepath.EvalSymlinks(filepath.Dir(target))
		if err != nil {
			return "", nil, err
		}
		target = filepath.Join(dir, filepath.Base(target))
		next, err := os.Readlink(target)
		if err != nil {
			return target, before, nil // no link: the end of the way
		}
		if !filepath.IsAbs(next) {
			next = filepath.Join(dir, next)
		}
		target = next
	}
	return "", nil, fmt.Errorf("%s: symbolic links without an end", name)
}

// overwrite writes to what is there.
func overwrite(name string, b []byte, flags int) error {
	f, err := os.OpenFile(name, os.O_WRONLY|flags, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Close())
}

// beside makes a file of another name in the folder of one, with the permissions that umask leaves.
func beside(name string) (f *os.File, err error) {
	for range 100 {
		other := filepath.Join(filepath.Dir(name), ".bottleneck-"+strconv.FormatUint(rand.Uint64(), 36))
		if f, err = os.OpenFile(other, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666); !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
	return nil, err
}

// walk takes what a path names: a file, all files of a folder, or standard input.
func walk(path string, take func(name string, read func() ([]byte, error)) error) error {
	if standard(path, 0) {
		return take("standard input", func() ([]byte, error) { return readFile(path) })
	}
	path = filepath.Clean(path)
	root := path
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		root += string(filepath.Separator) + "." // a symbolic link to a folder is that folder
	}
	above := filepath.Dir(path)
	return filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		inside, err := filepath.Rel(above, name)
		if err != nil {
			return err
		}
		return take(filepath.ToSlash(inside), func() ([]byte, error) { return os.ReadFile(name) })
	})
}
