// Command walked goes through what Go's compiler makes of a program: loops, switches, calls of every kind, goroutines
// that wait in the middle of functions, deferred calls, panics caught and not, closures, maps, growing stacks, floats.
// It prints what it finds.
package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
)

type shape interface{ area() float64 }
type square struct{ a float64 }
type circle struct{ r float32 }

func (s square) area() float64  { return s.a * s.a }
func (c *circle) area() float64 { return math.Pi * float64(c.r*c.r) }

func collatz(n uint32) (steps int) {
	for n != 1 {
		if n%2 == 0 {
			n /= 2
		} else {
			n = 3*n + 1
		}
		steps++
	}
	return
}

func name(n int) string {
	switch {
	case n%15 == 0:
		return "fizzbuzz"
	case n%5 == 0:
		return "buzz"
	case n%3 == 0:
		return "fizz"
	}
	switch n {
	case 1, 2, 4:
		return "small"
	case 7, 8:
		return "medium"
	case 11:
		return "eleven"
	case 13:
		goto thirteen
	}
	return fmt.Sprint(n)
thirteen:
	return "thirteen"
}

func attempt(what string, f func()) {
	defer func() {
		r := recover()
		if e, ok := r.(runtime.Error); ok {
			r = e.Error()
		}
		fmt.Println(what, r)
	}()
	f()
}

// nested defers in a loop, recovers, and changes its result.
func nested(n int) (result string) {
	for i := range n {
		defer func() { result += fmt.Sprint(i) }()
	}
	defer func() {
		if e := recover(); e != nil {
			result += fmt.Sprint(e, ":")
		}
	}()
	if n > 2 {
		panic(errors.New("nested"))
	}
	return "quiet"
}

func grow(n int) int {
	var a [40]int
	a[n%40] = n
	if n == 0 {
		runtime.GC()
		return 1
	}
	return grow(n-1) + a[n%40]
}

func pipeline(n int) (sum int) {
	var wait sync.WaitGroup
	in, out, quit := make(chan int), make(chan int, 3), make(chan bool)
	for range 4 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for {
				select {
				case v := <-in:
					runtime.Gosched()
					out <- v * v
				case <-quit:
					return
				}
			}
		}()
	}
	go func() {
		for i := range n {
			in <- i
		}
	}()
	for range n {
		sum += <-out
	}
	close(quit)
	wait.Wait()
	return
}

func main() {
	var null *square
	var none map[string]int
	zero := len(os.Args) - len(os.Args)
	for n := range uint32(20) {
		fmt.Print(collatz(n+1), name(int(n)), " ")
	}
	fmt.Println()
	for _, s := range []shape{square{3}, &circle{2}} {
		fmt.Printf("%T %.6f\n", s, s.area())
	}
	attempt("nil pointer:", func() { fmt.Println(null.a) })
	attempt("nil map:", func() { none["x"] = 1 })
	attempt("index:", func() { fmt.Println([]int{1, 2}[zero+5]) })
	attempt("division:", func() { fmt.Println(1 / zero) })
	attempt("conversion:", func() { fmt.Println(any(zero).(string)) })
	attempt("own:", func() { panic(fmt.Sprintf("%v", []string{"a", "b"})) })
	attempt("nothing:", func() {})
	fmt.Println(nested(2), nested(4))
	fmt.Println(grow(3000), pipeline(100))
	counts := map[string]int{}
	for _, w := range strings.Fields(strings.Repeat("to be or not to be ", 50)) {
		counts[w]++
	}
	for k := range counts {
		if strings.HasPrefix(k, "n") {
			delete(counts, k)
		}
	}
	keys := []string{}
	for k, v := range counts {
		keys = append(keys, fmt.Sprint(k, v))
	}
	slices.Sort(keys)
	fmt.Println(keys, math.Inf(1), float32(1)/3, int8(zero-129+1), uint64(1)<<63, math.Sqrt(2))
	fmt.Println(uint16(float64(zero)+7.9), int64(math.Trunc(-1e15)), -7/2, -7%3, 1<<zero)
	defer fmt.Println("deferred before the end")
	var m *circle
	fmt.Println(m.area())
}
