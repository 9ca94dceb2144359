package files

import (
	"bytes"
	"strings"

	"bottleneck/core/data"
	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
)

// reader is the reading of what was given.
type reader struct {
	m       Machine
	given   *own.Given
	items   []Item
	album   album
	table   *own.Table
	arrays  []named  // of .npy and IDX files, until their parts are together
	texts   []source // files that may be tables
	side    int
	skipped int // files that are nothing of ours, beside what is
	full    bool
}

// source is a file that is read when it is its turn.
type source struct {
	name    string
	size    int64
	content func(max int64) ([]byte, error)
}

// named is an array and the name of its file.
type named struct {
	name string
	*Array
}

// entries lists the files, those in archives included. An archive in an archive is left out.
func (r *reader) entries() ([]source, error) {
	var all []source
	for i, item := range r.items {
		if hidden(item.Name) {
			continue
		}
		s := source{name: item.Name, size: item.Size, content: func(max int64) ([]byte, error) {
			if item.Size > max {
				return nil, fact.New("file_too_large", "found", item.Size>>20, "most", max>>20)
			}
			return r.m.Read(i, 0, item.Size)
		}}
		if item.Size == 0 {
			r.given.Leave(inFile(base(item.Name)), fact.New("file_empty"))
			continue
		}
		head, err := r.m.Read(i, 0, min(4, item.Size))
		if err != nil {
			return nil, fact.Within("data: "+short(item.Name), err)
		}
		if string(head) != "PK\x03\x04" && string(head) != "PK\x05\x06" {
			all = append(all, s)
			continue
		}
		inside, err := r.archive(i, item)
		if err != nil {
			if len(r.items) == 1 {
				return nil, fact.Within("data: "+short(item.Name), err)
			}
			r.given.Leave(inFile(base(item.Name)), fact.From(err))
			continue
		}
		all = append(all, inside...)
	}
	return all, nil
}

// smallArchive is how many bytes of an archive are read at once.
const smallArchive = 32 << 20

// archive lists the files of a zip archive.
func (r *reader) archive(i int, item Item) ([]source, error) {
	z := &zipFile{size: item.Size, read: func(from, to int64) ([]byte, error) { return r.m.Read(i, from, to) }}
	if item.Size <= r.most(smallArchive) { // asking for every piece of it would take longer
		whole, err := r.m.Read(i, 0, item.Size)
		if err != nil {
			return nil, err
		}
		z.read = func(from, to int64) ([]byte, error) { return whole[from:to:to], nil }
	}
	list, err := z.directory()
	if err != nil {
		return nil, err
	}
	var all []source
	total := int64(0)
	for _, f := range list {
		if f.director || f.link || hidden(f.name) || f.size == 0 {
			continue
		}
		if total += f.size; total > maxArray && total/100 > item.Size {
			return nil, fact.About("zip", "zip_unpacks_too_far")
		}
		name := f.name
		if ending(item.Name, ".npz") {
			name = base(f.name)
		}
		all = append(all, source{name, f.size, func(max int64) ([]byte, error) {
			return z.content(f, max, func(b []byte, max int) ([]byte, error) { return r.m.Inflate("deflate-raw", b, max) })
		}})
	}
	return all, nil
}

// read takes the files one after another.
func (r *reader) read(entries []source) {
	r.side = side(len(entries), r.album.room)
	for i, s := range entries {
		r.m.Progress(i, len(entries))
		if err := r.take(s); err != nil {
			r.given.Leave(inFile(s.name), fact.From(err).Beside("data").Beside("picture"))
		}
		if r.full {
			r.given.Note(fact.New("pictures_beyond_room", "pictures", r.album.n()))
			break
		}
	}
	r.join()
	r.m.Progress(len(entries), len(entries))
}

// take reads one file by what its first bytes say.
func (r *reader) take(s source) error {
	if maybeText(s.name) {
		r.texts = append(r.texts, s)
		return nil
	}
	most := prepare.MaxFile
	if ending(s.name, ".npy", "ubyte") {
		most = maxArray
	}
	b, err := s.content(r.most(most))
	if err != nil {
		return err
	}
	if bytes.HasPrefix(b, []byte("\x1f\x8b")) {
		if b, err = r.m.Inflate("gzip", b, int(r.most(maxArray))); err != nil {
			return err
		}
	}
	switch {
	case isPGM(b):
		g, err := readPGM(b)
		if err != nil {
			return err
		}
		r.keep(s.name, g)
	case bytes.HasPrefix(b, []byte(npyMagic)):
		a, err := ReadNPY(b)
		if err != nil {
			return err
		}
		r.arrays = append(r.arrays, named{s.name, a})
	case bytes.HasPrefix(b, []byte{0, 0, 8, 1}):
		labels, err := data.ReadIDXLabels(bytes.NewReader(b), 0)
		if err != nil {
			return err
		}
		r.arrays = append(r.arrays, named{s.name, &Array{Shape: []int{len(labels)}, Bytes: labels, Integer: true}})
	case bytes.HasPrefix(b, []byte{0, 0, 8, 3}):
		set, err := data.ReadIDXImages(bytes.NewReader(b), 0)
		if err != nil {
			return err
		}
		r.arrays = append(r.arrays, named{s.name, &Array{Shape: []int{set.N, set.H, set.W}, Bytes: set.Pixels, Integer: true}})
	default:
		return r.picture(s, b)
	}
	return nil
}

// most is a limit on one file, where there is not room for more.
func (r *reader) most(limit int) int64 { return int64(min(limit, r.album.room/2)) }

// maybeText tells by their names which files are looked at only where there is nothing better.
func maybeText(name string) bool { return ending(name, ".csv", ".tsv", ".tab", ".txt", ".md", ".dat") }

// ending tells whether a name ends in one of some ways.
func ending(name string, ends ...string) bool {
	for _, end := range ends {
		if strings.HasSuffix(lower(name), end) {
			return true
		}
	}
	return false
}

// picture decodes a picture file. What is not one, beside pictures, is not worth a word each.
func (r *reader) picture(s source, b []byte) error {
	f, err := prepare.Inspect(b)
	if err != nil {
		if format, found := prepare.Sniff(b); format == "" {
			if found.Values["kind"] == "text" {
				s.content = func(int64) ([]byte, error) { return b, nil } // unpacked
				r.texts = append(r.texts, s)
				return nil
			}
			return fact.New("file_of_no_use", "found", found)
		}
		return err
	}
	g, err := r.m.Decode(f, b)
	if err != nil {
		return err
	}
	r.keep(s.name, g)
	return nil
}

func (r *reader) keep(name string, g *prepare.Gray) {
	r.full = !r.album.add(name, g.Shrink(r.side), -1, false)
}

// tables reads the first of the texts that is one.
func (r *reader) tables() error {
	g := r.given
	var first error
	for _, s := range r.texts {
		b, err := s.content(r.most(maxText))
		if err == nil {
			before := *g
			if r.table, err = readCSV(b, g, r.m.Progress); err != nil {
				*g = before
			}
		}
		if err != nil {
			err = fact.Within("data: "+short(base(s.name)), err)
			if first == nil {
				first = err
			}
			continue
		}
		g.Kind, g.Table = "table", r.table
		if len(r.texts) > 1 {
			g.Note(fact.New("one_table_used", "table", clip(base(s.name))))
		}
		return nil
	}
	return first
}
