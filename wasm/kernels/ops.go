package kernels

import (
	"fmt"
	"math"

	"bottleneck/wasm/binary"
)

// Instructions, by their names in the specification:
// https://webassembly.github.io/spec/core/appendix/index-instructions.html

// op makes the value of an instruction from its operands.
type op func(operands ...value) value

var signatureTypes = map[byte]valType{'i': i32, 'l': i64, 'f': f32, 'd': f64, 'v': v128}

// instruction returns an op. Its signature has a letter for each operand and one for the result: i for i32,
// l for i64, f for f32, d for f64, v for v128.
func instruction(signature string, code ...byte) op {
	in, out := signature[:len(signature)-1], signatureTypes[signature[len(signature)-1]]
	return func(operands ...value) value {
		if len(operands) != len(in) {
			panic(fmt.Sprintf("kernels: instruction %#x: %d operands found, %d expected", code, len(operands), len(in)))
		}
		var b []byte
		for i, o := range operands {
			if t := signatureTypes[in[i]]; o.t != t {
				panic(fmt.Sprintf("kernels: instruction %#x: operand %d: type %#x found, %#x expected", code, i, o.t, t))
			}
			b = append(b, o.code...)
		}
		return value{t: out, code: append(b, code...)}
	}
}

// simd is an instruction with the vector prefix.
func simd(signature string, code uint32, immediates ...byte) op {
	return instruction(signature, append(binary.AppendUint([]byte{0xfd}, uint64(code)), immediates...)...)
}

var (
	i32Eqz    = instruction("ii", 0x45)
	i32Eq     = instruction("iii", 0x46)
	i32Ne     = instruction("iii", 0x47)
	i32LtS    = instruction("iii", 0x48)
	i32LtU    = instruction("iii", 0x49)
	i32GtS    = instruction("iii", 0x4a)
	i32GtU    = instruction("iii", 0x4b)
	i32GeU    = instruction("iii", 0x4f)
	i32Add    = instruction("iii", 0x6a)
	i32Sub    = instruction("iii", 0x6b)
	i32Mul    = instruction("iii", 0x6c)
	i32DivU   = instruction("iii", 0x6e)
	i32And    = instruction("iii", 0x71)
	i32Or     = instruction("iii", 0x72)
	i32Shl    = instruction("iii", 0x74)
	i32ShrU   = instruction("iii", 0x76)
	i32Select = instruction("iiii", 0x1b)
	i32Ctz    = instruction("ii", 0x68)
	i32Popcnt = instruction("ii", 0x69)

	i64Mul    = instruction("lll", 0x7e)
	i64Xor    = instruction("lll", 0x85)
	i64ShrU   = instruction("lll", 0x88)
	i64Wrap   = instruction("li", 0xa7)
	i64Extend = instruction("il", 0xad) // unsigned

	f32Add      = instruction("fff", 0x92)
	f32Sub      = instruction("fff", 0x93)
	f64Add      = instruction("ddd", 0xa0)
	f32x4Splat  = simd("fv", 0x13)
	i32x4Splat  = simd("iv", 0x11)
	f32x4Eq     = simd("vvv", 0x41)
	f32x4Ne     = simd("vvv", 0x42)
	f32x4Lt     = simd("vvv", 0x43)
	f32x4Gt     = simd("vvv", 0x44)
	f32x4Ge     = simd("vvv", 0x46)
	i32x4GtS    = simd("vvv", 0x3b)
	v128Not     = simd("vv", 0x4d)
	v128And     = simd("vvv", 0x4e)
	v128AndNot  = simd("vvv", 0x4f)
	v128Or      = simd("vvv", 0x50)
	v128Xor     = simd("vvv", 0x51)
	v128Select  = simd("vvvv", 0x52) // bits of the first where the third has ones
	i32x4Shl    = simd("viv", 0xab)
	i32x4ShrS   = simd("viv", 0xac)
	i32x4ShrU   = simd("viv", 0xad)
	i32x4Add    = simd("vvv", 0xae)
	i32x4Sub    = simd("vvv", 0xb1)
	i32x4Mul    = simd("vvv", 0xb5)
	f32x4Sqrt   = simd("vv", 0xe3)
	f32x4Add    = simd("vvv", 0xe4)
	f32x4Sub    = simd("vvv", 0xe5)
	f32x4Mul    = simd("vvv", 0xe6)
	f32x4Div    = simd("vvv", 0xe7)
	f32x4Pmin   = simd("vvv", 0xea) // b < a ? b : a
	f32x4Pmax   = simd("vvv", 0xeb) // a < b ? b : a
	f64x2Eq     = simd("vvv", 0x47)
	f64x2Ne     = simd("vvv", 0x48)
	f64x2Lt     = simd("vvv", 0x49)
	f64x2Gt     = simd("vvv", 0x4a)
	f64x2Abs    = simd("vv", 0xec)
	i64x2Splat  = simd("lv", 0x12)
	i64x2Eq     = simd("vvv", 0xd6)
	i64x2Add    = simd("vvv", 0xce)
	v128AnyTrue = simd("vi", 0x53)
	f32x4Demote = simd("vv", 0x5e) // of two float64, and two zeros
	f64x2Add    = simd("vvv", 0xf0)
	f64x2Sub    = simd("vvv", 0xf1)
	f64x2Mul    = simd("vvv", 0xf2)
	f64x2First  = simd("vd", 0x21, 0)
	f64x2Second = simd("vd", 0x21, 1)

	i8x16First       = simd("vi", 0x16, 0)
	i8x16Swizzle     = simd("vvv", 0x0e)
	i32x4Bitmask     = simd("vi", 0xa4)
	f64x2PromoteLow  = simd("vv", 0x5f)
	i8x16NarrowU     = simd("vvv", 0x66)
	i16x8NarrowU     = simd("vvv", 0x86)
	i16x8ExtendLowU  = simd("vv", 0x89)
	i16x8ExtendHighU = simd("vv", 0x8a)
	i32x4ExtendLowU  = simd("vv", 0xa9)
	i32x4ExtendHighU = simd("vv", 0xaa)
	i32x4TruncSatS   = simd("vv", 0xf8)
	f32x4ConvertS    = simd("vv", 0xfa)
	f32x4ConvertU    = simd("vv", 0xfb)
	f32x4RelaxedMadd = simd("vvvv", 0x105) // a*b + c, one rounding or two as the engine likes
	f64x2SumHalves   = func(v value) value { return f64Add(f64x2First(v), f64x2Second(v)) }
	f32x4HighToLow   = shuffle(2, 3, 2, 3)
	f32x4PromoteHigh = func(v value) value { return f64x2PromoteLow(f32x4HighToLow(v, v)) }
	f32x4LowPairs    = shuffle(0, 4, 1, 5)
	f32x4HighPairs   = shuffle(2, 6, 3, 7)
	f32x4LowHalves   = shuffle(0, 1, 4, 5)
	f32x4HighHalves  = shuffle(2, 3, 6, 7)
)

// i32x4Lane is a word of v.
func i32x4Lane(v value, lane byte) value { return simd("vi", 0x1b, lane)(v) }

// shuffle returns the instruction that picks four of the eight words of its two operands.
func shuffle(words ...byte) op {
	var bytes []byte
	for _, w := range words {
		bytes = append(bytes, 4*w, 4*w+1, 4*w+2, 4*w+3)
	}
	return simd("vvv", 0x0d, bytes...)
}

// number is the i32 constant n.
func number(n int) value {
	if int(int32(n)) != n {
		panic("kernels: constant out of range")
	}
	return value{t: i32, code: binary.AppendInt([]byte{0x41}, int64(n))}
}

// number64 is the i64 constant n.
func number64(n int64) value { return value{t: i64, code: binary.AppendInt([]byte{0x42}, n)} }

// real is the f32 constant x.
func real(x float32) value {
	bits := math.Float32bits(x)
	return value{t: f32, code: []byte{0x43, byte(bits), byte(bits >> 8), byte(bits >> 16), byte(bits >> 24)}}
}

// words is the v128 constant of four 32-bit words.
func words(w ...byte) value {
	b := []byte{0xfd, 0x0c}
	for _, x := range w {
		b = append(b, x, 0, 0, 0)
	}
	return value{t: v128, code: b}
}

// at is a memory access's operand: 2 to the power align bytes of alignment, and an offset.
func at(code []byte, align byte, offset int) []byte {
	return binary.AppendUint(append(code, align), uint64(offset))
}

// read returns the instruction that reads a t at p+offset.
func read(t valType, code []byte, align byte, p value, offset int) value {
	return instruction("i"+string(letter(t)), at(code, align, offset)...)(p)
}

func letter(t valType) byte {
	for l, u := range signatureTypes {
		if u == t {
			return l
		}
	}
	panic("kernels: unknown type")
}

func load(p value, offset int) value      { return read(v128, []byte{0xfd, 0x00}, 2, p, offset) }
func loadSplat(p value, offset int) value { return read(v128, []byte{0xfd, 0x09}, 2, p, offset) }
func loadFirst(p value, offset int) value { return read(v128, []byte{0xfd, 0x5c}, 2, p, offset) }
func loadByte(p value, offset int) value  { return read(i32, []byte{0x2d}, 0, p, offset) }
func loadReal(p value, offset int) value  { return read(f32, []byte{0x2a}, 2, p, offset) }
func loadTwo(p value, offset int) value   { return read(i64, []byte{0x29}, 2, p, offset) }
func loadWord(p value, offset int) value  { return read(i32, []byte{0x28}, 2, p, offset) }

// loadUnsigned reads a word into an i64.
func loadUnsigned(p value, offset int) value { return read(i64, []byte{0x35}, 2, p, offset) }

// loadFourBytes reads four bytes, wherever they are, into the low word of a vector of zeros.
func loadFourBytes(p value, offset int) value { return read(v128, []byte{0xfd, 0x5c}, 0, p, offset) }

// loadLane is v with a lane read from p+offset.
func loadLane(v value, lane byte, p value, offset int) value {
	return instruction("ivv", append(at([]byte{0xfd, 0x56}, 2, offset), lane)...)(p, v)
}

// write appends a store of v at p+offset.
func (f *fn) write(code []byte, align byte, p value, offset int, v value) {
	f.want(p, i32)
	f.body = append(append(f.body, p.code...), v.code...)
	f.body = append(f.body, at(code, align, offset)...)
	f.ends = append(f.ends, len(f.body))
}

func (f *fn) store(p value, offset int, v value) {
	f.want(v, v128)
	f.write([]byte{0xfd, 0x0b}, 2, p, offset, v)
}

func (f *fn) storeReal(p value, offset int, v value) {
	f.want(v, f32)
	f.write([]byte{0x38}, 2, p, offset, v)
}

// storeTwo stores two words.
func (f *fn) storeTwo(p value, offset int, v value) {
	f.want(v, i64)
	f.write([]byte{0x37}, 2, p, offset, v)
}

func (f *fn) storeWord(p value, offset int, v value) {
	f.want(v, i32)
	f.write([]byte{0x36}, 2, p, offset, v)
}

func (f *fn) storeByte(p value, offset int, v value) {
	f.want(v, i32)
	f.write([]byte{0x3a}, 0, p, offset, v)
}

// storeLane stores one lane of v.
func (f *fn) storeLane(p value, offset int, v value, lane byte) {
	f.want(v, v128)
	f.write([]byte{0xfd, 0x5a}, 2, p, offset, v)
	f.immediate(lane)
}

// storeHalf stores two words of v, the first ones or the last.
func (f *fn) storeHalf(p value, offset int, v value, half byte) {
	f.want(v, v128)
	f.write([]byte{0xfd, 0x5b}, 2, p, offset, v)
	f.immediate(half)
}

// storeFourBytes stores the low word of v, wherever p is.
func (f *fn) storeFourBytes(p value, offset int, v value) {
	f.want(v, v128)
	f.write([]byte{0xfd, 0x5a}, 0, p, offset, v)
	f.immediate(0)
}

// immediate ends the statement that was written last.
func (f *fn) immediate(b byte) {
	f.body = append(f.body, b)
	f.ends[len(f.ends)-1]++
}
