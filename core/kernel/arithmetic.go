package kernel

// Arithmetic says how a matrix product adds a product to its sum. Everything whose bits depend on it is a method of an
// Arithmetic, or of Patches made by one; nothing remembers one for all. The zero value is none, and multiplies nothing: it panics.
type Arithmetic uint8

const (
	Plain Arithmetic = iota + 1 // the product is rounded, then the sum: float32(a*b) + s
	Fused                       // one rounding, of the exact a*b + s
)

// String returns the arithmetic's name as recipes write it.
func (r Arithmetic) String() string {
	switch r &^ byGonum {
	case Plain:
		return "plain"
	case Fused:
		return "fused"
	}
	return "none"
}

// Summed names how matrix products are summed in r: "plain" or "fused", in the order that MatMul defines; or
// "gonum", whose order is its own, so that its bits compare only with themselves.
func (r Arithmetic) Summed() string {
	if byGonum != 0 && r&byGonum != 0 {
		return "gonum"
	}
	return r.String()
}

// Gonum is r with products by gonum, to compare with: plain sums in an order of their own. It is false in builds without gonum, and where r is fused.
func (r Arithmetic) Gonum() (Arithmetic, bool) { return r | byGonum, byGonum != 0 && r == Plain }

// HasFused says whether Fused is available and exact here.
func HasFused() bool { return hasFused }

// FusedIsFast says whether a fused product is an instruction here. In a browser that has none it is computed, to the same bits, and takes many times as long as a plain one.
func FusedIsFast() bool { return hasFused && fastFused() }

// WithoutFused makes Fused unavailable from now on: it has been found wrong.
func WithoutFused() { hasFused = false }

// Fastest returns the faster arithmetic of those that are available. Natively that is always Fused, so that it has the bits of most browsers.
func Fastest() Arithmetic {
	if FusedIsFast() {
		return Fused
	}
	return Plain
}

// available panics where r is none, or not to be had here.
func (r Arithmetic) available() {
	if r&^byGonum != Plain && !(r == Fused && hasFused) {
		r.refuse()
	}
}

func (r Arithmetic) refuse() {
	if r == Fused {
		panic(msgFused)
	}
	panic(msgArithmetic)
}
