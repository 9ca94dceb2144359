package main

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"bottleneck/core/data/local/required"
)

func TestMeter(t *testing.T) {
	var log bytes.Buffer
	start := time.Unix(1000, 0)
	m := &meter{w: &log, from: 100, total: 500, batch: 50, start: start}
	m.clear()
	if log.Len() > 0 {
		t.Errorf("%q before a line is there", log.String())
	}
	m.shown = start
	if m.due(start.Add(often/2)) || !m.due(start.Add(often)) {
		t.Error("due at another time")
	}
	now := start.Add(10 * time.Second)
	m.show(now, 200, 0.0123456)
	if want := "\r\x1b[Kstep 200 of 500 (40%)  loss 0.01235  500 images/s  30s left"; log.String() != want {
		t.Errorf("%q, %q expected", log.String(), want)
	}
	if m.due(now) {
		t.Error("due twice at once")
	}
	log.Reset()
	m.clear()
	m.clear()
	if log.String() != "\r\x1b[K" {
		t.Errorf("cleared by %q", log.String())
	}
	var none *meter
	none.clear()
	if none.due(now) {
		t.Error("no meter is due")
	}
}

// seen runs f where standard error is a terminal that shows each step.
func seen(f func()) {
	was, stays := terminal, often
	defer func() { terminal, often = was, stays }()
	terminal, often = func(io.Writer) bool { return true }, 0
	f()
}

// Progress is shown to people alone: on a terminal, and not with -quiet. It changes no line and no bit, and has no colors.
func TestProgressOfTrain(t *testing.T) {
	link := strings.Replace(quick, "epochs=3", "epochs=20", 1)
	plain := programOf(t, "", "train", link, "-steps", "60")
	if plain.log != "" {
		t.Errorf("no terminal hears %q", plain.log)
	}
	fingerprint := func(c called) string {
		_, s, _ := strings.Cut(c.out[strings.LastIndex(c.out, `{"step"`):], `"fingerprint":"`)
		return s[:8]
	}
	seen(func() {
		quiet := programOf(t, "", "train", link, "-steps", "60", "-quiet")
		if quiet.log != "" {
			t.Errorf("-quiet says %q", quiet.log)
		}
		shown := programOf(t, "", "train", link, "-steps", "60")
		if fingerprint(shown) != fingerprint(plain) {
			t.Errorf("fingerprint %s with progress, %s without", fingerprint(shown), fingerprint(plain))
		}
		if !strings.Contains(shown.log, "step 7 of 60 (11%)") || !strings.Contains(shown.log, " images/s  ") || !strings.HasSuffix(shown.log, "\r\x1b[K") || strings.Contains(shown.log, "\n") {
			t.Errorf("shown: %q", shown.log)
		}
		if strings.Contains(strings.ReplaceAll(shown.log, "\x1b[K", ""), "\x1b") {
			t.Errorf("colors, or more, in %q", shown.log)
		}
	})
}

func TestTerminal(t *testing.T) {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		required.Skip(t, err)
	}
	defer null.Close()
	if terminal(null) || terminal(&bytes.Buffer{}) {
		t.Error("what nobody sees is a terminal")
	}
	// The other side of a pseudoterminal is one, where there are any.
	tty, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		required.Skip(t, err)
	}
	defer tty.Close()
	t.Setenv("TERM", "xterm")
	if !terminal(tty) {
		t.Error("a terminal is none")
	}
	t.Setenv("TERM", "dumb")
	if terminal(tty) {
		t.Error("a dumb terminal is one")
	}
}
