package build

// Manifest says what belongs together in one build. It stands in every page that has a slot for it
// (<script type="application/json" id="build">) and in build.<id>.json. All paths are relative to the page.
type Manifest struct {
	Build   string             `json:"build"`             // names the build: page, worker, programs and data of one id fit together
	Files   map[string]string  `json:"files"`             // logical name -> path: "trainer.wasm" -> "trainer.0123456789.wasm"
	Data    map[string]*Corpus `json:"data"`              // data sets, by the recipe's name: "mnist"
	Missing map[string]string  `json:"missing,omitempty"` // data sets this build could not get: why
	Digests map[string]string  `json:"digests"`           // path -> "sha256-..." of programs, workers' scripts and data, which a page checks before it uses them
}

// Corpus is a data set cut into chunks. Each file is what data.WriteChunk wrote.
type Corpus struct {
	Train []Chunk `json:"train"`
	Test  []Chunk `json:"test"`
}

// Chunk is one file with the items [From, To) of its half of the set.
type Chunk struct {
	File  string `json:"file"`
	From  int    `json:"from"`
	To    int    `json:"to"`
	Bytes int    `json:"bytes"`
}

// rename returns a copy with the files' names replaced.
func (c *Corpus) rename(names map[string]string) *Corpus {
	replace := func(chunks []Chunk) []Chunk {
		out := make([]Chunk, len(chunks))
		for i, chunk := range chunks {
			chunk.File = names[chunk.File]
			out[i] = chunk
		}
		return out
	}
	return &Corpus{Train: replace(c.Train), Test: replace(c.Test)}
}
