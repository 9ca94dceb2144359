package kernel

// AddBias adds b(cols) to each row of y(rows,cols):
//
//	for r := range rows {
//		for c := range cols {
//			y[r*cols+c] += b[c]
//		}
//	}
func AddBias(y, b []float32, rows, cols int) {
	rowShape(y, b, rows, cols)
	addBias(y, b, rows, cols)
}

// SumRows adds the rows of dy(rows,cols), in order, to db(cols):
//
//	for r := range rows {
//		for c := range cols {
//			db[c] += dy[r*cols+c]
//		}
//	}
func SumRows(db, dy []float32, rows, cols int) {
	rowShape(dy, db, rows, cols)
	sumRows(db, dy, rows, cols)
}

// SumRowSquares is SumRows' loop with float32(v*v) for each v of dy.
func SumRowSquares(db, dy []float32, rows, cols int) {
	rowShape(dy, db, rows, cols)
	sumRowSquares(db, dy, rows, cols)
}

// AxpyRows adds x(rows,cols), each column times its own factor of s(cols), to y(rows,cols):
//
//	for r := range rows {
//		for c := range cols {
//			y[r*cols+c] += float32(s[c] * x[r*cols+c])
//		}
//	}
func AxpyRows(y, s, x []float32, rows, cols int) {
	rowShape(y, s, rows, cols)
	same2(len(x), len(y))
	axpyRows(y, s, x, rows, cols)
}

func rowShape(x, b []float32, rows, cols int) {
	if rows < 0 || cols < 0 {
		panic(msgNegative)
	}
	if len(x) != rows*cols || len(b) != cols {
		panic(msgLength)
	}
}

// Sum returns the sum of x in four float64 lanes:
//
//	var s [4]float64
//	for i, v := range x {
//		s[i%4] += float64(v)
//	}
//	return (s[0] + s[1]) + (s[2] + s[3])
func Sum(x []float32) float64 { return sum(x) }

// SumSquares is Sum's loop over float64(x[i])*float64(x[i]), which is exact.
func SumSquares(x []float32) float64 { return sumSquares(x) }

// Dot is Sum's loop over float64(a[i])*float64(b[i]), which is exact.
func Dot(a, b []float32) float64 {
	same2(len(a), len(b))
	return dot(a, b)
}

// SquaredDistance is Sum's loop over d*d with d = float64(a[i])-float64(b[i]).
func SquaredDistance(a, b []float32) float64 {
	same2(len(a), len(b))
	return squaredDistance(a, b)
}

// lanes is a sum in four float64 lanes, term i in lane i%4.
type lanes [4]float64

func (s *lanes) total() float64 { return (s[0] + s[1]) + (s[2] + s[3]) }

func addBiasRef(y, b []float32, rows, cols int) {
	for r := range rows {
		addRef(y[r*cols:(r+1)*cols], b)
	}
}

func sumRowsRef(db, dy []float32, rows, cols int) {
	for r := range rows {
		addRef(db, dy[r*cols:(r+1)*cols])
	}
}

func sumRowSquaresRef(db, dy []float32, rows, cols int) {
	for i, v := range dy {
		db[i%cols] += float32(v * v)
	}
}

func axpyRowsRef(y, s, x []float32, rows, cols int) {
	for i, v := range x {
		y[i] += float32(s[i%cols] * v)
	}
}

func sumRef(x []float32) float64 {
	var s lanes
	for i, v := range x {
		s[i%4] += float64(v)
	}
	return s.total()
}

func sumSquaresRef(x []float32) float64 { return dotRef(x, x) }

func dotRef(a, b []float32) float64 {
	var s lanes
	for i, v := range a {
		s[i%4] += float64(float64(v) * float64(b[i]))
	}
	return s.total()
}

func squaredDistanceRef(a, b []float32) float64 {
	var s lanes
	for i, v := range a {
		d := float64(v) - float64(b[i])
		s[i%4] += float64(d * d)
	}
	return s.total()
}
