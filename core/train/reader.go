package train

import (
	"bottleneck/core/autoencoder"
	"bottleneck/core/data"
	"bottleneck/core/geometry"
	"bottleneck/core/kernel"
	"bottleneck/core/metrics"
	"bottleneck/core/pca"
	"bottleneck/core/recipe"
)

// Reader is a run that can only be read: it has no step, no setting and no model to train. A forward pass takes the
// buffers of the run's layers, which every step fills anew; slices and sets are the run's own and not to be written to, and
// hold until its next step.
type Reader struct{ run *Run }

// Reader returns the run as those see it who look at it.
func (r *Run) Reader() Reader { return Reader{r} }

// Recipe is the recipe that replays the run, InForce the same with the values in force at this step.
func (r Reader) Recipe() recipe.Recipe  { return r.run.Recipe() }
func (r Reader) InForce() recipe.Recipe { return r.run.InForce() }

// Steps is the number of updates done, Epochs that of epochs completed.
func (r Reader) Steps() int  { return r.run.step }
func (r Reader) Epochs() int { return r.run.step / r.run.StepsPerEpoch() }

// Test is the set of held-out images or rows.
func (r Reader) Test() *data.Set { return r.run.test }

// Inputs is how many images or rows it trains on, EpochSteps in how many steps.
func (r Reader) Inputs() int     { return r.run.train.N }
func (r Reader) EpochSteps() int { return r.run.StepsPerEpoch() }

// Done says whether the run is over.
func (r Reader) Done() bool { return r.run.Done() }

// Latest are the figures of the latest Evaluate, and no others.
func (r Reader) Latest() metrics.Metrics { return r.run.latest }

// TestErrors are the mean squared errors of these at the latest Evaluate, (Test().N).
func (r Reader) TestErrors() []float32 { return r.run.testErrors }

// Tested is the step of that Evaluate: the end of an epoch, the start, or the step at which weights were loaded.
func (r Reader) Tested() int { return max(r.Epochs()*r.run.StepsPerEpoch(), r.run.loads.Latest) }

// Noisy says whether inputs are corrupted, CorruptTest writes to dst what the network sees of x, test image i.
func (r Reader) Noisy() bool                         { return r.run.noise.Kind != "none" }
func (r Reader) CorruptTest(dst, x []float32, i int) { r.run.corruptTest(dst, x, i) }

// Shape is that of an input.
func (r Reader) Shape() geometry.Shape { return r.run.model.Input() }

// Dim is the number of values of an input, Latent that of a code. Drawn says whether codes are draws, which have deviations.
func (r Reader) Dim() int    { return r.run.model.Dim() }
func (r Reader) Latent() int { return r.run.model.Latent() }
func (r Reader) Drawn() bool { return r.run.model.Drawn() }

// Encode, EncodeDrawn, Decode, DecodeOf and Reconstruct are those of the model as it is now.
func (r Reader) Encode(z, x []float32, n int)          { r.run.Model().Encode(z, x, n) }
func (r Reader) EncodeDrawn(mu, s, x []float32, n int) { r.run.Model().EncodeDrawn(mu, s, x, n) }
func (r Reader) Decode(y, z []float32, n int)          { r.run.Model().Decode(y, z, n) }
func (r Reader) DecodeOf(y, z, x []float32, n int)     { r.run.Model().DecodeOf(y, z, x, n) }
func (r Reader) Reconstruct(y, x []float32, n int)     { r.run.Model().Reconstruct(y, x, n) }

// Trace and TraceCode are those of the model, of one input, and Links and Levels what stands between its levels.
func (r Reader) Trace(b autoencoder.Batch, see autoencoder.See) { r.run.Model().Trace(b, 0, see) }
func (r Reader) TraceCode(z []float32, see autoencoder.See)     { r.run.Model().TraceCode(z, see) }
func (r Reader) Links(level int, deviation bool) autoencoder.Links {
	return r.run.Model().Links(level, deviation)
}
func (r Reader) Levels() (all, code int) { return r.run.Model().Levels() }

// Arithmetic is what the run multiplies in.
func (r Reader) Arithmetic() kernel.Arithmetic { return r.run.model.Arithmetic() }

// Looking is what the units of the encoder's first layer look for in an input, Drawing what each input of the decoder's
// last layer draws; false where the layer's weights cannot be laid out as pictures.
func (r Reader) Looking() (autoencoder.Filters, bool) { return r.run.Model().Looking() }
func (r Reader) Drawing() (autoencoder.Filters, bool) { return r.run.Model().Drawing() }

// Pretraining is the layer that the latest step trained alone, from 0 on, of how many; -1: the step trained all.
func (r Reader) Pretraining() (layer, layers int) {
	if layer = r.run.latestLayer(); layer >= 0 {
		layers = len(r.run.pre.net.Machines)
	}
	return layer, layers
}

// PretrainingLooking is what the units of a layer in pre-training look for, through the layers below.
func (r Reader) PretrainingLooking(layer int) autoencoder.Filters {
	return r.run.pre.net.Filters(layer, r.run.model.Input())
}

// Curves are the losses so far.
func (r Reader) Curves() (train, test []Point) {
	return r.run.trainCurve.points, r.run.testCurve.points
}

// Prices are the terms that the losses of training have beside the reconstruction; none where that is all.
func (r Reader) Prices() []Price { return r.run.prices }

// Phases appends to list the parts of the run that have begun; none where there is only one.
func (r Reader) Phases(list []Phase) []Phase { return r.run.phases(list) }

// BaselineLoss is the run's, Basis the principal components that it was found with; 0 and nil: not known yet.
func (r Reader) BaselineLoss() float64 { return r.run.BaselineLoss() }
func (r Reader) Basis() *pca.Basis {
	if b := r.run.baseline; b != nil {
		return b.basis
	}
	return nil
}
