// Command traced makes the runtime walk stacks: it collects garbage from deep ones, grows them, unwinds panics through
// deferred calls, and dies of a panic at the end.
package main

import (
	"fmt"
	"runtime"
	"strings"
)

type node struct {
	next *node
	data [64]int
}

func deep(n int, keep *node) int {
	x := &node{next: keep}
	x.data[n%64] = n
	if n == 0 {
		runtime.GC()
		return 0
	}
	if n%100 == 0 {
		runtime.GC()
	}
	return deep(n-1, x) + x.data[n%64]
}

func caught() (text string) {
	defer func() { text = fmt.Sprint(recover()) }()
	var m map[string]int
	m["x"] = 1
	return "not reached"
}

func main() {
	done := make(chan int)
	for range 3 {
		go func() { done <- deep(1000, nil) }()
	}
	sum := 0
	for range 3 {
		sum += <-done
	}
	fmt.Println("sum", sum, caught(), strings.Repeat("x", 3))
	mainPanics()
}

func mainPanics() { panic("the end") }
