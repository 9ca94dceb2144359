package modules

import "testing"

// Points within an outline, of any shape and either way round; those of a run that diverged are nowhere.
func TestPointsInside(t *testing.T) {
	got := eval[[][]int](t, modules(t), `
		const { inside, boxOf } = await import("/page/plane/inside.js");
		const x = [0, 1, 2, 3, NaN, 1];
		const y = [0, 1, 2, 3, 1, NaN];
		return [
			inside(boxOf({ x0: 0.5, x1: 2.5, y0: 0.5, y1: 2.5 }), x, y),
			inside([2.5, 2.5, 2.5, 0.5, 0.5, 0.5, 0.5, 2.5], x, y),
			inside([-1, -1, 4, -1, 4, 4, 1, 0.9, -1, 4], x, y), // its notch reaches below (1, 1)
			inside([], x, y),
		];`)
	if want := [][]int{{1, 2}, {1, 2}, {0}, {}}; quote(got) != quote(want) {
		t.Errorf("%v found, %v expected", got, want)
	}
}

// What many held-out inputs have in common is gathered in pieces; a piece that comes after another selection was made ends it.
func TestGathered(t *testing.T) {
	got := eval[[]any](t, modules(t), `
		const { gathered } = await import("/page/plane/heldout.js");
		let asked = 0;
		const request = async (op, fields, [buffer]) => {
			asked++;
			const places = new Int32Array(buffer);
			const each = (f) => Float32Array.from(places, f).buffer;
			return { n: places.length, dim: 1, buffers: [each((p) => p), each((p) => p + 0.5), each((p) => -p), each((p) => (p === 300 ? 9 : p / 1000)), Uint8Array.from(places, (p) => p % 2).buffer] };
		};
		const places = Array.from({ length: 601 }, (_, i) => i);
		const { counts, mean, worst, errors } = await gathered(request, places);
		const given = await gathered(request, places, () => false);
		return [asked, [...counts].flat(), mean[0], worst.image, worst.error, worst.y[0], errors.length, given];`)
	if want := `[4,[0,301,1,300],300,300,9,300.5,601,null]`; quote(got) != want {
		t.Errorf("%s found, %s expected", quote(got), want)
	}
}
