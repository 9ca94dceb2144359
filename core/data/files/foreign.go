package files

import (
	"bytes"
	"strings"

	"bottleneck/core/fact"
)

// foreign names what is not read here and says what to do with it; nil where it is none of that. b is what a file begins with.
func foreign(name string, b []byte) *fact.Fact {
	kind := ""
	for _, known := range []struct {
		at          int
		magic, kind string
	}{
		{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "excel"},
		{0, "\x89HDF\r\n\x1a\n", "hdf5"},
		{0, "MATLAB 5.0 MAT-file", "matlab"},
		{0, "MATLAB 7.3 MAT-file", "matlab"},
		{0, "PAR1", "parquet"},
		{0, "ARROW1", "arrow"},
		{0, "7z\xbc\xaf\x27\x1c", "7z"},
		{0, "Rar!\x1a\x07", "rar"},
		{0, "\xfd7zXZ\x00", "xz"},
		{0, "BZh", "bzip2"},
		{0, "\x28\xb5\x2f\xfd", "zstd"},
		{0, "SQLite format 3", "sqlite"},
		{0, "version https://git-lfs.github.com/spec/", "lfs"},
		{4, "ftypheic", "heic"}, {4, "ftypheix", "heic"}, {4, "ftypmif1", "heic"},
		{0, "II*\x00", "tiff"}, {0, "MM\x00*", "tiff"},
		{0, "%PDF", "pdf"},
	} {
		if len(b) >= known.at && bytes.HasPrefix(b[known.at:], []byte(known.magic)) {
			kind = known.kind
			break
		}
	}
	if kind == "excel" {
		kind = office(name)
	}
	head := lower(string(bytes.TrimSpace(bytes.TrimPrefix(b[:min(len(b), 2048)], []byte("\ufeff")))))
	switch {
	case kind != "":
	case len(b) > 2 && b[0] == 0x80 && b[1] >= 2 && b[1] <= 5 || ending(name, ".pkl", ".pickle", ".pkl.gz"):
		kind = "pickle"
	case strings.HasPrefix(head, "<!doctype html"), strings.HasPrefix(head, "<html"):
		kind = "html"
	case strings.HasPrefix(head, "<svg"), strings.HasPrefix(head, "<?xml") && strings.Contains(head, "<svg"):
		kind = "svg"
	case strings.HasPrefix(head, "<?xml"):
		kind = "xml"
	case strings.HasPrefix(head, "{\\rtf"):
		kind = "rtf"
	case len(head) < 60 && strings.HasSuffix(head, "not found") && strings.Count(head, "\n") == 0:
		kind = "missing"
	case strings.HasPrefix(head, "@relation"), strings.HasPrefix(head, "%") && strings.Contains(head, "\n@relation"):
		kind = "arff"
	case libsvm(head):
		kind = "libsvm"
	case strings.HasPrefix(head, "{"), strings.HasPrefix(head, "[") && ending(name, ".json", ".jsonl"):
		kind = "json"
	case strings.HasPrefix(head, "["):
		kind = bracketed(head)
	}
	if kind == "" {
		return nil
	}
	return foreignKind(kind)
}

// office is which program of Microsoft's wrote a file, by its name: the three begin alike.
func office(name string) string {
	name = base(name)
	switch {
	case ending(name, ".doc", ".dot"):
		return "word"
	case ending(name, ".ppt", ".pps"):
		return "powerpoint"
	case ending(name, ".xls", ".xlt", ".xla") || maybeText(name) || !strings.Contains(name, "."):
		return "excel"
	}
	return ""
}

// bracketed is what a text is that begins with a bracket: JSON, or lists as Python and NumPy print them; "" for names in brackets.
func bracketed(text string) string {
	inside := strings.TrimLeft(text, "[ \n\r\t")
	depth := strings.Count(text[:len(text)-len(inside)], "[")
	list, _, closed := strings.Cut(inside, "]")
	parts := strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(", \n\r\t", r) })
	for _, part := range parts {
		if _, ok := number(part, false); !ok && closed {
			if part[0] == '{' || part[0] == '"' && depth > 1 {
				return "json"
			}
			return ""
		}
	}
	switch {
	case depth > 1 && strings.Contains(list, ","), strings.HasPrefix(inside, "{"):
		return "json"
	case closed && len(parts) > 1:
		return "printed"
	}
	return ""
}

// foreignKind is what is said of each kind.
func foreignKind(kind string) *fact.Fact {
	switch kind {
	case "excel":
		return fact.New("foreign_excel")
	case "ods":
		return fact.New("foreign_ods")
	case "word":
		return fact.New("foreign_word")
	case "hdf5":
		return fact.New("foreign_hdf5")
	case "matlab":
		return fact.New("foreign_matlab")
	case "parquet":
		return fact.New("foreign_parquet")
	case "arrow":
		return fact.New("foreign_arrow")
	case "7z":
		return fact.New("foreign_7z")
	case "rar":
		return fact.New("foreign_rar")
	case "xz":
		return fact.New("foreign_xz")
	case "bzip2":
		return fact.New("foreign_bzip2")
	case "zstd":
		return fact.New("foreign_zstd")
	case "sqlite":
		return fact.New("foreign_sqlite")
	case "lfs":
		return fact.New("foreign_lfs")
	case "heic":
		return fact.New("foreign_heic")
	case "tiff":
		return fact.New("foreign_tiff")
	case "pdf":
		return fact.New("foreign_pdf")
	case "pickle":
		return fact.New("foreign_pickle")
	case "torch":
		return fact.New("foreign_torch")
	case "html":
		return fact.New("foreign_html")
	case "svg":
		return fact.New("foreign_svg")
	case "arff":
		return fact.New("foreign_arff")
	case "libsvm":
		return fact.New("foreign_libsvm")
	case "json":
		return fact.New("foreign_json")
	case "powerpoint":
		return fact.New("foreign_powerpoint")
	case "xml":
		return fact.New("foreign_xml")
	case "rtf":
		return fact.New("foreign_rtf")
	case "missing":
		return fact.New("foreign_missing")
	case "printed":
		return fact.New("foreign_printed")
	}
	panic("files: a kind of which nothing is said")
}

// foreignArchive names what is a zip archive and yet no archive of files, by what is in it.
func foreignArchive(list []entry) *fact.Fact {
	for _, f := range list {
		switch {
		case f.name == "xl/workbook.xml" || f.name == "xl/workbook.bin":
			return foreignKind("excel")
		case strings.HasPrefix(f.name, "Object ") || f.name == "content.xml":
			return foreignKind("ods")
		case f.name == "data.pkl" || strings.HasSuffix(f.name, "/data.pkl"):
			return foreignKind("torch")
		case f.name == "word/document.xml":
			return foreignKind("word")
		}
	}
	return nil
}

// libsvm tells whether a text begins with a label and pairs of place and value: "1 3:0.5 17:1".
func libsvm(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	parts := strings.Fields(line)
	if len(parts) < 2 {
		return false
	}
	for _, p := range parts[1:] {
		place, value, ok := strings.Cut(p, ":")
		if !ok || !allDigits([]string{place}, 9) {
			return false
		}
		if _, ok := number(value, false); !ok {
			return false
		}
	}
	_, ok := number(parts[0], false)
	return ok
}
