package proof

import (
	"bottleneck/core/data"
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// Status is what becomes of a proof.
type Status string

const (
	Confirmed  Status = "confirmed"  // the run has this fingerprint after this step
	Refuted    Status = "refuted"    // it has another there, or does not come there
	Unreadable Status = "unreadable" // it is no proof, or not of a recipe that can be run as it is written
	Unchecked  Status = "unchecked"  // nothing was found out: data or arithmetic is not to be had here, or it took too long
)

// Verdict is the status of a proof, and why.
type Verdict struct {
	Status Status
	Found  string     // fingerprint of the run after the step; "" where it did not come there
	Reason *fact.Fact // nil: confirmed
}

// Sets finds the data of a recipe: whole sets, as train.New takes them.
type Sets func(r recipe.Recipe) (trainSet, testSet *data.Set, err error)

// Judge reads a proof link, trains its run on what sets finds, and says whether the proof holds. Before each step it asks
// each, which may end it by an error. What can be read of the proof is returned whatever the verdict is.
func Judge(text string, sets Sets, each func(step, of int) error) (Proof, Verdict) {
	p, err := Read(text)
	if err != nil {
		return p, Verdict{Status: Unreadable, Reason: fact.From(err)}
	}
	return p, p.judge(sets, each)
}

func (p Proof) judge(sets Sets, each func(step, of int) error) Verdict {
	if last := p.Recipe.Steps; last > 0 && p.Step > last {
		return refuted("", p.beyond(last)) // known before anything is loaded
	}
	if p.Recipe.Source().Origin == recipe.Own {
		return unchecked(fact.New("proof_needs_files", "data", p.Recipe.Data))
	}
	trainSet, testSet, err := sets(p.Recipe)
	if err != nil {
		return unchecked(fact.New("proof_unchecked", "why", err))
	}
	run, v := p.Begin(trainSet, testSet)
	if run == nil {
		return v
	}
	return p.Check(run, each)
}

// Begin prepares the run of a proof. Where there is no such run it is nil, and the verdict says why.
func (p Proof) Begin(trainSet, testSet *data.Set) (*train.Run, Verdict) {
	if p.Recipe.Arithmetic == "fused" && !kernel.HasFused() {
		return nil, unchecked(fact.New("proof_arithmetic_missing", "expected", p.Recipe.Arithmetic))
	}
	run, err := train.New(p.Recipe, trainSet, testSet)
	if err != nil {
		return nil, refuted("", fact.New("proof_recipe_refused", "why", err))
	}
	return run, Verdict{}
}

// Check trains a run from where it stands to the step of the proof, and compares the fingerprints. The run is of the proof's
// recipe, from the start, in its arithmetic: Begin makes such a one. Before each step it asks each, which may be nil, and
// may end it by an error.
func (p Proof) Check(run *train.Run, each func(step, of int) error) Verdict {
	if why := p.misfit(run); why != nil {
		return unchecked(why)
	}
	if last := run.TotalSteps(); p.Step > last {
		return refuted("", p.beyond(last))
	}
	for at := run.Reader().Steps(); at < p.Step; at++ {
		if run.Stopped() != nil {
			return refuted("", p.beyond(at))
		}
		if each != nil {
			if err := each(at, p.Step); err != nil {
				return unchecked(fact.New("proof_unchecked", "why", err))
			}
		}
		if err := run.Step(); err != nil {
			return refuted("", fact.From(err))
		}
	}
	found := run.Fingerprint()
	if found != p.Fingerprint {
		return refuted(found, fact.New("proof_differs", "found", found, "step", p.Step, "claimed", p.Fingerprint))
	}
	return Verdict{Status: Confirmed, Found: found}
}

// misfit says why a run can neither confirm nor refute the proof, nil where it can.
func (p Proof) misfit(run *train.Run) *fact.Fact {
	if found := run.Reader().Arithmetic().Summed(); found != p.Recipe.Arithmetic {
		return fact.New("proof_arithmetic_differs", "found", found, "expected", p.Recipe.Arithmetic)
	}
	if r := run.Recipe(); r.Link() != p.Recipe.Link() || run.Loads().N > 0 || run.Reader().Steps() > p.Step {
		return fact.New("proof_run_differs", "step", p.Step)
	}
	return nil
}

// beyond says that the run ends before the step.
func (p Proof) beyond(last int) *fact.Fact {
	return fact.New("proof_beyond_end", "step", p.Step, "last", last)
}

func refuted(found string, why *fact.Fact) Verdict {
	return Verdict{Status: Refuted, Found: found, Reason: why}
}
func unchecked(why *fact.Fact) Verdict { return Verdict{Status: Unchecked, Reason: why} }
