package shrink

import (
	"bytes"
	"encoding/binary"
	"math/big"
	"testing"
)

// Each entry is the power's first 128 bits, by whole numbers as long as they need to be.
func TestTableOfPowers(t *testing.T) {
	table := tableOfPowers()
	for e := leastPower; e <= mostPower; e++ {
		power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(e, -e))), nil)
		if e < 0 {
			power.Quo(new(big.Int).Lsh(big.NewInt(1), 1500), power)
		}
		if power.Lsh(power, 128); power.Sign() > 0 {
			power.Rsh(power, uint(power.BitLen()-128))
		}
		entry := table[powerBytes*(e-leastPower):]
		low, high := new(big.Int).SetUint64(binary.LittleEndian.Uint64(entry[8:])), new(big.Int).SetUint64(binary.LittleEndian.Uint64(entry))
		if got := high.Add(high.Lsh(high, 64), low); got.Cmp(power) != 0 {
			t.Errorf("1e%d: %x, %x expected", e, got, power)
		}
	}
}

// This release of Go has the table, a program leaves it out, and it is in the memory when the program starts.
func TestPowersAreLeftOut(t *testing.T) {
	linked := link(t, "wasip1", "walked")
	has := func(module []byte) (found bool) {
		t.Helper()
		if _, err := rewriteData(module, func(segments []segment) ([]segment, error) {
			image, _ := imageOf(segments)
			found = findPowers(image).at >= 0
			return segments, nil
		}); err != nil {
			t.Fatal(err)
		}
		return found
	}
	if !has(linked) {
		t.Fatal("Go's linker writes no such table; has Go changed it?")
	}
	without, err := leaveOutDerived(linked)
	if err != nil {
		t.Fatal(err)
	}
	if has(without) {
		t.Error("the table is in the module still")
	}
	if !bytes.Contains(instantiated(t, without), tableOfPowers()) {
		t.Error("the table is not in the memory")
	}
}

// A table that is another stays, and a program without one gets no code for it.
func TestOtherPowersStay(t *testing.T) {
	image := append([]byte{7}, tableOfPowers()...)
	image[len(image)-1] ^= 1
	before := bytes.Clone(image)
	p := findPowers(image)
	p.leaveOut(image)
	if code := p.code(0, 0, 2); p.at != -1 || code != nil || !bytes.Equal(image, before) {
		t.Errorf("at %d, %d instructions", p.at, len(code))
	}
}
