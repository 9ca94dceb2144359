package wire

// codec passes the fields of sections, one by one: a writer writes them, a reader checks and takes them, and a test tells
// their names to the reader that it writes for the page. One list of fields (sections.go) serves them all, so they cannot
// disagree.
type codec interface {
	// section begins a section that may be there, and says what is to be done with it; end ends it.
	section(tag, name string, there bool) action
	end()

	uint(name string, v *uint32)
	int(name string, v *int32)
	// count passes a number from 0 to limit.
	count(name string, v *int32, limit uint32)
	// some is count, of what a section is there for: with none of it the section is as good as none.
	some(name string, v *int32, limit uint32)
	float(name string, v *float32)
	bool(name string, v *bool)
	text(name string, v *string)

	// Arrays have a length that is known, and these return it.
	bytes(name string, v *[]byte, want length) int
	floats(name string, v *[]float32, want length) int
	ints(name string, v *[]int32, want length) int

	// list begins a list of n elements, at most limit, and returns how many are to be passed; with fewer than least the
	// section is as good as none. endList ends it.
	list(name string, n int, least, limit uint32) int
	endList()
}

// action is what is to be done with a section.
type action int

const (
	skip action = iota
	pass
	drop // it was not in the frame
)

// section begins a section, and returns what is to be passed of it, or nil.
func section[T any](c codec, tag, name string, at **T) *T {
	switch c.section(tag, name, *at != nil) {
	case pass:
		if *at == nil {
			*at = new(T)
		}
		return *at
	case drop:
		*at = nil
	}
	return nil
}

// list begins a list, and returns its elements, to be passed one by one.
func list[T any](c codec, name string, v *[]T, least, limit uint32) []T {
	if n := c.list(name, len(*v), least, limit); n != len(*v) {
		*v = resized(*v, n)
	}
	return *v
}

// resized is v with n elements, in its own memory where that suffices; of none it is nil.
func resized[T any](v []T, n int) []T {
	if n == 0 {
		return nil
	}
	if n > cap(v) {
		return make([]T, n)
	}
	return v[:n]
}

// shape passes the shape of an image.
func shape(c codec, H, W, C *int32) {
	c.some("h", H, maxSide)
	c.some("w", W, maxSide)
	c.some("c", C, maxChannels)
}

// length is how many elements an array must have.
type length struct {
	n            int
	less, orNone bool
}

func exactly(n int) length { return length{n: n} }
func orNone(n int) length  { return length{n: n, orNone: true} }
func upTo(n int) length    { return length{n: n, less: true} }

func (l length) allows(n int) bool { return n == l.n || n < l.n && l.less || n == 0 && l.orNone }
