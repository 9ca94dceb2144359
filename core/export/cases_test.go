package export

import (
	"slices"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/data/drawn"
	"bottleneck/core/export/npz"
	"bottleneck/core/nn"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// example is a recipe with data, and a run of it that has learned a little.
type example struct {
	name        string
	recipe      recipe.Recipe
	train, test *data.Set
	run         *train.Run
	first       []npz.Array // its first weights, as PyTorch has them
}

// others are recipes of what no lesson has: every layer, padding, activation, optimizer, schedule, price and noise.
var others = map[string]string{
	"same":        "encoder=conv(3,3,s2,tanh),conv(4,4,s3,relu),maxpool(3,s2,same),avgpool(2,s1)&latent_dim=6&latent_activation=tanh&decoder=dense(36,softplus),reshape(3x3x4),convt(5,3,s3,leaky_relu),convt(2,3,s3,relu)&output=dense",
	"strides":     "encoder=conv(3,2x3,s3x1,p0,tanh),avgpool(3x2,s2,p1)&latent=direct&decoder=convt(4,3x4,s3x2,relu),dense(60,relu)&output=dense&output_activation=linear",
	"explicit":    "encoder=conv(3,5,s2,p2,relu),maxpool(3,s2,p1)&latent_dim=8&decoder=dense(98,relu),reshape(7x7x2),convt(3,3,s2,p1,o1,tanh)&output=convt(4,s2,p1)&init=he_normal&loss=mae",
	"cut":         "encoder=conv(2,3,s2,relu)&latent_dim=8&decoder=dense(98,relu),reshape(7x7x2),convt(3,1x3,s2,relu)&output=convt(2x5,s2)&init=he_uniform&loss=huber(0.3)",
	"average":     "encoder=conv(4,3,relu),avgpool(3,s2,same),avgpool(2,s2)&latent=direct&decoder=upsample(2),conv(3,3,relu),upsample(2)&output=conv(3)&reduction=batch&sparsity=l1_sum&sparsity_weight=0.01&optimizer=sgd&learning_rate=0.001",
	"unpool_same": "encoder=conv(3,3,s1,p0,relu),maxpool(3,s3,same)&latent=direct&decoder=unpool(3,s3,same),convt(2,3,p0,relu)&output=conv(3)&init=glorot_normal",
	"order":       "encoder=conv(4,3,s4,relu),reshape(4x7x7),conv(3,3,relu)&latent_dim=12&decoder=dense(98,relu),reshape(7x7x2),flatten(),dense(49,relu),reshape(7x7x1)&output=convt(4,s4)",
	"direct":      "encoder=conv(4,3,s4,relu),dense(24,tanh)&latent=direct&decoder=reshape(2x3x4),flatten(),dense(30,tanh)&output=dense&sparsity=l1&sparsity_weight=0.001&optimizer=adamw&weight_decay=0.1",
	"one_place":   "encoder=conv(6,28,p0,tanh)&latent_dim=5&decoder=dense(6,relu),conv(9,1,p0,relu)&output=dense",
	"drops":       "encoder=dropout(0.2),dense(20,relu),gaussian_noise(0.1),dense(12,tanh)&latent_dim=5&contractive=0.2&loss=l2&optimizer=rmsprop&noise=salt_pepper(0.2)",
	"deeper":      "encoder=dense(20,sigmoid)&latent_dim=5&latent_activation=softplus&contractive=0.3&optimizer=nesterov&clip_norm=0.01&noise=heteroscedastic(0.3)",
	"tangent":     "latent_dim=5&latent_activation=tanh&contractive=0.3&optimizer=momentum&noise=dropout(0.3)&init=normal(0.2)",
	"leaky":       "latent_dim=6&latent_activation=leaky_relu&contractive=0.3&optimizer=adagrad&init=pytorch&changes=3:noise=masking(0.5),3:learning_rate=0.002,5:learning_rate=0.001",
	"soft":        "latent_dim=6&latent_activation=softplus&contractive=0.3&optimizer=adadelta&schedule=step&schedule_epochs=1&warmup_epochs=1&patience=1&changes=3:noise=gaussian(0.5)",
	"scheduled":   "latent_dim=4&latent_activation=relu&contractive=0.3&schedule=exponential&schedule_epochs=2&shuffle=random",
	"cosine":      "latent_dim=4&latent_activation=linear&contractive=0.3&schedule=cosine&schedule_rate=0.1&shuffle=none&steps=7",
	"bernoulli":   "latent=variational&latent_dim=3&encoder=conv(3,3,s4,relu)&loss=mse&reduction=batch&beta=0.5&beta_warmup=2",
	"machines":    "encoder=dense(20,sigmoid)&latent_dim=6&latent_activation=sigmoid&pretrain=rbm&pretrain_epochs=2&output_activation=linear&sparsity=top_k&sparsity_k=2&patience=3&changes=3:pretrain_learning_rate=0.05",
	"color":       "data=shapes&channels=3&encoder=conv(4,3,s2,relu),conv(6,3,s2,tanh)&latent_dim=8&noise=gaussian(0.1)",
	"table_free":  "data=table&columns=7&scale=standard&encoder=dense(5,tanh)&latent_dim=3&output_activation=linear&noise=gaussian(0.1)",
}

// heavy is a network that takes longer than all others together: fewer images go through it.
func heavy(r recipe.Recipe) bool { return r.Cost().Parameters > 2e6 }

// examples are a small run of every lesson and of the others, made once for all tests; -lesson makes one alone.
func examples(t *testing.T) []example {
	t.Helper()
	if made == nil {
		made = makeExamples(t)
	}
	return made
}

var made []example

func makeExamples(t *testing.T) (list []example) {
	t.Helper()
	add := func(name string, r recipe.Recipe) {
		if *lesson != "" && name != *lesson {
			return
		}
		r.Train, r.Test, r.BatchSize, r.Classes = 24, 12, min(r.BatchSize, 10), nil
		if heavy(r) {
			r.Train, r.Test, r.BatchSize = 4, 2, 2
		}
		r.Epochs, r.PretrainEpochs, r.Arithmetic = min(r.Epochs, 2), min(r.PretrainEpochs, 1), "plain"
		if r.Steps > 7 {
			r.Steps = 7
		}
		e := example{name: name, recipe: r}
		e.begin(t)
		list = append(list, e)
	}
	for _, l := range recipe.Lessons() {
		l.Recipe.Epochs = 1
		add(l.ID, l.Recipe)
	}
	names := make([]string, 0, len(others))
	for name := range others {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		r, notices := recipe.Parse("#v=1&batch_size=10&" + others[name])
		if len(notices) > 0 {
			t.Fatalf("%s: %s", name, notices[0].Text())
		}
		add(name, r)
	}
	return list
}

// begin makes the run of an example.
func (e *example) begin(t *testing.T) {
	t.Helper()
	r := e.recipe
	e.train, e.test = setOf(r, r.Train, false), setOf(r, r.Test, true)
	run, err := train.New(r, e.train, e.test)
	if err != nil {
		t.Fatalf("%s: %v", e.name, err)
	}
	e.run, e.first = run, torchTensors("first.", run.Model(), func(p *nn.Param) []float32 { return slices.Clone(p.Value) })
}

// setOf has n items of the kind that a recipe learns from. Those of a person are made up.
func setOf(r recipe.Recipe, n int, test bool) *data.Set {
	s := r.Source()
	switch {
	case s.Origin == recipe.Made:
		maker := drawn.Maker(r, test)
		return maker.First(n)
	case s.Digits:
		maker := drawn.Maker(recipe.Recipe{Data: "digits"}, test)
		return maker.First(n)
	case s.Rows:
		set := &data.Set{Name: "table", N: n, H: 1, W: 1, C: r.Columns}
		for i := range n * r.Columns {
			set.Values = append(set.Values, float32((i*i*31+i*7)%101)/50-1)
		}
		return set
	}
	maker := drawn.Maker(recipe.Recipe{Data: "faces", ImageSize: r.ImageSize}, test)
	return maker.First(n)
}

// inOrder gives codes (n, latent) of the program in PyTorch's order.
func inOrder(r recipe.Recipe, z []float32) []float32 {
	p, err := r.Plan()
	if err != nil {
		panic(err)
	}
	places := p.CodeOrder().ChannelsFirst()
	out := make([]float32, 0, len(z))
	for ; len(z) > 0; z = z[len(places):] {
		for _, at := range places {
			out = append(out, z[at])
		}
	}
	return out
}
