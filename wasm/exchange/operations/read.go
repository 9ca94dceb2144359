package operations

import (
	"bottleneck/core/data/files"
	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
	"bottleneck/core/wire"
	"bottleneck/wasm/desk"
)

// readFields are what OpRead asks for.
type readFields struct {
	Names  []string     `json:"names"` // with the folder before them
	Room   int          `json:"room"`  // bytes that may be kept
	Choice files.Choice `json:"choice"`
}

// understood answers OpRead.
type understood struct {
	desk.Reply
	Own     *wire.Own    `json:"own,omitempty"`
	Summary *own.Summary `json:"summary,omitempty"`
	Labels  []string     `json:"labels,omitempty"` // of the pictures that are shown
}

// read reads the files that a person gave.
func read(d *desk.Desk, q *desk.Request) (desk.Answer, []desk.Buffer, error) {
	var f readFields
	if err := q.Fields(&f); err != nil {
		return nil, nil, err
	}
	if len(f.Names) == 0 {
		return nil, nil, fact.About("own", "files_missing")
	}
	if len(q.Sizes) != len(f.Names) {
		return nil, nil, fact.About("own", "sizes_differ", "names", len(f.Names), "sizes", len(q.Sizes))
	}
	items := make([]files.Item, len(f.Names))
	for i, name := range f.Names {
		items[i] = files.Item{Name: name, Size: q.Sizes[i]}
	}
	g, err := files.ReadAs(items, machine{d}, f.Room, f.Choice)
	if err != nil {
		return nil, nil, err
	}
	given, err := g.Encode()
	if err != nil {
		return nil, nil, err
	}
	var r understood
	var shown []byte
	r.Own, shown = tell(g)
	summary := g.Summary()
	r.Summary, r.Labels = &summary, labelsShown(g)
	return &r, []desk.Buffer{given, {shown}}, nil
}

// labelsShown are the labels of the pictures or rows that are shown, nil where they have none.
func labelsShown(g *own.Given) (names []string) {
	if t := g.Table; t != nil && t.Labels != nil {
		for _, l := range t.Labels[:min(t.N, previewRows)] {
			names = append(names, own.ClassName(t.Classes, l))
		}
	}
	p := g.Pictures
	if p == nil || p.Labels == nil {
		return names
	}
	for _, i := range p.Sample(previews) {
		names = append(names, own.ClassName(p.Classes, p.Labels[i]))
	}
	return names
}

// machine is where the files are.
type machine struct{ *desk.Desk }

func (m machine) Inflate(format string, packed []byte, max int) ([]byte, error) {
	return m.Host().Inflate(format, packed, max)
}

func (m machine) Decode(f *prepare.File, content []byte) (prepare.Planes, error) {
	w, h, row, err := m.Host().Decode(content, f.MIME())
	if err != nil {
		return prepare.Planes{}, fact.New("picture_undecodable", "format", f.Format, "why", err)
	}
	return f.PlanesShown(w, h, row)
}

const (
	previews    = 24 // pictures shown of what was given
	previewRows = 6
	previewSide = 32
)

// tell says what was understood, and shows the first of it.
func tell(g *own.Given) (o *wire.Own, shown []byte) {
	o = &wire.Own{Kind: g.Kind, Name: g.Name, Left: g.Left}
	for _, n := range g.Notes {
		o.Notes = append(o.Notes, wire.Note{Text: n.Error(), Told: wire.Tell(n)})
	}
	for _, p := range g.Problems {
		o.Problems = append(o.Problems, wire.OwnProblem{Name: p.Place.Error(), Place: wire.Tell(p.Place), Text: p.Why.Error(), Told: wire.Tell(p.Why)})
	}
	if p := g.Pictures; p != nil {
		o.Train, o.Test = p.Count()
		o.W, o.H = p.Size()
		o.C = p.Channels()
		o.Classes, o.Labels = p.Classes, p.Labels != nil
		places := p.Sample(previews)
		o.Shown = len(places)
		for _, i := range places {
			shown = append(shown, make([]byte, previewSide*previewSide*o.C)...)
			p.Planes(i).In(o.C).Frame(shown[len(shown)-previewSide*previewSide*o.C:], previewSide, prepare.FrameSquare)
		}
		return o, shown
	}
	t := g.Table
	o.Train, o.Test = t.Count()
	o.Columns, o.Classes, o.Labels = t.Columns, t.Classes, t.Labels != nil
	o.Shown = min(t.N, previewRows)
	for _, v := range t.Values[:o.Shown*len(t.Columns)] {
		shown = littleendian.Append(shown, []float32{float32(v)})
	}
	return o, shown
}
