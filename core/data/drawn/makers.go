package drawn

import (
	"bottleneck/core/data"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// makers has who makes the training or the held-out part of each source that recipes call made, by its name.
var makers = map[string]func(r recipe.Recipe, test bool) data.Maker{
	"digits": func(_ recipe.Recipe, test bool) data.Maker {
		seed := uint64(TrainSeed)
		if test {
			seed = TestSeed
		}
		return data.Maker{Doing: fact.New("drawing_digits"), Stride: 50,
			Range: func(lo, hi int) *data.Set { return digitsRange(lo, hi, seed) }}
	},
	"faces": func(r recipe.Recipe, test bool) data.Maker {
		most := facesTrain
		if test {
			most = facesTest
		}
		return data.Maker{Doing: fact.New("drawing_faces"), Most: most, Stride: 1,
			Range: func(lo, hi int) *data.Set { return Faces(test, lo, hi, r.ImageSize) }}
	},
	"shapes": func(r recipe.Recipe, test bool) data.Maker {
		seed := uint64(ShapesSeed)
		if test {
			seed = ShapesTestSeed
		}
		return data.Maker{Doing: fact.New("drawing_shapes"), Stride: 20,
			Range: func(lo, hi int) *data.Set { return ShapesRange(lo, hi, r.ImageSize, r.Channels, seed) }}
	},
	"table18": func(_ recipe.Recipe, test bool) data.Maker {
		from, most := 0, Table18Train
		if test {
			from, most = most, table18Test
		}
		return data.Maker{Doing: fact.New("making_table"), Most: most, Stride: 500,
			Range: func(lo, hi int) *data.Set { return Table18(from+lo, from+hi) }}
	},
}

// Maker returns who makes a part of r's data, which are of a source that is made.
func Maker(r recipe.Recipe, test bool) data.Maker {
	m := makers[r.Data]
	if m == nil {
		panic("drawn: no maker for these data")
	}
	return m(r, test)
}
