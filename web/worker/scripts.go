// Package worker embeds what the playground's worker shares with the other loader of programs that use the kernels,
// bottleneck/web/browser/exec.
package worker

import _ "embed"

// Threads starts helper threads, Thread is one of them, and Profile tells where a step spends its time.
var (
	//go:embed threads.js
	Threads []byte
	//go:embed thread.js
	Thread []byte
	//go:embed profile.js
	Profile []byte
)
