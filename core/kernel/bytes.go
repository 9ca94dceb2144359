package kernel

// FromBytes is, rounded once,
//
//	for i := range dst {
//		dst[i] = float32(src[i]) / 255
//	}
func FromBytes(dst []float32, src []byte) {
	same2(len(dst), len(src))
	fromBytes(dst, src)
}

// GatherBytes is FromBytes of rows of src (rows, cols), as they are asked for:
//
//	for i, row := range index {
//		FromBytes(dst[i*cols:(i+1)*cols], src[row*cols:(row+1)*cols])
//	}
func GatherBytes(dst []float32, src []byte, index []int32, cols int) {
	same2(len(dst), len(index)*cols)
	for _, row := range index {
		if row < 0 || (int(row)+1)*cols > len(src) {
			panic(msgIndex)
		}
	}
	gatherBytes(dst, src, index, cols)
}

// ToBytes brings src from [0,1] to 0..255, rounding half up; what lies outside is clamped, NaN is 0:
//
//	for i, v := range src {
//		if !(v > 0) {
//			v = 0
//		}
//		if v > 1 {
//			v = 1
//		}
//		dst[i] = byte(float32(v*255) + 0.5)
//	}
func ToBytes(dst []byte, src []float32) {
	same2(len(dst), len(src))
	toBytes(dst, src)
}

func fromBytesRef(dst []float32, src []byte) {
	for i := range dst {
		dst[i] = float32(src[i]) / 255
	}
}

func gatherBytesRef(dst []float32, src []byte, index []int32, cols int) {
	for i, row := range index {
		fromBytesRef(dst[i*cols:(i+1)*cols], src[int(row)*cols:])
	}
}

func toBytesRef(dst []byte, src []float32) {
	for i, v := range src {
		if !(v > 0) {
			v = 0
		}
		if v > 1 {
			v = 1
		}
		dst[i] = byte(int32(float32(v*255) + 0.5))
	}
}
