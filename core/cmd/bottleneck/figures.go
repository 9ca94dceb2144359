package main

import (
	"context"
	"slices"

	"bottleneck/core/classifiers"
	"bottleneck/core/kernel"
	"bottleneck/core/metrics"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// progress is a run on its way to the points where it is measured.
type progress struct {
	run       *train.Run
	epochs    []metrics.Metrics // at the end of each, the first before training
	codes     bool              // whether codeMeans are wanted
	codeMeans []float64         // of the training images, at the end of each epoch
}

func newProgress(run *train.Run, c check) *progress {
	p := &progress{run: run, epochs: []metrics.Metrics{run.Metrics()}}
	p.codes = slices.ContainsFunc(c.at, func(p point) bool { return p.figure == "least_code_mean" })
	return p
}

// unit is what the points of a recipe count.
func unit(r recipe.Recipe) string {
	if r.Steps > 0 {
		return "step"
	}
	return "epoch"
}

// train goes on to the end of an epoch, or to a step where the recipe counts by steps.
func (p *progress) train(ctx context.Context, at int) error {
	steps := p.run.Recipe().Steps > 0
	if !steps {
		at *= p.run.StepsPerEpoch()
	}
	for p.run.Metrics().Step < at {
		if err := ctx.Err(); err != nil {
			return err
		}
		for range min(100, at-p.run.Metrics().Step) {
			if err := p.run.Step(); err != nil {
				return err
			}
			if p.run.AtEpochEnd() {
				p.epochs = append(p.epochs, p.run.Metrics())
				if p.codes {
					p.codeMeans = append(p.codeMeans, trainCodeMean(p))
				}
			}
		}
	}
	if steps {
		p.run.Evaluate()
	}
	return nil
}

// figures are what checks name.
var figures = map[string]func(p *progress) float64{
	"train_loss": metric(func(m metrics.Metrics) float64 { return m.TrainLoss }),
	"test_loss":  metric(func(m metrics.Metrics) float64 { return m.TestLoss }),
	"test_mse":   metric(func(m metrics.Metrics) float64 { return m.TestMSE }),
	"input_mse":  metric(func(m metrics.Metrics) float64 { return m.InputMSE }),
	"kl":         metric(func(m metrics.Metrics) float64 { return m.KL }),
	"code_mean":  metric(func(m metrics.Metrics) float64 { return m.CodeMean }),
	"dead_units": metric(func(m metrics.Metrics) float64 { return float64(m.DeadUnits) }),
	"jacobian":   metric(func(m metrics.Metrics) float64 { return m.Jacobian }),
	"train_mse":  trainMSE,
	"mean_image": meanImageMSE,
	"pca_mse":    pcaMSE,
	"neighbors":  func(p *progress) float64 { return neighbors(p.run, 5) },

	"train_code_mean": trainCodeMean,
	"least_code_mean": leastCodeMean,
	"loss_by_400":     func(p *progress) float64 { return lossBy400(p.run.Metrics()) },
	"plateau":         plateau,
	"epoch_of_7.6":    func(p *progress) float64 { return epochOf(p, 7.6) },
	"epoch_of_4.5":    func(p *progress) float64 { return epochOf(p, 4.5) },

	"linear_originals":       accuracy(classifiers.Linear, classifiers.Originals),
	"linear_reconstructions": accuracy(classifiers.Linear, classifiers.Reconstructions),
	"linear_codes":           accuracy(classifiers.Linear, classifiers.Codes),
	"linear_pca":             accuracy(classifiers.Linear, classifiers.PCA),
	"cnn_originals":          accuracy(classifiers.CNN, classifiers.Originals),
	"cnn_reconstructions":    accuracy(classifiers.CNN, classifiers.Reconstructions),
}

// metric is a figure that the run tells by itself.
func metric(of func(metrics.Metrics) float64) func(p *progress) float64 {
	return func(p *progress) float64 { return of(p.run.Metrics()) }
}

// trainMSE is the mean squared error per pixel of the training images, clean ones at the input.
func trainMSE(p *progress) float64 {
	m, set := p.run.Model(), p.run.Train()
	x, y := make([]float32, m.MaxBatch()*m.Dim()), make([]float32, m.MaxBatch()*m.Dim())
	sum := 0.0
	for lo := 0; lo < set.N; lo += m.MaxBatch() {
		n := min(m.MaxBatch(), set.N-lo)
		set.Rows(x[:n*m.Dim()], lo, lo+n)
		m.Reconstruct(y[:n*m.Dim()], x[:n*m.Dim()], n)
		sum += kernel.SquaredDistance(y[:n*m.Dim()], x[:n*m.Dim()])
	}
	return sum / float64(set.N*set.Dim())
}

// meanImageMSE is the error of answering every held-out image with the mean of the training images.
func meanImageMSE(p *progress) float64 {
	dim := p.run.Train().Dim()
	row, mean := make([]float32, dim), make([]float64, dim)
	set := p.run.Train()
	for i := range set.N {
		set.Rows(row, i, i+1)
		for j, v := range row {
			mean[j] += float64(v) / float64(set.N)
		}
	}
	set = p.run.Test()
	sum := 0.0
	for i := range set.N {
		set.Rows(row, i, i+1)
		for j, v := range row {
			d := float64(v) - mean[j]
			sum += d * d
		}
	}
	return sum / float64(set.N*dim)
}

// pcaMSE looks for the principal components that a code is compared with.
func pcaMSE(p *progress) float64 {
	for p.run.BaselineStep() {
	}
	mse, _ := p.run.Baseline()
	return mse
}

// trainCodeMean is the mean of all numbers of the training images' codes.
func trainCodeMean(p *progress) float64 {
	z := codes(p.run, p.run.Train())
	return kernel.Sum(z) / float64(len(z))
}

// leastCodeMean is the lowest of it at the end of an epoch.
func leastCodeMean(p *progress) float64 { return slices.Min(p.codeMeans) }

// lossBy400 is the training loss in the unit of the faces tutorial, which sums the losses of 350 faces an epoch and divides by 400.
func lossBy400(m metrics.Metrics) float64 { return m.TrainLoss * 350 / 400 }

// plateau is its mean over the epochs 2 to 5.
func plateau(p *progress) float64 {
	sum := 0.0
	for _, m := range p.epochs[2:6] {
		sum += lossBy400(m)
	}
	return sum / 4
}

// epochOf is the first epoch with no greater loss than that; the epoch behind the latest where there is none.
func epochOf(p *progress, loss float64) float64 {
	for i, m := range p.epochs[1:] {
		if lossBy400(m) <= loss {
			return float64(i + 1)
		}
	}
	return float64(len(p.epochs))
}
