package wire

import (
	"reflect"
	"testing"
)

// What is left out is gone, the rest is as it was, and what stands before the frame stays.
func TestAppendWithout(t *testing.T) {
	want := full()
	want.Curve, want.Probe, want.Run = nil, nil, 9
	frame := full().Encode(nil)
	got := AppendWithout([]byte("before"), frame, CurveTag, ProbeTag)
	if string(got[:6]) != "before" {
		t.Fatalf("begins with %q", got[:6])
	}
	got = got[6:]
	SetRun(got, 9)
	s, err := Decode(got)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("left of the frame\n%+v\nwant\n%+v", s, want)
	}
	if all := AppendWithout(nil, frame); !reflect.DeepEqual(all, frame) {
		t.Errorf("without nothing %d bytes are left of %d", len(all), len(frame))
	}
	none := AppendWithout(nil, frame, "IMGS", "CODE", "GRID", CurveTag, TermsTag, ProbeTag, "UNIT", "FILT", "BARS", "TABL", SpotTag, LineTag, NodeTag)
	if len(none) != frameHeader {
		t.Errorf("%d bytes without any section, %d expected", len(none), frameHeader)
	}
}
