package wire

// The frame, all little-endian:
//
//	offset  bytes  meaning
//	0       4      "BNSF"
//	4       4      version
//	8       4      run
//	12      4      step
//	16      4      epoch
//	20      4      number of sections
//	24             sections
//
// A section is a tag of four letters, the length of its body in bytes (a multiple of 4), and the body. Within a
// body, numbers are 32 bits wide; an array or a list is its count and its elements; bytes and text are padded with
// zeros to a multiple of 4, so that every array of a frame is aligned. A reader skips sections with an unknown tag,
// so that one can be added without a new version; it refuses a tag that comes twice and an unknown version.
const (
	frameMagic  = "BNSF"
	frameHeader = 24
)

// Limits of a frame. What exceeds them is refused.
const (
	maxFrame    = 64 << 20 // bytes
	maxSections = 64
	maxSide     = 1024 // height and width of an image
	maxChannels = 4
	maxImages   = 4096
	maxGrid     = 128     // tiles to a side
	maxPoints   = 1 << 20 // points of a scatter or a curve, units of a code
	maxText     = 256     // bytes of a text
	maxColumns  = 1024    // columns of a table
	maxPhases   = 256     // phases of a run
	maxParts    = 256     // parts of a line
	maxTerms    = 16      // terms of a loss
)

// head passes what is before the sections.
func (s *Snapshot) head(c codec) {
	c.uint("run", &s.Run)
	c.int("step", &s.Step)
	c.int("epoch", &s.Epoch)
}
