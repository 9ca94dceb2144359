package board

import (
	"math"

	"bottleneck/wasm/canvas/paint"
)

// thumbs are images in the place of their points, where so few are in sight that there is room: from one level on with what the network makes
// of them. The page is asked for those that are missing, and has so many at most to get.
type thumbs struct {
	level thumbLevel
	list  []int32 // of the points that are seen as images
	w, h  int     // of an image on the screen

	w0, h0   int           // of an image as it is kept
	slots    []int32       // image in each, or -1
	of       map[int32]int // slot of each image
	fresh    []bool        // slots with something that is not on its atlas
	version  int           // counts up with the pictures
	clean    []byte        // (slots, h0, w0, 4)
	output   []byte        // likewise
	shrinker *paint.Shrinker
	small    []byte

	step   int32   // of the outputs
	asked  float64 // when, on the board's clock
	asking bool    // the page has a wish and has not answered it
	deaf   bool    // it had no answer: another snapshot may bring one
	chosen any     // by what the list was chosen
}

type thumbLevel int

const (
	dots    thumbLevel = iota // there is no room
	images1                   // an image in the place of a point
	pairs                     // and beside it what becomes of it
)

const (
	mostThumbs  = 400  // in sight
	slotsAcross = 20   // of the atlases
	thumbSide   = 28   // CSS pixels of an image at least
	keptSide    = 56   // pixels of an image as it is kept at most
	thumbGap    = 1.15 // from one to the next, in sizes
	anewEvery   = 600  // milliseconds at least until what becomes of images is asked for again
)

// crowded is how many points in sight there may be to an image that is seen.
var crowded = [...]float64{images1: 1.6, pairs: 1.15}

// choose finds the points in sight that are seen as images: of each cell of the plane the first. A cell halves as the plane is spread twice as
// far, so that what was seen is seen again, and a cell stays where it is as the plane moves.
func (t *thumbs) choose(p *cloud, f *flight, area rect, s Screen, imageW, imageH int) {
	key := [3]any{p.version, f.seen(), area}
	if t.chosen == key {
		return
	}
	t.chosen = key
	t.level, t.list = dots, t.list[:0]
	if imageW == 0 || area.empty() {
		return
	}
	inSight := 0
	p.places.each(f.seen(), func(int) { inSight++ })
	if float64(inSight) > crowded[images1]*mostThumbs {
		return
	}
	for _, level := range [...]thumbLevel{pairs, images1} {
		if list, grown, seen := inCells(p, f, area, s, imageW, imageH, level); len(list) > 0 && len(list) <= mostThumbs && float64(seen) <= crowded[level]*float64(len(list)) {
			t.level, t.list = level, list
			t.w = int(thumbSide * s.Scale * grown)
			if whole := t.w / imageW * imageW; whole > 0 && imageW <= keptSide && t.w-whole < t.w/4 {
				t.w = whole
			}
			t.h = max(1, t.w*imageH/imageW)
			return
		}
	}
}

// inCells returns the points chosen at a level, how much larger than at the least they are seen, and how many are in sight.
func inCells(p *cloud, f *flight, area rect, s Screen, imageW, imageH int, level thumbLevel) (list []int32, grown float64, seen int) {
	sx, sy := f.scale(area)
	side := thumbSide * s.Scale * thumbGap
	across, down := side*float64(level), side*float64(imageH)/float64(imageW)
	halved := math.Exp2(math.Floor(math.Log2(sx / across)))
	w, h := 1/halved, down/across*sx/sy/halved
	grown = sx / across / halved
	cells := map[[2]int32]int32{}
	all := f.seen() // with the cells at its edge whole, and the images that reach into it
	all = window{span{all.X.Lo - w, all.X.Hi + w}, span{all.Y.Lo - h, all.Y.Hi + h}}
	p.places.each(all, func(i int) {
		seen++
		at := [2]int32{int32(math.Floor(float64(p.places.x[i]) / w)), int32(math.Floor(float64(p.places.y[i]) / h))}
		if first, taken := cells[at]; !taken || int32(i) < first {
			cells[at] = int32(i)
		}
	})
	p.places.each(all, func(i int) {
		at := [2]int32{int32(math.Floor(float64(p.places.x[i]) / w)), int32(math.Floor(float64(p.places.y[i]) / h))}
		if cells[at] == int32(i) {
			list = append(list, int32(i))
		}
	})
	return list, grown, seen
}

// wish returns the images to ask the page for, nil where there are none: those that are not there, and all where what becomes of them is of
// another step.
func (t *thumbs) wish(step int32, now float64) (list []int32) {
	if t.asking || t.deaf || t.level == dots {
		return nil
	}
	anew := t.level == pairs && t.step != step && (now == 0 || now >= t.asked+anewEvery)
	for _, i := range t.list {
		if _, there := t.of[i]; anew || !there {
			list = append(list, i)
		}
	}
	if t.asking = len(list) > 0; t.asking {
		t.asked = now
	}
	return list
}

// forget drops all: another run has other images.
func (t *thumbs) forget() { *t = thumbs{} }

// take keeps images of w x h pixels and c channels by their numbers, and what becomes of them at a step. Where there is no more room those go
// that are not in sight.
func (t *thumbs) take(numbers []int32, clean, output []byte, w, h, c int, step int32) {
	size := w * h * c
	if t.asking = false; len(numbers) == 0 || len(clean) < len(numbers)*size || len(output) < len(numbers)*size {
		t.deaf = true
		return
	}
	keptW, keptH := w, h
	if most := max(w, h); most > keptSide {
		keptW, keptH = max(1, w*keptSide/most), max(1, h*keptSide/most)
	}
	if t.of == nil || keptW != t.w0 || keptH != t.h0 {
		t.w0, t.h0, t.of = keptW, keptH, map[int32]int{}
		t.slots, t.fresh = make([]int32, mostThumbs), make([]bool, mostThumbs)
		for i := range t.slots {
			t.slots[i] = -1
		}
		t.clean, t.output = make([]byte, mostThumbs*4*keptW*keptH), make([]byte, mostThumbs*4*keptW*keptH)
	}
	inSight := map[int32]bool{}
	for _, i := range t.list {
		inSight[i] = true
	}
	next := 0
	for k, number := range numbers {
		slot, there := t.of[number]
		for !there && next < len(t.slots) {
			if old := t.slots[next]; old < 0 || !inSight[old] {
				delete(t.of, old)
				slot, there = next, true
			}
			next++
		}
		if !there {
			break
		}
		t.slots[slot], t.of[number], t.fresh[slot] = number, slot, true
		at := slot * 4 * keptW * keptH
		t.keep(t.clean[at:at+4*keptW*keptH], clean[k*size:(k+1)*size], w, h, c)
		t.keep(t.output[at:at+4*keptW*keptH], output[k*size:(k+1)*size], w, h, c)
	}
	t.step = step
	t.version++
}

func (t *thumbs) keep(dst, pixels []byte, w, h, c int) {
	if w != t.w0 || h != t.h0 {
		if !t.shrinker.Fits(w, h, t.w0, t.h0, c) {
			t.shrinker, t.small = paint.NewShrinker(w, h, t.w0, t.h0, c), make([]byte, t.w0*t.h0*c)
		}
		t.shrinker.Shrink(t.small, pixels)
		pixels = t.small
	}
	writeGray(dst, pixels, c)
}

// Thumbs takes images of w x h pixels and c channels that were asked for, and what the network of a step makes of them; none where there is
// no answer.
func (b *Board) Thumbs(numbers []int32, clean, output []byte, w, h, c int, step int32) {
	for _, r := range b.rooms {
		if r, ok := r.(asking); ok {
			r.pictures(numbers, clean, output, w, h, c, step)
		}
	}
}
