package own

// Table is rows of numbers, every cell of which is there.
type Table struct {
	Columns []string
	N       int
	Values  []float32 // (N, len(Columns)), as they were given
	Labels  []byte    // (N) by a column of texts, or nil
	Classes []string  // their names
}
