package kernel

import "math"

// The state of an optimizer decays towards zero where gradients vanish. A state that is no longer a
// normal number is set to 0 (the function normal below): it could not move a parameter any more, and
// arithmetic on denormals is many times slower. The gradient is used up: all leave g at 0, for that of the next batch to be
// added to, as a pass to set it to 0 costs as much as any other.

// SGD is
//
//	for i := range p {
//		p[i] -= float32(lr * g[i])
//		g[i] = 0
//	}
func SGD(p, g []float32, lr float32) {
	same2(len(p), len(g))
	sgd(p, g, lr)
}

// Momentum is stochastic gradient descent with momentum as PyTorch writes it:
//
//	for i := range p {
//		v[i] = normal(float32(momentum*v[i]) + g[i])
//		d := v[i] // g[i] + float32(momentum*v[i]) if nesterov
//		p[i] -= float32(lr * d)
//		g[i] = 0
//	}
func Momentum(p, g, v []float32, lr, momentum float32, nesterov bool) {
	same3(len(p), len(g), len(v))
	momentumStep(p, g, v, lr, momentum, nesterov)
}

// Adam is (Kingma and Ba, 2014), with c1 = 1/(1-beta1^t) and c2 = 1/(1-beta2^t),
//
//	for i := range p {
//		m[i] = normal(float32(beta1*m[i]) + float32((1-beta1)*g[i]))
//		v[i] = normal(float32(beta2*v[i]) + float32((1-beta2)*float32(g[i]*g[i])))
//		p[i] -= float32(lr*float32(m[i]*c1)) / (sqrt(float32(v[i]*c2)) + eps)
//		g[i] = 0
//	}
func Adam(p, g, m, v []float32, lr, beta1, beta2, eps, c1, c2 float32) {
	same4(len(p), len(g), len(m), len(v))
	adam(p, g, m, v, lr, beta1, beta2, eps, c1, c2)
}

// RMSprop is (Tieleman and Hinton, 2012)
//
//	for i := range p {
//		s[i] = normal(float32(rho*s[i]) + float32((1-rho)*float32(g[i]*g[i])))
//		p[i] -= float32(lr*g[i]) / (sqrt(s[i]) + eps)
//		g[i] = 0
//	}
func RMSprop(p, g, s []float32, lr, rho, eps float32) {
	same3(len(p), len(g), len(s))
	rmsprop(p, g, s, lr, rho, eps)
}

// Adagrad is (Duchi, Hazan and Singer, 2011)
//
//	for i := range p {
//		s[i] += float32(g[i]*g[i])
//		p[i] -= float32(lr*g[i]) / (sqrt(s[i]) + eps)
//		g[i] = 0
//	}
func Adagrad(p, g, s []float32, lr, eps float32) {
	same3(len(p), len(g), len(s))
	adagrad(p, g, s, lr, eps)
}

// Adadelta is (Zeiler, 2012), with running means s of g² and d of u²,
//
//	for i := range p {
//		s[i] = normal(float32(rho*s[i]) + float32((1-rho)*float32(g[i]*g[i])))
//		u := float32(sqrt(d[i]+eps)/sqrt(s[i]+eps)) * g[i]
//		d[i] = normal(float32(rho*d[i]) + float32((1-rho)*float32(u*u)))
//		p[i] -= float32(lr * u)
//		g[i] = 0
//	}
func Adadelta(p, g, s, d []float32, lr, rho, eps float32) {
	same4(len(p), len(g), len(s), len(d))
	adadelta(p, g, s, d, lr, rho, eps)
}

// normal returns 0 for denormals and x for everything else, NaN included.
func normal(x float32) float32 {
	if abs32(x) < minNormal {
		return 0
	}
	return x
}

func sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }

func sgdRef(p, g []float32, lr float32) {
	for i := range p {
		p[i] -= float32(lr * g[i])
		g[i] = 0
	}
}

func momentumRef(p, g, v []float32, lr, momentum float32, nesterov bool) {
	for i := range p {
		s := normal(float32(momentum*v[i]) + g[i])
		v[i] = s
		if nesterov {
			s = g[i] + float32(momentum*s)
		}
		p[i] -= float32(lr * s)
		g[i] = 0
	}
}

func adamRef(p, g, m, v []float32, lr, beta1, beta2, eps, c1, c2 float32) {
	rest1, rest2 := 1-beta1, 1-beta2
	for i := range p {
		d := g[i]
		s := normal(float32(beta1*m[i]) + float32(rest1*d))
		q := normal(float32(beta2*v[i]) + float32(rest2*float32(d*d)))
		m[i], v[i] = s, q
		p[i] -= float32(float32(lr*float32(s*c1)) / (sqrt32(float32(q*c2)) + eps))
		g[i] = 0
	}
}

func rmspropRef(p, g, s []float32, lr, rho, eps float32) {
	rest := 1 - rho
	for i := range p {
		d := g[i]
		q := normal(float32(rho*s[i]) + float32(rest*float32(d*d)))
		s[i] = q
		p[i] -= float32(float32(lr*d) / (sqrt32(q) + eps))
		g[i] = 0
	}
}

func adagradRef(p, g, s []float32, lr, eps float32) {
	for i, d := range g {
		q := s[i] + float32(d*d)
		s[i] = q
		p[i] -= float32(float32(lr*d) / (sqrt32(q) + eps))
		g[i] = 0
	}
}

func adadeltaRef(p, g, s, d []float32, lr, rho, eps float32) {
	rest := 1 - rho
	for i := range p {
		q := normal(float32(rho*s[i]) + float32(rest*float32(g[i]*g[i])))
		u := float32(float32(sqrt32(d[i]+eps)/sqrt32(q+eps)) * g[i])
		s[i] = q
		d[i] = normal(float32(rho*d[i]) + float32(rest*float32(u*u)))
		p[i] -= float32(lr * u)
		g[i] = 0
	}
}
