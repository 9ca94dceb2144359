package files

import (
	"bytes"
	"strconv"
	"strings"

	"bottleneck/core/fact"
)

// isTar tells whether b begins as a tar archive does: its first header has its own checksum.
func isTar(b []byte) bool {
	if len(b) < 512 {
		return false
	}
	want, ok := octal(b[148:156])
	if !ok {
		return false
	}
	var sum int64
	for i, c := range b[:512] {
		if i >= 148 && i < 156 {
			c = ' '
		}
		sum += int64(c)
	}
	return sum == want && sum > 8*' '
}

func octal(b []byte) (int64, bool) {
	if len(b) > 0 && b[0]&0x80 != 0 { // sizes beyond 8 GiB
		return 0, false
	}
	n, err := strconv.ParseInt(strings.Trim(string(b), " \x00"), 8, 64)
	return n, err == nil && n >= 0
}

// tarFiles lists the plain files of a tar archive (POSIX ustar, with the long names of pax and GNU).
func tarFiles(b []byte) (all []source, err error) {
	long := ""
	for at := 0; at+512 <= len(b); {
		h := b[at : at+512]
		if bytes.Count(h, []byte{0}) == 512 {
			break
		}
		size, ok := octal(h[124:136])
		if !ok || !isTar(h) {
			return nil, fact.About("tar", "tar_damaged", "file", len(all)+1)
		}
		from := at + 512
		if size > int64(len(b)-from) {
			return nil, fact.About("tar", "tar_cut_off", "file", len(all)+1)
		}
		content := b[from : from+int(size) : from+int(size)]
		at = from + (int(size)+511)/512*512
		name := field(h[:100])
		if prefix := field(h[345:500]); prefix != "" && string(h[257:262]) == "ustar" {
			name = prefix + "/" + name
		}
		switch h[156] {
		case 'L':
			long = field(content)
			continue
		case 'x':
			long = paxPath(content)
			continue
		case '0', 0:
			if long != "" {
				name = long
			}
			if !hidden(name) && size > 0 {
				if len(all) == MaxFiles {
					return nil, fact.About("data", "files_too_many", "found", len(all)+1, "most", MaxFiles)
				}
				all = append(all, source{name: strings.TrimPrefix(name, "./"), size: size, content: func(max int64) ([]byte, error) {
					if size > max {
						return nil, fact.New("file_too_large", "found", size>>20, "most", max>>20)
					}
					return content, nil
				}})
			}
		}
		long = ""
	}
	return all, nil
}

// field is a text that ends at a zero.
func field(b []byte) string {
	if n := bytes.IndexByte(b, 0); n >= 0 {
		b = b[:n]
	}
	return string(b)
}

// paxPath is the path in a list of records such as "30 path=...\n".
func paxPath(b []byte) string {
	for line := range strings.Lines(string(b)) {
		if _, rest, ok := strings.Cut(line, " "); ok && strings.HasPrefix(rest, "path=") {
			return strings.TrimSuffix(strings.TrimPrefix(rest, "path="), "\n")
		}
	}
	return ""
}
