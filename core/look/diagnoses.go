package look

import (
	"math"
	"strconv"

	"bottleneck/core/fact"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// Diagnosis is something that is wrong with a run: what is seen of it, why, and what would be another recipe.
type Diagnosis struct {
	Kind    string
	Fact    *fact.Fact
	Repairs []recipe.Notice // Field is the link
}

// diagnosis is a kind of them. find returns nil where a run has not got it.
type diagnosis struct {
	kind  string
	begun bool // it is seen of the weights, and not before an epoch of training is done
	find  func(p *patient) *fact.Fact
}

// diagnoses lists all kinds. What follows from another comes behind it: see told.
var diagnoses = []diagnosis{
	{"batch", false, largeBatch},
	{"reach", false, outOfReach},
	{"rate", true, lowRate},
	{"posterior", true, posterior},
	{"collapsed", true, collapsed},
	{"dead", true, deadUnits},
	{"saturated", true, saturated},
	{"copies", true, copies},
	{"overfits", true, overfits},
}

// Kinds lists what a run can have, by name.
func Kinds() []string {
	var names []string
	for _, d := range diagnoses {
		names = append(names, d.kind)
	}
	return names
}

const (
	mostPatients = 128  // held-out inputs that are looked at
	fewPatients  = 16   // where these take long:
	patientWork  = 1e9  // operations
	sameOutput   = 0.01 // of the inputs' variance: outputs that vary less are one picture
	standing     = 0.02 // share of the loss that half of the run took off, at least, where it still learns
	someBatches  = 40
	quietCode    = 0.05 // nats a code is from the standard normal distribution, all units together, that says nothing
	manyDead     = 0.25 // share of the units
	stuck        = 0.01 // distance of a sigmoid from 0 or 1 at which it has a 25th of its slope
	manyStuck    = 0.8  // share of units and inputs
	outside      = 0.05 // share of the values
	slowRate     = 50   // the customary rate is so many times as large
	slowFall     = 0.25 // share of the first loss that is gone
	goodCopy     = 0.05 // of the inputs' variance that is lost
	worse        = 1.1  // times the least held-out loss
	fewEpochs    = 5    // that are all worse, or a tenth of those that were; and that a network may take to leave the mean of all, in a long run
	gap          = 5    // times the loss on the training data
)

// patient is what diagnoses look at: a run between two steps, and what it makes of some held-out inputs, as clean as they are.
type patient struct {
	run             train.Reader
	recipe          recipe.Recipe
	n, dim, latent  int
	x, y            []float32 // (n, dim)
	varied, variedY float64   // variance of a value over the inputs, and over the outputs; the mean of all values
	seen            bool      // the four above are there
}

func (p *patient) look() {
	if p.seen {
		return
	}
	p.seen = true
	p.x, p.y = make([]float32, p.n*p.dim), make([]float32, p.n*p.dim)
	p.run.Test().Rows(p.x, 0, p.n)
	p.run.Reconstruct(p.y, p.x, p.n)
	p.varied, p.variedY = variance(p.x, p.dim), variance(p.y, p.dim)
}

// variance is that of each column of x (n, columns), the mean over the columns.
func variance(x []float32, columns int) float64 {
	sum, n := 0.0, float64(len(x)/columns)
	for j := range columns {
		s, q := 0.0, 0.0
		for i := j; i < len(x); i += columns {
			d := float64(x[i] - x[j])
			s += d
			q += float64(d * d)
		}
		sum += q/n - float64((s/n)*(s/n))
	}
	return sum / float64(columns)
}

// Diagnose finds what is wrong with a run as it is now. It costs a forward pass of some held-out inputs.
func Diagnose(run train.Reader) []Diagnosis {
	layer, _ := run.Pretraining()
	begun := layer < 0 && run.Epochs() > 0
	p := &patient{run: run, recipe: run.InForce(), dim: run.Dim(), latent: run.Latent()}
	p.n = min(run.Test().N, max(fewPatients, min(mostPatients, int(patientWork/passWork(run)))))
	var list []Diagnosis
	for _, d := range diagnoses {
		if d.begun && !begun || told(list, d.kind) {
			continue
		}
		if why := d.find(p); why != nil {
			list = append(list, Diagnosis{d.kind, why, p.recipe.Remedies(why)})
		}
	}
	return list
}

// told says whether a kind follows from what was found.
func told(list []Diagnosis, kind string) bool {
	for _, d := range list {
		switch d.Kind + " " + kind {
		case "rate collapsed", "posterior collapsed", "posterior dead", "collapsed dead":
			return true
		}
	}
	return false
}

// A batch of more inputs than there are makes one step of an epoch.
func largeBatch(p *patient) *fact.Fact {
	if n := p.run.Inputs(); p.recipe.BatchSize > n && n > 1 {
		return fact.New("diagnosis_batch", "batch", p.recipe.BatchSize, "inputs", n, "less", max(1, n/10))
	}
	return nil
}

// An output layer whose function does not reach where the data are can never give them.
func outOfReach(p *patient) *fact.Fact {
	lo, hi := math.Inf(-1), math.Inf(1)
	switch p.recipe.OutputActivation {
	case "sigmoid":
		lo, hi = 0, 1
	case "tanh":
		lo, hi = -1, 1
	case "relu", "softplus":
		lo = 0
	default:
		return nil
	}
	if p.recipe.Bounded() {
		return nil
	}
	p.look()
	n := 0
	for _, v := range p.x {
		if float64(v) < lo || float64(v) > hi {
			n++
		}
	}
	if share := float64(n) / float64(len(p.x)); share > outside {
		return fact.New("diagnosis_reach", "activation", p.recipe.OutputActivation, "percent", percent(share))
	}
	return nil
}

func percent(share float64) int { return int(math.Round(100 * share)) }

// A learning rate far below what is customary for its optimizer, with which the loss hardly moves.
func lowRate(p *patient) *fact.Fact {
	usual, err := strconv.ParseFloat(p.recipe.Customary("learning_rate"), 64)
	first, last := p.fall()
	if err != nil || p.recipe.LearningRate*slowRate > usual || !(last > (1-slowFall)*first) {
		return nil
	}
	return fact.New("diagnosis_rate", "rate", p.recipe.LearningRate, "optimizer", p.recipe.Optimizer, "usual", usual, "percent", percent(max(0, 1-last/first)), "steps", p.run.Steps())
}

// losses are those of training, of the part of the run that goes on.
func (p *patient) losses() []train.Point {
	curve, _ := p.run.Curves()
	if phases := p.run.Phases(nil); len(phases) > 0 {
		from := phases[len(phases)-1].Step
		for len(curve) > 0 && int(curve[0].Step) <= int(from) {
			curve = curve[1:]
		}
	}
	return curve
}

// fall is the training loss of the first batches, and of the latest tenth.
func (p *patient) fall() (first, last float64) {
	curve := p.losses()
	n := len(curve)
	if n == 0 {
		return 0, 0
	}
	tenth := curve[n-(n+9)/10:]
	for _, c := range tenth {
		last += float64(c.Loss) / float64(len(tenth))
	}
	return float64(curve[0].Loss), last
}

// learns says whether the training loss has fallen since the middle of the run, or nobody can know yet.
func (p *patient) learns() bool {
	curve := p.losses()
	n := len(curve)
	if n < someBatches {
		return true
	}
	mean := func(points []train.Point) (m float64) {
		for _, c := range points {
			m += float64(c.Loss) / float64(len(points))
		}
		return m
	}
	return mean(curve[n-n/8:]) < (1-standing)*mean(curve[n/2:n/2+n/8])
}

// early says whether the run has not had its time yet: some epochs of a long run, a third of a short one.
func (p *patient) early() bool {
	return p.run.Epochs() < fewEpochs && 3*p.run.Steps() < p.recipe.Cost().TotalSteps
}

// A variational code whose distributions are all the same says nothing of its input.
func posterior(p *patient) *fact.Fact {
	if m := p.run.Latest(); p.run.Drawn() && m.KL < quietCode {
		return fact.New("diagnosis_posterior", "kl", m.KL)
	}
	return nil
}

// The output is one picture, whatever the input. Most networks begin with that, the mean of all, and sigmoids stay there for epochs before they leave it:
// it counts where the run is over, or learns no more and has had its time.
func collapsed(p *patient) *fact.Fact {
	if !p.run.Done() && (p.early() || p.learns()) {
		return nil
	}
	p.look()
	if p.variedY < sameOutput*p.varied {
		return fact.New("diagnosis_collapsed", "percent", percent(p.variedY/p.varied))
	}
	return nil
}

// Units of the code that say the same of every input. Behind layers that learn they come and go in the first epochs: faces_denoise has 148 of 256 after two,
// and none after five.
func deadUnits(p *patient) *fact.Fact {
	if !p.run.Done() && p.early() {
		return nil
	}
	if dead := p.run.Latest().DeadUnits; dead > 0 && float64(dead) >= manyDead*float64(p.latent) {
		return fact.New("diagnosis_dead", "dead", dead, "units", p.latent)
	}
	return nil
}

// Sigmoids of the code that are at 0 or 1 whatever the input hardly learn.
func saturated(p *patient) *fact.Fact {
	if p.recipe.CodeActivation() != "sigmoid" {
		return nil
	}
	p.look()
	z := make([]float32, p.n*p.latent)
	p.run.Encode(z, p.x, p.n)
	n := 0
	for _, v := range z {
		if v < stuck || v > 1-stuck {
			n++
		}
	}
	if share := float64(n) / float64(len(z)); share > manyStuck {
		return fact.New("diagnosis_saturated", "percent", percent(share))
	}
	return nil
}

// A code as long as the input, with no price and no noise, is a copy.
func copies(p *patient) *fact.Fact {
	r := &p.recipe
	if p.latent < p.dim || r.Sparsity != "none" || r.Contractive > 0 || r.Noise.Kind != "none" || p.run.Drawn() {
		return nil
	}
	p.look()
	if p.run.Latest().TestMSE < goodCopy*p.varied {
		return fact.New("diagnosis_copies", "units", p.latent, "values", p.dim, "less", max(1, p.dim/8))
	}
	return nil
}

// The loss on the training data is a small part of that on others, or this has turned and goes up.
func overfits(p *patient) *fact.Fact {
	_, test := p.run.Curves()
	if len(test) <= fewEpochs {
		return nil
	}
	best, turned := turn(test, p.run.EpochSteps(), max(fewEpochs, p.run.Epochs()/10))
	_, last := p.fall()
	now := float64(test[len(test)-1].Loss)
	if !(turned && last < float64(best.Loss)) && !(last*gap < now) {
		return nil
	}
	return fact.New("diagnosis_overfits", "train", last, "test", now, "epoch", int(best.Step)/p.run.EpochSteps())
}

// turn finds the least point of a curve of held-out losses, and whether the curve has gone up since: that each of the last epochs is worse.
// Some in a row may be so by the steps just before them.
func turn(test []train.Point, epochSteps, epochs int) (best train.Point, turned bool) {
	best, now := test[0], test[len(test)-1]
	late := float32(math.Inf(1)) // the least of the last epochs
	for _, c := range test {
		if c.Loss < best.Loss {
			best = c
		}
		if int(now.Step-c.Step) < epochs*epochSteps {
			late = min(late, c.Loss)
		}
	}
	return best, float64(late) > worse*float64(best.Loss)
}
