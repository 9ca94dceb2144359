package prepare

import (
	"encoding/binary"
	"hash/crc32"
	"slices"
	"testing"
)

func TestOrientation(t *testing.T) {
	jpeg, png := files(t)["JPEG"], files(t)["PNG"]
	for o := range 256 {
		body := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string([]byte{byte(o)}) + "\x00\x00\x00\x00\x00\x00"
		file := slices.Concat(jpeg[:2], []byte{0xff, 0xe1, 0, byte(len(body) + 2)}, []byte(body), jpeg[2:])
		want := o
		if o < 1 || o > 8 {
			want = 1
		}
		if f, err := Inspect(file); err != nil || f.Orientation != want {
			t.Errorf("orientation %d: %+v, %v", o, f, err)
		}
		chunk := append([]byte{0, 0, 0, byte(len(body) - 6)}, "eXIf"+body[6:]...)
		chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
		if f, err := Inspect(slices.Concat(png[:33], chunk, png[33:])); err != nil || f.Orientation != want {
			t.Errorf("PNG, orientation %d: %+v, %v", o, f, err)
		}
		for n := range 80 {
			orientation(file[:n]) // must not panic
		}
	}
}

// The corners of a turned picture come from where EXIF says.
func TestTurn(t *testing.T) {
	g := &Gray{W: 3, H: 2, Pix: []byte("abcdef")}
	for o, want := range map[int]string{1: "abcdef", 2: "cbafed", 3: "fedcba", 4: "defabc", 5: "adbecf", 6: "daebfc", 7: "fcebda", 8: "cfbead"} {
		if got := string(g.turn(o).Pix); got != want {
			t.Errorf("orientation %d: %s found, %s expected", o, got, want)
		}
	}
}
