// Package npz writes arrays as NumPy reads them: one as .npy, several with names as .npz, which is a zip archive of those.
package npz

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"strconv"
	"strings"

	"bottleneck/core/littleendian"
)

// Array is a named array in C order: of bytes, or of float32 where Bytes is nil.
type Array struct {
	Name   string
	Shape  []int
	Bytes  []byte
	Floats []float32
}

// NPY returns the array as a .npy file, version 1.0. Its numbers fill its shape.
func (a Array) NPY() []byte {
	n, dims := 1, ""
	for _, d := range a.Shape {
		n *= d
		dims += strconv.Itoa(d) + ","
	}
	kind := "<f4"
	if a.Bytes != nil {
		kind = "|u1"
	}
	if n != max(len(a.Bytes), len(a.Floats)) {
		panic("npz: values do not fill the shape")
	}
	header := "{'descr': '" + kind + "', 'fortran_order': False, 'shape': (" + dims + "), }"
	header += strings.Repeat(" ", 63-(10+len(header))%64) + "\n" // what follows is aligned
	b := append([]byte("\x93NUMPY"), 1, 0)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(header)))
	b = append(b, header...)
	if a.Bytes != nil {
		return append(b, a.Bytes...)
	}
	return littleendian.Append(b, a.Floats)
}

// Archive returns the arrays as a .npz file, in their order.
func Archive(arrays ...Array) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, a := range arrays {
		h := &zip.FileHeader{Name: a.Name + ".npy", Method: zip.Store}
		if a.Bytes != nil { // pictures grow smaller by half, weights by a tenth
			h.Method = zip.Deflate
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err = io.Copy(w, bytes.NewReader(a.NPY())); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
