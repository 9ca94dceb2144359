package modules

import "testing"

// The state of a small run is stored at once and every ten seconds; that of a large one so seldom that it takes a fiftieth of the time, by what it
// took here, and that is told.
func TestLargeStatesAreStoredSeldom(t *testing.T) {
	got := eval[string](t, modules(t), `
		const { Spacing } = await import("/page/runs/spacing.js");
		const MB = 1e6, spacing = new Spacing(), said = [];
		const tell = (size) => said.push([size, spacing.light(size * MB), Math.round(spacing.wait(size * MB) / 1000), spacing.rare(size * MB)].join(" "));
		tell(1); tell(103);
		spacing.wrote(1 * MB, 30);
		tell(1); tell(103);
		spacing.wrote(1 * MB, 400);
		spacing.wrote(103 * MB, 600);
		tell(1); tell(103); tell(200);
		spacing.wrote(103 * MB, 100);
		tell(103);
		return said.join(", ");`)
	if want := "1 true 10 false, 103 false 52 true, 1 true 10 false, 103 false 52 true, 1 true 20 false, 103 false 30 true, 200 false 58 true, 103 false 10 false"; got != want {
		t.Errorf("%s\nexpected %s", got, want)
	}
}
