package drawn

// The seeds of the drawn digits that a recipe with data=digits is trained on
// and held out against. They are part of what a link means: never change them.
const (
	TrainSeed = 1
	TestSeed  = 2
)

// The seeds of the drawn shapes, to train on and held out, likewise.
const (
	ShapesSeed     = 4
	ShapesTestSeed = 5
)

// FacesSeed is that of the drawn faces, likewise.
const FacesSeed = 3
