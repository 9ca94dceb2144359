package modules

import "testing"

// A code that is moved is what was encoded, but for units set by hand, and steps along directions on top.
func TestTheCodeIsMoved(t *testing.T) {
	got := eval[[]string](t, modules(t), `
		const { Walk, sweepUnit, sweepDirection } = await import("/page/code/walk.js");
		const said = [];
		const say = (z) => said.push(Array.from(z, (v) => +v.toFixed(3)).join(" "));
		const walk = new Walk();
		walk.base = Float32Array.of(1, 2, 3);
		walk.directions = [{ vector: Float32Array.of(0, 0.6, 0.8), deviation: 10 }];
		say(walk.z); said.push(walk.moved);
		walk.setUnit(1, 5); say(walk.z);
		walk.setAmount(0, -1); say(walk.z); said.push(walk.walked);
		walk.setUnit(2, 0); say(walk.z); // where its slider is, with the step along
		walk.base = Float32Array.of(7, 8, 9); say(walk.z); // another encoding: what a hand has set stays
		walk.setAmount(0, 0); say(walk.z);
		walk.reset(); say(walk.z); said.push(walk.moved);
		say(sweepUnit(Float32Array.of(1, 2), 1, { mean: 4, deviation: 0.5 }, [-3, 0, 3]));
		say(sweepDirection(Float32Array.of(1, 2), { vector: Float32Array.of(1, 0), deviation: 2 }, [-1, 0, 2]));
		return said.map(String);`)
	want := []string{
		"1 2 3", "false", "1 5 3", "1 -1 -5", "true", "1 -1 0", "7 -1 0", "7 5 8", "7 8 9", "false",
		"1 2.5 1 4 1 5.5", "-1 2 1 2 5 2",
	}
	if quote(got) != quote(want) {
		t.Errorf("%q\nexpected\n%q", got, want)
	}
}
