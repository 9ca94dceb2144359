package python

import (
	"strconv"
	"strings"

	"bottleneck/core/recipe"
)

// Source says where a program finds its data: Archive is the .npz that is written beside it, "" where there is none;
// MNIST is the code of a function mnist(train) that returns images (N, 28, 28) of bytes and labels (N).
type Source struct{ Archive, MNIST string }

// Data are the cells that make, of a recipe's data, the arrays train_x and test_x: pictures (N, H, W, C) with values
// from 0 to 1, or rows (N, C), of float32, and the labels, None where there are none.
func Data(r recipe.Recipe, s Source) Cell {
	c := Cell{Title: "Data: arrays of pictures (N, H, W, C), or rows (N, C), and their labels"}
	source := r.Source()
	var classes string
	if len(r.Classes) > 0 {
		classes = Tuple(r.Classes...)
	}
	switch {
	case s.Archive != "":
		c.Code = Fill(archive, "FILE", Quote(s.Archive))
	case source.Origin == recipe.Downloaded:
		c.Code = s.MNIST + mnist
	case source.Rows:
		c.Code = Fill(table, "SCALE", Quote(r.Scale))
	default:
		resized := resized
		if r.Framing == "subsample" {
			resized = subsampled
		}
		kind, mode := "gray", `"L"`
		if r.Channels == 3 {
			kind, mode = "in color", `"RGB"`
		}
		c.Code = Fill(pictures, "SIZE", strconv.Itoa(r.ImageSize), "CHANNELS", strconv.Itoa(r.Channels), "KIND", kind, "MODE", mode, "FRAME", resized)
	}
	c.Code = strings.TrimSpace(c.Code) + "\n\n\n" + Fill(choose, "CLASSES", or(classes, "None"))
	return c
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// archive reads what the exporter wrote beside the program.
const archive = `
DATA = $FILE$  # written beside this file: what Bottleneck trains on, of this recipe alone


def read(part):
    """What the file has for "train" or "test": bytes of pictures, or numbers of a table."""
    with np.load(DATA) as f:
        return f[part], f[part + "_labels"] if part + "_labels" in f else None
`

const mnist = `

def read(part):
    """The "train" or "test" part: pictures (N, 28, 28, 1) of bytes, labels (N)."""
    images, labels = mnist(part == "train")
    return np.asarray(images, np.uint8)[..., None], np.asarray(labels)
`

// pictures reads those of a folder, as core/data/own does: every tenth held out, folders are classes.
const pictures = `
DATA = "pictures"  # your folder; folders in it, if there are some, are classes
SIZE, CHANNELS = $SIZE$, $CHANNELS$


def framed(file):
    """A picture, $KIND$, as SIZE x SIZE bytes."""
    from PIL import Image, ImageOps
    image = ImageOps.exif_transpose(Image.open(file)).convert($MODE$)
$FRAME$

def natural(file):
    """Orders names as people do: 2.png before 10.png."""
    return [int(s) if s.isdigit() else s.lower() for s in re.split(r"(\d+)", str(file))]


def read(part):
    """The "train" or "test" part of the folder: every tenth picture, by name, is held out."""
    kinds = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".pgm", ".ppm"}
    files = sorted((f for f in Path(DATA).rglob("*") if f.suffix.lower() in kinds), key=natural)
    held = [i % 10 == 9 or len(files) < 10 and i == len(files) - 1 for i in range(len(files))]
    names = sorted({f.parent.name for f in files}, key=natural)
    chosen = [f for f, h in zip(files, held) if h == (part == "test")]
    labels = np.array([names.index(f.parent.name) for f in chosen]) if len(names) > 1 else None
    return np.stack([framed(f) for f in chosen]).reshape(-1, SIZE, SIZE, CHANNELS), labels
`

const resized = `    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    image = image.crop((left, top, left + side, top + side))
    return np.asarray(image.resize((SIZE, SIZE), Image.BOX))  # areas averaged

`

const subsampled = `    k = min(image.size) // SIZE
    if k == 0:
        side = min(image.size)
        left, top = (image.width - side) // 2, (image.height - side) // 2
        return np.asarray(image.crop((left, top, left + side, top + side)).resize((SIZE, SIZE), Image.BICUBIC))
    left, top = (image.width - k * SIZE) // 2, (image.height - k * SIZE) // 2
    return np.asarray(image)[top:top + k * SIZE:k, left:left + k * SIZE:k]  # every k-th pixel

`

// table reads a file of numbers, as core/data/own does: every tenth row held out, scaled by the training rows.
const table = `
DATA = "table.csv"  # your table: a row of names, then numbers
SCALE = $SCALE$  # minmax: each column to 0 ... 1; standard: to mean 0 and variance 1; none: as it is


def read(part):
    """The "train" or "test" part: every tenth row is held out, and scaled as the training rows are."""
    rows = np.genfromtxt(DATA, delimiter=",", skip_header=1, dtype=np.float64)
    rows = rows[:, ~np.isnan(rows).all(0)]  # columns of texts go
    rows = rows[~np.isnan(rows).any(1)]  # and rows with gaps
    held = np.arange(len(rows)) % 10 == 9
    if len(rows) < 10:
        held[-1] = True
    known = rows[~held]
    if SCALE != "none":
        shift = known.min(0) if SCALE == "minmax" else known.mean(0)
        width = np.ptp(known, 0) if SCALE == "minmax" else known.std(0)
        rows = np.where(width == 0, 0, (rows - shift) / np.where(width == 0, 1, width))
    return rows[held if part == "test" else ~held].astype(np.float32), None
`

// choose takes the first ones, then those of some classes, as a run does.
const choose = `
CLASSES = $CLASSES$  # None: all of them


def load(part, most):
    """The first ones of a part, then those of the classes, as numbers the network sees."""
    x, labels = read(part)
    x, labels = x[:most], labels[:most] if labels is not None else None
    if CLASSES and labels is not None:
        chosen = np.isin(labels, CLASSES)
        x, labels = x[chosen], labels[chosen]
    return (x.astype(np.float32) / 255 if x.dtype == np.uint8 else x.astype(np.float32)), labels
`
