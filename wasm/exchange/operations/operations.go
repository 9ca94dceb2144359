// Package operations is what the exchange can be asked: it reads what people give, and writes what leaves for other programs.
package operations

import "bottleneck/wasm/desk"

// Names of what can be asked, the fields of the request, what came beside it -> the fields of the reply, buffers.
const (
	OpRead    = "read"    // names room choice; beside it files of these names -> own summary labels; buffers: what was given, as own.Given.Encode writes it; the first of it, pictures of 32x32 or rows of float32
	OpWeights = "weights" // names link; beside it one file -> notes; buffer: its weights as the trainer loads them; weights of another network -> error, link: the recipe they were made with
	OpExport  = "export"  // target link notebook data; beside it weights as a safetensors file, or nothing -> files notes; buffers: what the files hold
	OpArrays  = "arrays"  // arrays; beside it what each holds -> buffer: an .npz of them
)

// All are the operations of the exchange.
var All = []desk.Operation{{Name: OpRead, Do: read}, {Name: OpWeights, Do: weights}, {Name: OpExport, Do: exported}, {Name: OpArrays, Do: arrays}}
