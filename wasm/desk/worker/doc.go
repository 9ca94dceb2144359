// Package worker is where a desk of a program stands in the browser: a Web Worker with a memory of its own, which grows as it needs and is gone with it.
package worker
