package files

import (
	"encoding/binary"
	"hash/crc32"
	"strings"
	"unicode/utf8"

	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
)

// entry is a file inside a zip archive, as its directory tells.
type entry struct {
	name           string
	method, flags  uint16
	sum            uint32
	packed, size   int64
	offset         int64 // of the header before it
	link, director bool  // a symbolic link; a directory
}

const (
	zipTail      = 22       // bytes of the end record, without its comment
	zipDirectory = 64 << 20 // most bytes of a directory
)

// zipFile is an archive that is read piece by piece.
type zipFile struct {
	size int64
	read func(from, to int64) ([]byte, error)
}

// directory reads the list of an archive's files (APPNOTE 6.3). Entries that lie over one another, as
// in bombs, are refused, as is what the file is too short for.
func (z *zipFile) directory() ([]entry, error) {
	tail, err := z.read(max(0, z.size-zipTail-0xffff), z.size)
	if err != nil {
		return nil, err
	}
	end := len(tail) - zipTail
	for ; end >= 0; end-- {
		if binary.LittleEndian.Uint32(tail[end:]) == 0x06054b50 && int(binary.LittleEndian.Uint16(tail[end+20:])) == len(tail)-end-zipTail {
			break
		}
	}
	if end < 0 {
		return nil, fact.About("zip", "zip_without_end")
	}
	e := tail[end:]
	n := int(binary.LittleEndian.Uint16(e[10:]))
	length, from := int64(binary.LittleEndian.Uint32(e[12:])), int64(binary.LittleEndian.Uint32(e[16:]))
	at := z.size - int64(len(tail)) + int64(end)
	if n == 0xffff || length == 0xffffffff || from == 0xffffffff {
		if n, length, from, at, err = z.large(at); err != nil {
			return nil, err
		}
	} else if binary.LittleEndian.Uint16(e[4:]) != 0 || binary.LittleEndian.Uint16(e[8:]) != uint16(n) {
		return nil, fact.About("zip", "zip_split")
	}
	switch {
	case n > MaxFiles:
		return nil, fact.About("data", "files_too_many", "found", n, "most", MaxFiles)
	case length > zipDirectory || from+length != at:
		return nil, fact.About("zip", "zip_directory_misplaced", "bytes", length, "from", from, "end", at)
	}
	b, err := z.read(from, from+length)
	if err != nil {
		return nil, err
	}
	entries := make([]entry, 0, min(n, len(b)/46))
	for range n {
		if len(b) < 46 || binary.LittleEndian.Uint32(b) != 0x02014b50 {
			return nil, fact.About("zip", "zip_directory_damaged", "file", len(entries)+1, "files", n)
		}
		u16 := func(at int) int { return int(binary.LittleEndian.Uint16(b[at:])) }
		u32 := func(at int) int64 { return int64(binary.LittleEndian.Uint32(b[at:])) }
		name, rest := u16(28), u16(30)+u16(32)
		if len(b) < 46+name+rest {
			return nil, fact.About("zip", "zip_directory_damaged", "file", len(entries)+1, "files", n)
		}
		f := entry{
			name: entryName(b[46:46+name], u16(8)), flags: uint16(u16(8)), method: uint16(u16(10)),
			sum: uint32(u32(16)), packed: u32(20), size: u32(24), offset: u32(42),
			link: u16(4)>>8 == 3 && u32(38)>>28 == 0xa,
		}
		if f.packed == 0xffffffff || f.size == 0xffffffff || f.offset == 0xffffffff {
			f.large(b[46+name : 46+name+u16(30)])
		}
		f.director = name == 0 || f.name[len(f.name)-1] == '/'
		if f.offset < 0 || f.packed < 0 || f.size < 0 || f.offset > from || f.packed > from-f.offset-30 {
			return nil, fact.About("zip", "zip_file_beyond", "file", short(f.name))
		}
		entries = append(entries, f)
		b = b[46+name+rest:]
	}
	byPlace := order(len(entries), func(i, j int32) int { return int(entries[i].offset - entries[j].offset) })
	for i := 1; i < len(byPlace); i++ {
		before, this := &entries[byPlace[i-1]], &entries[byPlace[i]]
		if before.offset+30+before.packed > this.offset {
			return nil, fact.About("zip", "zip_files_overlap", "file", short(before.name), "other", short(this.name))
		}
	}
	return entries, nil
}

// large reads what the large format (zip64) has in the place of the end record at a place, and where that lies.
func (z *zipFile) large(end int64) (n int, length, from, at int64, err error) {
	const locator, record = 20, 56
	damaged := fact.About("zip", "zip_large_format")
	if end < locator {
		return 0, 0, 0, 0, damaged
	}
	b, err := z.read(end-locator, end)
	if err != nil {
		return 0, 0, 0, 0, err
	}
	at = int64(binary.LittleEndian.Uint64(b[8:]))
	if binary.LittleEndian.Uint32(b) != 0x07064b50 || at < 0 || at > end-locator-record {
		return 0, 0, 0, 0, damaged
	}
	if b, err = z.read(at, at+record); err != nil {
		return 0, 0, 0, 0, err
	}
	count := binary.LittleEndian.Uint64(b[32:])
	length, from = int64(binary.LittleEndian.Uint64(b[40:])), int64(binary.LittleEndian.Uint64(b[48:]))
	if binary.LittleEndian.Uint32(b) != 0x06064b50 || count > 1<<31 || length < 0 || from < 0 || length > at || from > at {
		return 0, 0, 0, 0, damaged
	}
	return int(count), length, from, at, nil
}

// large takes from the extra fields of a file those of its numbers that have no room in 32 bits.
func (f *entry) large(extra []byte) {
	for len(extra) >= 4 {
		id, size := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if size > len(extra)-4 {
			return
		}
		if id == 1 {
			b := extra[4 : 4+size]
			for _, v := range []*int64{&f.size, &f.packed, &f.offset} {
				if *v == 0xffffffff && len(b) >= 8 {
					*v, b = int64(binary.LittleEndian.Uint64(b)), b[8:]
				}
			}
			return
		}
		extra = extra[4+size:]
	}
}

// entryName is the name of a file as its archive has it: in UTF-8 where it is said to be that or can be, else in code page 437; some programs write
// Windows' marks between folders.
func entryName(b []byte, flags int) string {
	name := string(b)
	if flags&0x800 == 0 && !utf8.ValidString(name) {
		name = codePage437(name)
	}
	if !strings.Contains(name, "/") {
		name = strings.ReplaceAll(name, "\\", "/")
	}
	return name
}

// content unpacks a file of the archive, of at most max bytes.
func (z *zipFile) content(f entry, max int64, inflate func(packed []byte, max int) ([]byte, error)) ([]byte, error) {
	switch {
	case f.flags&1 != 0:
		return nil, fact.New("zip_encrypted")
	case f.method != 0 && f.method != 8:
		return nil, fact.New("zip_method", "method", f.method)
	case f.size > max || f.packed > prepare.MaxFile:
		return nil, fact.New("file_too_large", "found", f.size>>20, "most", max>>20)
	case f.method == 0 && f.size != f.packed:
		return nil, fact.New("zip_stored_size", "found", f.packed, "expected", f.size)
	}
	if f.offset+30 > z.size {
		return nil, fact.New("zip_cut_off")
	}
	head, err := z.read(f.offset, f.offset+30)
	if err != nil {
		return nil, err
	}
	if binary.LittleEndian.Uint32(head) != 0x04034b50 {
		return nil, fact.New("zip_file_missing")
	}
	from := f.offset + 30 + int64(binary.LittleEndian.Uint16(head[26:])) + int64(binary.LittleEndian.Uint16(head[28:]))
	if from+f.packed > z.size {
		return nil, fact.New("zip_cut_off")
	}
	b, err := z.read(from, from+f.packed)
	if err != nil {
		return nil, err
	}
	if f.method == 8 {
		if b, err = inflate(b, int(f.size)); err != nil {
			return nil, err
		}
	}
	if int64(len(b)) != f.size || crc32.ChecksumIEEE(b) != f.sum {
		return nil, fact.New("zip_file_damaged", "found", len(b), "found_sum", crc32.ChecksumIEEE(b), "expected", f.size, "expected_sum", f.sum)
	}
	return b, nil
}
