package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"

	"bottleneck/core/kernel/job"
)

// variant is one way to run a program: on which kernels, and with how many threads.
type variant struct {
	kernels string // "relaxed", "plain", or "": relaxed where the browser knows them
	threads int
}

// all is the word for as many threads as this machine has processors.
const all = "all"

// variants are all pairs of the kernels that BOTTLENECK_KERNELS lists and the threads that BOTTLENECK_THREADS lists, both by comma.
func variants() ([]variant, error) {
	var list []variant
	for kind := range strings.SplitSeq(os.Getenv("BOTTLENECK_KERNELS"), ",") {
		if kind != "" && kind != "relaxed" && kind != "plain" {
			return nil, fmt.Errorf("exec: BOTTLENECK_KERNELS=%q found, relaxed, plain or nothing expected", kind)
		}
		for text := range strings.SplitSeq(os.Getenv("BOTTLENECK_THREADS"), ",") {
			v := variant{kernels: kind, threads: 1}
			switch text {
			case "":
			case all:
				v.threads = min(runtime.NumCPU(), job.MaxThreads)
			default:
				var err error
				if v.threads, err = strconv.Atoi(text); err != nil || v.threads < 1 || v.threads > job.MaxThreads {
					return nil, fmt.Errorf("exec: BOTTLENECK_THREADS=%q found, 1 to %d, all or nothing expected", text, job.MaxThreads)
				}
			}
			list = append(list, v)
		}
	}
	return list, nil
}

func (v variant) String() string {
	kind := v.kernels
	if kind == "" {
		kind = "the fastest"
	}
	return fmt.Sprintf("%s kernels, %d of the threads", kind, v.threads)
}
