package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// terminal says whether a person sees at once what is written; tests replace it.
var terminal = func(w io.Writer) bool {
	f, isFile := w.(*os.File)
	if !isFile || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// meter shows in one line of a terminal, which is written over, how far a run is. A nil meter shows nothing.
type meter struct {
	w            io.Writer
	from, total  int  // steps
	batch        int  // items a step
	rows         bool // they are rows of a table; else images
	start, shown time.Time
	line         bool // whether the line is there
}

// often is how long the line stays as it is; tests shorten it.
var often = 200 * time.Millisecond

// due says whether it is time to show the line anew.
func (m *meter) due(now time.Time) bool {
	return m != nil && now.Sub(m.start) > 0 && now.Sub(m.shown) >= often
}

// show shows the line.
func (m *meter) show(now time.Time, step int, loss float64) {
	spent := now.Sub(m.start)
	rate := float64((step-m.from)*m.batch) / spent.Seconds()
	left := time.Duration(float64(spent) * float64(m.total-step) / float64(max(step-m.from, 1)))
	items := "images"
	if m.rows {
		items = "rows"
	}
	fmt.Fprintf(m.w, "\r\x1b[Kstep %d of %d (%d%%)  loss %.4g  %.0f %s/s  %v left", step, m.total, 100*step/max(m.total, 1), loss, rate, items, left.Round(time.Second))
	m.shown, m.line = now, true
}

// clear takes the line away, before something else is written.
func (m *meter) clear() {
	if m != nil && m.line {
		fmt.Fprint(m.w, "\r\x1b[K")
		m.line = false
	}
}
