package modules

import (
	"reflect"
	"testing"
)

// What lies behind the curve: of the last five other runs those of the same loss, as the axis counts, each with a look of its own.
func TestOverlay(t *testing.T) {
	p := modules(t)
	type overlay struct {
		By   string
		Per  float64
		List []struct {
			Name        string
			Color, Dash int
			X, Loss     []float64
		}
		Left int
	}
	of := func(by string) overlay {
		t.Helper()
		return eval[overlay](t, p, `
			const { overlayOf } = await import("/page/runs/overlay.js");
			const run = (id, axis = "mse mean", steps = [11, 20]) => ({
				id, name: "run " + id, index: Number(id), record: { axis, steps, losses: steps.map((s) => 1 / s), steps_per_epoch: 5, batch_size: 20, epoch_images: 90 },
			});
			const runs = [run("9"), run("8"), run("7", "bce mean"), run("6"), run("5", "mse mean", []), run("4"), run("3"), run("2")];
			const running = { showing: { loss: "mse mean" }, cost: { steps_per_epoch: 10, epoch_images: 390 } };
			return overlayOf(runs, "9", running, `+quote(by)+`);`)
	}
	o := of("step")
	var names []string
	looks := map[[2]int]bool{}
	for _, run := range o.List {
		names = append(names, run.Name)
		looks[[2]int{run.Color, run.Dash}] = true
	}
	if want := []string{"run 8", "run 6", "run 4", "run 3"}; !reflect.DeepEqual(names, want) || o.Left != 1 || len(looks) != 4 || o.Per != 1 {
		t.Errorf("%q and %d left out, in %d looks; %q expected and one left out", names, o.Left, len(looks), want)
	}
	for by, want := range map[string][]float64{"step": {1, 11, 20}, "epoch": {0.1, 2.2, 4}, "images": {39, 200, 360}} {
		if o := of(by); o.By != by || !reflect.DeepEqual(append([]float64{o.Per}, o.List[0].X...), want) {
			t.Errorf("by %s: %g of this run's steps, %v of the other's; %v expected", by, o.Per, o.List[0].X, want)
		}
	}
	if o := of("none"); len(o.List) != 0 || o.Left != 0 {
		t.Errorf("this run alone: %+v", o)
	}
}

// Where both curves are: the last place that both reach, and none where one begins after the other ends.
func TestCurvesInCommon(t *testing.T) {
	p := modules(t)
	for call, want := range map[string]string{
		`[{ x: 0, loss: 1 }, { x: 10, loss: 0.5 }], [{ x: 5, loss: 2 }, { x: 15, loss: 1 }]`:    `{"at":10,"a":0.5,"b":1.5}`,
		`[{ x: 0, loss: 1 }, { x: 10, loss: 0.5 }], [{ x: 2, loss: 2 }, { x: 10, loss: 0.25 }]`: `{"at":10,"a":0.5,"b":0.25}`,
		`[{ x: 5, loss: 1 }], [{ x: 10, loss: 0.5 }, { x: 20, loss: 1 }]`:                       `null`,
		`[], [{ x: 10, loss: 0.5 }]`: `null`,
	} {
		if got := eval[string](t, p, `const { commonOf } = await import("/page/compare/comparison.js"); return JSON.stringify(commonOf(`+call+`));`); got != want {
			t.Errorf("%s have %s in common, %s expected", call, got, want)
		}
	}
}
