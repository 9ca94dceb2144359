package files

import (
	"encoding/binary"
	"io"
	"strconv"
	"strings"

	"bottleneck/core/littleendian"
)

// WriteNPY writes values as a NumPy array of float32 in C order, version 1.0. Their number must be that of the shape.
func WriteNPY(w io.Writer, shape []int, values []float32) error {
	n, dims := 1, ""
	for _, d := range shape {
		n *= d
		dims += strconv.Itoa(d) + ","
	}
	if n != len(values) {
		panic("files: npy: values do not fill the shape")
	}
	header := "{'descr': '<f4', 'fortran_order': False, 'shape': (" + dims + "), }"
	header += strings.Repeat(" ", 63-(len(npyMagic)+4+len(header))%64) + "\n" // what follows is aligned
	b := append([]byte(npyMagic), 1, 0)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(header)))
	b = append(b, header...)
	_, err := w.Write(littleendian.Append(b, values))
	return err
}
