package files

import (
	"slices"
	"strings"
	"unicode"
)

// Parts that names tell of.
const (
	partTrain = "train"
	partTest  = "test"
	partValid = "validation"
)

var partWords = map[string]string{
	"train": partTrain, "training": partTrain, "tr": partTrain,
	"test": partTest, "testing": partTest, "t10k": partTest, "holdout": partTest, "te": partTest,
	"val": partValid, "valid": partValid, "validation": partValid, "dev": partValid, "eval": partValid,
}

// partOf tells by a name which part a file or array is: its words, also behind or before an x or y as in Xtrain, say it.
func partOf(name string) string {
	for _, w := range words(name) {
		w = lower(w)
		if p := partWords[w]; p != "" {
			return p
		}
		if len(w) > 3 {
			if w = strings.TrimRight(w, "0123456789"); partWords[w] != "" && len(w) > 2 { // test1, val2017
				return partWords[w]
			}
			for _, cut := range []string{strings.TrimLeft(w, "xy"), strings.TrimRight(w, "xy")} {
				if p := partWords[cut]; p != "" && len(cut) > 2 {
					return p
				}
			}
		}
	}
	return ""
}

// words are the parts of a name between marks: train, images, idx3, ubyte. t10k is one of them.
func words(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// partOfPath tells by the folders of a path which part a file is.
func partOfPath(path string) (part string) {
	for {
		dir, rest, ok := strings.Cut(path, "/")
		if !ok {
			return part
		}
		if p := partOf(dir); p != "" {
			part = p
		}
		path = rest
	}
}

// unlabeled tells by its name whether a folder has pictures that nobody has labeled yet.
func unlabeled(folder string) bool {
	return slices.ContainsFunc(words(lower(folder)), func(w string) bool {
		return slices.Contains([]string{"unlabeled", "unlabelled", "unsup", "pred", "predict"}, w)
	})
}

// labelled tells by its name whether an array holds labels.
func labelled(name string) bool {
	for _, w := range words(lower(name)) {
		switch strings.TrimRight(w, "s") {
		case "y", "label", "target", "cla", "clas", "class", "ytrain", "ytest", "yval", "trainy", "testy":
			return true
		}
	}
	return false
}

// cameraWords are what programs and cameras call any picture.
var cameraWords = []string{"img", "image", "images", "picture", "pic", "photo", "dsc", "dscn", "dscf", "scan", "frame", "screenshot", "untitled", "unnamed"}

// classOf is the class that a picture's name begins with: cat.0.jpg, dog_12.png; "" where it has none, as in IMG_12.png and train_12.png.
func classOf(path string) string {
	start := startOf(path)
	if slices.Contains(cameraWords, lower(start)) || len(start) > 3 && partWords[lower(start)] != "" {
		return ""
	}
	return start
}

// startOf is what a picture's name has before its number; "" where it has none.
func startOf(path string) string {
	name := base(path)
	if at := strings.LastIndexByte(name, '.'); at > 0 {
		name = name[:at]
	}
	name = strings.TrimRight(name, ")")
	short := strings.TrimRight(name, "0123456789")
	if short == name {
		return ""
	}
	return strings.TrimRight(short, " ._-(")
}
