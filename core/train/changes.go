package train

import "bottleneck/core/recipe"

// Recipe is the recipe that replays the run: its fields are those of the start, and its changes have what became of them since.
func (r *Run) Recipe() recipe.Recipe { return r.recipe }

// InForce is the recipe with the values that the coming step is made with, and no changes.
func (r *Run) InForce() recipe.Recipe { return r.now }

// Changed counts the changes of the recipe that have been made.
func (r *Run) Changed() int { return r.changed }

// Set changes a live field from the next step on, and the recipe with it: the run is from now on the one that does this at
// this step. Before the first step the field itself is changed. An error, which names the field, changes nothing.
func (r *Run) Set(name, value string) error {
	to := r.recipe.Clone()
	if err := to.Change(r.step, name, value); err != nil {
		return err
	}
	noise := r.now.Noise
	r.recipe = to
	r.follow()
	if r.step == 0 {
		if r.watched = r.now.Noise; r.watched != noise {
			r.testCurve = newSeries()
			r.Evaluate() // the run begins so
		}
	}
	return nil
}

// follow makes the changes up to the latest step.
func (r *Run) follow() {
	for r.changed = 0; r.changeDue(); {
		r.changed++
	}
	r.now = r.recipe.InForce(r.step)
	r.noise = NoiseOf(r.now, r.model.Dim())
	if r.pre != nil {
		r.pre.net.SetLearningRate(r.now.PretrainLearningRate)
	}
}

// changeDue says whether there is a change to be made after the latest step.
func (r *Run) changeDue() bool {
	return r.changed < len(r.recipe.Changes) && r.recipe.Changes[r.changed].Step <= r.step
}
