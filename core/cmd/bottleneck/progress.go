package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// onTerminal shows how far a command is, in one line that is written over and over. On anything but a terminal it shows nothing; nil
// is such a one.
type onTerminal struct {
	to    io.Writer
	mu    sync.Mutex
	links int // of which so many are done
	done  int
	steps int // of training, in all
	shown time.Time
}

// progressOn returns what shows the progress of so many links on w, nil where w is no terminal.
func progressOn(w io.Writer, links int) *onTerminal {
	if !terminal(w) {
		return nil
	}
	return &onTerminal{to: w, links: links}
}

// step counts a step of training, finished a link.
func (p *onTerminal) step()     { p.count(0, 1) }
func (p *onTerminal) finished() { p.count(1, 0) }

func (p *onTerminal) count(links, steps int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done, p.steps = p.done+links, p.steps+steps
	if time.Since(p.shown) >= often {
		p.shown = time.Now()
		fmt.Fprintf(p.to, "\r%d of %d links checked, %d steps trained\x1b[K", p.done, p.links, p.steps)
	}
}

// clear wipes the line.
func (p *onTerminal) clear() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprint(p.to, "\r\x1b[K")
}
