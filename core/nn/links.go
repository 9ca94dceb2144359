package nn

import "bottleneck/core/kernel"

// Linked is a layer whose outputs are sums of inputs with weights, and a bias. It tells of one image, the first of the latest Forward where
// that matters; numbers count its inputs and outputs from 0 on. Of other layers each output is made of the input in its place alone.
type Linked interface {
	// Fed calls f with the inputs that an output is the sum of, and returns the bias.
	Fed(output int, f func(input int, weight float32)) (bias float32)
	// Feeds calls f with the outputs that an input is a part of.
	Feeds(input int, f func(output int, weight float32))
}

func (d *Dense) Fed(output int, f func(input int, weight float32)) float32 {
	for i := range d.In {
		f(i, d.W.Value[i*d.Out+output])
	}
	return d.Bias.Value[output]
}

func (d *Dense) Feeds(input int, f func(output int, weight float32)) {
	for o, w := range d.W.Value[input*d.Out : (input+1)*d.Out] {
		f(o, w)
	}
}

// pixel is a value of an image: row, column and channel. It is called from many places, and inlined in each it would be much of the page's download.
//
//go:noinline
func pixel(s Shape, i int) (r, c, channel int) {
	return i / s.C / s.W, i / s.C % s.W, i % s.C
}

// sees calls f with what the window sees at position (i, j) of a grid: rows and columns of the image, and of the window.
func sees(g kernel.Grid, i, j int, f func(r, c, u, v int)) {
	for u := range g.KernelH {
		for v := range g.KernelW {
			r, c := i*g.StrideH-g.Top+u, j*g.StrideW-g.Left+v
			if r >= 0 && r < g.H && c >= 0 && c < g.W {
				f(r, c, u, v)
			}
		}
	}
}

// seen calls f with the positions at which the window sees (r, c) of the image, and where in the window.
func seen(g kernel.Grid, r, c int, f func(i, j, u, v int)) {
	for u := range g.KernelH {
		for v := range g.KernelW {
			i, j := r+g.Top-u, c+g.Left-v
			if i >= 0 && j >= 0 && i%g.StrideH == 0 && j%g.StrideW == 0 && i/g.StrideH < g.Rows && j/g.StrideW < g.Cols {
				f(i/g.StrideH, j/g.StrideW, u, v)
			}
		}
	}
}

func (c *Conv2D) Fed(output int, f func(input int, weight float32)) float32 {
	i, j, filter := pixel(c.Out, output)
	sees(poolGrid(c.In, c.Window), i, j, func(r, s, u, v int) {
		for k := range c.In.C {
			f((r*c.In.W+s)*c.In.C+k, c.W.Value[((u*c.Window.W+v)*c.In.C+k)*c.Out.C+filter])
		}
	})
	return c.Bias.Value[filter]
}

func (c *Conv2D) Feeds(input int, f func(output int, weight float32)) {
	r, s, k := pixel(c.In, input)
	seen(poolGrid(c.In, c.Window), r, s, func(i, j, u, v int) {
		for filter := range c.Out.C {
			f((i*c.Out.W+j)*c.Out.C+filter, c.W.Value[((u*c.Window.W+v)*c.In.C+k)*c.Out.C+filter])
		}
	})
}

// grid says where the window of each input pixel lies on the output.
func (c *ConvTranspose2D) grid() kernel.Grid {
	f, _ := c.Window.Spread("", c.In)
	w := c.Window
	return kernel.Grid{H: c.Out.H, W: c.Out.W, C: c.Out.C, Rows: c.In.H, Cols: c.In.W, KernelH: w.H, KernelW: w.W,
		StrideH: w.StrideH, StrideW: w.StrideW, Top: f.Top, Left: f.Left}
}

func (c *ConvTranspose2D) Fed(output int, f func(input int, weight float32)) float32 {
	r, s, filter := pixel(c.Out, output)
	seen(c.grid(), r, s, func(i, j, u, v int) {
		for k := range c.In.C {
			f((i*c.In.W+j)*c.In.C+k, c.W.Value[((u*c.Window.W+v)*c.Out.C+filter)*c.In.C+k])
		}
	})
	return c.Bias.Value[filter]
}

func (c *ConvTranspose2D) Feeds(input int, f func(output int, weight float32)) {
	i, j, k := pixel(c.In, input)
	sees(c.grid(), i, j, func(r, s, u, v int) {
		for filter := range c.Out.C {
			f((r*c.Out.W+s)*c.Out.C+filter, c.W.Value[((u*c.Window.W+v)*c.Out.C+filter)*c.In.C+k])
		}
	})
}

// Switches are where the winners of the first image of the latest Forward stood, (Out).
func (m *MaxPool) Switches() []int32 { return m.index[:m.Out.Size()] }

// Fed is the winner alone.
func (m *MaxPool) Fed(output int, f func(input int, weight float32)) float32 {
	f(int(m.index[output]), 1)
	return 0
}

func (m *MaxPool) Feeds(input int, f func(output int, weight float32)) {
	r, s, k := pixel(m.In, input)
	seen(m.grid, r, s, func(i, j, _, _ int) {
		if o := (i*m.Out.W+j)*m.Out.C + k; int(m.index[o]) == input {
			f(o, 1)
		}
	})
}

func (u *MaxUnpool) Fed(output int, f func(input int, weight float32)) float32 {
	u.pool.Feeds(output, f)
	return 0
}

func (u *MaxUnpool) Feeds(input int, f func(output int, weight float32)) {
	u.pool.Fed(input, f)
}

// weight is that of each value at position (i, j) of the window.
func (a *AvgPool) weight(i, j int) float32 {
	g := a.grid
	r, c := i*g.StrideH-g.Top, j*g.StrideW-g.Left
	h, w := g.KernelH, g.KernelW
	if a.Window.Same {
		h, w = min(r+h, g.H)-max(r, 0), min(c+w, g.W)-max(c, 0)
	}
	return 1 / float32(h*w)
}

func (a *AvgPool) Fed(output int, f func(input int, weight float32)) float32 {
	i, j, k := pixel(a.Out, output)
	w := a.weight(i, j)
	sees(a.grid, i, j, func(r, s, _, _ int) { f((r*a.In.W+s)*a.In.C+k, w) })
	return 0
}

func (a *AvgPool) Feeds(input int, f func(output int, weight float32)) {
	r, s, k := pixel(a.In, input)
	seen(a.grid, r, s, func(i, j, _, _ int) { f((i*a.Out.W+j)*a.Out.C+k, a.weight(i, j)) })
}

func (u *Upsample) Fed(output int, f func(input int, weight float32)) float32 {
	r, s, k := pixel(u.Out, output)
	f((r/u.FactorH*u.In.W+s/u.FactorW)*u.In.C+k, 1)
	return 0
}

func (u *Upsample) Feeds(input int, f func(output int, weight float32)) {
	r, s, k := pixel(u.In, input)
	for i := range u.FactorH {
		for j := range u.FactorW {
			f(((r*u.FactorH+i)*u.Out.W+s*u.FactorW+j)*u.Out.C+k, 1)
		}
	}
}
