package assemble

import "github.com/mmcloughlin/avo/reg"

func (a *assembler) optimizers() {
	e, k := a.vectors("sgd", "p grad", "lr", "is a step of gradient descent, and clears grad.")
	e.each()
	e.store(a.minus(e.load("p"), a.times(e.at("grad"), k["lr"])), "p")
	e.clear()
	e.done()

	e, k = a.vectors("momentum", "p grad v", "lr mu", "is a step with momentum mu, and clears grad.")
	e.each()
	s := a.normal(a.plus(e.at("grad"), a.times(e.at("v"), k["mu"])))
	e.store(s, "v")
	e.store(a.minus(e.load("p"), a.times(s, k["lr"])), "p")
	e.clear()
	e.done()

	e, k = a.vectors("nesterov", "p grad v", "lr mu", "is a step with Nesterov's momentum mu, and clears grad.")
	e.each()
	s = a.normal(a.plus(e.at("grad"), a.times(e.at("v"), k["mu"])))
	e.store(s, "v")
	e.store(a.minus(e.load("p"), a.times(a.plus(e.at("grad"), a.times(s, k["mu"])), k["lr"])), "p")
	e.clear()
	e.done()

	e, k = a.vectors("adam", "p grad m v", "lr beta1 rest1 beta2 rest2 eps c1 c2", "is a step of Adam, and clears grad.")
	e.each()
	d := e.load("grad")
	s = a.normal(a.plus(a.times(d, k["rest1"]), a.times(e.at("m"), k["beta1"])))
	q := a.normal(a.plus(a.times(a.times(d, d), k["rest2"]), a.times(e.at("v"), k["beta2"])))
	e.store(s, "m")
	e.store(q, "v")
	e.descend(a.times(a.times(s, k["c1"]), k["lr"]), a.plus(k["eps"], a.sqrt(a.times(q, k["c2"]))))
	e.done()

	e, k = a.vectors("rmsprop", "p grad s", "lr rho rest eps", "is a step of RMSprop, and clears grad.")
	e.each()
	d = e.load("grad")
	q = a.normal(a.plus(a.times(a.times(d, d), k["rest"]), a.times(e.at("s"), k["rho"])))
	e.store(q, "s")
	e.descend(a.times(d, k["lr"]), a.plus(k["eps"], a.sqrt(q)))
	e.done()

	e, k = a.vectors("adagrad", "p grad s", "lr eps", "is a step of Adagrad, and clears grad.")
	e.each()
	d = e.load("grad")
	q = a.plus(e.at("s"), a.times(d, d))
	e.store(q, "s")
	e.descend(a.times(d, k["lr"]), a.plus(k["eps"], a.sqrt(q)))
	e.done()

	e, k = a.vectors("adadelta", "p grad s d", "lr rho rest eps", "is a step of Adadelta, and clears grad.")
	e.each()
	g, old := e.load("grad"), e.load("d")
	q = a.normal(a.plus(a.times(a.times(g, g), k["rest"]), a.times(e.at("s"), k["rho"])))
	u := a.times(g, a.over(a.sqrt(a.plus(k["eps"], old)), a.sqrt(a.plus(k["eps"], q))))
	e.store(q, "s")
	e.store(a.normal(a.plus(a.times(a.times(u, u), k["rest"]), a.times(old, k["rho"]))), "d")
	e.store(a.minus(e.load("p"), a.times(u, k["lr"])), "p")
	e.clear()
	e.done()
}

// descend subtracts step / size from p and clears grad.
func (e *elements) descend(step, size reg.VecVirtual) {
	e.store(e.a.minus(e.load("p"), e.a.over(step, size)), "p")
	e.clear()
}

func (e *elements) clear() {
	zero := e.a.YMM()
	e.a.VXORPS(zero, zero, zero)
	e.store(zero, "grad")
}

// normal is x, or 0 where x is denormal.
func (a *assembler) normal(x reg.VecVirtual) reg.VecVirtual {
	return a.and(x, a.where(notLessThan, a.abs(x), a.number(minNormal)))
}

func (a *assembler) sqrt(x reg.VecVirtual) reg.VecVirtual {
	y := a.YMM()
	a.VSQRTPS(x, y)
	return y
}
