package web

import _ "embed"

// Threads and Thread are threads.js and thread.js, for the other loader of programs that use the kernels,
// bottleneck/web/browser/exec.
var (
	//go:embed threads.js
	Threads []byte
	//go:embed thread.js
	Thread []byte
)
