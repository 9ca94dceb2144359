package modules

import (
	"fmt"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

// Scripts have the numbers of a code in the order that Go gives files, and old scripts in that in which they lie; what goes in and comes out is the same.
func TestTheOrderOfCodes(t *testing.T) {
	p := modules(t)
	for _, link := range []string{
		"#v=1&data=digits&encoder=conv(4,3,s2,relu)&latent_dim=3",
		"#v=1&data=digits&encoder=conv(4,3,s2,relu),conv(3,3,s2,tanh)&latent=direct&decoder=upsample(2),conv(4,3,relu),upsample(2)",
		"#v=1&data=digits&encoder=dense(20,relu)&latent_dim=49&decoder=reshape(7x7x1),upsample(4)",
		"#v=1&data=digits&encoder=dense(20,relu)&latent_dim=98&decoder=reshape(7x7x2),upsample(4)",
	} {
		r, _ := recipe.Parse(link)
		plan := wire.PlanOf(r)
		if plan == nil {
			t.Fatalf("%s: no plan", link)
		}
		places := plan.Code.ChannelsFirst()
		got := eval[string](t, p, `
			const { CodeOrder } = await import("/page/code/order.js");
			const order = new CodeOrder(() => (`+quote(plan)+`));
			const z = Float32Array.from({ length: 2 * `+fmt.Sprint(len(places))+` }, (_, i) => i);
			const out = order.out(z);
			const want = `+quote(places)+`;
			const size = want.length;
			const faults = [];
			if (!out.every((v, i) => v === want[i % size] + i - i % size)) faults.push("out " + out.slice(0, 8));
			if (!order.in(out).every((v, i) => v === i)) faults.push("in");
			if (want.some((at, i) => order.unit(i) !== at)) faults.push("unit");
			order.order = "channels_last";
			if (order.out(z) !== z || order.in(z) !== z || order.unit(1) !== 1) faults.push("as they lie");
			return faults.join(", ");`)
		if got != "" {
			t.Errorf("%s (%v): %s", link, plan.Code, got)
		}
	}
}
