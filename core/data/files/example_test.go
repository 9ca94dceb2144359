package files_test

import (
	"bytes"
	"fmt"
	"strings"

	"bottleneck/core/data/files"
	"bottleneck/core/data/local"
)

// A table of measurements: rows with a hole are left out, and a column of texts gives the labels. On a machine,
// core/data/local brings the bytes; in the page the browser does.
func ExampleRead() {
	const table = "width;height;kind\n1.5;2;oak\n2.5;4;elm\n;3;oak\n3;6;elm\n"
	given, err := local.Read([]local.File{{Name: "trees.csv", Size: int64(len(table)), Content: strings.NewReader(table)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(given.Kind, given.Name, given.Table.Columns, given.Table.N, given.Table.Classes)
	for _, p := range given.Problems {
		fmt.Println(p.Place, p.Why)
	}
	set := given.Table.Set(false, "minmax")
	fmt.Println(set.N, set.Values)
	// Output:
	// table trees.csv [width height] 3 [elm oak]
	// row 4, width nothing found, a number expected: the row is left out
	// 2 [0 0 1 1]
}

// Arrays of NumPy go in and out.
func ExampleReadNPY() {
	var file bytes.Buffer
	if err := files.WriteNPY(&file, []int{2, 3}, []float32{1, 2, 3, 4, 5, 6}); err != nil {
		fmt.Println(err)
		return
	}
	array, err := files.ReadNPY(file.Bytes())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(array.Shape, array.N(), array.Floats)
	_, err = files.ReadNPY([]byte("PK\x03\x04"))
	fmt.Println(err)
	// Output:
	// [2 3] 2 [1 2 3 4 5 6]
	// npy: magic \x93NUMPY expected
}
