package files

import (
	"strings"

	"bottleneck/core/fact"
)

// smallArchive is how many bytes of an archive are read at once.
const smallArchive = 32 << 20

// archive lists the files of a zip archive that is item i.
func (r *reader) archive(i int, item Item) ([]source, error) {
	if item.Size <= smallArchive { // asking for every piece of it would take longer
		whole, err := r.m.Read(i, 0, item.Size)
		if err != nil {
			return nil, err
		}
		return r.zipped(item.Name, whole)
	}
	return r.inZip(item.Name, &zipFile{size: item.Size, read: func(from, to int64) ([]byte, error) { return r.m.Read(i, from, to) }})
}

// zipped lists the files of a zip archive in memory.
func (r *reader) zipped(name string, b []byte) ([]source, error) {
	return r.inZip(name, &zipFile{size: int64(len(b)), read: within(b)})
}

func (r *reader) inZip(archive string, z *zipFile) ([]source, error) {
	list, err := z.directory()
	if err != nil {
		return nil, err
	}
	if f := foreignArchive(list); f != nil {
		return nil, f
	}
	var all []source
	total := int64(0)
	for _, f := range list {
		if f.director || f.link || hidden(f.name) || f.size == 0 {
			continue
		}
		if total += f.size; total > maxArray && total/100 > z.size {
			return nil, fact.About("zip", "zip_unpacks_too_far")
		}
		name := f.name
		if ending(archive, ".npz") {
			name = base(f.name)
		}
		all = append(all, source{name, f.size, func(max int64) ([]byte, error) {
			return z.content(f, max, func(b []byte, max int) ([]byte, error) { return r.m.Inflate("deflate-raw", b, max) })
		}})
	}
	return all, nil
}

// inArchive puts the name of an archive before those of its files, as if it were a folder: train.zip, cats.zip, or kmnist-train-labels.npz, in which is arr_0.
func inArchive(archive string, list []source) {
	name := base(archive)
	for {
		at := strings.LastIndexByte(name, '.')
		if at <= 0 || !ending(name, ".zip", ".npz", ".tar", ".tgz", ".gz") {
			break
		}
		name = name[:at]
	}
	for i := range list {
		list[i].name = name + "/" + list[i].name
	}
}
