//go:build !js || noasm

package kernel

func maxPool(y []float32, index []int32, x []float32, g Grid, B int) { maxPoolRef(y, index, x, g, B) }
func avgPool(y, x []float32, g Grid, padded bool, B int)             { avgPoolRef(y, x, g, padded, B) }
func avgPoolBackward(dx, dy []float32, g Grid, padded bool, B int) {
	avgPoolBackwardRef(dx, dy, g, padded, B)
}
func indexAdd(x []float32, index []int32, y []float32, B int) { indexAddRef(x, index, y, B) }
func indexSet(x []float32, index []int32, y []float32, B int) { indexSetRef(x, index, y, B) }
func indexGet(y []float32, index []int32, x []float32, B int) { indexGetRef(y, index, x, B) }
func upsample(y, x []float32, g Grid, B int)                  { upsampleRef(y, x, g, B) }
func upsampleBackward(dx, dy []float32, g Grid, B int)        { upsampleBackwardRef(dx, dy, g, B) }
