//go:build !js && !noasm

package kernel

import "bottleneck/core/kernel/avx2"

type window = *avx2.Window

func (p *Patches) reserve() {
	if p.inLoops() {
		p.matrix = make([]float32, p.block)
		return
	}
	g := p.grid
	wide, high := (g.Cols-1)*g.StrideW+g.KernelW, (g.Rows-1)*g.StrideH+g.KernelH
	p.window = avx2.NewWindow(avx2.Window{H: g.H, Row: g.W * g.C, Wide: wide * g.C, High: high, Top: g.Top, Left: g.Left * g.C,
		KernelH: g.KernelH, Line: g.KernelW * g.C, Rows: g.Rows, Cols: g.Cols, Down: g.StrideH * wide * g.C, Step: g.StrideW * g.C})
}

// inLoops says whether patches are cut: for gonum's products, and where there is no vector code.
func (p *Patches) inLoops() bool { return !avx2.Has || p.arithmetic&byGonum != 0 }

func (p *Patches) gather(y, x, w, bias []float32, n, B int) {
	if p.inLoops() {
		p.gatherRef(y, x, w, bias, n, B)
		return
	}
	p.window.Gather(p.arithmetic == Fused, y, x, w, bias, n, B, threads)
}

func (p *Patches) scatter(x, y, w, bias []float32, n, B int) {
	if p.inLoops() {
		p.scatterRef(x, y, w, bias, n, B)
		return
	}
	p.window.Scatter(p.arithmetic == Fused, x, y, w, n, B, threads)
	if bias != nil {
		addBias(x, bias, len(x)/len(bias), len(bias))
	}
}

func (p *Patches) weights(dw, x, y []float32, n, B int) {
	if p.inLoops() {
		p.weightsRef(dw, x, y, n, B)
		return
	}
	p.window.Weights(p.arithmetic == Fused, dw, x, y, n, B, threads)
}
