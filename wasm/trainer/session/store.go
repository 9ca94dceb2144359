package session

import (
	"bytes"

	"bottleneck/core/data"
	"bottleneck/core/data/own"
	"bottleneck/core/fact"
	"bottleneck/core/geometry"
	"bottleneck/core/recipe"
)

// Manifest says in which files the data sets lie.
type Manifest []Corpus

// Corpus is a data set cut into chunks; each file is what data.WriteChunk wrote.
type Corpus struct {
	Name  string  `json:"name"` // "mnist"
	Train []Chunk `json:"train"`
	Test  []Chunk `json:"test"`
}

// Chunk is one file with the images [From, To) of its half of the set.
type Chunk struct {
	File  string `json:"file"`
	From  int    `json:"from"`
	To    int    `json:"to"`
	Bytes int64  `json:"bytes"`
}

// store holds the images that are on the device. They are kept from run to run and only ever grow.
type store struct {
	halves map[string]*half // "mnist/train"
	own    *own.Given       // a person's files that recipes use, nil: none yet
	fresh  *own.Given       // that came since; a link that is opened takes them, a reset does not
	given  int              // counts what was given
}

// half is the training or the held-out images of a set: the first n of them.
type half struct {
	set, part string // "mnist", "train"
	maker     *maker // nil: it is loaded, from chunks
	chunks    []Chunk
	all       *data.Set // what is there
	room      int       // images to make room for at the next growth
}

func newStore(m Manifest) store {
	s := store{halves: map[string]*half{}}
	for _, c := range m {
		source := recipe.SourceNamed(c.Name)
		if source == nil || source.Origin != recipe.Downloaded || len(c.Train) == 0 || len(c.Test) == 0 {
			continue
		}
		s.halves[c.Name+"/train"] = &half{set: c.Name, part: "train", chunks: c.Train}
		s.halves[c.Name+"/test"] = &half{set: c.Name, part: "test", chunks: c.Test}
	}
	return s
}

func (s *store) half(set, part string) *half { return s.halves[set+"/"+part] }

func (h *half) n() int {
	if h.all == nil {
		return 0
	}
	return h.all.N
}

// missing returns the chunks that are needed for the first n images, and how many images there can be.
func (h *half) missing(n int) (chunks []Chunk, most int) {
	for _, c := range h.chunks {
		most = c.To
		if c.To > h.n() && c.From < n {
			chunks = append(chunks, c)
		}
	}
	return chunks, most
}

// add appends a chunk's images. The set that runs hold is not touched.
func (h *half) add(c Chunk, content []byte) error {
	part, err := data.ReadChunk(bytes.NewReader(content))
	if err != nil {
		return fact.Within(c.File, err)
	}
	if part.N != c.To-c.From || part.Labels == nil {
		return fact.About(c.File, "chunk_size_differs", "images", part.N, "labels", len(part.Labels), "expected", c.To-c.From)
	}
	if c.From != h.n() {
		return fact.About(c.File, "chunk_misplaced", "from", c.From, "expected", h.n())
	}
	return h.append(part)
}

// append adds images behind those that are there. Sets that runs hold share their memory and end before.
func (h *half) append(part *data.Set) error {
	if h.all == nil {
		h.all = &data.Set{Name: part.Name, Source: part.Source, H: part.H, W: part.W, C: part.C, Columns: part.Columns}
	}
	if part.H != h.all.H || part.W != h.all.W || part.C != h.all.C {
		shape := func(s *data.Set) string { return geometry.Shape{H: s.H, W: s.W, C: s.C}.String() }
		return fact.New("image_shape_differs", "found", shape(part), "expected", shape(h.all))
	}
	all := *h.all
	all.N += part.N
	n := max(all.N, h.room)
	all.Pixels = extend(all.Pixels, part.Pixels, n*all.Dim())
	all.Values = extend(all.Values, part.Values, n*all.Dim())
	all.Labels = extend(all.Labels, part.Labels, n)
	h.all = &all
	return nil
}

// extend appends, making room for n in all where there is not enough. Of nothing it makes nothing.
func extend[T any](all, more []T, n int) []T {
	if len(more) == 0 {
		return all
	}
	if cap(all) < len(all)+len(more) {
		all = append(make([]T, 0, n), all...)
	}
	return append(all, more...)
}

// ofClasses counts the images among the first n that are of one of the classes; all of them without classes.
func (h *half) ofClasses(n int, classes []int) int {
	if len(classes) == 0 {
		return n
	}
	count := 0
	for _, label := range h.all.Labels[:n] {
		for _, c := range classes {
			if int(label) == c {
				count++
			}
		}
	}
	return count
}
