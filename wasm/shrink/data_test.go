package shrink

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"bottleneck/wasm/binary"
)

// module makes a module of nothing but the given data section.
func dataModule(segments []segment) []byte {
	m := []byte(binary.Header)
	m = binary.AppendSection(m, binary.SectionMemory, []byte{1, 0, 16})
	return binary.AppendSection(m, binary.SectionData, appendSegments(nil, segments))
}

// load is the memory that a module's segments make of zeros.
func load(t *testing.T, module []byte) ([]byte, int) {
	t.Helper()
	sections, err := binary.Split(module)
	if err != nil {
		t.Fatal(err)
	}
	memory := make([]byte, 4<<20)
	n := 0
	for _, s := range sections {
		if s.ID != binary.SectionData {
			continue
		}
		segments, err := readSegments(s)
		if err != nil {
			t.Fatal(err)
		}
		n = len(segments)
		for _, s := range segments {
			copy(memory[s.offset:], s.bytes)
		}
	}
	return memory, n
}

func TestDataLoadsTheSameMemory(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var segments []segment
		at := rng.IntN(300_000)
		for range rng.IntN(60) {
			b := make([]byte, rng.IntN(20))
			for i := range b {
				b[i] = byte(rng.Uint32())
			}
			segments = append(segments, segment{uint32(at), b})
			at += len(b) + 1 + rng.IntN(2*joinGap)
		}
		rng.Shuffle(len(segments), func(i, j int) { segments[i], segments[j] = segments[j], segments[i] })
		before := dataModule(segments)
		after, err := joinData(before)
		if err != nil {
			t.Fatal(err)
		}
		want, n := load(t, before)
		got, m := load(t, after)
		if !bytes.Equal(got, want) {
			t.Fatal("the joined segments load another memory")
		}
		if m > n {
			t.Errorf("%d segments became %d", n, m)
		}
	}
}

func TestDataJoins(t *testing.T) {
	module, err := joinData(dataModule([]segment{{8, []byte("ab")}, {10, []byte("c")}, {11 + joinGap, []byte("d")}, {13 + 2*joinGap, []byte("e")}}))
	if err != nil {
		t.Fatal(err)
	}
	if _, n := load(t, module); n != 2 {
		t.Errorf("%d segments, 2 expected: the last gap is too wide", n)
	}
}

func TestDataRefuses(t *testing.T) {
	good := dataModule([]segment{{8, []byte("ab")}})
	body := func(b ...byte) []byte {
		return binary.AppendSection([]byte(binary.Header), binary.SectionData, b)
	}
	for name, m := range map[string][]byte{
		"overlap":        dataModule([]segment{{8, []byte("abc")}, {10, []byte("d")}}),
		"overlap behind": dataModule([]segment{{80, []byte("abc")}, {10, make([]byte, 100)}}),
		"passive":        body(1, 1, 1, 'a'),
		"global offset":  body(1, 0, 0x23, 0, opEnd, 1, 'a'),
		"no end":         body(1, 0, opI32Const, 8, 1, 1, 'a'),
		"long number":    body(1, 0, opI32Const, 0x80, 0x80, 0x80, 0x80, 0x80, 0, opEnd, 1, 'a'),
		"bytes behind":   body(0, 7),
		"counted":        append(good[:len(good):len(good)], binary.SectionDataCount, 1, 1),
		"cut":            good[:len(good)-1],
		"no module":      []byte("GIF89a"),
		"missing length": body(1, 0, opI32Const, 8, opEnd),
	} {
		if _, err := joinData(m); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
