// Package mnisttest gives MNIST to tests. A test that needs it is skipped, and
// says so, where it is not to be had; with BOTTLENECK_REQUIRE_ALL set it fails.
// The network is never asked.
package mnisttest

import (
	"strings"
	"sync"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/data/local/mnist"
	"bottleneck/core/data/local/required"
)

type sets struct {
	train, test *data.Set
	err         error
	log         string
}

var all = sync.OnceValue(func() sets {
	var s sets
	var log strings.Builder
	s.train, s.test, s.err = mnist.Local(func(line string) { log.WriteString("\n" + line) })
	s.log = log.String()
	return s
})

var testOnly = sync.OnceValue(func() sets {
	var s sets
	var log strings.Builder
	s.test, s.err = mnist.LocalTest(func(line string) { log.WriteString("\n" + line) })
	s.log = log.String()
	return s
})

// Load returns the 60,000 training and the 10,000 test pictures. They are
// shared by all tests of the process and must not be changed.
func Load(t testing.TB) (train, test *data.Set) {
	t.Helper()
	s := all()
	need(t, s)
	return s.train, s.test
}

// Test returns the 10,000 test pictures alone, which takes less time.
func Test(t testing.TB) *data.Set {
	t.Helper()
	s := testOnly()
	need(t, s)
	return s.test
}

// need ends a test that has to do without MNIST.
func need(t testing.TB, s sets) {
	t.Helper()
	if s.err == nil {
		return
	}
	required.Skip(t, "no MNIST; set MNIST_DIR:", s.err, s.log)
}
