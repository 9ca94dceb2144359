package drawn

import (
	"bytes"
	"testing"

	"bottleneck/core/data"
)

func TestFaces(t *testing.T) {
	const n = facePeople * FacePoses
	s := FacesRange(0, n, 32, FacesSeed)
	if s.N != n || s.H != 32 || s.W != 32 || s.C != 1 || len(s.Pixels) != n*32*32 || s.Labels[n-1] != facePeople-1 {
		t.Fatalf("%d faces of %dx%dx%d, last label %d", s.N, s.H, s.W, s.C, s.Labels[n-1])
	}
	h := uint64(14695981039346656037)
	for _, b := range s.Pixels {
		h = (h ^ uint64(b)) * 1099511628211
	}
	if h != 0xe77082c41bf63e7a { // the same bytes on every machine
		t.Errorf("the bytes sum up to %#x", h)
	}
	if part := FacesRange(123, 131, 32, FacesSeed); !bytes.Equal(part.Pixels, s.Pixels[123*1024:131*1024]) {
		t.Error("faces differ when they are drawn in parts")
	}
	if other := FacesRange(0, 1, 32, FacesSeed+1); bytes.Equal(other.Pixels, s.Pixels[:1024]) {
		t.Error("another seed draws the same face")
	}
}

// The parts together are all faces, each once, and every tenth is held out.
func TestFacesParts(t *testing.T) {
	all := FacesRange(0, facePeople*FacePoses, 8, FacesSeed)
	train, test := Faces(false, 0, facesTrain, 8), Faces(true, 0, facesTest, 8)
	if train.N != facesTrain || test.N != facesTest || train.N+test.N != all.N {
		t.Fatalf("%d and %d of %d", train.N, test.N, all.N)
	}
	var a, b int
	for i := range all.N {
		part, at := train, &a
		if data.Held(i) {
			part, at = test, &b
		}
		if !bytes.Equal(part.Pixels[*at*64:(*at+1)*64], all.Pixels[i*64:(i+1)*64]) || part.Labels[*at] != all.Labels[i] {
			t.Fatalf("face %d is not number %d of its part", i, *at)
		}
		*at++
	}
	if some := Faces(false, 17, 23, 8); !bytes.Equal(some.Pixels, train.Pixels[17*64:23*64]) {
		t.Error("a part of a part differs")
	}
}

// Pictures of one person are more alike than pictures of different ones, and no two are equal.
func TestFacesPeople(t *testing.T) {
	const n = facePeople * FacePoses
	s := FacesRange(0, n, 16, FacesSeed)
	dim := s.Dim()
	var same, other [2]float64 // sum, count
	for i := range n {
		for j := range i {
			d := 0.0
			for k := range dim {
				e := float64(s.Pixels[i*dim+k]) - float64(s.Pixels[j*dim+k])
				d += e * e
			}
			if d == 0 {
				t.Fatalf("faces %d and %d are equal", i, j)
			}
			into := &other
			if s.Labels[i] == s.Labels[j] {
				into = &same
			}
			into[0] += d
			into[1]++
		}
	}
	if a, b := same[0]/same[1], other[0]/other[1]; 2*a > b {
		t.Errorf("mean squared distance %.0f within a person, %.0f between people", a, b)
	}
}

func BenchmarkFace(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		FacesRange(i%400, i%400+1, 32, FacesSeed)
	}
}
