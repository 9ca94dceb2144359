package kernels

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel"
	"bottleneck/core/kernel/job"
)

// The passes over rows, on one thread and shared, in tiles of rows or columns that do not come out even.
func TestRowPasses(t *testing.T) {
	teams(t, func(t *testing.T, g *team) {
		r := rand.New(rand.NewPCG(1, 2))
		for _, rows := range []int{1, 2, 7, 33} {
			for _, cols := range []int{1, 3, 16, 37, 100} {
				y, b := random(r, rows*cols, true), random(r, cols, true)
				words := make([]float32, (rows*cols+3)/4) // of bytes
				for i := range words {
					words[i] = math.Float32frombits(r.Uint32()&0x3fffffff | 0x20000000) // no NaN, whose bits may change
				}
				bytes := make([]byte, rows*cols)
				for i := range bytes {
					bytes[i] = byte(math.Float32bits(words[i/4]) >> (i % 4 * 8))
				}
				index := make([]int32, rows)
				places := make([]float32, rows)
				for i := range index {
					index[i] = int32(r.IntN(rows))
					places[i] = math.Float32frombits(uint32(index[i]))
				}
				for op, name := range job.Rows {
					for _, tile := range []int{1, 5, 16, 100} {
						for _, call := range []string{"alone", "run"} {
							n := rows
							if name == "sum_rows" {
								n = cols
							}
							if (n+tile-1)/tile > job.MaxTiles {
								continue
							}
							g.free()
							written, read := append([]float32(nil), y...), b
							if name == "sum_rows" {
								written, read = append([]float32(nil), b...), y
							} else if name == "gather_bytes" {
								read = words
							}
							w, x, at := g.vector(written, 3), g.vector(read, 1), g.vector(places, 0)
							first := len(job.Products) + len(job.Vectors) + len(job.Patches) + len(job.Passes)
							if lost := g.start(call, first+op, (n+tile-1)/tile, w, x, at, rows, cols, tile); lost != 0 {
								t.Fatalf("lost %#x", lost)
							}
							switch name {
							case "add_bias":
								kernel.AddBias(written, b, rows, cols)
							case "sum_rows":
								kernel.SumRows(written, y, rows, cols)
							case "gather_bytes":
								kernel.GatherBytes(written, bytes, index, cols)
							}
							g.check(fmt.Sprintf("%s %s of %dx%d in tiles of %d", call, name, rows, cols, tile))
						}
					}
				}
			}
		}
	})
}
