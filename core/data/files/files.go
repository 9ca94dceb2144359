// Package files reads what a person gives the playground to train on: pictures in files, folders and archives, arrays,
// and tables of numbers. What a file is its first bytes say; its name, only which texts may be tables. Nothing is believed of a header, nothing
// is unpacked beyond a limit, and whatever is left out is named. What was understood is an own.Given.
//
// Reading asks a Machine for bytes, and for what needs large programs: in the page the browser unpacks and decodes.
package files

import (
	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
)

func init() { fact.Add(fact.OfOwn) }

// Limits on what is read. They hold whatever the files say.
const (
	MaxFiles = 100_000   // files, or entries of one archive
	maxText  = 160 << 20 // bytes of a table
	maxArray = 256 << 20 // bytes of an array
)

// Item is a file that was given, with the name of its folder before it.
type Item struct {
	Name string
	Size int64
}

// Machine is the place where files are read.
type Machine interface {
	// Read returns bytes from to to-1 of item i.
	Read(i int, from, to int64) ([]byte, error)
	// Inflate unpacks a "gzip" file or a "deflate-raw" stream. More than max bytes are an error.
	Inflate(format string, packed []byte, max int) ([]byte, error)
	// Decode decodes a picture file that was inspected.
	Decode(f *prepare.File, content []byte) (prepare.Planes, error)
	// Progress hears how far reading is, after every file and every few thousand rows. It may wait.
	Progress(done, total int)
}

// inFile is the place of a problem that is a whole file's.
func inFile(name string) *fact.Fact { return fact.New("file_named", "file", short(name)) }

// Read reads what was given and keeps at most room bytes of pictures. The error says why nothing of it can be trained on.
func Read(items []Item, m Machine, room int) (*own.Given, error) {
	return ReadAs(items, m, room, Choice{})
}

// ReadAs is Read where a person decided what is what.
func ReadAs(items []Item, m Machine, room int, choice Choice) (*own.Given, error) {
	if len(items) > MaxFiles {
		return nil, fact.About("data", "files_too_many", "found", len(items), "most", MaxFiles)
	}
	r := &reader{m: m, given: &own.Given{}, items: items, choice: choice}
	r.album.room = room
	g := r.given
	if len(items) == 1 {
		g.Name = base(items[0].Name)
	} else if len(items) > 1 {
		g.Name = top(items)
	}
	if len(g.Name) > 200 {
		g.Name = short(g.Name)
	}
	entries, err := r.entries()
	if err != nil {
		return nil, err
	}
	r.read(entries)
	switch {
	case r.lost != nil && r.album.n() > 0 && r.album.heldOut(): // no lesser part in its place
		err = fact.Within("data: "+r.lost.Place.Error(), r.lost.Why)
	case r.album.n() > 0:
		g.Kind = "pictures"
		g.Pictures, err = r.album.pictures(g.Note)
	case r.table != nil:
		g.Kind, g.Table = "table", r.table
		if r.table.Test == nil {
			r.table.Test = heldOfClasses(r.table.Labels, g.Note)
		}
	case len(g.Problems) > 0:
		p := g.Problems[0]
		err = fact.Within("data: "+p.Place.Error(), p.Why)
	default:
		err = fact.About("data", "data_missing")
	}
	if err != nil {
		return nil, err
	}
	if g.Kind == "pictures" && r.table != nil {
		g.Note(fact.New("tables_left_out"))
	}
	if r.skipped > 0 {
		g.Note(fact.New("files_left_out", "files", r.skipped))
	}
	return g, nil
}
