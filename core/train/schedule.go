package train

import (
	"bottleneck/core/kernel"
	"bottleneck/core/optim"
	"bottleneck/core/recipe"
)

// scheduled is by what the learning rate of r is multiplied in step number step,
// from 0 on, of a run of total steps. First it rises in a straight line over the
// epochs of the warm-up; then, with t epochs gone and T = schedule_epochs, or what
// is left of the run where that is 0 (scratch holds one number):
//
//	constant     1
//	step         rate^floor(t/T)                          (Keras' and PyTorch's step decay)
//	exponential  rate^(t/T)                               (Keras' ExponentialDecay)
//	cosine       rate + (1-rate) (1 + cos(pi t/T)) / 2, then rate  (Loshchilov and Hutter 2017, without restarts)
func scheduled(r recipe.Recipe, step, perEpoch, total int, scratch []float32) float64 {
	warm := r.WarmupEpochs * perEpoch
	if step < warm {
		return float64(step+1) / float64(warm)
	}
	t, T := step-warm, r.ScheduleEpochs*perEpoch
	if T == 0 {
		T = max(1, total-warm)
	}
	switch r.Schedule {
	case "step":
		return optim.Power(r.ScheduleRate, t/T)
	case "exponential":
		scratch[0] = float32(r.ScheduleRate)
		kernel.Log(scratch, scratch)
		if scratch[0] *= float32(float64(t%T) / float64(T)); t%T == 0 {
			scratch[0] = 0 // also of a rate of 0
		}
		kernel.Exp(scratch, scratch)
		return optim.Power(r.ScheduleRate, t/T) * float64(scratch[0])
	case "cosine":
		if t >= T {
			return r.ScheduleRate
		}
		return r.ScheduleRate + float64((1-r.ScheduleRate)*half(float64(t)/float64(T)))
	}
	return 1
}

// half is (1 + cos(pi u)) / 2 for u in [0,1], by Taylor's series of the sine about the middle: math.Cos differs between
// machines where products are fused.
func half(u float64) float64 {
	x := float64(3.141592653589793 * (0.5 - u))
	sum, term := x, x
	for k := 2.0; k <= 20; k += 2 {
		term = -float64(float64(term*x)*x) / (k * (k + 1))
		sum += term
	}
	return (1 + sum) / 2
}

// learningRate is the rate of the coming step. The schedule begins when pre-training is over.
func (r *Run) learningRate() float64 {
	switch {
	case r.pre.layer(r.step) >= 0:
		return r.now.PretrainLearningRate
	case r.recipe.Schedule == "constant" && r.recipe.WarmupEpochs == 0:
		return r.now.LearningRate
	}
	return r.now.LearningRate * scheduled(r.recipe, r.tuned(), r.StepsPerEpoch(), r.TotalSteps()-r.pre.total(), r.scratch[:])
}
