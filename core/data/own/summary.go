package own

import (
	"strconv"
)

// Summary is what was understood, for people and programs: pages and the command line tell the same.
type Summary struct {
	Kind     string   `json:"kind"` // pictures or table
	Height   int      `json:"height,omitempty"`
	Width    int      `json:"width,omitempty"` // of pictures of one size
	Channels int      `json:"channels,omitempty"`
	Columns  []Column `json:"columns,omitempty"` // of a table
	Train    int      `json:"train"`
	Test     int      `json:"test"` // held out
	Classes  []Class  `json:"classes,omitempty"`
	Min      float64  `json:"min"` // of all values: of pictures 0 to 1, of a table as it holds them
	Max      float64  `json:"max"`
	Mean     float64  `json:"mean"`
	Roles    []Role   `json:"roles,omitempty"`
	Turn     string   `json:"turn,omitempty"`
}

// Column is one column that is trained on.
type Column struct {
	Name string  `json:"name"`
	Min  float64 `json:"min"`
	Max  float64 `json:"max"`
	Mean float64 `json:"mean"`
}

// Class is one label, by its name or else its number.
type Class struct {
	Name  string `json:"name"`
	Train int    `json:"train"`
	Test  int    `json:"test"`
}

// Summary sums up what was understood.
func (g *Given) Summary() Summary {
	s := Summary{Kind: g.Kind, Roles: g.Roles, Turn: g.Turn}
	if p := g.Pictures; p != nil {
		s.Train, s.Test = p.Count()
		s.Width, s.Height = p.Size()
		s.Channels = p.Channels()
		var n, sum float64
		s.Min, s.Max = 1, 0
		for i := range p.All {
			for _, v := range p.Planes(i).Pix {
				x := float64(v) / 255
				s.Min, s.Max, sum, n = min(s.Min, x), max(s.Max, x), sum+x, n+1
			}
		}
		s.Mean = sum / n
		s.Classes = count(p.Labels, p.Classes, func(i int) bool { return p.All[i].Test })
		return s
	}
	t := g.Table
	s.Train, s.Test = t.Count()
	s.Columns = make([]Column, len(t.Columns))
	t.Rows(func(i int, row []float64) {
		for k, v := range row {
			c := &s.Columns[k]
			if i == 0 {
				*c = Column{t.Columns[k], v, v, 0}
			}
			c.Min, c.Max, c.Mean = min(c.Min, v), max(c.Max, v), c.Mean+v
		}
	})
	for k := range s.Columns {
		s.Columns[k].Mean /= float64(t.N)
	}
	s.Min, s.Max = s.Columns[0].Min, s.Columns[0].Max
	for _, c := range s.Columns {
		s.Min, s.Max, s.Mean = min(s.Min, c.Min), max(s.Max, c.Max), s.Mean+c.Mean/float64(len(s.Columns))
	}
	s.Classes = count(t.Labels, t.Classes, t.Held)
	return s
}

// count counts the items of each class.
func count(labels []byte, names []string, test func(i int) bool) (all []Class) {
	var train, held [256]int
	for i, l := range labels {
		if test(i) {
			held[l]++
		} else {
			train[l]++
		}
	}
	for l := range train {
		if train[l]+held[l] == 0 {
			continue
		}
		all = append(all, Class{ClassName(names, byte(l)), train[l], held[l]})
	}
	return all
}

// ClassName is the name of a label, its number where it has none.
func ClassName(names []string, label byte) string {
	if int(label) < len(names) {
		return names[label]
	}
	return strconv.Itoa(int(label))
}

// Side is the side of the pictures where all are squares of one size that recipes can take as they are; else 0.
func (p *Pictures) Side() int {
	if w, h := p.Size(); w == h && w >= 8 && w <= 64 {
		return w
	}
	return 0
}
