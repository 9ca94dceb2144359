//go:build noasm || (!js && !amd64)

package kernel

type window struct{}

func (p *Patches) reserve() { p.matrix = make([]float32, p.block) }

func (p *Patches) gather(y, x, w, bias []float32, n, B int)  { p.gatherRef(y, x, w, bias, n, B) }
func (p *Patches) scatter(x, y, w, bias []float32, n, B int) { p.scatterRef(x, y, w, bias, n, B) }
func (p *Patches) weights(dw, x, y []float32, n, B int)      { p.weightsRef(dw, x, y, n, B) }
