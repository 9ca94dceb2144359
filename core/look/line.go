package look

import (
	"bottleneck/core/autoencoder"
	"bottleneck/core/geometry"
	"bottleneck/core/kernel"
	"bottleneck/core/wire"
)

// So much of each part of the line travels, unless it is opened: maps, and numbers of what is no image. Of all lessons a frame has some 70 KB
// of it then at most.
const (
	lineMaps    = 32
	lineNumbers = 1024
	openMaps    = 256
	openNumbers = 16384
)

func init() {
	sections["line"] = func(l *Looker) section {
		l.line.Looker = l
		return &l.line
	}
}

// line follows the one input that is chosen through the network.
type line struct {
	*Looker
	line wire.Line
	node wire.Node

	parts   []linePart // of the latest trace
	clean   []float32  // (dim), of what is no code
	input   []float32  // (dim), what the encoder sees
	epsilon []float32  // (latent)
	point   *Point
}

// linePart is what came up in a trace.
type linePart struct {
	part   string
	level  int
	shape  geometry.Shape
	values []float32
}

// Point is a number of the line: its place among the values of a part.
type Point struct {
	Part      string
	Level, At int
}

// Point has the snapshots of the line tell of one number; nil: of none.
func (l *Looker) Point(p *Point) { l.line.point = p }

func (n *line) fill(s *wire.Snapshot, v wire.View, shown []int32) {
	n.trace(v, shown)
	n.tell(v.LineOpen)
	s.Line = &n.line
	s.Node = n.pointed()
}

// Node tells of the number that is pointed at, on the line of what v has chosen; nil where there is no such number.
func (l *Looker) Node(v wire.View) *wire.Node {
	var shown []int32
	if max(v.Images, v.Table) > 0 {
		shown = l.shown(v.Order, 1)
	}
	l.line.Looker = l
	l.line.trace(v, shown)
	return l.line.pointed()
}

// trace follows what v has chosen.
func (n *line) trace(v wire.View, shown []int32) {
	c, m, in := n.chosen(v, shown), &n.line, n.run.Shape()
	n.parts = n.parts[:0]
	m.Kind, m.Image, m.Label, m.Draw, m.MSE = c.Kind, -1, -1, 0, 0
	if c.Kind == wire.ChosenCode {
		n.run.TraceCode(c.Z, n.see)
		return
	}
	stream := n.test.N // of the noise of a picture that is none of the test set
	if c.Kind == wire.ChosenImage {
		if stream, m.Image = c.Image, int32(c.Image); n.labels != nil {
			m.Label = int32(n.labels[c.Image])
		}
	}
	n.clean = append(n.clean[:0], n.Looker.clean(c)...)
	n.input = append(n.input[:0], n.clean...)
	if n.run.Noisy() {
		n.see("clean", 0, in, n.clean)
		n.run.CorruptTest(n.input, n.clean, stream)
	}
	n.see("input", 0, in, n.input)
	n.epsilon = grow(n.epsilon, n.run.Latent())
	if kernel.Fill(n.epsilon, 0); n.run.Drawn() && v.LineDraw > 0 {
		m.Draw = int32(v.LineDraw)
		kernel.Gaussian(n.epsilon, uint64(v.LineDraw))
	}
	n.run.Trace(autoencoder.Batch{Clean: n.clean, Input: n.input, Epsilon: n.epsilon}, n.see)
	y := n.parts[len(n.parts)-1].values
	m.MSE = float32(kernel.SquaredDistance(y, n.clean) / float64(len(y)))
}

// see takes a part that comes up, but for those that are not on the line: what only renames, and the numbers that a code was drawn with.
func (n *line) see(part string, level int, shape geometry.Shape, values []float32) {
	if part == "noise" || part == "layer" && n.run.Links(level, false).Silent() {
		return
	}
	at := len(n.parts)
	if at == cap(n.parts) {
		n.parts = append(n.parts, linePart{})
	}
	n.parts = n.parts[:at+1]
	p := &n.parts[at]
	p.part, p.level, p.shape, p.values = part, level, shape, append(p.values[:0], values...)
}

// tell writes the parts for a frame, all of the level that is open.
func (n *line) tell(open int) {
	list := grow(n.line.Parts, len(n.parts))
	for i, p := range n.parts {
		maps, numbers := lineMaps, lineNumbers
		if p.level == open && open > 0 {
			maps, numbers = openMaps, openNumbers
		}
		to := &list[i]
		to.Part, to.Level, to.Layer = p.part, int32(p.level), ""
		if p.level > 0 {
			to.Layer = n.run.Links(p.level, false).String()
		}
		to.H, to.W, to.C = int32(p.shape.H), int32(p.shape.W), int32(p.shape.C)
		to.Least, to.Most = extent(p.values)
		to.Pixels, to.Values = to.Pixels[:0], to.Values[:0]
		if p.shape.H*p.shape.W == 1 {
			to.N = int32(min(len(p.values), numbers))
			to.Values = append(to.Values, p.values[:to.N]...)
		} else {
			to.N = int32(min(p.shape.C, maps))
			to.Pixels = n.planes(to.Pixels, p, int(to.N), max(-to.Least, to.Most))
		}
	}
	n.line.Parts = list
}

// planes writes the first channels of an image one after the other, as bytes.
func (n *line) planes(dst []byte, p linePart, channels int, scale float32) []byte {
	area := p.shape.H * p.shape.W
	dst = grow(dst, channels*area)
	picture := p.level == 0 || p.part == "output"
	for c := range channels {
		for i := range area {
			v := p.values[i*p.shape.C+c]
			if picture {
				dst[c*area+i] = byte(min(1, max(0, v))*255 + 0.5)
			} else {
				dst[c*area+i] = signedByte(v, scale)
			}
		}
	}
	return dst
}

// extent is the least and the largest of values.
func extent(values []float32) (least, most float32) {
	least, most = values[0], values[0]
	for _, v := range values {
		least, most = min(least, v), max(most, v)
	}
	return least, most
}
