package train

import (
	"math"

	"bottleneck/core/fact"
)

// stopping ends a run whose held-out loss has not become better for so many
// epochs as the recipe has patience (Keras' EarlyStopping; the weights stay those
// of the latest step).
type stopping struct {
	best  float64 // least held-out loss at the end of an epoch
	epoch int     // and that epoch
}

// reset forgets what was best: the end of the epoch after the given one is.
func (s *stopping) reset(epoch int) { *s = stopping{math.Inf(1), epoch} }

// renewed says whether the noise has changed since the latest step. Then patience begins anew with the next one: held-out losses
// under different noise do not compare.
func (r *Run) renewed() bool { return r.now.Noise != r.watched }

// fresh begins to watch after the current epoch, or after pre-training.
func (r *Run) fresh() {
	r.stopping.reset(max(r.step, r.pre.total()) / r.StepsPerEpoch())
}

// observe takes the held-out loss at the end of an epoch.
func (s *stopping) observe(loss float64, epoch int) {
	if loss < s.best {
		s.best, s.epoch = loss, epoch
	}
}

// Stopped says why the run ended early; nil if it did not.
func (r *Run) Stopped() *fact.Fact {
	patience, epoch := r.recipe.Patience, r.step/r.StepsPerEpoch()
	if patience == 0 || r.renewed() || epoch-r.stopping.epoch < patience {
		return nil
	}
	if math.IsInf(r.stopping.best, 1) {
		return fact.New("stopped_without_loss", "epoch", epoch)
	}
	return fact.New("stopped_early", "epoch", epoch, "since", r.stopping.epoch, "best", r.stopping.best)
}
