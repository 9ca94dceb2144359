package wire

import (
	"math"
	"reflect"
	"testing"
)

// filled has a one in every field of every section, so that all lengths agree.
func filled() *Snapshot {
	s := new(Snapshot)
	fill(reflect.ValueOf(s))
	return s
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		fill(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Float32:
		v.SetFloat(1)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.String:
		v.SetString("1")
	case reflect.Int32:
		v.SetInt(1)
	default:
		v.SetUint(1)
	}
}

// A field that a list forgets stays behind.
func TestEveryFieldTravels(t *testing.T) {
	want := filled()
	got, err := Decode(want.Encode(nil))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("decoded\n%+v\nwant\n%+v", got, want)
	}
	var merged Snapshot
	if came, err := merged.Merge(want.Encode(nil)); err != nil || !reflect.DeepEqual(&merged, want) || !reflect.DeepEqual(came, merged) {
		t.Errorf("merged %+v, %v", merged, err)
	}
}

func merge(t *testing.T, s, frame *Snapshot) Snapshot {
	t.Helper()
	b := frame.Encode(nil)
	came, err := s.Merge(b)
	if err != nil {
		t.Fatal(err)
	}
	clear(b) // its memory is used again
	return came
}

func TestMergeKeepsWhatAFrameLeavesOut(t *testing.T) {
	var s Snapshot
	first := filled()
	merge(t, &s, first)
	next := &Snapshot{Run: 1, Step: 7, Epoch: 2, Units: &Units{Mean: []float32{4, 5}, Active: []float32{4, 5}, Variance: []float32{4, 5}, Dead: []byte{0, 1}}}
	came := merge(t, &s, next)
	if !reflect.DeepEqual(&came, next) || came.Units != s.Units {
		t.Errorf("%+v came, %+v expected", came, next)
	}
	want := *first
	want.Step, want.Epoch, want.Units = 7, 2, next.Units
	if !reflect.DeepEqual(s, want) {
		t.Errorf("%+v is there\n%+v expected", s, want)
	}
}

func TestMergeTakesNoEarlierRun(t *testing.T) {
	var s Snapshot
	late := filled()
	late.Run = 3
	merge(t, &s, late)
	early := filled()
	early.Run, early.Step = 2, 9
	if came := merge(t, &s, early); !reflect.DeepEqual(came, Snapshot{}) || !reflect.DeepEqual(&s, late) {
		t.Errorf("of an earlier run %+v came, and %+v is there", came, s)
	}
	next := &Snapshot{Run: 4, Step: 1}
	if merge(t, &s, next); !reflect.DeepEqual(&s, next) {
		t.Errorf("a later run begins with %+v", s)
	}
	around := Snapshot{Run: math.MaxUint32}
	if merge(t, &around, &Snapshot{Run: 0, Step: 1}); around.Step != 1 {
		t.Error("run numbers do not wrap around")
	}
}

// Whatever is wrong in a frame, and wherever, nothing of it is taken.
func TestMergeOfABrokenFrameChangesNothing(t *testing.T) {
	var s Snapshot
	merge(t, &s, filled())
	frame := full().Encode(nil)
	broken := 0
	for at := 4; at < len(frame); at += 4 {
		if at > 500 && at < len(frame)-500 { // pixels
			continue
		}
		b := append([]byte(nil), frame...)
		b[at] ^= 0x80
		b[at+3] ^= 0x80
		if _, err := s.Merge(b); err == nil {
			s = Snapshot{}
			merge(t, &s, filled())
			continue
		}
		broken++
		if !reflect.DeepEqual(&s, filled()) {
			t.Fatalf("a frame with byte %d changed left %+v", at, s)
		}
	}
	if broken < 20 {
		t.Errorf("%d frames were refused", broken)
	}
}

// What has no image and no row is as good as not there.
func TestEmptySectionsDoNotCome(t *testing.T) {
	var s Snapshot
	merge(t, &s, filled())
	empty := &Snapshot{Run: 1, Images: &Images{H: 1, W: 1, C: 1}, Grid: &Grid{N: 2}, Probe: &Probe{Pinned: true}, Filters: &Filters{N: 1, Total: 1}, Bars: &Bars{N: 1}, Table: &Table{Columns: []string{"a"}},
		Codes: &Codes{}, Curve: &Curve{}, Units: &Units{}}
	came := merge(t, &s, empty)
	if came.Images != nil || came.Grid != nil || came.Probe != nil || came.Filters != nil || came.Bars != nil || came.Table != nil {
		t.Errorf("%+v came", came)
	}
	if came.Codes == nil || came.Curve == nil || came.Units == nil || len(s.Codes.X) != 0 || s.Curve.Unit != "" {
		t.Errorf("%+v came; an empty plane, curve and strip of units say something", came)
	}
	if came := merge(t, &s, &Snapshot{Run: 1, Table: &Table{N: 1, Errors: make([]float32, 1)}}); came.Table != nil {
		t.Error("a table without columns came")
	}
	if s.Images.N != 1 || s.Table.N != 1 {
		t.Errorf("%+v is left", s)
	}
}

// Frames of a running run have the same sizes again and again.
func TestMergeUsesItsMemoryAgain(t *testing.T) {
	s, frame := new(Snapshot), full().Encode(nil)
	again := func() {
		if _, err := s.Merge(frame); err != nil {
			t.Fatal(err)
		}
	}
	again()
	// What is checked has no arrays but the lists: a reader, 13 sections, two curves, phases, terms, columns, parts and two lists of links.
	if n := testing.AllocsPerRun(20, again); n > 22 {
		t.Errorf("%v allocations for a frame like the one before", n)
	}
	if !reflect.DeepEqual(s, full()) {
		t.Errorf("%+v is there", s)
	}
}
