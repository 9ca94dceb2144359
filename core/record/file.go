package record

import (
	"encoding/binary"
	"hash/crc32"

	"bottleneck/core/data"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

func init() { fact.Add(fact.OfRecords) }

// A record is, all little-endian:
//
//	offset  bytes  meaning
//	0       8      "bnrecord"
//	8       4      version
//	12      4      bytes of the body
//	16      32     SHA-256 of the body
//	48             the body: the fields of Record in their order (fields), arrays and texts behind their length
//
// The checkpoint is not in the body: it may have a hundred megabytes and is on its way to the page anyway. The record
// knows its size and its checksum, and Fits says whether one is the other's.
const (
	magic   = "bnrecord"
	header  = 48
	Version = 1
)

// Limits of a record. What exceeds them is refused.
const (
	maxBody    = 256 << 10
	maxCurve   = 64      // points of the short curve
	maxSide    = 512     // of the picture
	maxName    = 256     // bytes of a name
	maxSteps   = 1 << 31 // of a run
	maxElapsed = 1e10    // seconds
)

// Record is what outlives the page of a run: what it is, where it stood, and which checkpoint leads back there.
type Record struct {
	Link    string  // of its recipe
	Step    int     // updates done
	Total   int     // steps of the whole run
	Elapsed float64 // seconds of training
	Loaded  bool    // its weights came from a file: no link leads to them

	TrainLoss, TestLoss, TestMSE float64 // as metrics.Metrics has them
	Fingerprint, Arithmetic      string

	Own     Own
	Curve   []train.Point // the loss, at most 64 points
	W, H    int           // of the picture; 0: none
	Picture []byte        // (H,W,1) or (H,W,3): test images over what the network makes of them

	Size int    // bytes of the checkpoint
	CRC  uint32 // its checksum, which stands in its head
}

// Own says on which files of a person's own the run was trained; all zero where it was not.
type Own struct {
	Name        string // of the file or folder
	Train, Test int    // pictures or rows in use
	CRC         uint32 // of what was read from them
}

// fields passes every field through c: one list serves writer and reader.
func (r *Record) fields(c *codec) {
	c.text("link", &r.Link, recipe.MaxLink)
	c.count("step", &r.Step, maxSteps)
	c.count("total_steps", &r.Total, maxSteps)
	c.float("elapsed", &r.Elapsed, maxElapsed)
	c.flag("loaded", &r.Loaded)
	c.number("train_loss", &r.TrainLoss)
	c.number("test_loss", &r.TestLoss)
	c.number("test_mse", &r.TestMSE)
	c.text("fingerprint", &r.Fingerprint, maxName)
	c.text("arithmetic", &r.Arithmetic, maxName)
	c.text("own name", &r.Own.Name, maxName)
	c.count("own train", &r.Own.Train, maxSteps)
	c.count("own test", &r.Own.Test, maxSteps)
	c.word("own checksum", &r.Own.CRC)
	c.points("curve", &r.Curve)
	c.count("width", &r.W, maxSide)
	c.count("height", &r.H, maxSide)
	c.bytes("picture", &r.Picture, r.W*r.H)
	c.count("checkpoint", &r.Size, 1<<32)
	c.word("checkpoint checksum", &r.CRC)
}

// Encode writes the record over dst, growing it when needed, and returns it. It returns nil where a figure is not a finite number, or a
// field too large: such a record could not be read.
func (r *Record) Encode(dst []byte) []byte {
	c := codec{b: append(dst[:0], make([]byte, header)...)}
	r.fields(&c)
	body := c.b[header:]
	if c.bad != nil || len(body) > maxBody {
		return nil
	}
	copy(c.b, magic)
	binary.LittleEndian.PutUint32(c.b[8:], Version)
	binary.LittleEndian.PutUint32(c.b[12:], uint32(len(body)))
	sum := digest(body)
	copy(c.b[16:], sum[:])
	return c.b
}

// Decode reads a record. The error says whether it is none, of a newer version, cut off, damaged, or which field is wrong.
func Decode(b []byte) (*Record, error) {
	const about = "record"
	if len(b) < header || string(b[:8]) != magic {
		return nil, fact.About(about, "record_foreign")
	}
	if v := binary.LittleEndian.Uint32(b[8:]); v != Version {
		return nil, fact.About(about, "record_version", "found", v, "newest", Version)
	}
	body, size := b[header:], int64(binary.LittleEndian.Uint32(b[12:]))
	switch {
	case max(size, int64(len(body))) > maxBody:
		return nil, fact.About(about, "record_too_large", "found", max(size, int64(len(body))), "most", maxBody)
	case int64(len(body)) != size:
		return nil, fact.About(about, "record_cut_off", "found", len(body), "expected", size)
	case digest(body) != [32]byte(b[16:header]):
		return nil, fact.About(about, "record_damaged")
	}
	r, c := &Record{}, codec{b: body, reading: true}
	if r.fields(&c); c.bad == nil && len(c.b) > 0 {
		c.bad = fact.New("record_not_over", "bytes", len(c.b))
	}
	if c.bad != nil {
		return nil, fact.Within(about, c.bad)
	}
	return r, nil
}

// Split parts a file of a record and the checkpoint behind it. What is no such file is all record: Decode says what is wrong with it.
func Split(b []byte) (record, checkpoint []byte) {
	if len(b) < header {
		return b, nil
	}
	if n := header + int64(binary.LittleEndian.Uint32(b[12:])); n < int64(len(b)) {
		return b[:n:n], b[n:]
	}
	return b, nil
}

// Of notes which checkpoint is the record's.
func (r *Record) Of(checkpoint []byte) {
	r.Size, r.CRC = len(checkpoint), train.CheckpointSum(checkpoint)
}

// Fits says why a checkpoint of size bytes is not the record's, or nil. Its first train.CheckpointHead bytes are enough.
func (r *Record) Fits(size int, head []byte) error {
	if size != r.Size {
		return fact.About("record", "record_checkpoint_size", "found", size, "expected", r.Size)
	}
	if train.CheckpointSum(head) != r.CRC {
		return fact.About("record", "record_checkpoint_differs")
	}
	return nil
}

// SumOf is the checksum of the values and labels of sets.
func SumOf(sets ...*data.Set) (sum uint32) {
	for _, s := range sets {
		sum = crc32.Update(sum, crc32.IEEETable, s.Pixels)
		sum = crc32.Update(sum, crc32.IEEETable, valuesOf(s))
		sum = crc32.Update(sum, crc32.IEEETable, s.Labels)
	}
	return sum
}

// Thinned is at most 64 points of a curve, evenly spread, the last of them included.
func Thinned(curve []train.Point) []train.Point {
	n := len(curve)
	if n <= maxCurve {
		return curve
	}
	short := make([]train.Point, maxCurve)
	for i := range short {
		short[i] = curve[(i+1)*n/maxCurve-1]
	}
	return short
}
