// Package classifiers tells what a code is good for: how well a classifier names the
// class of an image from its pixels, from its reconstruction, from its code,
// and from as many principal components as the code has numbers (Alain and
// Bengio 2017; a course's assignment, "the output of the autoencoder as the input of a
// CNN").
//
// There are two classifiers, both trained with AdamW, rate 0.001 and decay 0.01, on
// shuffled batches:
//
//	linear  softmax of W x + b, on standardized inputs, from zero; 10 passes in
//	        batches of 64, and 1,500 steps at least
//	cnn     3x3 convolutions, 16 and 32 at every second position, then 64 units and
//	        the classes, relu between; 1 pass in batches of 32, and 300 steps at
//	        least. A code that is no picture is laid out as one (32 numbers as 8x4);
//	        where it has too few numbers for that the convolutions are left out.
//
// That is little for the CNN: after one pass over 10,000 images of MNIST it names .93 of
// the held-out ones from their pixels, after ten .97. It is what gives the figures of
// trusted programs (.940 from pixels, .909 from the reconstructions of a code of 32, and .911,
// .918 and .861 for linear on pixels, reconstructions and codes, .856 on 32 components),
// and every kind of input gets the same. Config.Passes asks for more.
//
// The work goes in steps of some milliseconds. It is a function of its Config alone. The run whose model it looks at stays
// as it is.
package classifiers

import (
	"math/rand/v2"
	"slices"

	"bottleneck/core/autoencoder"
	"bottleneck/core/data"
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

// Kinds of inputs, and of classifiers.
const (
	Originals       = "originals"
	Reconstructions = "reconstructions" // of clean images, rounded to 8 bits as the originals are
	Codes           = "codes"           // of a variational code the means
	PCA             = "pca"

	Linear = "linear"
	CNN    = "cnn"
)

// allInputs and allClassifiers are all kinds, in the order of the results. Principal components have no CNN.
var (
	allInputs      = []string{Originals, Reconstructions, Codes, PCA}
	allClassifiers = []string{Linear, CNN}
)

// DefaultImages is the number of training images that classifiers learn from.
const DefaultImages = 10000

// maxPasses is the largest Config.Passes.
const maxPasses = 1000

// Config says what to try.
type Config struct {
	Recipe      recipe.Recipe
	Model       *autoencoder.Model // of the recipe. Its weights are copied; it may go on training
	Train, Test *data.Set          // the run's
	Inputs      []string           // kinds; none: all
	Classifiers []string           // likewise
	Images      int                // of Train, as many as there are; 0: DefaultImages
	Passes      int                // over the images, of both classifiers; 0: as above
	Memory      int64              // bytes that may be taken; 0: any
}

// job is one classifier on one kind of inputs.
type job struct{ input, classifier string }

// Training is classifiers being trained, one after the other.
type Training struct {
	prepared
	jobs    []job
	results []wire.Accuracy

	arithmetic  kernel.Arithmetic // the model's
	seed        uint64
	passes      int
	classes     int
	trainLabels []byte // (train.N) numbers below classes
	testLabels  []byte // (test.N); classes: a class that no training image has

	at          *classifier // of the job in hand, nil between jobs
	order       []int32     // (train.N)
	rng         *rand.Rand  // of order
	next        int         // place in order
	step, tried int
	right       int
	loss        float64 // running mean over about the latest lossOver batches

	done, total float64 // multiply-adds
}

// lossOver batches have most of the weight in a running loss.
const lossOver = 50

// Streams of random numbers; core/train has those of a run.
const (
	streamWeights = 101 + iota
	streamOrder
)

// New prepares the classifiers. An error says what the data or the Config lacks.
func New(c Config) (*Training, error) {
	if c.Images == 0 {
		c.Images = DefaultImages
	}
	if c.Images < 0 {
		return nil, fact.About("classify: images", "count_too_small", "found", c.Images, "least", 0)
	}
	if c.Passes < 0 || c.Passes > maxPasses {
		return nil, fact.About("classify: passes", "passes_out_of_range", "found", c.Passes, "most", maxPasses)
	}
	p := &Training{seed: c.Recipe.Seed, passes: c.Passes}
	inputs, err := chosen("input", c.Inputs, allInputs)
	if err != nil {
		return nil, err
	}
	classifiers, err := chosen("classifier", c.Classifiers, allClassifiers)
	if err != nil {
		return nil, err
	}
	for _, k := range classifiers {
		for _, in := range inputs {
			if k == Linear || in != PCA {
				p.jobs = append(p.jobs, job{in, k})
			}
		}
	}
	if len(p.jobs) == 0 {
		return nil, fact.About("classify", "classifier_misfit", "classifier", CNN, "input", PCA, "only", Linear)
	}
	train := c.Train.First(c.Images)
	if p.trainLabels, p.testLabels, p.classes, err = classes(train, c.Test); err != nil {
		return nil, err
	}
	wanted := func(kind string) bool {
		return slices.ContainsFunc(p.jobs, func(j job) bool { return j.input == kind })
	}
	if need := bytes(c, train, wanted); c.Memory > 0 && need > c.Memory {
		return nil, fact.About("classify", "classify_memory_too_small", "needed", need>>20+1, "images", train.N, "free", c.Memory>>20)
	}
	p.arithmetic = c.Model.Arithmetic()
	p.prepare(c, train, wanted)
	p.total = p.prepared.work
	for _, j := range p.jobs {
		p.total += p.cost(j)
	}
	p.order = make([]int32, train.N)
	return p, nil
}

// chosen checks names against what there is, and returns them in its order; none are all.
func chosen(what string, names, all []string) ([]string, error) {
	for _, n := range names {
		if !slices.Contains(all, n) {
			return nil, fact.About("classify", "classify_unknown", "what", what, "found", n, "names", all)
		}
	}
	var list []string
	for _, n := range all {
		if len(names) == 0 || slices.Contains(names, n) {
			list = append(list, n)
		}
	}
	return list, nil
}

// classes numbers the labels of the training images from 0.
func classes(train, test *data.Set) (trainLabels, testLabels []byte, n int, err error) {
	if train.Labels == nil || test.Labels == nil {
		return nil, nil, 0, fact.About("classify", "labels_missing", "data", train.Name)
	}
	var number [256]int // 0: not seen, else 1 more
	for _, l := range train.Labels {
		number[l] = 1
	}
	for l, seen := range number {
		if seen > 0 {
			n++
			number[l] = n
		}
	}
	if n < 2 {
		return nil, nil, 0, fact.About("classify", "classes_too_few", "found", n, "images", train.N)
	}
	rename := func(labels []byte) []byte {
		out := make([]byte, len(labels))
		for i, l := range labels {
			out[i] = byte(n)
			if k := number[l]; k > 0 {
				out[i] = byte(k - 1)
			}
		}
		return out
	}
	return rename(train.Labels), rename(test.Labels), n, nil
}

// Step does some milliseconds of work and says whether there is more.
func (p *Training) Step() bool {
	if len(p.jobs) == 0 {
		return false
	}
	if !p.prepared.step() {
		p.done = p.prepared.did
		return true
	}
	j := p.jobs[0]
	train, test := p.sets(j.input)
	o := settingOf(j.classifier, p.passes)
	switch {
	case p.at == nil:
		p.at = newClassifier(p.arithmetic, j.classifier, shapeOf(train), p.classes, rand.New(rand.NewPCG(p.seed, streamWeights)))
		if j.classifier == Linear || j.input == Codes {
			p.at.scale = standard(train)
		}
		for i := range p.order {
			p.order[i] = int32(i)
		}
		p.rng = rand.New(rand.NewPCG(p.seed, streamOrder))
		p.next, p.step, p.tried, p.right, p.loss = 0, 0, 0, 0, 0
	case p.step < o.total(train.N):
		if p.next == 0 {
			p.rng.Shuffle(len(p.order), func(i, k int) { p.order[i], p.order[k] = p.order[k], p.order[i] })
		}
		idx := p.order[p.next:min(p.next+o.batch, len(p.order))]
		loss := p.at.train(train, p.trainLabels, idx)
		p.next = (p.next + len(idx)) % len(p.order)
		p.step++
		p.loss += (loss - p.loss) / float64(min(p.step, lossOver))
		p.done += 3 * float64(len(idx)) * p.at.cost(train.Dim())
	case p.tried < test.N:
		hi := min(p.tried+rows, test.N)
		p.right += p.at.right(test, p.testLabels, p.tried, hi)
		p.done += float64(hi-p.tried) * p.at.cost(train.Dim())
		p.tried = hi
	default:
		p.results = append(p.results, wire.Accuracy{Input: j.input, Classifier: j.classifier,
			Accuracy: float64(p.right) / float64(test.N), N: test.N, Train: train.N, Dim: train.Dim()})
		p.at, p.jobs = nil, p.jobs[1:]
		if len(p.jobs) == 0 {
			p.done = p.total
			p.prepared = prepared{}
			return false
		}
	}
	return true
}

// cost of one input forward: the products, and some work a number beside them.
func (c *classifier) cost(dim int) float64 { return c.macs + 10*float64(dim) }

// cost of a job, as Step counts it.
func (p *Training) cost(j job) float64 {
	train, test := p.sets(j.input)
	c := newClassifier(p.arithmetic, j.classifier, shapeOf(train), p.classes, rand.New(rand.NewPCG(1, 1)))
	o := settingOf(j.classifier, p.passes)
	perEpoch := (train.N + o.batch - 1) / o.batch
	n := o.total(train.N)
	seen := n / perEpoch * train.N
	seen += min(n%perEpoch*o.batch, train.N)
	return (3*float64(seen) + float64(test.N)) * c.cost(train.Dim())
}

// Progress returns what is being worked on, "" before the first classifier and at the end, and the share of the work that is done.
func (p *Training) Progress() (input, classifier string, done float64) {
	if p.at != nil {
		input, classifier = p.jobs[0].input, p.jobs[0].classifier
	}
	return input, classifier, min(1, p.done/p.total)
}

// Running returns what the classifier at work has reached: the mean loss of its latest batches, and, once it is tried on
// the held-out images, the share of those so far whose class it names. Both are 0 until there is something to tell.
func (p *Training) Running() (loss, accuracy float64) {
	if p.at == nil {
		return 0, 0
	}
	if p.tried > 0 {
		accuracy = float64(p.right) / float64(p.tried)
	}
	return p.loss, accuracy
}

// Results are those of the classifiers that are done.
func (p *Training) Results() []wire.Accuracy { return p.results }
