package drawn

import (
	"math"

	"bottleneck/core/data"
)

// The made-up table of 18 columns: its first rows are for training, the rest
// held out.
const (
	Table18Train = 20000
	table18Test  = 5000

	columns18 = 18
	factors18 = 5
)

// names18 are the columns' names. They mean nothing: a column is a mixture of
// the five factors.
var names18 = []string{"c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13", "c14", "c15", "c16", "c17", "c18"}

// splitmix is a stream of splitmix64 (Steele, Lea, Flood 2014) that can be
// entered anywhere: number k, from 0 on, is the finalizer of seed + (k+1) golden
// ratios.
type splitmix uint64

// uniform is number k of the stream, in [0, 1).
func (s splitmix) uniform(k int) float64 {
	z := uint64(s) + uint64(k+1)*0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return float64((z^z>>31)>>11) / (1 << 53)
}

// normal is normal number k of the stream, made of two uniform ones by the
// formula of Box and Muller.
func (s splitmix) normal(k int) float64 {
	return math.Sqrt(-2*math.Log(1-s.uniform(2*k))) * math.Cos(float64(2*math.Pi)*s.uniform(2*k+1))
}

// Table18 makes rows lo to hi-1 of a table of 18 columns in (0, 1) that five
// hidden factors explain but for some noise:
//
//	x = sigmoid(1.5/sqrt(5) f A + 0.5 b + 0.3 e)
//
// f (5) and e (18) are normal and new for each row; A (5,18) and b (18) are
// normal and fixed. It stands in for the purchases that the second tutorial
// trains on and that are not to be had. Row i is the same whatever lo and hi.
func Table18(lo, hi int) *data.Set {
	if lo < 0 || hi < lo || hi > Table18Train+table18Test {
		panic("drawn: rows out of range")
	}
	const mixing, offset, factor, noise = splitmix(101), splitmix(102), splitmix(103), splitmix(104)
	var a [factors18][columns18]float64
	var b [columns18]float64
	for j := range columns18 {
		for k := range factors18 {
			a[k][j] = mixing.normal(k*columns18 + j)
		}
		b[j] = offset.normal(j)
	}
	scale := 1.5 / math.Sqrt(factors18)
	s := &data.Set{
		Name: "table18", Source: "a table made up by Bottleneck: 18 columns from 5 hidden factors and noise",
		N: hi - lo, H: 1, W: 1, C: columns18,
		Values: make([]float32, 0, (hi-lo)*columns18), Columns: names18,
	}
	for i := lo; i < hi; i++ {
		var f [factors18]float64
		for k := range f {
			f[k] = factor.normal(i*factors18 + k)
		}
		for j := range columns18 {
			sum := 0.0
			for k := range f {
				sum += float64(f[k] * a[k][j])
			}
			u := float64(scale*sum) + float64(.5*b[j]) + float64(.3*noise.normal(i*columns18+j))
			s.Values = append(s.Values, float32(1/(1+math.Exp(-u))))
		}
	}
	return s
}
