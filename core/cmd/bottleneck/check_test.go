package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/proof"
)

// checkLines runs check and returns its lines.
func checkLines(t *testing.T, args ...string) (lines []checked, err error) {
	t.Helper()
	var out, log bytes.Buffer
	err = run(context.Background(), append([]string{"check"}, args...), &out, &log)
	if log.Len() > 0 {
		t.Errorf("%q on standard error, which is no terminal", log.String())
	}
	for d := json.NewDecoder(&out); d.More(); {
		var one checked
		if err := d.Decode(&one); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, one)
	}
	return lines, err
}

// The class of testdata/class.txt has thirty proofs that were made in a browser. Five of them were forged then, and check finds these.
func TestCheckFindsWhoForged(t *testing.T) {
	forged := map[int]string{4: "another seed", 9: "another step", 14: "another recipe", 20: "a changed digit", 28: "another arithmetic"}
	const class = "testdata/class.txt"
	lines, err := checkLines(t, class, "-threads", "2")
	if err == nil || exitCode(err) != 1 || !strings.Contains(err.Error(), "25 of 30") {
		t.Errorf("%v, 25 of 30 links expected to be confirmed", err)
	}
	if len(lines) != 30 {
		t.Fatalf("%d lines, 30 expected", len(lines))
	}
	for i, one := range lines {
		want, code := proof.Confirmed, ""
		if forged[i+1] != "" {
			want, code = proof.Refuted, "proof_differs"
		}
		got := ""
		if one.Reason != nil {
			got = one.Reason.Code
		}
		if one.Status != want || got != code || (one.Found == one.Claimed) != (want == proof.Confirmed) || one.Found == "" || one.Step < 5 || one.Arithmetic == "" {
			t.Errorf("link %d (%s): %+v, %s expected", i+1, forged[i+1], one, want)
		}
	}

	file, err := os.ReadFile(class)
	if err != nil {
		t.Fatal(err)
	}
	defer func(r io.Reader) { stdin = r }(stdin)
	stdin = bytes.NewReader(file)
	again, err := checkLines(t, "-", lines[0].Link)
	if exitCode(err) != 1 || len(again) != 31 || again[30].Status != proof.Confirmed {
		t.Fatalf("%d lines from standard input and a link, the last %+v: %v", len(again), again[len(again)-1], err)
	}
	for i := range lines {
		a, b := lines[i], again[i]
		if a.Link != b.Link || a.Status != b.Status || a.Found != b.Found {
			t.Errorf("link %d: %+v from standard input, %+v from the file", i+1, b, a)
		}
	}
	if all, err := checkLines(t, lines[0].Link, lines[1].Link); err != nil || exitCode(err) != 0 || len(all) != 2 {
		t.Errorf("two honest links: %+v, %v", all, err)
	}
}

// A line has its keys by the names that programs know, and its link as it was.
func TestCheckPrintsObjects(t *testing.T) {
	var out bytes.Buffer
	link := "#v=1&data=digits&train=20&test=10&arithmetic=plain&steps=3&proof=9:0123abcd"
	if err := run(context.Background(), []string{"check", link}, &out, io.Discard); exitCode(err) != 1 {
		t.Errorf("%v", err)
	}
	want := `{"link":"` + link + `","status":"refuted","step":9,"claimed":"0123abcd","arithmetic":"plain","reason":{"code":"proof_beyond_end","text":"step 9 found, the run ends after step 3"},"seconds":`
	if !strings.HasPrefix(out.String(), want) {
		t.Errorf("%s\nexpected %s", out.String(), want)
	}
}

func TestCheckOfWhatCannotBeChecked(t *testing.T) {
	const long = "#v=1&data=digits&train=100&test=10&arithmetic=plain&epochs=100000&proof=500000:0123abcd"
	var lines []checked
	var err error
	asked := withoutMNIST(errors.New("no MNIST"), func() {
		lines, err = checkLines(t, "-seconds", "0.2", "#v=1&arithmetic=plain&proof=1:0123abcd", "#v=1&arithmetic=fused&proof=2:0123abcd",
			"#v=1&arithmetic=plain", "#v=1&proof=1:0123abcd", "#v=1&data=pictures&arithmetic=plain&proof=1:0123abcd", long)
	})
	if exitCode(err) != 1 {
		t.Error(err)
	}
	var got []string
	for _, one := range lines {
		got = append(got, string(one.Status)+" "+one.Reason.Code)
	}
	if want := []string{"unchecked proof_unchecked", "unchecked proof_unchecked", "unreadable proof_missing", "unreadable proof_without_arithmetic",
		"unchecked proof_needs_files", "unchecked proof_unchecked"}; !slices.Equal(got, want) {
		t.Fatalf("%q\nexpected %q", got, want)
	}
	if asked != 1 {
		t.Errorf("MNIST was looked for %d times", asked)
	}
	if text := lines[0].Reason.Text; !strings.Contains(text, "no MNIST") {
		t.Errorf("%q does not say what is missing", text)
	}
	if text := lines[5].Reason.Text; !strings.Contains(text, "given up") {
		t.Errorf("%q does not say that it took too long", text)
	}

	stopped, stop := context.WithCancel(context.Background())
	stop()
	var out bytes.Buffer
	if err := run(stopped, []string{"check", long}, &out, io.Discard); exitCode(err) != 1 || !strings.Contains(out.String(), `"unchecked"`) {
		t.Errorf("stopped: %v, %s", err, out.String())
	}
}

func TestCheckCalledWrongly(t *testing.T) {
	defer func(r io.Reader) { stdin = r }(stdin)
	empty := filepath.Join(t.TempDir(), "empty.txt")
	if err := os.WriteFile(empty, []byte("# nobody\n\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{}, {"-threads", "0", quick}, {"-threads", "x", quick}, {"-seconds", "-1", quick}, {"-seconds", "NaN", quick},
		{"-wings", quick}, {"no-such-file.txt"}, {t.TempDir()}, {empty}, {"-"}} {
		stdin = strings.NewReader("")
		var out bytes.Buffer
		if err := run(context.Background(), append([]string{"check"}, args...), &out, io.Discard); exitCode(err) != 2 || out.Len() > 0 {
			t.Errorf("%q: %v, ended with %d, 2 expected", args, err, exitCode(err))
		}
	}
	if exitCode(nil) != 0 || exitCode(errNoCommand) != 2 || exitCode(errors.New("other")) != 1 {
		t.Errorf("other endings: %d, %d, %d", exitCode(nil), exitCode(errNoCommand), exitCode(errors.New("other")))
	}
}
