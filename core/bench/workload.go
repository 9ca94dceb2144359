// Package bench measures how fast this machine trains: steps of real runs, matrix products and the peak they are
// measured against. The clock of a machine that others use changes from second to second. So windows are short and many,
// the peak is measured between them, and a share is the best window's against the best peak's.
//
// The package has no clock: whoever runs a bench brings one. It is not the benchmark of kernels, which is in their tests.
package bench

import (
	"strconv"
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

const (
	linear = "latent_dim=32&latent_activation=relu&output_activation=sigmoid"
	seven  = "encoder=dense(500,tanh),dense(300,tanh)&latent_dim=2&latent_activation=tanh&output_activation=tanh"
)

// Workloads are the networks that a bench knows, small ones first.
var Workloads = []wire.Workload{
	{Name: "linear", Title: "784-32-784, squared error, Adam, batches of 20",
		Link: "#v=1&data=digits&" + linear + "&batch_size=20"},
	{Name: "keras", Title: "784-32-784, cross-entropy, Adadelta, batches of 256",
		Link: "#v=1&data=digits&" + linear + "&loss=bce&optimizer=adadelta&batch_size=256"},
	{Name: "deep", Title: "784-500-300-2-300-500-784, squared error, Adam, batches of 500",
		Link: "#v=1&data=digits&" + seven + "&batch_size=500"},
	{Name: "faces", Title: "32x32, four convolutions to 128 filters, 256, four transposed ones; half squares, Adam, batches of 50",
		Link: "#v=1&data=faces&image_size=32&encoder=conv(16,3,s2,relu),conv(32,3,relu),conv(64,3,relu),conv(128,3,relu)" +
			"&latent_dim=256&latent_activation=sigmoid&decoder=reshape(16x16x1),convt(128,3,s2,relu),convt(64,3,relu),convt(32,3,relu)" +
			"&output=convt(3)&output_activation=sigmoid&loss=l2&batch_size=50"},
	{Name: "conv", Title: "28x28, two convolutions, 32, two transposed ones; cross-entropy, Adam, batches of 64",
		Link: "#v=1&data=digits&encoder=conv(16,3,s2,relu),conv(32,3,s2,relu)&latent_dim=32&latent_activation=linear" +
			"&decoder=dense(1568,relu),reshape(7x7x32),convt(16,3,s2,relu)&output=convt(3,s2)&loss=bce&batch_size=64"},
	{Name: "vae", Title: "784-400-(20,20)-400-784, variational, Adam, batches of 128",
		Link: "#v=1&data=digits&encoder=dense(400,relu)&latent=variational&latent_dim=20&loss=bce&reduction=image&batch_size=128"},
}

// workload returns the one of this name, with its recipe.
func workload(name string) (wire.Workload, recipe.Recipe, error) {
	if strings.HasPrefix(name, "#") {
		r, notices := recipe.Parse(name)
		if len(notices) > 0 {
			return wire.Workload{}, r, fact.Within("bench", notices[0].Fact)
		}
		return wire.Workload{Name: name, Link: name}, r, nil
	}
	var names []string
	for _, w := range Workloads {
		if w.Name == name {
			r, notices := recipe.Parse(w.Link)
			if len(notices) > 0 {
				return w, r, fact.Within("bench: "+name, notices[0].Fact)
			}
			return w, r, nil
		}
		names = append(names, w.Name)
	}
	return wire.Workload{}, recipe.Recipe{}, fact.About("bench", "workload_unknown", "found", name, "names", names)
}

const (
	maxSide    = 8192     // of a matrix
	maxNumbers = 16 << 20 // of three matrices
)

// product is a matrix product, written gemm:MxNxK: c(M,N) = a(M,K) b(K,N). gemm_nt has b(N,K) and gemm_tn a(K,M), the
// forms that gradients need.
type product struct{ form, m, n, k int }

var forms = []string{"gemm", "gemm_nt", "gemm_tn"}

// parseProduct reads a product; ok is false where the name is none.
func parseProduct(name string) (p product, ok bool, err error) {
	head, sizes, _ := strings.Cut(name, ":")
	p.form = -1
	for i, f := range forms {
		if f == head {
			p.form = i
		}
	}
	if p.form < 0 {
		return p, false, nil
	}
	parts := strings.Split(sizes, "x")
	for i, at := range []*int{&p.m, &p.n, &p.k} {
		if len(parts) == 3 {
			*at, _ = strconv.Atoi(parts[i])
		}
		if *at < 1 || *at > maxSide {
			return p, true, fact.About("bench", "product_unreadable", "found", name, "form", head, "most", maxSide)
		}
	}
	if n := p.m*p.n + p.m*p.k + p.k*p.n; n > maxNumbers {
		return p, true, fact.About("bench: "+fact.Quoted(name), "product_too_large", "found", n, "most", maxNumbers)
	}
	return p, true, nil
}
