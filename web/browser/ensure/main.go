// Command ensure makes sure that the tests find Chromium: it prints its path, installs Debian's package first where it
// may (as root, with apt-get), and otherwise ends with the command that a person has to run.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	"bottleneck/web/browser"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	file, err := browser.FindOrInstall(ctx, os.Stderr)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("Chromium:", file)
}
