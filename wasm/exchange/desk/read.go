package desk

import (
	"bottleneck/core/data/files"
	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
	"bottleneck/core/wire"
)

// read reads the files that a person gave.
func read(d *Desk, q *Request) (r Reply, buffers []Buffer, err error) {
	if len(q.Names) == 0 {
		return r, nil, fact.About("own", "files_missing")
	}
	if len(q.Sizes) != len(q.Names) {
		return r, nil, fact.About("own", "sizes_differ", "names", len(q.Names), "sizes", len(q.Sizes))
	}
	items := make([]files.Item, len(q.Names))
	for i, name := range q.Names {
		items[i] = files.Item{Name: name, Size: q.Sizes[i]}
	}
	g, err := files.ReadAs(items, machine{d}, q.Room, q.Choice)
	if err != nil {
		return r, nil, err
	}
	given, err := g.Encode()
	if err != nil {
		return r, nil, err
	}
	var shown []byte
	r.Own, shown = tell(g)
	summary := g.Summary()
	r.Summary, r.Labels = &summary, labelsShown(g, r.Own.Shown)
	return r, []Buffer{given, {shown}}, nil
}

// shownAt is which of the pictures to train on is shown as number i of n.
func shownAt(i, n, all int) int { return i * all / n }

// labelsShown are the labels of the n pictures that are shown, nil where they have none.
func labelsShown(g *own.Given, n int) (names []string) {
	p := g.Pictures
	if p == nil || p.Labels == nil {
		return nil
	}
	train, _ := p.Count()
	at := 0
	for i, o := range p.All {
		if o.Test {
			continue
		}
		if len(names) < n && at == shownAt(len(names), n, train) {
			names = append(names, own.ClassName(p.Classes, p.Labels[i]))
		}
		at++
	}
	return names
}

// machine is where the files are.
type machine struct{ *Desk }

func (m machine) Read(i int, from, to int64) ([]byte, error) {
	b, err := m.host.Read(i, from, to)
	if err == nil && int64(len(b)) != to-from {
		err = fact.New("file_changed", "found", len(b), "expected", to-from)
	}
	return b, err
}

func (m machine) Inflate(format string, packed []byte, max int) ([]byte, error) {
	return m.host.Inflate(format, packed, max)
}

func (m machine) Decode(f *prepare.File, content []byte) (prepare.Planes, error) {
	w, h, row, err := m.host.Decode(content, f.MIME())
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
		// Evenly spread, so that several folders are seen.
		o.Shown = min(o.Train, previews)
		for i := range o.Shown {
			at := shownAt(i, o.Shown, o.Train)
			shown = append(shown, p.Set(false, at, at+1, previewSide, o.C, prepare.FrameSquare).Pixels...)
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
