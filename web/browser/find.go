// Package browser finds and drives headless Chromium for tests. It knows nothing of the playground.
package browser

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// candidates are the names and places Chromium goes by. Chrome itself does as well.
var candidates = []string{
	"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome",
	"/usr/bin/chromium", "/usr/lib/chromium/chromium", "/snap/bin/chromium",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	`C:\Program Files\Google\Chrome\Application\chrome.exe`,
}

// command is what a person runs where Chromium is missing.
const command = "sudo apt-get update && sudo apt-get install -y chromium"

// Find returns the path of Chromium: what the variable CHROMIUM names, else the first candidate that exists.
func Find() (string, error) {
	return find(os.Getenv("CHROMIUM"), candidates)
}

func find(named string, candidates []string) (string, error) {
	if named != "" {
		file, err := exec.LookPath(named)
		if err != nil {
			return "", fmt.Errorf("browser: CHROMIUM=%s: %w", named, err)
		}
		return file, nil
	}
	for _, c := range candidates {
		if file, err := exec.LookPath(c); err == nil {
			return filepath.Abs(file)
		}
	}
	return "", fmt.Errorf("browser: Chromium not found; run: %s (or name it in the variable CHROMIUM)", command)
}

// FindOrInstall is Find; where that fails and the machine lets it (root, apt-get), it installs Debian's package first.
func FindOrInstall(ctx context.Context, log io.Writer) (string, error) {
	return findOrInstall(ctx, log, os.Getenv("CHROMIUM"), candidates, os.Geteuid() == 0)
}

func findOrInstall(ctx context.Context, log io.Writer, named string, candidates []string, root bool) (string, error) {
	file, err := find(named, candidates)
	if err == nil || named != "" {
		return file, err
	}
	apt, aptErr := exec.LookPath("apt-get")
	if aptErr != nil || !root {
		return "", err
	}
	for _, args := range [][]string{{"update"}, {"install", "-y", "chromium"}} {
		fmt.Fprintf(log, "apt-get %s\n", strings.Join(args, " "))
		cmd := exec.CommandContext(ctx, apt, args...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		cmd.Stdout, cmd.Stderr = log, log
		if runErr := cmd.Run(); runErr != nil {
			return "", errors.Join(err, fmt.Errorf("browser: apt-get %s: %w", args[0], runErr))
		}
	}
	return find(named, candidates)
}
