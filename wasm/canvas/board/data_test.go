package board

import (
	"math"
	"slices"
	"testing"

	"bottleneck/core/wire"
)

func TestMerge(t *testing.T) {
	var d data
	merge := func(s *wire.Snapshot) wire.Snapshot {
		came, err := d.take(s.Encode(nil))
		if err != nil {
			t.Fatal(err)
		}
		return came
	}
	if came := merge(frame(3, 12, 15)); came.Images == nil || d.Images != came.Images || len(d.Classes) == 0 {
		t.Fatal("first frame refused")
	}
	images, codes := d.ImagesVersion, d.Codes
	merge(probe(3, 1, 2, false))
	if d.Images == nil || d.Codes != codes || d.ImagesVersion != images || d.Hover == nil || d.HoverVersion != 1 {
		t.Error("a frame with only a probe does not leave the rest as it is")
	}
	merge(probe(3, 3, 4, true))
	merge(probe(3, 5, 6, false))
	merge(probe(3, 7, 8, true))
	if d.Hover.X != 5 || d.Pinned.X != 7 || d.HoverVersion != 2 || d.PinnedVersion != 2 {
		t.Errorf("%+v below the pointer, %+v pinned", d.Hover, d.Pinned)
	}
	if came := merge(frame(2, 4, 4)); came.Images != nil || d.Images.N != 12 || d.ImagesVersion != images {
		t.Error("a frame of an earlier run was taken")
	}
	if merge(&wire.Snapshot{Run: 4}); d.Images != nil || d.Codes != nil || d.Hover != nil || d.Pinned != nil || d.Classes != nil {
		t.Error("a new run does not start empty")
	}
}

func TestStrip(t *testing.T) {
	f := frame(1, 12, 15)
	f.Codes.Dim, f.Codes.AxisY, f.Codes.Y = 1, "", make([]float32, 100)
	f.Grid.Y0, f.Grid.Y1 = -0.5, 0.5
	b := boardOf(t, 1000, 760, 1, f, `{}`)
	y := b.data.Codes.Y
	if slices.Min(y) < -0.4 || slices.Max(y) > 0.4 || slices.Max(y)-slices.Min(y) < 0.6 {
		t.Errorf("points of a one-dimensional code spread over %g..%g", slices.Min(y), slices.Max(y))
	}
	if s := look(b); len(s.Plane.YTicks) != 0 {
		t.Error("the spread is given numbers")
	}
}

func TestSettle(t *testing.T) {
	first := settle(span{}, span{-1, 1})
	if first.Lo >= -1 || first.Hi <= 1 {
		t.Errorf("%v found, room around the data expected", first)
	}
	if again := settle(first, span{-0.9, 1.05}); again != first {
		t.Errorf("axes move from %v to %v though the data fits", first, again)
	}
	if wider := settle(first, span{-3, 1}); wider.Lo >= -3 {
		t.Errorf("%v found for data that grew", wider)
	}
	if closer := settle(first, span{-0.1, 0.1}); closer.Hi > 0.2 {
		t.Errorf("%v found for data that shrank", closer)
	}
	if point := settle(span{}, span{2, 2}); !(point.Hi > point.Lo) {
		t.Errorf("%v found for a single value", point)
	}
}

func TestLossRange(t *testing.T) {
	curve := &wire.Curve{}
	for i := range int32(1000) {
		curve.Train = append(curve.Train, wire.CurvePoint{Step: i, Loss: 0.02 + 5*float32(math.Exp(-float64(i)/5))})
	}
	if y, ok := lossRange(curve, &overlay{}, false); !ok || y.Hi > 0.2 || y.Lo > 0.02 {
		t.Errorf("%v found: the first fall flattens the rest", y)
	}
	if y, ok := lossRange(curve, &overlay{}, true); !ok || y.Hi < 5 {
		t.Errorf("%v found: the logarithmic axis has room for the first fall", y)
	}
	broken := &wire.Curve{Train: []wire.CurvePoint{{Step: 1, Loss: float32(math.NaN())}, {Step: 2, Loss: float32(math.Inf(1))}}}
	if _, ok := lossRange(broken, &overlay{}, false); ok {
		t.Error("an axis found for losses that are not finite")
	}
	zero := &wire.Curve{Test: []wire.CurvePoint{{Step: 1, Loss: 0}}}
	if _, ok := lossRange(zero, &overlay{}, true); ok {
		t.Error("a logarithmic axis found for zero")
	}
}

func TestNearest(t *testing.T) {
	points := []wire.CurvePoint{{Step: 10}, {Step: 20}, {Step: 40}}
	for step, want := range map[float64]int{0: 0, 14: 0, 15: 0, 16: 1, 29: 1, 31: 2, 99: 2} {
		if found := nearest(points, step); found != want {
			t.Errorf("step %g: %d found, %d expected", step, found, want)
		}
	}
	if found := nearest(nil, 3); found != -1 {
		t.Errorf("%d found without points", found)
	}
}

// A frame of another step that does not decode the pinned point takes away what an earlier one has made of it.
func TestThePinnedPictureIsOfItsStep(t *testing.T) {
	var d data
	show := func(step int32, p *wire.Probe) bool {
		t.Helper()
		if _, err := d.take((&wire.Snapshot{Run: 1, Step: step, Probe: p}).Encode(nil)); err != nil {
			t.Fatal(err)
		}
		return d.Pinned != nil
	}
	pin := func(pinned bool) *wire.Probe {
		return &wire.Probe{X: 1, Y: 2, H: 1, W: 1, C: 1, Pixels: []byte{7}, Z: []float32{1, 2}, Pinned: pinned}
	}
	if !show(5, pin(true)) || !show(5, nil) || !show(6, pin(true)) || !show(6, pin(false)) {
		t.Error("the picture is gone though it is of the step that is shown")
	}
	if show(3, nil) {
		t.Error("a picture of step 6 stands beside step 3")
	}
}
