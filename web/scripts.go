package web

import _ "embed"

// Threads, Thread and Profile are threads.js, thread.js and profile.js, for the other loader of programs that use the kernels,
// bottleneck/web/browser/exec.
var (
	//go:embed threads.js
	Threads []byte
	//go:embed thread.js
	Thread []byte
	//go:embed profile.js
	Profile []byte
)
