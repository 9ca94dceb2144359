package modules

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/wire"
)

// reading is a script that reads a frame and keeps it as s.
func reading(frame []byte) string {
	return fmt.Sprintf(`const { readSnapshot } = await import("/page/view/snapshot.js");
		const bytes = Uint8Array.from(atob(%q), (c) => c.charCodeAt(0));
		let s, error = "";
		try { s = readSnapshot(bytes.buffer); } catch (e) { error = e.message; }
		`, base64.StdEncoding.EncodeToString(frame))
}

func TestSnapshotsReadAsWireWritesThem(t *testing.T) {
	p := modules(t)
	s := wire.Snapshot{Run: 7, Step: 1234, Epoch: 5,
		Images: &wire.Images{N: 2, H: 1, W: 3, C: 1, Clean: []byte{1, 2, 3, 4, 5, 6}, Output: []byte{9, 8, 7, 6, 5, 4}, Labels: []byte{3, 8},
			Errors: []float32{0.25, 0.5}, Index: []int32{40, 41}},
		Codes: &wire.Codes{X: []float32{1, -2, 3}, Y: []float32{0.5, 0, -0.5}, Labels: []byte{1, 5, 6}, AxisX: "z[0]", AxisY: "PC 2 (4 %)", Dim: 32, PCA: true},
		Grid:  &wire.Grid{N: 1, H: 1, W: 2, C: 1, X0: -1, X1: 1, Y0: -2, Y1: 2, Pixels: []byte{10, 20}},
		Curve: &wire.Curve{Train: []wire.CurvePoint{{Step: 1, Loss: 0.5}, {Step: 2, Loss: 0.25}}, Unit: "per pixel",
			Baseline: 0.125, BaselineText: "PCA", Phases: []wire.Phase{{Step: 0, Name: "RBM 1"}, {Step: 40, Name: "fine-tuning"}}},
		Probe: &wire.Probe{X: 1, Y: 2, H: 1, W: 1, C: 1, Pixels: []byte{200}, Z: []float32{1, 2, 3}, Values: []float32{0.5}, Pinned: true},
		Units: &wire.Units{Mean: []float32{0, 1}, Active: []float32{0, 0.75}, Variance: []float32{0, 0.5}, KL: []float32{0, 2}, Dead: []byte{1, 0}},

		Filters: &wire.Filters{N: 2, H: 1, W: 1, C: 1, Total: 9, Pixels: []byte{128, 255}, Scale: 0.5, Layer: "encoder 1", Note: "first of 3"},
		Bars:    &wire.Bars{N: 1, Dim: 2, Total: 9, H: 3, W: 1, C: 3, Z: []float32{1, 2}, Deviation: []float32{0.5, 0.25}},
		Table:   &wire.Table{N: 1, Columns: []string{"age", "caf\u00e9"}, Clean: []float32{1, 0}, Output: []float32{0.5, 0}, Errors: []float32{0.125}, Index: []int32{4}},
	}
	frame := s.Encode(nil)
	const list = `return JSON.stringify([error, s?.run, s?.step, s?.epoch,
		[...s.images.clean], [...s.images.corrupted], [...s.images.output], [...s.images.labels], [...s.images.errors], [...s.images.index],
		[...s.codes.x], [...s.codes.y], [...s.codes.labels], s.codes.axisX, s.codes.axisY, s.codes.dim, s.codes.pca,
		s.grid.n, s.grid.w, s.grid.x0, s.grid.y1, [...s.grid.pixels], s.curve.train, s.curve.test, s.curve.unit,
		s.probe.y, [...s.probe.pixels], [...s.probe.z], [...s.probe.values], s.probe.pinned, [...s.units.mean], [...s.units.active], [...s.units.variance], [...s.units.kl], [...s.units.dead],
		s.curve.baseline, s.curve.baselineText, s.curve.phases, s.filters.total, [...s.filters.pixels], s.filters.scale, s.filters.layer, s.filters.note,
		s.bars.dim, s.bars.total, s.bars.h, s.bars.w, s.bars.c, [...s.bars.z], [...s.bars.deviation], s.table.columns, [...s.table.clean], [...s.table.corrupted], [...s.table.output], [...s.table.errors], [...s.table.index]])`
	want := `["",7,1234,5,[1,2,3,4,5,6],[],[9,8,7,6,5,4],[3,8],[0.25,0.5],[40,41],[1,-2,3],[0.5,0,-0.5],[1,5,6],"z[0]","PC 2 (4 %)",32,true,` +
		`1,2,-1,2,[10,20],[{"step":1,"loss":0.5},{"step":2,"loss":0.25}],[],"per pixel",2,[200],[1,2,3],[0.5],true,[0,1],[0,0.75],[0,0.5],[0,2],[1,0],` +
		`0.125,"PCA",[{"step":0,"name":"RBM 1"},{"step":40,"name":"fine-tuning"}],9,[128,255],0.5,"encoder 1","first of 3",` +
		`2,9,3,1,3,[1,2],[0.5,0.25],["age","café"],[1,0],[],[0.5,0],[0.125],[4]]`
	if got := eval[string](t, p, reading(frame)+list); got != want {
		t.Errorf("%s read,\n%s written", got, want)
	}

	const only = `return error`
	for n := 0; n < len(frame); n += 4 {
		if eval[string](t, p, reading(frame[:n])+only) == "" {
			t.Errorf("a frame cut at byte %d of %d was read", n, len(frame))
		}
	}
	next := slices.Clone(frame)
	next[4] = wire.Version + 1
	if got, want := eval[string](t, p, reading(next)+only), fmt.Sprintf("version %d found, %d expected", wire.Version+1, wire.Version); !strings.Contains(got, want) {
		t.Errorf("the next version: %q", got)
	}
}
