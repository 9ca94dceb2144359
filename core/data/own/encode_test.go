package own

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/prepare"
)

func pictures() *Given {
	p := &Pictures{Labels: []byte{0, 1, 1, 0}, Classes: []string{"cat", "Löwe"}}
	for i, size := range [][2]int{{4, 3}, {5, 5}, {1, 9}, {4, 4}} {
		o := prepare.NewPlanes(size[0], size[1], 1+i/2%2*2) // the third and the fourth in color
		for k := range o.Pix {
			o.Pix[k] = byte(50*i + k)
		}
		p.All = append(p.All, Picture{Planes: o, Test: i == 1})
	}
	return &Given{Kind: "pictures", Name: "pets.zip", Pictures: p}
}

func table(rows int) *Given {
	t := &Table{Columns: []string{"time", "b", ""}, N: rows, Test: make([]bool, rows)}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range rows {
		t.Values = append(t.Values, 1.7e9+float64(i), r.NormFloat64(), -1e-300)
		t.Test[i] = i%7 == 3
	}
	return &Given{Kind: "table", Name: "x.csv", Table: t}
}

func encoded(t testing.TB, g *Given) []byte {
	pieces, err := g.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Join(pieces, nil)
}

func decoded(b []byte) (*Given, error) {
	return Decode(len(b), func(dst []byte, from int) { copy(dst, b[from:from+len(dst)]) })
}

// What travelled makes the same sets.
func TestEncode(t *testing.T) {
	for _, g := range []*Given{pictures(), table(20), table(3000)} {
		b := encoded(t, g)
		got, err := decoded(b)
		if err != nil {
			t.Fatalf("%s: %v", g.Kind, err)
		}
		if got.Kind != g.Kind || got.Name != g.Name || got.Bytes() != 0 || got.Plain() != g.Plain() {
			t.Errorf("%+v", got)
		}
		if !bytes.Equal(encoded(t, got), b) {
			t.Errorf("%s: encoded again it differs", g.Kind)
		}
		for _, test := range []bool{false, true} {
			if g.Pictures != nil {
				for _, channels := range []int{1, 3} {
					want, have := g.Pictures.Set(test, 0, 9, 4, channels, prepare.FrameSquare), got.Pictures.Set(test, 0, 9, 4, channels, prepare.FrameSquare)
					if !reflect.DeepEqual(want, have) || want.N == 0 || want.C != channels {
						t.Errorf("%+v, %+v expected", have, want)
					}
				}
				if !slices.Equal(got.Pictures.Classes, g.Pictures.Classes) || got.Pictures.Channels() != 3 {
					t.Errorf("classes %q, %d channels", got.Pictures.Classes, got.Pictures.Channels())
				}
				continue
			}
			for _, scale := range []string{"minmax", "standard", "none"} {
				want, have := g.Table.Set(test, scale), got.Table.Set(test, scale)
				if !reflect.DeepEqual(want, have) || want.N == 0 {
					t.Errorf("%s: %d rows, %d expected", scale, have.N, want.N)
				}
			}
		}
	}
}

// Numbers that 32 bits cannot tell apart are apart once they are scaled.
func TestTimesAreScaled(t *testing.T) {
	train := table(20).Table.Set(false, "minmax")
	for i := range train.N - 1 {
		if step := train.Values[3*(i+1)] - train.Values[3*i]; step < .04 {
			t.Fatalf("row %d: %v and then %v", i, train.Values[3*i], train.Values[3*i+3])
		}
	}
}

// resealed is b with the checksum of its head as it is now.
func resealed(b []byte) []byte {
	n := binary.LittleEndian.Uint32(b[12:])
	binary.LittleEndian.PutUint32(b[16:], crc32.ChecksumIEEE(b[before:before+int(n)]))
	return b
}

func TestDecodeRefuses(t *testing.T) {
	good, rows := encoded(t, pictures()), encoded(t, table(20))
	change := func(from []byte, f func(b []byte)) []byte {
		b := slices.Clone(from)
		f(b)
		return b
	}
	put := binary.LittleEndian.PutUint32
	name := before + 4 + 4 + len("pets.zip")
	for what, tt := range map[string]struct {
		b    []byte
		want string
	}{
		"nothing":         {nil, "not the bytes"},
		"another file":    {[]byte("PK\x03\x04 and so on and so on"), "not the bytes"},
		"another version": {change(good, func(b []byte) { b[8] = 9 }), "version 9 found, 2 expected"},
		"a long head":     {change(good, func(b []byte) { put(b[12:], 1<<31) }), "2147483648 found, at most"},
		"a damaged head":  {change(good, func(b []byte) { b[before+9]++ }), "damaged"},
		"cut off":         {good[:len(good)-1], "found"},
		"more":            {append(slices.Clone(good), 0), "found"},
		"kind":            {resealed(change(good, func(b []byte) { put(b[before:], 2) })), "kind: 2 found, at most 1"},
		"many pictures":   {resealed(change(good, func(b []byte) { put(b[name:], 60_000) })), "at least 720000"},
		"too many":        {resealed(change(good, func(b []byte) { put(b[name:], 1<<30) })), "at most 70000"},
		"no pixels":       {resealed(change(good, func(b []byte) { put(b[name+4:], 0) })), "pixels: 0 found"},
		"a wide one":      {resealed(change(good, func(b []byte) { put(b[name+4:], 1<<20) })), "width: 1048576 found, at most 8192"},
		"two channels":    {resealed(change(good, func(b []byte) { put(b[name+12:], 2) })), "pixels: 24 found"},
		"four channels":   {resealed(change(good, func(b []byte) { put(b[name+12:], 4) })), "channels: 4 found, at most 3"},
		"not UTF-8":       {resealed(change(good, func(b []byte) { b[before+8] = 0xff })), "UTF-8 expected"},
		"not a flag":      {resealed(change(good, func(b []byte) { b[name+4+4*12+4] = 2 })), "held out: 2 found"},
		"NaN":             {change(rows, func(b []byte) { binary.LittleEndian.PutUint64(b[len(b)-8:], math.Float64bits(math.NaN())) }), "row 20, number 3: NaN found"},
		"one row":         {resealed(change(rows, func(b []byte) { put(b[before+4+4+5:], 1) })), "two items and more"},
	} {
		if g, err := decoded(tt.b); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v (%+v), %q expected", what, err, g, tt.want)
		}
	}
	none := pictures()
	for i := range none.Pictures.All {
		none.Pictures.All[i].Test = true
	}
	if _, err := none.Encode(); err == nil {
		t.Error("nothing to train on, and no word of it")
	}
}

// Whatever the bytes are, they are refused, or make sets of what their head says.
func FuzzDecode(f *testing.F) {
	f.Add(encoded(f, pictures()))
	f.Add(encoded(f, table(12)))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) >= before {
			if n := binary.LittleEndian.Uint32(b[12:]); int64(n) <= int64(len(b)-before) {
				b = resealed(slices.Clone(b))
			}
		}
		g, err := decoded(b)
		if err != nil {
			return
		}
		if g.Pictures != nil {
			train, test := g.Pictures.Count()
			if s := g.Pictures.Set(false, 0, train, 3, 3, prepare.FrameSquare); s.N != train || test < 1 || len(s.Pixels) != 27*train {
				t.Fatalf("%d pictures, %d expected", s.N, train)
			}
		} else if s := g.Table.Set(true, "standard"); s.N < 1 || len(s.Values) != s.N*len(g.Table.Columns) {
			t.Fatalf("%d rows of %d values", s.N, len(s.Values))
		}
		if again, err := g.Encode(); err != nil || !bytes.Equal(bytes.Join(again, nil), b) {
			t.Fatalf("encoded again it differs: %v", err)
		}
	})
}
