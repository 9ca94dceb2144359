package modules

import "testing"

// The places of one time-line for two runs: both are at the same step, epoch or number of images there, or as near as whole steps allow.
func TestPlacesOfTwoRuns(t *testing.T) {
	p := modules(t)
	for call, want := range map[string]string{
		// the steps of each at places 0, 1, the last but one and the last
		`run(80, 4, 20), run(240, 8, 10), "step"`:        `{"last":80,"x":80,"steps":[[0,0],[1,1],[79,79],[80,80]]}`,
		`run(80, 4, 20), run(240, 8, 10), "epoch"`:       `{"last":80,"x":20,"steps":[[0,0],[1,2],[79,158],[80,160]]}`,
		`run(80, 4, 20), run(100, 6, 30), "images"`:      `{"last":26,"x":1560,"steps":[[0,0],[3,2],[75,50],[78,52]]}`,
		`run(100, 7, 256), run(100, 9, 500), "images"`:   `{"last":51,"x":25500,"steps":[[0,0],[1,1],[97,50],[99,51]]}`,
		`run(9, 4, 20, 70), run(7, 4, 20, 70), "images"`: `{"last":7,"x":130,"steps":[[0,0],[1,1],[6,6],[7,7]]}`,
		`run(9, 4, 20, 70), run(9, 3, 30, 70), "images"`: `{"last":6,"x":140,"steps":[[0,0],[1,1],[7,5],[8,6]]}`,
		`run(5, 7, 20), run(7, 9, 20), "epoch"`:          `{"last":5,"x":0.71,"steps":[[0,0],[1,1],[4,5],[5,6]]}`,
		`run(0, 7, 20), run(7, 9, 20), "step"`:           `{"last":0,"x":0,"steps":[[0,0]]}`,
		`run(5, 7, 20), run(7, 9, 20), "latest"`:         `{"last":0,"x":null,"steps":[[5,7]]}`,
	} {
		got := eval[string](t, p, `
			const { placesOf } = await import("/page/compare/places.js");
			const run = (step, stepsPerEpoch, batchSize, epochImages = stepsPerEpoch * batchSize) => ({ step, stepsPerEpoch, batchSize, epochImages });
			const { last, at, near } = placesOf(`+call+`);
			const some = [...new Set([0, 1, last - 1, last])].filter((i) => i >= 0 && i <= last);
			for (const i of some) if (near(at(i).x) !== i) throw new Error("place " + i + " is found at " + near(at(i).x));
			const { x } = at(last);
			return JSON.stringify({ last, x: x && Math.round(x * 100) / 100, steps: some.map((i) => at(i).steps) });`)
		if got != want {
			t.Errorf("%s: %s, %s expected", call, got, want)
		}
	}
}
