package job

// Table describes a grid of patches to the kernels: TableWords words and then a run for each column of positions: lo, hi and from,
// bytes lo to hi of a row of the window being those from from on of a row of the image.
type Table []int32

// Words of a Table.
const (
	TableImage  = iota // bytes of an image
	TableH             // rows of an image
	TableRow           // bytes of one
	TableRows          // rows of positions
	TableCols          // positions of one
	TableKernel        // rows of the window
	TableStride        // rows from a position to the next
	TableTop           // rows above the image
	TableLine          // bytes of a row of the window
	TableC             // channels
	TableWide          // bytes of a row of what all positions of an image see
	TableHigh          // rows of that
	TableLeft          // bytes of a row left of the image
	TableStep          // bytes from a position to the next in its row
	TableWords
)
