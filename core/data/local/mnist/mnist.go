// Package mnist finds the MNIST pictures of handwritten digits (Yann LeCun,
// Corinna Cortes, Christopher J.C. Burges; CC BY-SA 3.0): in the directory that
// MNIST_DIR names, in the user's cache, or on public mirrors. Whatever the
// source, a file counts only if the SHA-256 of its raw bytes is the known one.
package mnist

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"bottleneck/core/data"
	"bottleneck/core/data/files"
)

// file is one of the four of MNIST.
type file struct {
	name string // as published
	size int64  // raw bytes, after decompression
	sum  string // SHA-256 of the raw bytes
}

// The files by what they hold.
const (
	trainImages = iota
	trainLabels
	testImages
	testLabels
)

var published = [4]file{
	{"train-images-idx3-ubyte", 47040016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"},
	{"train-labels-idx1-ubyte", 60008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"},
	{"t10k-images-idx3-ubyte", 7840016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"},
	{"t10k-labels-idx1-ubyte", 10008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"},
}

// mirrors serve the files compressed, with .gz behind the published name.
var mirrors = []string{
	"https://ossci-datasets.s3.amazonaws.com/mnist/",
	"https://storage.googleapis.com/cvdf-datasets/mnist/",
}

// ErrNotFound is what Load and Local return, wrapped, when no source has MNIST.
var ErrNotFound = errors.New("mnist: not found")

// Load returns MNIST's 60,000 training and 10,000 test pictures with their
// labels, from the first source that has all four files: MNIST_DIR, the user's
// cache, the mirrors, which it then keeps in the cache. log, which may be nil,
// hears in a sentence what each source had. Without network it gives up within
// seconds.
func Load(ctx context.Context, log func(string)) (train, test *data.Set, err error) {
	f := newFinder(log)
	return f.sets(f.local, func(l file) ([]byte, string, error) { return f.fetch(ctx, l) })
}

// Local is Load without the mirrors.
func Local(log func(string)) (train, test *data.Set, err error) {
	f := newFinder(log)
	return f.sets(f.local, nil)
}

// LocalTest is Local for the test pictures alone.
func LocalTest(log func(string)) (*data.Set, error) {
	f := newFinder(log)
	return f.set(testImages, testLabels, f.local, nil)
}

// finder looks for files in its sources.
type finder struct {
	files   [4]file
	dir     string // MNIST_DIR, or ""
	cache   string // "" if there is none
	mirrors []mirror
	log     func(string)
}

func newFinder(log func(string)) *finder {
	f := &finder{files: published, dir: os.Getenv("MNIST_DIR"), log: log}
	if log == nil {
		f.log = func(string) {}
	}
	if cache, err := os.UserCacheDir(); err == nil {
		f.cache = filepath.Join(cache, "bottleneck")
	}
	for _, base := range mirrors {
		f.mirrors = append(f.mirrors, mirror{base: base, client: client})
	}
	return f
}

// lookup returns the raw bytes of a file and where they came from.
type lookup func(file) ([]byte, string, error)

// sets returns both sets from the sources, asked in order.
func (f *finder) sets(sources ...lookup) (train, test *data.Set, err error) {
	// The test set is the smaller one: if there is no network, that shows sooner.
	if test, err = f.set(testImages, testLabels, sources...); err != nil {
		return nil, nil, err
	}
	if train, err = f.set(trainImages, trainLabels, sources...); err != nil {
		return nil, nil, err
	}
	return train, test, nil
}

// set returns one set from its two files.
func (f *finder) set(images, labels int, sources ...lookup) (*data.Set, error) {
	pixels, from, err := f.find(f.files[images], sources)
	if err != nil {
		return nil, err
	}
	x, err := read(f.files[images], pixels, 3)
	if err != nil {
		return nil, err
	}
	b, _, err := f.find(f.files[labels], sources)
	if err != nil {
		return nil, err
	}
	l, err := read(f.files[labels], b, 1)
	if err != nil {
		return nil, err
	}
	s := &data.Set{N: x.Shape[0], H: x.Shape[1], W: x.Shape[2], C: 1, Pixels: x.Bytes}
	if err := s.Attach(l.Bytes); err != nil {
		return nil, fmt.Errorf("mnist: %w", err)
	}
	s.Name, s.Source = "mnist", "MNIST from "+from
	return s, nil
}

// read reads a file of bytes in so many dimensions.
func read(f file, b []byte, dimensions int) (*files.Array, error) {
	a, err := files.ReadIDX(b)
	if err != nil {
		return nil, fmt.Errorf("mnist: %s: %w", f.name, err)
	}
	if a.Bytes == nil || len(a.Shape) != dimensions {
		return nil, fmt.Errorf("mnist: %s: numbers of shape %v found, bytes in %d dimensions expected", f.name, a.Shape, dimensions)
	}
	return a, nil
}

// find asks the sources for one file.
func (f *finder) find(want file, sources []lookup) ([]byte, string, error) {
	for _, source := range sources {
		if source == nil {
			continue
		}
		b, from, err := source(want)
		if err == nil {
			return b, from, nil
		}
		if !errors.Is(err, ErrNotFound) {
			return nil, "", err
		}
	}
	return nil, "", fmt.Errorf("%w: %s is not to be had", ErrNotFound, want.name)
}

// check tells whether raw are the bytes of the file.
func (w file) check(raw []byte) error {
	if int64(len(raw)) != w.size {
		return fmt.Errorf("%d bytes found, %d expected", len(raw), w.size)
	}
	sum := sha256.Sum256(raw)
	if got := hex.EncodeToString(sum[:]); got != w.sum {
		return fmt.Errorf("SHA-256 %s found, %s expected", got, w.sum)
	}
	return nil
}
