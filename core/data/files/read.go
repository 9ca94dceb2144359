package files

import (
	"bytes"
	"strings"

	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
)

// reader is the reading of what was given.
type reader struct {
	m       Machine
	given   *own.Given
	items   []Item
	choice  Choice
	album   album
	table   *own.Table
	arrays  []named  // of .npy and IDX files, until their parts are together
	texts   []source // files that may be tables
	side    int
	skipped int // files that are nothing of ours, beside what is
	full    bool
	cifar   int          // classes of the CIFAR files that were read
	lost    *own.Problem // what of the part to train on cannot be read
	many    bool         // there is more than one file, so that the name of an archive says something
}

// source is a file that is read when it is its turn.
type source struct {
	name    string
	size    int64
	content func(max int64) ([]byte, error)
}

// leave says that a file is left out, and why.
func (r *reader) leave(name string, why *fact.Fact) {
	r.given.Leave(inFile(name), why)
	part := partOf(base(name))
	if part == "" {
		part = partOfPath(name)
	}
	if r.lost == nil && (part == partTrain || strings.HasPrefix(base(name), "data_batch")) { // the latter in CIFAR
		r.lost = &own.Problem{Place: inFile(base(name)), Why: why}
	}
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
			r.leave(base(item.Name), fact.New("file_empty"))
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
			r.leave(base(item.Name), fact.From(err))
			continue
		}
		if len(r.items) > 1 {
			inArchive(item.Name, inside)
		}
		all = append(all, inside...)
	}
	return all, nil
}

// read takes the files one after another.
func (r *reader) read(entries []source) {
	r.side = side(len(entries), r.album.room)
	r.many = len(entries) > 1
	for i, s := range entries {
		r.m.Progress(i, len(entries))
		if err := r.take(s); err != nil {
			r.leave(s.name, fact.From(err).Beside("data").Beside("picture"))
		}
		if r.full {
			r.given.Note(fact.New("pictures_beyond_room", "pictures", r.album.n()))
			break
		}
	}
	if r.join(); r.album.n() == 0 && r.table == nil {
		r.tables()
	} else {
		r.namesOfCIFAR()
		r.labelsBeside()
		r.skipped += len(r.texts)
	}
	r.m.Progress(len(entries), len(entries))
}

// take reads one file by what its first bytes say.
func (r *reader) take(s source) error { return r.takeIn(s, false) }

// takeIn is take for a file that may be in an archive, in which no other archive is opened, but NumPy's.
func (r *reader) takeIn(s source, inside bool) error {
	text := maybeText(s.name)
	if text && !ending(s.name, ".dat", ".data") { // which may be anything
		r.texts = append(r.texts, s)
		return nil
	}
	most := prepare.MaxFile
	if ending(s.name, ".npy", "ubyte", ".npz", ".gz", ".tgz", ".tar", ".idx", ".idx3", ".bin", ".dat", ".data") {
		most = maxArray
	}
	b, err := s.content(int64(most))
	if err != nil {
		return err
	}
	if text && !bytes.HasPrefix(b, []byte(npyMagic)) && !isIDX(b) {
		r.texts = append(r.texts, s)
		return nil
	}
	if bytes.HasPrefix(b, []byte("\x1f\x8b")) {
		if b, err = r.m.Inflate("gzip", b, maxArray); err != nil {
			return err
		}
	}
	switch {
	case isTar(b) && !inside:
		list, err := tarFiles(b)
		if err != nil {
			return err
		}
		return r.all(s.name, list)
	case bytes.HasPrefix(b, []byte("PK\x03\x04")) && (!inside || ending(s.name, ".npz")):
		list, err := r.zipped(s.name, b)
		if err != nil {
			return err
		}
		return r.all(s.name, list)
	case isPGM(b):
		g, err := readPGM(b)
		if err != nil {
			return err
		}
		r.keep(s.name, g)
	case bytes.HasPrefix(b, []byte(npyMagic)):
		a, err := readNPY(b)
		if err != nil {
			return err
		}
		r.arrays = append(r.arrays, named{name: s.name, Array: a})
	case isIDX(b):
		a, err := ReadIDX(b)
		if err != nil {
			return err
		}
		r.arrays = append(r.arrays, named{name: s.name, Array: a})
	case isCIFAR(s.name, b):
		r.keepCIFAR(s.name, b)
	case cutCIFAR(s.name, b):
		return fact.New("cifar_cut_off", "bytes", len(b), "record", 1+cifarPixels)
	default:
		if f := foreign(s.name, b); f != nil {
			return f
		}
		return r.picture(s, b)
	}
	return nil
}

// all takes the files of an archive that was found on the way.
func (r *reader) all(archive string, list []source) error {
	if r.many {
		inArchive(archive, list)
	}
	if len(list) > 1 {
		r.side = side(len(list), r.album.room)
	}
	for i, s := range list {
		if r.full {
			return nil // whoever took this archive says so
		}
		r.m.Progress(i, len(list))
		if err := r.takeIn(s, true); err != nil {
			r.leave(s.name, fact.From(err).Beside("data").Beside("picture"))
		}
	}
	return nil
}

// maybeText tells by their names which files are looked at only where there is nothing better.
func maybeText(name string) bool {
	return ending(name, ".csv", ".tsv", ".tab", ".txt", ".md", ".dat", ".data", ".tra", ".tes", ".arff", ".svm", ".libsvm", ".json", ".html", ".htm")
}

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
			if found.Values["kind"] == "text" || maybeText(strings.TrimSuffix(lower(s.name), ".gz")) {
				s.content = func(int64) ([]byte, error) { return b, nil } // unpacked
				r.texts = append(r.texts, s)
				return nil
			}
			return fact.New("file_of_no_use", "found", found)
		}
		return err
	}
	p, err := r.m.Decode(f, b)
	if err != nil {
		return err
	}
	r.keep(s.name, p)
	return nil
}

func (r *reader) keep(name string, p prepare.Planes) {
	part := partOfPath(name)
	if start := lower(startOf(name)); part == "" && len(start) > 3 { // train_12.png
		part = partWords[start]
	}
	r.full = r.full || !r.album.add(one{name: name, Planes: p.Shrink(r.side), label: -1, part: part})
}
