package board

import (
	"image"
	"math"
	"slices"
	"testing"
)

// told are the messages of a kind since the last call.
func told(b *Board, kind string) (list []Message) {
	look(b)
	for _, m := range b.Messages() {
		if m.Kind == kind {
			list = append(list, m)
		}
	}
	return list
}

func planeBoard(t testing.TB) (*Board, *plot) {
	t.Helper()
	b := boardOf(t, 500, 400, 1, frame(1, 12, 15), `{"panels":["latent"]}`)
	return b, look(b).Plane
}

// The wheel spreads the plane about the pointer, a drag moves it, and the page learns what is seen.
func TestZoomAndPan(t *testing.T) {
	b, plot := planeBoard(t)
	whole := told(b, "window")
	if len(whole) != 1 || !whole[0].Whole {
		t.Fatalf("%+v, the whole plane expected", whole)
	}
	x, y := plot.at(point{2, 1})
	b.Move(x, y)
	if b.Zoom(1, 1, 2) || !b.Zoom(x, y, 2) {
		t.Error("the plane is spread where it is, and nowhere else")
	}
	near := look(b).Plane
	if p := near.invert(x, y); math.Abs(p.X-2) > 1e-9 || math.Abs(p.Y-1) > 1e-9 {
		t.Errorf("below the pointer lies %v", p)
	}
	if w := near.X.Hi - near.X.Lo; math.Abs(w-(plot.X.Hi-plot.X.Lo)/2) > 1e-9 {
		t.Errorf("the plane is seen %g wide", w)
	}
	m := told(b, "window")
	if len(m) != 1 || m[0].Whole || m[0].Window.X != (span{near.X.Lo, near.X.Hi}) {
		t.Errorf("%+v", m)
	}
	if !b.Press(x, y, false, false) || !b.Drag(x-30, y+20) {
		t.Fatal("a drag does not move the plane")
	}
	b.Release()
	if p := look(b).Plane.invert(x-30, y+20); math.Abs(p.X-2) > 1e-9 || math.Abs(p.Y-1) > 1e-9 {
		t.Errorf("what was held lies elsewhere: %v", p)
	}
	if !b.Press(x, y, true, false) || !b.Drag(x+12, y) {
		t.Error("one finger does not move a plane that is spread")
	}
	b.Release()
	before := look(b).Plane.invert(x, y)
	b.Pinch(x, y, 10, -6, 1.5)
	if p := look(b).Plane.invert(x+10, y-6); math.Abs(p.X-before.X) > 1e-9 || math.Abs(p.Y-before.Y) > 1e-9 {
		t.Errorf("%v lay between the fingers, %v lies there", before, p)
	}
	b.Key("0", false)
	if p := look(b).Plane; p.X != plot.X || p.Y != plot.Y {
		t.Error("0 does not show all")
	}
	if b.Press(x, y, true, false) {
		t.Error("one finger moves a plane of which all is seen; it is the page's")
	}
}

// Keys spread the plane about the latent cursor, arrows at its edge move it along, and each step is told with the nearest point.
func TestFlyByKeys(t *testing.T) {
	b, plot := planeBoard(t)
	b.Messages()
	b.Key("ArrowRight", false)
	m := told(b, "cursor")
	x, y := (plot.X.Lo+plot.X.Hi)/2+(plot.X.Hi-plot.X.Lo)/100, (plot.Y.Lo+plot.Y.Hi)/2
	best, far := -1, math.Inf(1)
	for i := range b.data.Codes.X {
		if d := math.Hypot(float64(b.data.Codes.X[i])-x, float64(b.data.Codes.Y[i])-y); d < far {
			best, far = i, d
		}
	}
	if len(m) != 1 || m[0].Image != best || math.Abs(m[0].Away-far) > 1e-6 {
		t.Fatalf("%+v found, point %d at %g expected", m, best, far)
	}
	b.Key("+", false)
	b.Key("+", false)
	if w := look(b).Plane.X; math.Abs((w.Hi-w.Lo)-(plot.X.Hi-plot.X.Lo)/2.25) > 1e-9 {
		t.Errorf("twice + shows a width of %g", w.Hi-w.Lo)
	}
	for range 8 {
		b.Key("ArrowRight", true)
	}
	now := look(b).Plane
	if now.X.Hi <= plot.X.Hi-(plot.X.Hi-plot.X.Lo)/2.25/2 || math.Abs(now.X.Hi-b.cursor.at.X) > 1e-9 {
		t.Errorf("the cursor at %g, the plane seen up to %g", b.cursor.at.X, now.X.Hi)
	}
	b.Key("-", false)
	b.Key("-", false)
	b.Key("-", false)
	if p := look(b).Plane; p.X != plot.X {
		t.Errorf("zoomed out it is %v", p.X)
	}
	if other := boardOf(t, 366, 520, 2, frame(1, 12, 15), `{"panels":["images"]}`); other.Key("+", false) || other.Key("0", false) || other.Key("s", false) {
		t.Error("keys of the plane taken without one")
	}
}

// A drag with shift selects a box, the tool a lasso, and keys a box as well.
func TestSelect(t *testing.T) {
	b, plot := planeBoard(t)
	b.Messages()
	x0, y0 := plot.at(point{-1, -1})
	x1, y1 := plot.at(point{1, 0.5})
	if !b.Press(x0, y0, false, true) {
		t.Fatal("no outline begins")
	}
	b.Drag(x1, y1)
	if look(b); b.flight.outline.ring() == nil {
		t.Error("the outline is not seen")
	}
	b.Release()
	m := told(b, "select")
	if len(m) != 1 || len(m[0].Outline) != 8 || math.Abs(float64(m[0].Outline[0])+1) > 1e-6 || math.Abs(float64(m[0].Outline[5])-0.5) > 1e-6 {
		t.Fatalf("%+v", m)
	}
	b.Press(x0, y0, false, true)
	b.Drag(x0+1, y0)
	b.Release()
	if m := told(b, "select"); len(m) > 0 {
		t.Errorf("a click draws %+v", m)
	}
	b.Tool("lasso")
	if !b.Press(x0, y0, true, false) {
		t.Fatal("a finger does not draw with the tool")
	}
	for _, d := range [][2]float64{{20, 0}, {21, 0}, {20, 30}, {-10, 30}} {
		b.Drag(x0+d[0], y0-d[1])
	}
	b.Release()
	if m := told(b, "select"); len(m) != 1 || len(m[0].Outline) != 8 {
		t.Errorf("a lasso of four corners is %+v", m)
	}
	b.Tool("")
	b.Key("s", false)
	from := b.cursor.at
	b.Key("ArrowUp", true)
	b.Key("ArrowRight", true)
	b.Key("Enter", false)
	if m := told(b, "select"); len(m) != 1 || m[0].Outline[0] != float32(from.X) || m[0].Outline[4] != float32(b.cursor.at.X) {
		t.Errorf("keys select %+v from %v to %v", m, from, b.cursor.at)
	}
	b.Key("s", false)
	b.Key("ArrowLeft", true)
	if !b.Key("Escape", false) || b.flight.outline.on() || !b.cursor.latent {
		t.Error("Escape gives the outline up and nothing else")
	}
	b.Select([]int32{3, 5, 1000, -1})
	if n := slices.Index(b.flight.selected, true); n != 3 || len(b.flight.selected) != 100 {
		t.Errorf("%v", b.flight.selected)
	}
	if b.Select(nil); len(b.flight.selected) > 0 {
		t.Error("the selection stays")
	}
}

// Nothing moves below the pointer: the plane follows the codes when it has gone.
func TestThePlaneStandsWhileItIsRead(t *testing.T) {
	b, plot := planeBoard(t)
	x, y := plot.at(point{0, 0})
	b.Move(x, y)
	look(b)
	wide := frame(1, 12, 15)
	for i := range wide.Codes.X {
		wide.Codes.X[i] *= 5
	}
	if err := b.Show(wide.Encode(nil)); err != nil {
		t.Fatal(err)
	}
	if p := look(b).Plane; p.X != plot.X {
		t.Errorf("below the pointer the plane moves to %v", p.X)
	}
	b.Leave()
	if p := look(b).Plane; p.X.Hi < 4*plot.X.Hi {
		t.Errorf("left alone it stays %v", p.X)
	}
	b.Fly(1, 3, 0, 1)
	if err := b.Show(frame(1, 12, 15).Encode(nil)); err != nil {
		t.Fatal(err)
	}
	if p := look(b).Plane; p.X.Lo != 1 || p.X.Hi != 3 {
		t.Errorf("a part that is looked at becomes %v", p.X)
	}
	if err := b.Show(frame(2, 12, 15).Encode(nil)); err != nil {
		t.Fatal(err)
	}
	if !(look(b).Plane.X == plot.X) {
		t.Error("another run is not seen whole")
	}
}

// Points glide to where the next snapshot has them, unless frames come too seldom or somebody asked for stillness.
func TestGlide(t *testing.T) {
	for name, c := range map[string]struct {
		view string
		gap  float64
		half bool
	}{"gliding": {`{"panels":["latent"]}`, 16, true}, "still": {`{"panels":["latent"],"still":true}`, 16, false}, "slow": {`{"panels":["latent"]}`, 100, false}} {
		b := boardOf(t, 500, 400, 1, nil, c.view)
		b.Advance(1)
		show := func(by float32) {
			f := frame(1, 12, 15)
			for i := range f.Codes.X {
				f.Codes.X[i] += by
			}
			if err := b.Show(f.Encode(nil)); err != nil {
				t.Fatal(err)
			}
		}
		show(0)
		p := &b.rooms["latent"].(*latent).points
		if b.Advance(2) || p.x[0] != -4.5 {
			t.Errorf("%s: the first snapshot is on its way: %g", name, p.x[0])
		}
		show(2)
		now := 10.0
		b.Advance(now)
		moving := b.Advance(now + c.gap)
		if half := p.x[0] > -4.5 && p.x[0] < -2.5; half != c.half || moving != c.half {
			t.Errorf("%s: after a frame the point is at %g, moving %v", name, p.x[0], moving)
		}
		for now < 400 && b.Advance(now+c.gap) {
			now += c.gap
		}
		if p.x[0] != -2.5 || b.Advance(500) {
			t.Errorf("%s: in the end the point is at %g", name, p.x[0])
		}
	}
}

// Where few points are in sight the page is asked for their images, once; what comes is seen, and with outputs on the next level.
func TestThumbs(t *testing.T) {
	f := frame(1, 12, 15)
	f.Codes.X, f.Codes.Y, f.Codes.Labels = nil, nil, nil
	for i := range 1000 {
		f.Codes.X, f.Codes.Y = append(f.Codes.X, float32(i%50)/5-5), append(f.Codes.Y, float32(i/50)/5-2)
	}
	b := boardOf(t, 500, 400, 1, f, `{"panels":["latent"]}`)
	if m := told(b, "thumbs"); len(m) > 0 {
		t.Fatalf("images are asked for though points crowd: %d", len(m[0].Images))
	}
	room := b.rooms["latent"].(*latent)
	b.Fly(-0.8, 0.8, -0.64, 0.64)
	m := told(b, "thumbs")
	if len(m) != 1 || room.thumbs.level != images1 || len(m[0].Images) < 10 {
		t.Fatalf("level %d, %+v", room.thumbs.level, m)
	}
	if m := told(b, "thumbs"); len(m) > 0 {
		t.Error("asked twice")
	}
	answer := func(list []int32, step int32) {
		pixels := make([]byte, len(list)*784)
		for i := range pixels {
			pixels[i] = byte(list[i/784])
		}
		b.Thumbs(list, pixels, pixels, 28, 28, 1, step)
	}
	answer(m[0].Images, 1200)
	if m := told(b, "thumbs"); len(m) > 0 {
		t.Errorf("asked again for %v", m[0].Images)
	}
	i := m[0].Images[len(m[0].Images)/2]
	at := room.thumb(i)
	_, picture := painted(b)
	if got := picture.RGBAAt(at.X+at.W/2, at.Y+at.H/2); got != gray(byte(i)) {
		t.Errorf("image %d is %v", i, got)
	}
	b.Click(float64(at.X+3), float64(at.Y+3))
	if got := one(chose(b)); got != int(i) {
		t.Errorf("a click on image %d chooses %d", i, got)
	}
	b.Fly(-0.4, 0.4, -0.32, 0.32)
	look(b)
	if room.thumbs.level != pairs {
		t.Fatalf("level %d from near", room.thumbs.level)
	}
	before, window := slices.Clone(room.thumbs.list), b.flight.seen()
	b.flight.look(window.moved(0.13, 0.07))
	look(b)
	both := 0
	for _, i := range before {
		if p := (point{float64(room.points.x[i]), float64(room.points.y[i])}); window.holds(p) && b.flight.seen().holds(p) {
			both++
			if !slices.Contains(room.thumbs.list, i) {
				t.Errorf("image %d goes as the plane moves", i)
			}
		}
	}
	if both == 0 {
		t.Error("no image is in sight before and after")
	}
	b.Thumbs(nil, nil, nil, 0, 0, 0, 0) // what was wished meanwhile
	b.Messages()
	f.Step++
	if err := b.Show(f.Encode(nil)); err != nil {
		t.Fatal(err)
	}
	m = told(b, "thumbs")
	if len(m) != 1 || len(m[0].Images) != len(room.thumbs.list) {
		t.Fatalf("after a step %d are asked for, %d seen", len(m), len(room.thumbs.list))
	}
	b.Thumbs(nil, nil, nil, 0, 0, 0, 0)
	if m := told(b, "thumbs"); len(m) > 0 {
		t.Error("asked again though there is no answer")
	}
	if err := b.Show(f.Encode(nil)); err != nil {
		t.Fatal(err)
	}
	if m := told(b, "thumbs"); len(m) != 1 {
		t.Error("another snapshot does not ask again")
	}
}

// Of ten thousand points no more images are seen, and kept, than there is room for.
func TestThumbsAreBounded(t *testing.T) {
	f := frame(1, 1, 4)
	f.Codes.X, f.Codes.Y, f.Codes.Labels = make([]float32, 10000), make([]float32, 10000), make([]byte, 10000)
	for i := range f.Codes.X {
		f.Codes.X[i], f.Codes.Y[i] = float32(i%100), float32(i/100)
	}
	b := boardOf(t, 1400, 900, 2, f, `{"panels":["latent"]}`)
	room := b.rooms["latent"].(*latent)
	pixels := make([]byte, mostThumbs*784)
	seen := 0
	for _, side := range []float64{99, 60, 30, 20, 15, 10, 6, 3, 1} {
		for x := 0.0; x+side <= 99; x += side {
			b.Fly(x, x+side, x, x+side)
			for _, m := range told(b, "thumbs") {
				seen = max(seen, len(m.Images))
				b.Thumbs(m.Images, pixels, pixels, 28, 28, 1, 1200)
			}
			if n := len(room.thumbs.of); n > mostThumbs || len(room.thumbs.list) > mostThumbs {
				t.Fatalf("%d images kept, %d in sight", n, len(room.thumbs.list))
			}
			for _, i := range room.thumbs.list {
				if slot, there := room.thumbs.of[i]; !there || room.thumbs.slots[slot] != i {
					t.Fatalf("image %d is in sight and has no slot of its own", i)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no image was ever asked for")
	}
}

// The way from A to B is drawn where it lies.
func TestRoute(t *testing.T) {
	b, plot := planeBoard(t)
	b.Route([]float32{-2, 0, 2, -1, 0.5, 1}, 1)
	s, picture := painted(b)
	if !hasLabel(s, "A") || !hasLabel(s, "B") {
		t.Error("its ends have no names")
	}
	x, y := plot.at(point{-1, -0.25})
	dark := false
	for dy := -2; dy <= 2; dy++ {
		c := picture.RGBAAt(int(x), int(y)+dy)
		dark = dark || same(c, over(light.Text, light.Plot))
	}
	if !dark {
		t.Error("no line is seen on the way")
	}
	if b.Route(nil, 0); hasLabel(look(b), "A") {
		t.Error("the way stays")
	}
}

// To move and to spread ten thousand points writes nothing anew and stays a few draws, with and without images in their places.
func TestFlightIsCheap(t *testing.T) {
	f := frame(1, 1, 4)
	f.Codes.X, f.Codes.Y, f.Codes.Labels = make([]float32, 10000), make([]float32, 10000), make([]byte, 10000)
	for i := range f.Codes.X {
		f.Codes.X[i], f.Codes.Y[i], f.Codes.Labels[i] = float32(i%100), float32(i/100), byte(i%10)
	}
	for _, side := range []float64{99, 8, 4} {
		b := boardOf(t, 900, 700, 2, f, `{"panels":["latent"]}`)
		room := b.rooms["latent"].(*latent)
		m := image.NewRGBA(image.Rect(0, 0, b.screen.W, b.screen.H))
		b.Fly(40, 40+side, 40, 40+side)
		pixels := make([]byte, mostThumbs*784)
		for _, w := range told(b, "thumbs") {
			b.Thumbs(w.Images, pixels, pixels, 28, 28, 1, 1200)
		}
		look(b)
		b.Paint(m)
		if seen := len(room.thumbs.list); (seen > 0) != (side < 99) || side < 99 && len(room.thumbs.of) < seen {
			t.Fatalf("a side of %g shows %d images of %d", side, seen, len(room.thumbs.of))
		}
		a := b.flown()
		for range 5 {
			b.Press(float64(a.X+a.W/2), float64(a.Y+a.H/2), false, false)
			b.Drag(float64(a.X+a.W/2)+2, float64(a.Y+a.H/2)+1)
			b.Release()
			b.Zoom(float64(a.X+a.W/3), float64(a.Y+a.H/2), 1.01)
			look(b)
			if w := b.Paint(m); w.Written > 0 || w.Draws >= 20 {
				t.Errorf("a side of %g: %+v", side, w)
			}
		}
	}
}

// Classes have their names where there is room, and their numbers elsewhere.
func TestClassNames(t *testing.T) {
	view := `{"panels":["latent"],"names":["cat","dog","","a name of many letters"]}`
	f := frame(1, 12, 15)
	for i := range f.Codes.Labels {
		f.Codes.Labels[i] = byte(i % 4)
	}
	s := look(boardOf(t, 900, 500, 1, f, view))
	for _, text := range []string{"cat", "dog", "2", "a name of man\u2026"} {
		n := 0
		for _, l := range s.Labels {
			if l.Text == text && (l.Class == classLegend || l.Class == classDigit) {
				n++
			}
		}
		if n < 1 {
			t.Errorf("class %q is not named", text)
		}
	}
	checkScene(t, "names", s)
	narrow := look(boardOf(t, 320, 400, 1, f, view))
	checkScene(t, "narrow", narrow)
	legend := 0
	for _, l := range narrow.Labels {
		if l.Class == classLegend && len(l.Text) == 1 {
			legend++
		}
	}
	if legend != 4 {
		t.Errorf("%d numbers in a narrow legend, 4 expected", legend)
	}
}
