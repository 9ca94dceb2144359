// Command bottleneck is the playground without a browser: the same core, the
// same links, the same numbers.
//
//	bottleneck train '<link>' [-steps n] [-out weights.safetensors]
//
// train prints one JSON object per epoch, a line each, and one more where the
// run ends within an epoch. Notices about the link and about the data go to
// standard error.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

const usage = `usage: bottleneck train '<link>' [-steps n] [-out file]

  train   runs the recipe of a link and prints one JSON object per epoch
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Args[1:])
	switch {
	case err == nil:
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, "bottleneck:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return flag.ErrHelp
	}
	switch args[0] {
	case "train":
		return runTrain(ctx, args[1:], os.Stdout, os.Stderr)
	}
	return fmt.Errorf("command %q found, train expected", args[0])
}
