package train

// maxCurve is how many points a curve keeps; when it is full, neighbours are
// merged in pairs and every later point spans twice as many steps. So a curve of
// any length is complete, bounded and allocates nothing.
const maxCurve = 1024

// Point is a loss at a step.
type Point struct {
	Step int32
	Loss float32
}

// series is the mean of a figure over bins of equal length.
type series struct {
	points []Point
	width  int // values a point
	sum    float64
	n      int // values in the open bin
}

func newSeries() series {
	return series{points: make([]Point, 0, maxCurve), width: 1}
}

// add appends the value measured at step. A point stands at its last step.
func (s *series) add(step int, v float64) {
	s.sum += v
	s.n++
	if s.n < s.width {
		return
	}
	s.points = append(s.points, Point{Step: int32(step), Loss: float32(s.sum / float64(s.n))})
	s.sum, s.n = 0, 0
	if len(s.points) == maxCurve {
		s.halve()
	}
}

func (s *series) halve() {
	for i := 0; i < len(s.points)/2; i++ {
		a, b := s.points[2*i], s.points[2*i+1]
		s.points[i] = Point{Step: b.Step, Loss: (a.Loss + b.Loss) / 2}
	}
	s.points = s.points[:len(s.points)/2]
	s.width *= 2
}
