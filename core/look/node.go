package look

import (
	"bottleneck/core/autoencoder"
	"bottleneck/core/wire"
)

// Of a number that is pointed at so much is told.
const (
	nodeLinks    = 6 // the largest
	nodeChannels = 8 // pictures of weights
)

// pointed tells of the number that is pointed at, in the latest trace; nil where there is none.
func (n *line) pointed() *wire.Node {
	if n.point == nil {
		return nil
	}
	p, i, m := n.find(n.point.Part, n.point.Level), n.point.At, &n.node
	if p == nil || n.point.Part == "" || i < 0 || i >= len(p.values) {
		return nil
	}
	*m = wire.Node{Part: p.part, Level: int32(p.level), At: int32(i), Value: p.values[i], From: m.From[:0], To: m.To[:0], Filter: m.Filter[:0], Channels: m.Channels[:0], Switches: m.Switches[:0]}
	drawn := n.run.Drawn()
	switch {
	case p.level == 0:
	case p.part == "code" && drawn:
		n.drawnFrom(m, p.level, i)
	default:
		n.fedBy(m, p, i)
	}
	switch {
	case p.part == "clean" || p.part == "output":
	case p.part == "mean", p.part == "deviation":
		weight := float32(1)
		if p.part == "deviation" {
			weight = n.epsilon[i]
		}
		n.link(&m.To, &m.Outputs, n.find("code", p.level), i, weight, weight)
	default:
		n.feeds(m, p, i)
	}
	return m
}

// find is the part of a name at a level; of the name "" the last of what goes on to that level.
func (n *line) find(part string, level int) *linePart {
	var found *linePart
	for i := range n.parts {
		switch p := &n.parts[i]; {
		case part != "" && p.part == part && p.level == level:
			return p
		case part == "" && p.level < level && p.part != "clean" && p.part != "mean" && p.part != "deviation":
			found = p
		}
	}
	return found
}

// after is the first part behind a level.
func (n *line) after(level int) *linePart {
	for i := range n.parts {
		if p := &n.parts[i]; p.level > level {
			return p
		}
	}
	return nil
}

// link counts a link, and adds it to a list of the largest by what they carry. What is pointed at carries the same number to all.
func (n *line) link(list *[]wire.Link, all *int32, p *linePart, at int, weight, carried float32) {
	*all++
	if at >= len(p.values) {
		return
	}
	place := len(*list)
	for ; place > 0; place-- {
		l := (*list)[place-1]
		if list == &n.node.To {
			l.Value = 1
		}
		if abs(l.Weight*l.Value) >= abs(carried) {
			break
		}
	}
	if place == nodeLinks {
		return
	}
	if len(*list) < nodeLinks {
		*list = append(*list, wire.Link{})
	}
	copy((*list)[place+1:], (*list)[place:])
	(*list)[place] = wire.Link{Part: p.part, Level: int32(p.level), At: int32(at), Value: p.values[at], Weight: weight}
}

//go:noinline
func abs(x float32) float32 { return max(x, -x) }

// drawnFrom is what number i of a variational code is drawn from.
func (n *line) drawnFrom(m *wire.Node, level, i int) {
	mean, deviation := n.find("mean", level), n.find("deviation", level)
	if mean == nil { // the code itself is chosen
		return
	}
	n.link(&m.From, &m.Inputs, mean, i, 1, mean.values[i])
	n.link(&m.From, &m.Inputs, deviation, i, n.epsilon[i], deviation.values[i]*n.epsilon[i])
	m.Sum = m.Value
}

// fedBy is what made number i of a part.
func (n *line) fedBy(m *wire.Node, p *linePart, i int) {
	from := n.find("", p.level)
	if from == nil { // the code itself is chosen
		return
	}
	links := n.run.Links(p.level, p.part == "deviation")
	sum := 0.0
	m.Bias = links.Fed(i, func(at int, w float32) {
		carried := w * from.values[at]
		sum += float64(carried)
		n.link(&m.From, &m.Inputs, from, at, w, carried)
	})
	m.Sum = float32(sum + float64(m.Bias))
	switch {
	case p.part == "deviation":
		m.Activation = "exp(\u00bdx)"
	case p.part == "output":
		m.Activation = n.run.Recipe().OutputActivation
	default:
		m.Activation = links.Activation
	}
	if f, ok := links.Filters(); ok {
		unit := i
		if f.Window {
			unit = i % p.shape.C
		}
		n.filter(m, f, unit)
	}
	if s := links.Switches(); s != nil {
		m.Switches = grow(m.Switches, p.shape.H*p.shape.W)
		for k := range m.Switches {
			m.Switches[k] = s[k*p.shape.C+i%p.shape.C] / int32(p.shape.C)
		}
	}
}

// feeds is what number i of a part goes on to.
func (n *line) feeds(m *wire.Node, p *linePart, i int) {
	to := n.after(p.level)
	if to == nil {
		return
	}
	n.run.Links(to.level, false).Feeds(i, func(at int, w float32) {
		n.link(&m.To, &m.Outputs, to, at, w, w)
	})
}

// filter writes what a unit looks for, as pictures of the channels with the largest weights.
func (n *line) filter(m *wire.Node, f autoencoder.Filters, unit int) {
	area := f.H * f.W
	weight := func(c, k int) float32 { return f.Value[unit*f.Unit+k/f.W*f.Row+k%f.W*f.Col+c*f.Channel] }
	heavy := func(c int) (sum float32) {
		for k := range area {
			sum += abs(weight(c, k))
		}
		return sum
	}
	for c := range f.Channels {
		place := len(m.Channels)
		for place > 0 && heavy(int(m.Channels[place-1])) < heavy(c) {
			place--
		}
		if place == nodeChannels {
			continue
		}
		if len(m.Channels) < nodeChannels {
			m.Channels = append(m.Channels, 0)
		}
		copy(m.Channels[place+1:], m.Channels[place:])
		m.Channels[place] = int32(c)
	}
	m.H, m.W = int32(f.H), int32(f.W)
	for _, c := range m.Channels {
		for k := range area {
			m.Filter = append(m.Filter, weight(int(c), k))
		}
	}
}
