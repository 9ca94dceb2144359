package nn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel"
)

// What a layer says of its links is what it computes: the sum over the inputs of each output, and the same links from the other side.
func TestLinks(t *testing.T) {
	in := Shape{H: 7, W: 6, C: 3}
	must := func(l Layer, err error) Layer {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	pool := must(NewMaxPool(in, Square(2, 2), 1, false)).(*MaxPool)
	layers := map[string]struct {
		l  Layer
		in int
	}{"dense": {NewDense(kernel.Plain, in.Size(), 5, 1, false), in.Size()}, "maxpool": {pool, in.Size()}}
	for _, w := range []Window{Square(3, 1), SquareSame(3, 1), SquareSame(3, 2), Square(2, 2), squarePad(3, 2, 1), {H: 2, W: 3, StrideH: 2, StrideW: 1, Same: true}} {
		name := w.String()
		layers["conv "+name] = struct {
			l  Layer
			in int
		}{must(NewConv2D(kernel.Plain, in, 4, w, 1, false)), in.Size()}
		layers["convt "+name] = struct {
			l  Layer
			in int
		}{must(NewConvTranspose2D(kernel.Plain, in, 4, w, 1, false)), in.Size()}
		layers["avgpool "+name] = struct {
			l  Layer
			in int
		}{must(NewAvgPool(in, w, 1, false)), in.Size()}
		layers["maxpool "+name] = struct {
			l  Layer
			in int
		}{must(NewMaxPool(in, w, 1, false)), in.Size()}
	}
	layers["upsample"] = struct {
		l  Layer
		in int
	}{must(NewUpsample(in, 2, 3, 1, false)), in.Size()}
	layers["unpool"] = struct {
		l  Layer
		in int
	}{must(NewMaxUnpool(pool.Out, pool, 1, false)), pool.Out.Size()}

	rng := rand.New(rand.NewPCG(1, 2))
	image := make([]float32, in.Size())
	for i := range image {
		image[i] = rng.Float32()*2 - 1
	}
	for name, c := range layers {
		for _, p := range c.l.Params() {
			for i := range p.Value {
				p.Value[i] = rng.Float32()*2 - 1
			}
		}
		pool.Forward(image, 1) // the unpool reads where its maxima stood
		x := image[:c.in]
		y := c.l.Forward(x, 1)
		if found := unlinked(c.l.(Linked), x, y); found != "" {
			t.Errorf("%s: %s", name, found)
		}
	}
	d := layers["dense"].l.(*Dense)
	y := d.Forward(image, 1)
	d.W.Value[0]++
	if unlinked(d, image, y) == "" {
		t.Error("another weight is not found")
	}
}

// unlinked tells where the links of a layer from x to y do not make y, or are others from the other side; "" if nowhere.
func unlinked(l Linked, x, y []float32) string {
	type link struct{ from, to int }
	links := map[link]float32{}
	for o := range y {
		sum := 0.0
		bias := l.Fed(o, func(i int, w float32) {
			links[link{i, o}] += w
			sum += float64(w) * float64(x[i])
		})
		if sum += float64(bias); math.Abs(sum-float64(y[o])) > 1e-4 {
			return fmt.Sprintf("output %d is %g, its inputs make %g", o, y[o], sum)
		}
	}
	for i := range x {
		found := ""
		l.Feeds(i, func(o int, w float32) {
			if links[link{i, o}] != w {
				found = fmt.Sprintf("input %d feeds output %d by %g, which is fed by %g", i, o, w, links[link{i, o}])
			}
			delete(links, link{i, o})
		})
		if found != "" {
			return found
		}
	}
	if len(links) > 0 {
		return fmt.Sprintf("%d links are seen from outputs alone", len(links))
	}
	return ""
}
