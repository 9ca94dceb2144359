package modules

import (
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/data/files"
	"bottleneck/core/kernel/job"
	"bottleneck/core/wire"
)

// numbers are those of Go that JavaScript says again, with Go's name behind them.
var numbers = map[string]int{
	"core/data.MaxInflated":      data.MaxInflated,
	"core/data/files.MaxFiles":   files.MaxFiles,
	"core/kernel/job.MaxThreads": job.MaxThreads,
	"core/kernel/job.Op":         job.Op,
	"core/wire.Version":          wire.Version,
}

var sayAgain = regexp.MustCompile(`(?m)^const (\w+) = ([^;]+); // (core/[\w/]+\.\w+)$`)

// again finds what a script says again: the value by Go's name. MIB is the only name that a value may use.
func again(t *testing.T, script string) map[string]int {
	t.Helper()
	said := map[string]int{}
	for _, m := range sayAgain.FindAllStringSubmatch(script, -1) {
		product := 1
		for factor := range strings.SplitSeq(strings.ReplaceAll(m[2], "MIB", "1048576"), "*") {
			n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(factor), "_", ""))
			if err != nil {
				t.Errorf("%s = %s: %v", m[1], m[2], err)
			}
			product *= n
		}
		said[m[3]] = product
	}
	return said
}

// A number that both sides know is the same on both.
func TestNumbersSaidAgain(t *testing.T) {
	left := map[string]bool{}
	for name := range numbers {
		left[name] = true
	}
	check := func(script string) (wrong []string) {
		for name, got := range again(t, script) {
			delete(left, name)
			if want, found := numbers[name]; !found || got != want {
				wrong = append(wrong, name)
			}
		}
		return wrong
	}
	web := os.DirFS("..")
	err := fs.WalkDir(web, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".js") {
			return err
		}
		script, err := fs.ReadFile(web, path)
		for _, name := range check(string(script)) {
			t.Errorf("%s: %s is %d there, %d in Go", path, name, again(t, string(script))[name], numbers[name])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range left {
		t.Errorf("no script says %s any more", name)
	}
	if wrong := check("const A = 9; // core/kernel/job.MaxThreads\nconst B = 2 * MIB; // core/data.Unheard\nconst C = 48; // core/kernel/job.Op"); len(wrong) != 2 {
		t.Errorf("%q found wrong in a script of wrong numbers", wrong)
	}
}
