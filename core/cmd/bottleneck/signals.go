package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// interrupted is why a context ends that a signal ended.
type interrupted struct{ signal os.Signal }

func (i *interrupted) Error() string { return "a signal (" + i.signal.String() + ")" }

// code is what a program ends with after the signal, as shells count: 130 after an interrupt, 143 after a termination.
func (i *interrupted) code() int {
	if n, numbered := i.signal.(syscall.Signal); numbered {
		return 128 + int(n)
	}
	return exitFailed
}

// untilSignal returns a context that ends at the first interrupt or termination, so that work can be finished and
// written. A second signal ends the program at once.
func untilSignal(parent context.Context) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(parent)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case s := <-signals:
			signal.Stop(signals)
			cancel(&interrupted{s})
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		cancel(nil)
	}
}

// signalOf is the signal that ended a context, nil where none did.
func signalOf(ctx context.Context) *interrupted {
	var i *interrupted
	if errors.As(context.Cause(ctx), &i) {
		return i
	}
	return nil
}
